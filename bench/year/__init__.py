"""A supervisor's year in an invented county: it is received, checked, sent back and received again, and nothing is
lost. `county` says who files what, `files` how that comes, `typed` what a person writes into the workbook meanwhile,
`truth` what must be told of it."""
