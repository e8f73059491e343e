"""How agencies compare over the years, and how sure that is.

Comes in: a library. Goes out: what can be compared (`series`, with the indicators of `indicators.toml`), its value
for each report or why there is none (`figures`), panels of agencies and years (`compare`, open it first); an error
rate from cells that persons have coded (`sampling`, `accuracy`); what was done, in prose (`methods`) and as a
dictionary of variables (`codebook_page`). Files are written by `export`.
"""
