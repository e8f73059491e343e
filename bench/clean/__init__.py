"""Clean reports and planted faults in words of their own, none of which `tests.made` knows.

Comes in: `wordings.txt`, sentences of reports without a fault by where they stand, and `plants.txt`, sentences with a
fault by rule and place. Goes out: pages of `bench.whose`, with what stands around a report on a site, as text, web
page, Word or PDF file, and how often each rule tells what is planted, and what is not.
"""
