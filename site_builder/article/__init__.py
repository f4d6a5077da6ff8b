"""What an article shows: its Markdown, and the files that it shows or offers."""

from site_builder.article.files import (
    PDF,
    PICTURES,
    SUFFIXES,
    TABLE,
    Looked,
    Published,
    look,
    published,
)
from site_builder.article.links import Link, converter, links, stands_alone, written_in
from site_builder.article.table import rows
from site_builder.article.unfit import MOST_MIB, UnfitError

__all__ = [
    "MOST_MIB",
    "PDF",
    "PICTURES",
    "SUFFIXES",
    "TABLE",
    "Link",
    "Looked",
    "Published",
    "UnfitError",
    "converter",
    "links",
    "look",
    "published",
    "rows",
    "stands_alone",
    "written_in",
]
