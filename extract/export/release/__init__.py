"""A release of data: tables, what is said of them, and sums, so that others can check and rebuild all of it.

Comes in: a library, or the tables of an earlier release, and the terms of this one. Goes out: files that depend on
nothing else: no time, no path of a machine, no order of files or workers. `terms` is what persons set and what ran,
`papers` the pages for people, `written` puts all of it into a folder, `checked` looks whether a folder is still what
it says. What a release says differently than another one is left to `jobs.verifying`.
"""
