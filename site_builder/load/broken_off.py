"""Records that break off at a fault: what stands before it still hides, whatever comes after."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from site_builder.load.entries import Entry
from site_builder.load.text import decode
from site_builder.load.yaml_core import read_yaml

if TYPE_CHECKING:
    from site_builder.load.entries import Reading

_MARKS: Final = re.compile(r'"(?:[^"\\]|\\.)*+"?|[][{},]', re.DOTALL)
_CLOSED_BY: Final = {"{": "}", "[": "]"}
# Of the places before a fault the last one or two will do; a long line has very many.
_TRIES: Final = 20


def broken_off(reading: Reading, data: bytes, path: str) -> Iterator[Entry]:
    """The entries that a fault of YAML keeps from being read whole, as far as they stand above it.

    Nothing of them may be relied on but what hides: that acts, however the file goes on.
    """
    line = max((problem.line or 0 for problem in reading.problems[-1:]), default=0)
    if reading.is_whole or line < 1:
        return
    text, _cut = decode(data, path)
    above = "\n".join(text.split("\n")[: line - 1])
    for entry in read_yaml(above.encode(), path).entries[len(reading.entries) :]:
        yield replace(entry, is_sound=False)


def broken_line(line: bytes, number: int) -> Entry | None:
    """The record on a faulty line of JSON, as far as it stands before the fault; likewise."""
    text = line.decode("utf-8", "replace")
    for part in _readable(text):
        try:
            values = json.loads(part, object_pairs_hook=_all_of_all)
        except (ValueError, RecursionError):
            continue
        return Entry(values, {(): number}, is_sound=False) if isinstance(values, dict) else None
    return None


def _readable(text: str) -> Iterator[str]:
    """The line, if the fault was what it says; else what of it may be read, the most first."""
    yield text
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        for end, closing in reversed(_ends(text, error.pos)[-_TRIES:]):
            yield text[:end] + closing
    except RecursionError:
        pass


def _ends(text: str, fault: int) -> list[tuple[int, str]]:
    """Where something ends before the fault, and what closes all that is open there."""
    found: list[tuple[int, str]] = []
    closing = ""
    for match in _MARKS.finditer(text, 0, fault):
        mark = match[0]
        if mark in _CLOSED_BY:
            closing = _CLOSED_BY[mark] + closing
        elif mark == ",":
            found.append((match.start(), closing))
        elif mark == closing[:1]:
            closing = closing[1:]
            found.append((match.end(), closing))
    return found


def _all_of_all(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A mapping; of a list that is written twice, both."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        before = found.get(key)
        if isinstance(before, list) and isinstance(value, list):
            found[key] = [*before, *value]
        else:
            found[key] = value
    return found
