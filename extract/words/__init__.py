"""How it is said to people, in Chinese and English.

Comes in: codes and figures. Goes out: sentences and labels. `messages` has every sentence by its code, `places` says
where a cell stands, `wording` makes the sentence of a finding; `workbook_labels` and `audit_labels` have the words of
the two workbooks. Open `messages` first. What is said, and when, is decided elsewhere.
"""
