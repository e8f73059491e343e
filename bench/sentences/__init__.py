"""Sentences of many wordings, plain and hard, with what each clause states of the agency: what of it is read.

`plain.txt` and `hard.txt` hold patterns that state something, `nothing.txt` such as state nothing of the agency.
"""
