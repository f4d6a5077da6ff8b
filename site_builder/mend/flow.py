"""Slips in what stands between brackets: ``{kind： revoked，on: 2025-06-01}``."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from site_builder.mend.slips import (
    BRACKETS,
    COLON,
    COLONS,
    KEY,
    NO_SPACE,
    ODD_SPACES,
    SPACE,
    unquoted,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.i18n import Message
    from site_builder.mend.vocabulary import Vocabulary

    Change = tuple[int, int, str, Message]

_QUOTED: Final = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")
_KEY: Final = re.compile(
    f"(?P<key>[^\\s:{COLONS}{{}}\\[\\]｛｝［］,，#]+)(?P<before>[ {ODD_SPACES}]*)"
    f"(?P<colon>[:{COLONS}])(?P<after>[ {ODD_SPACES}]*)"
)
CLOSED: Final = {
    '"': re.compile(r"(?:[^\"\\]|\\.)*\""),
    "'": re.compile(r"(?:[^']|'')*'(?!')"),
}
_BLANK: Final = re.compile(f"[ {ODD_SPACES}]+")
_OPENING: Final = {"[": "[", "{": "{", "［": "[", "｛": "{"}
_CLOSING: Final = {"]": "[", "}": "{", "］": "[", "｝": "{"}
_HALF: Final = str.maketrans("［］｛｝，", "[]{},")


@dataclass(slots=True)
class Flow:
    """Follows one value in brackets over its lines."""

    words: Vocabulary
    may_close: bool = True
    stack: list[str] = field(default_factory=list)
    is_closed: bool = False
    _may_be_key: bool = False
    _may_begin: bool = False
    _quote: str = ""

    def line(self, text: str, at: int) -> Iterator[Change]:
        """The changes of one line, up to where the last bracket closes."""
        while at < len(text) and not self.is_closed:
            if self._quote:
                closing = CLOSED[self._quote].match(text, at)
                if closing is None:
                    return
                at, self._quote = closing.end(), ""
                continue
            if blank := _BLANK.match(text, at):
                at = blank.end()
                if text.startswith("#", at):
                    return
                continue
            if quoted := _QUOTED.match(text, at):
                at, self._may_be_key, self._may_begin = quoted.end(), False, False
                continue
            if self._may_begin and text[at] in "'\"":
                self._quote, self._may_be_key, self._may_begin = text[at], False, False
                at += 1
                continue
            if self._may_be_key and (found := self._key(text, at)):
                yield from self._changed_key(found)
                at, self._may_be_key, self._may_begin = found.end(), False, True
                continue
            yield from self._sign(text, at)
            at += 1

    def _key(self, text: str, at: int) -> re.Match[str] | None:
        found = _KEY.match(text, at)
        return found if found and self._known(found["key"]) else None

    def _known(self, written: str) -> str:
        key = unicodedata.normalize("NFKC", written)
        key = unquoted(key) or key
        return key if key in self.words.keys else ""

    def _changed_key(self, found: re.Match[str]) -> Iterator[Change]:
        key = self._known(found["key"])
        if key != found["key"] and found["key"][0] not in "'\"":
            yield found.start("key"), found.end("key"), key, KEY
        after = found["after"]
        if found["colon"] == ":" and after[:1] in {" ", "\t"} and after:
            return
        what = COLON if found["colon"] != ":" else SPACE if after else NO_SPACE
        yield found.end("key"), found.end(), ": ", what

    def _sign(self, text: str, at: int) -> Iterator[Change]:
        char = text[at]
        if char in "[{" or (char in "［｛" and self._opens(char)):
            self.stack.append(_OPENING[char])
            self._may_be_key = self._may_begin = True
        elif self._closes(char) and self.stack and self.stack[-1] == _CLOSING[char]:
            self.stack.pop()
            self.is_closed = not self.stack
            self._may_be_key = self._may_begin = False
        elif char == "," or (char == "，" and self._ends_item(text, at)):
            self._may_be_key = self._may_begin = True
        else:
            self._may_be_key, self._may_begin = False, char == ":"
            return
        if char in "［］｛｝，":
            space = " " if char == "，" and text[at + 1 : at + 2] not in {" ", ""} else ""
            yield at, at + 1, char.translate(_HALF) + space, BRACKETS

    def _opens(self, char: str) -> bool:
        """Whether a full-width bracket holds something together, and is no part of words."""
        return not self.stack or (char == "｛" and self._may_be_key)

    def _closes(self, char: str) -> bool:
        return char in _CLOSING and (self.may_close or char in "]}")

    def _ends_item(self, text: str, at: int) -> bool:
        """Whether a full-width comma stands between two items, not within somebody's words."""
        blank = _BLANK.match(text, at + 1)
        after = blank.end() if blank else at + 1
        if self.stack[-1:] == ["{"]:
            return self._key(text, after) is not None
        before = text[:at].rstrip()[-1:]
        return before in {"}", "｝", '"', "'"} or text[after : after + 1] in {"{", "｛", '"', "'"}
