"""A text as a reader would read it: disguises undone, each character with its place in the text.

Width, circles and scripts of digits and letters become plain (NFKC); what cannot be
seen is left out, so are tags, comments and marks of emphasis; entities, percent escapes and
backslashes are undone. Punctuation stays as it is.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# What stands for itself: most texts hold nothing else, and are taken as they are.
_ORDINARY: Final = re.compile(
    "[\n\t -$'()+-;=>?-\\[\\]^_a-{|}一-鿿，。、；：？！“”‘’（）《》〈〉〔〕【】「」—…·×]*"
)
_TOKEN: Final = re.compile(
    r"<!--[^<>]{0,2000}?-->|</?[A-Za-z][^<>\n]{0,200}>"
    r"|&(?:\#0*\d{1,7}|\#[xX]0*[0-9A-Fa-f]{1,6}|[A-Za-z]{2,31});"
    r"|(?:%[0-9A-Fa-f]{2})+"
    r"|\\(?=[!-/:-@\[-`{-~])"
    r"|[*`~]+"
    r"|.",
    re.DOTALL,
)
_UNSEEN: Final = re.compile(
    "(?:[\u200b-\u200f\u20e3\u2060\ufe00-\ufe0f]|&#(?:0*(?:65039|8419)|[xX]0*(?:[fF][eE]0[fF]|20[eE]3));)*"
)
_DROPPED: Final = frozenset({"Cf", "Mn", "Me", "Cc"})
# What stands for every blank, line end and dash.
_MARKS: Final = {"Zs": " ", "Zl": "\n", "Zp": "\n", "Pd": "-"}
# Default-ignorable letters and marks that Unicode counts under other categories.
_FILLERS: Final = frozenset("\u115f\u1160\u17b4\u17b5\u3164\uffa0\u034f")


@dataclass(frozen=True, slots=True)
class Plain:
    """What a text reads as; ``starts`` and ``ends`` lead each character back to the text."""

    text: str
    chars: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the text that ``start`` to ``end`` of the characters came from.

        What cannot be seen behind its last character belongs to it.
        """
        trailing = _UNSEEN.match(self.text, self.ends[end - 1])
        return self.starts[start], trailing.end() if trailing else self.ends[end - 1]


def plain(text: str) -> Plain:
    """``text`` as a reader would read it."""
    ordinary = _ORDINARY.match(text)
    if ordinary is not None and ordinary.end() == len(text):
        places = range(len(text) + 1)
        return Plain(text, text, places, places[1:])
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for read, start, end in _read(text):
        for char in read:
            chars.append(char)
            starts.append(start)
            ends.append(end)
    return Plain(text, "".join(chars), starts, ends)


def tags(text: str) -> Iterator[tuple[int, str]]:
    """What stands in tags and comments, which a reader may see as written: place and text."""
    for found in _TOKEN.finditer(text):
        if found[0][0] == "<" and len(found[0]) > 1:
            yield found.start() + 1, found[0][1:-1]


def _read(text: str) -> Iterator[tuple[str, int, int]]:
    for found in _TOKEN.finditer(text):
        token, start, end = found[0], found.start(), found.end()
        if len(token) == 1:
            yield _shown(token), start, end
        elif token[0] == "&":
            yield "".join(map(_shown, html.unescape(token))), start, end
        elif token[0] == "%":
            yield "".join(map(_shown, html.unescape(unquote(token, errors="replace")))), start, end


@lru_cache(maxsize=8192)
def _shown(char: str) -> str:
    """What one character reads as; nothing if it cannot be seen, or only sets off others."""
    if char in "\n\t":
        return char
    if char in "\\*`~" or char in _FILLERS or unicodedata.category(char) in _DROPPED:
        return ""
    if char.isdigit():
        return str(unicodedata.digit(char))
    read = unicodedata.normalize("NFKC", char)
    # 🄀 and ⒈ are a digit and a full stop, ㈠ a numeral in brackets.
    kept = "".join(part for part in read if part.isalnum())
    if read != char and kept:
        return kept
    return _MARKS.get(unicodedata.category(char), char) if char != "—" else char
