"""The public gold set: generated reports in every file kind with their truth, and how well they are read."""
