"""What an article shows: its Markdown, and the files that it shows or offers."""

from site_builder.article.blocks import Drawn, Found, blocks
from site_builder.article.copies import WIDTHS, Copy, recipe
from site_builder.article.fenced import drawn_from
from site_builder.article.files import (
    PDF,
    PICTURES,
    SUFFIXES,
    TABLE,
    Looked,
    blank_copy,
    copies_of,
    copy_of,
    look,
    published_pdf,
)
from site_builder.article.links import Link, converter, links, stands_alone, written_in
from site_builder.article.other_kinds import OTHER_PICTURES, to_be_saved_anew
from site_builder.article.outline import skipped
from site_builder.article.table import rows, told
from site_builder.article.unfit import MOST_MIB, UnfitError

__all__ = [
    "MOST_MIB",
    "OTHER_PICTURES",
    "PDF",
    "PICTURES",
    "SUFFIXES",
    "TABLE",
    "WIDTHS",
    "Copy",
    "Drawn",
    "Found",
    "Link",
    "Looked",
    "UnfitError",
    "blank_copy",
    "blocks",
    "converter",
    "copies_of",
    "copy_of",
    "drawn_from",
    "links",
    "look",
    "published_pdf",
    "recipe",
    "rows",
    "skipped",
    "stands_alone",
    "to_be_saved_anew",
    "told",
    "written_in",
]
