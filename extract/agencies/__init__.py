"""Whose report it is.

Comes in: the lines of a document, its file's name, what a user says about it. Goes out: an `Identity` with its
evidence, and, with a roster, the unit that has to file. Open `identity` first; the order to read in is `names` (what
a name says), `breaks` (what the line above one is), `titles` (titles among lines), `sayings` (how a sentence says whose
it is), `identity`, `given` (manifests, folders), `sheets` (tables that people keep), `roster`. Whether the places that
name the agency agree is left to `checks`.
"""
