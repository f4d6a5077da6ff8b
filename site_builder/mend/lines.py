"""The lines of a file, each with its own end, and small edits within them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from site_builder.load.text import BOM

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from site_builder.i18n import Message

_LINES: Final = re.compile(r"([^\r\n]*)(\r\n|\r|\n|$)")


@dataclass(frozen=True, slots=True)
class Edit:
    """Put ``text`` from ``start`` to ``end`` of a line, counted from 0; ``what`` it mends."""

    line: int
    start: int
    end: int
    text: str
    what: Message
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Lines:
    """What a file says line by line, and how each line ends; the file's mark, if it has one."""

    texts: tuple[str, ...]
    ends: tuple[str, ...]
    mark: bytes = b""

    @classmethod
    def of(cls, data: bytes) -> Lines | None:
        """The lines of a file; None if it is no UTF-8."""
        try:
            text = data.removeprefix(BOM).decode()
        except UnicodeDecodeError:
            return None
        found = [(line, end) for line, end in _LINES.findall(text) if line or end]
        if not found or found[-1][1]:
            found.append(("", ""))
        texts, ends = zip(*found, strict=True)
        return cls(texts, ends, BOM if data.startswith(BOM) else b"")

    def data(self, texts: Sequence[str]) -> bytes:
        """The file with these texts in place of its own."""
        pairs = zip(texts, self.ends, strict=True)
        return self.mark + "".join(text + end for text, end in pairs).encode()


def edited(texts: Sequence[str], edits: Iterable[Edit]) -> list[str]:
    """The lines with all edits made; none of them reaches into another."""
    made = list(texts)
    for edit in sorted(edits, key=lambda edit: (edit.line, edit.start, edit.end), reverse=True):
        line = made[edit.line]
        made[edit.line] = line[: edit.start] + edit.text + line[edit.end :]
    return made
