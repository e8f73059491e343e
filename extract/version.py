"""The version of the program."""

__version__ = "0.1.0"

OWN_WORKBOOK = "gongkai"
"""The property that every workbook has which this program writes, whatever a person does with it then."""
