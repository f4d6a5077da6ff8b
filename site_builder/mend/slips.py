"""What a hand or an input method slips into: each in words, and the characters it leaves."""

from __future__ import annotations

import unicodedata
from typing import Final

from site_builder.i18n import _

COLON: Final = _("a full-width colon after the key")
NO_SPACE: Final = _("no space after the colon")
SPACE: Final = _("another space than the usual one")
INDENT: Final = _("tabs or full-width spaces in the indentation")
QUOTES: Final = _("curly or full-width quotation marks")
BRACKETS: Final = _("full-width brackets or commas")
DASHES: Final = _("full-width dashes")
KEY: Final = _("a key in quotation marks or full-width letters")
DAY: Final = _("a day written another way")
WIDE: Final = _("full-width characters, quotation marks or blanks in a code, a number or a word")

# Widths in columns; None: as wide as the lines around it ask for.
ODD_SPACES: Final = "\t\xa0\u2002\u2003\u2009\u200b\u202f\u3000\ufeff"
ZERO_WIDTH: Final = "\u200b\ufeff"
COLONS: Final = "：﹕︰∶"
DOUBLE: Final = "“”„‟＂〝〞"
SINGLE: Final = "‘’‚‛＇"
CORNER: Final = "「」『』﹁﹂﹃﹄"
ODD_QUOTES: Final = DOUBLE + SINGLE + CORNER
_FAMILIES: Final = (f'"{DOUBLE}', f"'{SINGLE}", CORNER)


def unquoted(text: str) -> str | None:
    """What stands between two quotation marks of one family; None if ``text`` is not just that."""
    for family in _FAMILIES:
        if len(text) > 1 and text[0] in family and text[-1] in family:
            inner = text[1:-1]
            return None if any(mark in inner for mark in family) else inner
    return None


def folded(text: str) -> str:
    """``text`` in half-width, without blanks or quotation marks around it."""
    plain = unicodedata.normalize("NFKC", text).strip(ODD_SPACES + " ")
    inner = unquoted(plain)
    return plain if inner is None else inner.strip(ODD_SPACES + " ")
