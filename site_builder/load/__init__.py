"""Files to a corpus: every value remembers its file and line."""

from site_builder.load.article_again import article_again
from site_builder.load.catalog import catalog_in
from site_builder.load.corpus import hide_alone, load_corpus
from site_builder.load.schema import json_schema, schema_kinds
from site_builder.load.settings import line_in_site, read_regimes, read_site

__all__ = [
    "article_again",
    "catalog_in",
    "hide_alone",
    "json_schema",
    "line_in_site",
    "load_corpus",
    "read_regimes",
    "read_site",
    "schema_kinds",
]
