"""Which stretches of a text have the shape of a name, or stand where only a name would."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from site_builder.firewall.name_marks import (
    ALONE,
    BEHIND,
    NEVER_GIVEN,
    NO_NAMES,
    ROLE,
    SPEAKING,
    TITLES,
)
from site_builder.model.mongolian import is_mongolian
from site_builder.model.surnames import surnames

_HAN_RUN: Final = re.compile("[一-鿿㐀-䶿]{2,}")
_LONGEST: Final = 9
STOPS: Final = frozenset("，。；！？”’）)》】]\n—…-,#>」』/ \t")
OPENS: Final = frozenset("“‘（(：:《【[|「『")


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Every stretch that has the shape of a name, or stands where only a name would."""
    for run in _HAN_RUN.finditer(text):
        for start in range(run.start(), run.end() - 1):
            yield from dict.fromkeys(_spans_from(text, start, run.end()))


def _spans_from(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    mongolian = next(
        (
            end
            for end in range(min(start + _LONGEST, stop), start + 1, -1)
            if is_mongolian(text[start:end]) and not _is_hidden(text, end)
        ),
        0,
    )
    if mongolian:
        yield start, mongolian
    for size in (1, 2):
        if text[start : start + size] in surnames():
            for end in (start + size + 1, start + size + 2):
                if end <= stop and _may_be(text, start + size, end):
                    yield start, end
    if _may_begin(text, start):
        if (
            surname_size := 2
            if text[start : start + 2] in surnames()
            else int(text[start : start + 1] in surnames())
        ):
            is_titled = not _may_be(text, start + surname_size, start + surname_size + 1)
            if is_titled:
                return
        for end in range(start + 2, min(start + _LONGEST, stop) + 1):
            if _may_end(text, end) and _may_be(text, start, end):
                yield start, end


def _may_begin(text: str, start: int) -> bool:
    """Whether a name without a known surname may begin here: behind a role, or in a list."""
    is_behind = ROLE.search(text, max(start - 8, 0), start) or text[start - 1 : start] == "、"
    return bool(is_behind) or start == 0 or text[start - 1] in STOPS or text[start - 1] in OPENS


def _may_end(text: str, end: int) -> bool:
    is_bound = end == len(text) or text[end] in STOPS or text[end] in OPENS or text[end] == "、"
    return is_bound or bool(
        SPEAKING.match(text, end) or ALONE.match(text, end) or BEHIND.match(text, end)
    )


def _may_be(text: str, given: int, end: int) -> bool:
    """Whether these characters may be a given name, and are not hidden in part or a title."""
    if any(char in NEVER_GIVEN for char in text[given:end]) or _is_hidden(text, end):
        return False
    return not any(text.startswith(title, given) for title in TITLES if len(title) >= end - given)


def _is_hidden(text: str, end: int) -> bool:
    return text[end : end + 1] in ("某", "×", "*") or text[end : end + 2] in ("·某",)
