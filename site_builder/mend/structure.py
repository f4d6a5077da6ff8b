"""Where the signs that hold a YAML text together are written in another width or form.

Only what stands where a key, an indentation or a bracket must stand is looked at; what
people say in their texts is theirs. Whether a change is right, its reader tells.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from site_builder.mend.flow import CLOSED, Flow
from site_builder.mend.lines import Edit
from site_builder.mend.slips import (
    COLON,
    COLONS,
    DASHES,
    INDENT,
    KEY,
    NO_SPACE,
    ODD_QUOTES,
    ODD_SPACES,
    QUOTES,
    SPACE,
    ZERO_WIDTH,
    unquoted,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from site_builder.i18n import Message
    from site_builder.mend.vocabulary import Vocabulary

_GAP: Final = f"[ {ODD_SPACES}]*"
_INDENT: Final = re.compile(_GAP)
_DASH: Final = re.compile(f"([-－])({_GAP})(?=[^ {ODD_SPACES}]|$)")
_KEY: Final = re.compile(
    f"(?P<key>[^\\s:{COLONS}{{}}\\[\\]｛｝［］,，#]+)(?P<before>{_GAP})"
    f"(?P<colon>[:{COLONS}])(?P<after>{_GAP})"
)
_BLOCK: Final = re.compile(r"[|>][-+0-9]*\s*(#.*)?$")
_QUOTED: Final = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")
_QUOTED_KEY: Final = re.compile(rf"(?:{_QUOTED.pattern})\s*:(?=\s|$)")
_PLAIN_KEY: Final = re.compile(r"[^\s\[\]{}\"'].*?:(?=\s|$)")
_COMMENT: Final = re.compile(r"\s+#.*$")
_ODD: Final = frozenset(ODD_SPACES)


@dataclass(frozen=True, slots=True)
class Widths:
    """How many columns an odd blank in an indentation stands for.

    ``may_close``: whether full-width brackets may close what half-width ones opened.
    """

    tab: int = 2
    wide: int = 2
    may_close: bool = True

    def of(self, indent: str) -> int:
        """The columns of an indentation."""
        return sum(map(self._one, indent))

    def _one(self, char: str) -> int:
        if char in ZERO_WIDTH:
            return 0
        return {"\t": self.tab, "\u3000": self.wide}.get(char, 1)


@dataclass(slots=True)
class Structure:
    """Walks the lines of a YAML text and takes note of every slip in its signs."""

    texts: Sequence[str]
    words: Vocabulary
    kept: frozenset[int]
    widths: Widths = field(default_factory=Widths)
    edits: list[Edit] = field(default_factory=list)
    _block: int | None = None  # the column of the key whose block of text this is
    _block_indent: int | None = None
    _scalar: int | None = None  # the column of the key whose plain text may go on
    _quote: str = ""
    _flow: Flow | None = None

    def slips(self) -> list[Edit]:
        """Every change that might mend the text, outside the lines to be kept."""
        for number, text in enumerate(self.texts):
            self._line(number, text)
        return [edit for edit in self.edits if edit.line not in self.kept]

    def _line(self, number: int, text: str) -> None:
        found = _INDENT.match(text)
        indent = found[0] if found else ""
        width = self.widths.of(indent)
        if self._is_text(number, text, indent, width):
            return
        if len(indent) == len(text):
            if _ODD & set(indent):
                self._edit(number, 0, len(text), "", INDENT)
            return
        if _ODD & set(indent):
            self._edit(number, 0, len(indent), " " * width, INDENT)
        if self._flow is not None:
            self._in_flow(number, text, len(indent))
        elif self._scalar is None or width <= self._scalar:
            self._scalar = None
            self._item(number, text, len(indent), width)

    def _is_text(self, number: int, text: str, indent: str, width: int) -> bool:
        """Whether a line belongs to a block of text, or to one in quotation marks."""
        if self._quote:
            self._quote = "" if CLOSED[self._quote].match(text) else self._quote
            return True
        if self._block is None:
            return False
        if not text[len(indent) :]:
            return True
        if width <= self._block:
            self._block = None
            return False
        spaces = len(text) - len(text.lstrip(" "))
        if self._block_indent is None:
            self._block_indent = width
        if spaces < self._block_indent and _ODD & set(indent):
            self._edit(number, 0, len(indent), " " * width, INDENT)
        return True

    def _item(self, number: int, text: str, at: int, column: int) -> None:
        if text.startswith(("#", "---", "...", "%"), at):
            return
        while found := _DASH.match(text, at):
            gap = found[2]
            if not gap and found.end() < len(text):
                break  # a word that begins with a hyphen
            wanted = "-" + (" " * max(len(gap.strip(ZERO_WIDTH)), 1) if _ODD & set(gap) else gap)
            if found[0] != wanted:
                self._edit(number, at, found.end(), wanted, SPACE if found[1] == "-" else DASHES)
            self._scalar = column
            at, column = found.end(), column + len(wanted)
            if at == len(text):
                self._scalar = None
                return
        self._pair(number, text, at, column)

    def _pair(self, number: int, text: str, at: int, column: int) -> None:
        quoted = _QUOTED_KEY.match(text, at)
        found = None if quoted else _KEY.match(text, at)
        if found is not None and (key := self._known(found["key"])):
            self._known_key(number, found, key)
            self._value(number, text, found.end(), column, key)
            return
        plain = quoted or _PLAIN_KEY.match(text, at)
        end = plain.end() if plain else at
        blank = _INDENT.match(text, end)
        self._value(number, text, blank.end() if blank else end, column, "")

    def _known(self, written: str) -> str:
        key = unicodedata.normalize("NFKC", written)
        key = unquoted(key) or key
        return key if key in self.words.keys else ""

    def _known_key(self, number: int, found: re.Match[str], key: str) -> None:
        if found["key"] != key and not found["key"].startswith(("'", '"')):
            self._edit(number, found.start("key"), found.end("key"), key, KEY)
        after, is_last = found["after"], found.end() == len(found.string)
        is_right = found["colon"] == ":" and not _ODD & set(found["before"])
        if is_right and (after[:1] == " " or is_last or after[:1] == "\t"):
            return
        what = COLON if found["colon"] != ":" else SPACE if after or found["before"] else NO_SPACE
        space = "" if is_last else " "
        self._edit(number, found.end("key"), found.end(), f":{space}", what)

    def _value(self, number: int, text: str, at: int, column: int, key: str) -> None:
        value = text[at:]
        self._scalar = None
        if not value or value.startswith("#"):
            return
        if _BLOCK.match(value):
            self._block, self._block_indent = column, None
        elif value[0] in "'\"":
            self._in_quotes(number, text, at)
        elif value[0] in "[{" or (value[0] in "［｛" and key in self.words.holders):
            self._flow = Flow(self.words, may_close=self.widths.may_close)
            self._in_flow(number, text, at)
        else:
            self._scalar = column
            self._in_odd_quotes(number, text, at)

    def _in_quotes(self, number: int, text: str, at: int) -> None:
        if _QUOTED.match(text, at):
            return
        end = len(_COMMENT.sub("", text[at:]).rstrip()) + at
        if text[end - 1] in ODD_QUOTES and unquoted(text[at:end]) is not None:
            self._edit(number, end - 1, end, text[at], QUOTES)
            return
        mark = text[at]
        if any(mark in line for line in self.texts[number + 1 :]):
            self._quote = mark

    def _in_odd_quotes(self, number: int, text: str, at: int) -> None:
        """A value that its quotation marks were to protect, and do not."""
        value = text[at:].rstrip()
        inner = unquoted(value) if value[0] in ODD_QUOTES else None
        if inner is None or not (": " in inner or inner.endswith(":")):
            return
        quote = "'" if '"' in inner or "\\" in inner else '"'
        if quote not in inner:
            self._edit(number, at, at + 1, quote, QUOTES)
            self._edit(number, at + len(value) - 1, at + len(value), quote, QUOTES)

    def _in_flow(self, number: int, text: str, at: int) -> None:
        flow = self._flow
        if flow is not None:
            for start, end, instead, what in flow.line(text, at):
                self._edit(number, start, end, instead, what)
            if flow.is_closed:
                self._flow = None

    def _edit(self, line: int, start: int, end: int, text: str, what: Message) -> None:
        self.edits.append(Edit(line, start, end, text, what))


def all_widths(texts: Sequence[str]) -> Iterator[Widths]:
    """Every width worth trying for the blanks that stand in these indentations."""
    indents = "".join(found[0] for text in texts if (found := _INDENT.match(text)))
    for tab in (2, 4, 8, 1, 3, 6) if "\t" in indents else (2,):
        for wide in (2, 1, 4) if "\u3000" in indents else (2,):
            yield Widths(tab, wide)
            if any(bracket in text for text in texts for bracket in "］｝"):
                yield Widths(tab, wide, may_close=False)
