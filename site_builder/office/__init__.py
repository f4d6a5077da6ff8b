"""The office's day: what happened to a record, and what the morning brings."""
