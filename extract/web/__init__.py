"""The county's desk in a browser: who has filed, what is wrong, the place in the source beside the result, a decision.

Comes in: a library, where the files of it lie, a roster and a profile. Goes out: pages, which ask only what commands
ask too. `app` has all routes, open it first; `desk` is what every page is made from, `guards` keeps strangers out,
`rendering` makes pages of `templates/`; then a module for each page. Without scripts the pages still read; nothing is
fetched from anywhere else.
"""
