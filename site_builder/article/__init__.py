"""What an article shows: its Markdown, and the files that it shows or offers."""

from site_builder.article.blocks import Drawn, Found, blocks
from site_builder.article.fenced import drawn_from
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
from site_builder.article.outline import skipped
from site_builder.article.table import rows, told
from site_builder.article.unfit import MOST_MIB, UnfitError

__all__ = [
    "MOST_MIB",
    "PDF",
    "PICTURES",
    "SUFFIXES",
    "TABLE",
    "Drawn",
    "Found",
    "Link",
    "Looked",
    "Published",
    "UnfitError",
    "blocks",
    "converter",
    "drawn_from",
    "links",
    "look",
    "published",
    "rows",
    "skipped",
    "stands_alone",
    "told",
    "written_in",
]
