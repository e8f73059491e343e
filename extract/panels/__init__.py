"""How agencies compare over the years, and how sure that is.

Comes in: a library. Goes out: what can be compared (`series`, with the indicators of `indicators.toml`), its value
for each report or why there is none (`figures`), panels of agencies and years (`compare`, open it first) and why there
is nothing in one (`nothing`), tables that say nothing (`repeated`), all variables by name (`variables`); error rates
from what persons have coded (`claimed`, `sampling`, `answers`, `scoring`, `accuracy`); what was done, in prose
(`methods`) and as a dictionary of variables (`codebook_page`). Files are written by `export`.
"""
