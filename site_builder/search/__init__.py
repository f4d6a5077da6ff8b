"""The public corpus to index files that the reader's own browser searches."""

from site_builder.search.index import search_index

__all__ = ["search_index"]
