"""The stages' re-readable stores on disk: SQLite files that no stage has to hold in memory."""
