"""What tests read: invented reports, drawn from a seed, in every serialisation and file kind, with what is right of
them.

`sheets` draws consistent figures, `layouts` and `generator` print them as text, `oracle` says what a print
determines; `prose` and `misworded` have the words around them, `whole` and `printing` make files of both, `score`
judges a reading of one. `county` files for years, `annexed` and `tagged` are kinds of their own, `hostile` means
harm, `broken_off` kills runs. `drawn` is for single stages: it makes what they take of a table drawn as text.
"""
