"""`python -m extract` works like `gongkai`."""

from extract.cli import run

run()
