"""Reports → files for people and other programs."""
