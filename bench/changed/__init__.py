"""Reports changed at random as the world changes them, in every kind of file, and what became of their figures.

Comes in: a seed. Goes out: a file, what a person sees in each cell of it, and which findings about the report would be
fair. Open `document` first: a report on its way to a file. `formed`, `printed`, `arranged`, `altered` and `laid` have
the changes of what an agency prints, whatever the file; `plain` and `copied`, `web`, `screens` and `cascade` (with
`hiding`), `word`, `runs`, `body` and `dialects` those of one kind of file; `ink`, `paint`, `strings`, `leaves` and
`pages` those of PDF files, which `paper`, `book` and `fonts` draw. `drawing` chooses, `files` writes, `scoring` reads
and counts.
A new change is a function, and a line in the `WAYS` of its module.
"""
