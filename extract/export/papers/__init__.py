"""Papers for people, as Word files: what a unit is told with the form for its answer, and what leaders are told of all.

`paper` is how they look (GB/T 9704), `fields` fills what an office may change in Word, `notice` and `circular` are the
two papers, `answers` reads forms that come back. Nothing that is not certain stands in a paper: `notice.sent` tells
which problems may.
"""
