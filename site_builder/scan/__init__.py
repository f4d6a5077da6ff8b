"""The second net: what withheld values do the finished files show? In a process of its own."""
