"""The office's archive: every record in any state, in an index of its own that no reader sees."""

from site_builder.archive.ask import HELP, Asked, asked
from site_builder.archive.document import Document, document
from site_builder.archive.index import Archive, Found, Hit

__all__ = ["HELP", "Archive", "Asked", "Document", "Found", "Hit", "asked", "document"]
