"""Printed reports as they come out of scanners and cameras: made, read, and compared with what was printed."""
