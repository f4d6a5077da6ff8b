"""Turns vetted public records into a searchable site whose listings end on the right day."""

__version__ = "0.1.0"
