"""A nation's year, rehearsed: `files` are what comes, `running` is a command at work that is measured, and killed."""
