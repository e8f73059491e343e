"""The version of the program, and the name by which its pages say who has made them."""

__version__ = "0.1.0"
GENERATOR = "gongkai"
