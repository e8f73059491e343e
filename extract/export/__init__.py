"""What files come out.

Comes in: a library, an audit, a panel. Goes out: files that appear whole or not at all (`staged`). `folder` writes
what `extract` leaves behind, CSV (`delimited`) and a workbook (`books/`); `tables` says what may be exported,
`formats/` writes it for other programs; `charts`, `marked` (pages with what was read), `masked` (personal data). Open
`folder` first. Nothing is computed here that another room knows.
"""
