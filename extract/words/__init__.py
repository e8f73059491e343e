"""How it is said to people, in Chinese and English.

Comes in: codes and figures. Goes out: sentences and labels. `languages` chooses the language; `phrases` puts lists and
brackets together. Sentences stand by their codes in `reasons`, `findings`, `commands`, `pages` and `help`, and
`messages` is asked for them; labels stand in `workbook_labels`, `audit_labels`, `panel_labels` and `export_labels`,
heads that several have in `heads`, names that are Chinese in either language in `sheet_names`. `places` says where a
cell stands, `wording` makes the sentence of a finding. Open `messages` first. No other room holds a word for people;
what is said, and when, is decided elsewhere.
"""
