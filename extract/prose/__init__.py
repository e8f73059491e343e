"""What the text says.

Comes in: a `Document`, and the tables that were found in it. Goes out: the statutory sections, the figures that their
sentences state, and figures with a label where no form tells what they mean. `sections` cuts the text (at `headings`
by their words, with `neighbours` by their numbers, and where the `preamble` begins), `narrative` reads its figures
(open it first; `lexicon`, `matters` and `phrases` have the words, then `symbols`, `figures`, `subjects`, `grammar`,
`sentences`, `bindings`, `manner`, `remarks`, `claims`), `triples` takes what no form has. Whether prose and tables
agree is left to `checks`.
"""
