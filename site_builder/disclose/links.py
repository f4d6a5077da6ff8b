"""An article's links to listings: its words while one is in force, 某公司 afterwards."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_A_FIRM = "某公司"
_WORDS = r"!?\[(?P<words>(?:\\.|[^\[\]\\]|\[[^\[\]]*\])*)\\?\]"
_INLINE = re.compile(
    rf"{_WORDS}\(\s*<?\s*listing:(?P<id>[^\s)>]*)(?:[^)\n]*\))?", re.DOTALL | re.IGNORECASE
)
_DEFINITION = re.compile(
    r"^ {0,3}\[(?P<label>[^\[\]]+)\]:[ \t]*\n?[ \t]*<?listing:(?P<id>[^\s>]*).*$",
    re.IGNORECASE | re.MULTILINE,
)
_REFERENCE = re.compile(rf"{_WORDS}(?:\s?\[(?P<label>[^\[\]]*)\])?", re.DOTALL)


def settle_links(body: str, is_listed: Callable[[str], bool]) -> str:
    """``body`` with links to listings in force only; other firms become 某公司.

    Whatever Markdown reads as such a link is settled, a slip in it included: its
    words are a name.
    """

    def settle(match: re.Match[str]) -> str:
        return match[0] if is_listed(match["id"]) else _A_FIRM

    settled = _INLINE.sub(settle, body)
    ended = {_label(m["label"]) for m in _DEFINITION.finditer(settled) if not is_listed(m["id"])}
    if not ended:
        return settled
    without = _DEFINITION.sub(lambda m: "" if _label(m["label"]) in ended else m[0], settled)
    return _REFERENCE.sub(
        lambda m: _A_FIRM if _label(m["label"] or m["words"]) in ended else m[0], without
    )


def _label(written: str) -> str:
    """A label as Markdown compares it."""
    return " ".join(written.lower().split())
