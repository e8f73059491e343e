"""Pages that open from a disk: one HTML file each, without scripts and without anything that is fetched.

`elements` makes HTML of texts, none of which can become markup; `source` shows what a reader has found in a file, with
what was found about it lit; `self_check` is the page of one report, for those who wrote it,
`county_page` that of an audit.
"""
