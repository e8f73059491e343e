"""Pages of invented agencies whose name, year and day stand in one place, in two, or in none, and what was made of it.

Comes in: a seed. Goes out: a file, and whose report a careful reader would take it for. Open `page` first: a page
on its way to a file, with all that it claims. `agencies` invents names; `titles`, `menus`, `evidence`, `traps` and
`layout` have the kinds: how a title is printed, what stands above it, what speaks for an agency where no title does,
what speaks for none, and how the words are laid out. `drawing` chooses, `files` writes, `scoring` reads and counts. A
new kind is a function, and a line in the declared kinds of its module. Nothing here knows how the program reads a name.
"""
