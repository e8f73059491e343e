"""Prints `yes` where the pinned versions are for this Python, and nothing where they are not."""

import platform
import sys

FIRST, LAST = (3, 11), (3, 13)
MACHINES = ("x86_64", "amd64", "arm64", "aarch64")

fits = FIRST <= sys.version_info[:2] <= LAST and sys.implementation.name == "cpython"
print("yes" if fits and platform.machine().lower() in MACHINES else "")
