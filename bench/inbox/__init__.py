"""What lies in an inbox, and is no Word file of today: files in each kind with the truth for every cell, read again."""
