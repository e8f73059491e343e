"""Which printed figure stands in which cell of a form.

Comes in: a `Document`. Goes out: facts, and the evidence of how each was placed. The order to read in is that in
which the pipeline calls them: `pagebreaks`, `grids` (lines → cells), `marks` (cells → words and figures), `chains`
and `matching` (labels → tables), `editions` (which form), `lines` (printed line → row of the form), `blanks` and
`placements` (the arithmetic of ragged rows), `alignment`, `facts`. Open `matching` first. No file is touched and
nothing is complained of here: a stage keeps its evidence, `checks` speaks of it.
"""
