"""Safe findings of the firewall put right in the texts of drafts: each at its exact place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from site_builder.load.entries import Entry
from site_builder.load.json_lines import read_json_line
from site_builder.mend.json_text import with_meant
from site_builder.mend.lines import Edit, edited
from site_builder.mend.values import Meant, value_at, with_value
from site_builder.mend.yaml_text import node_at
from site_builder.office.yaml_places import records_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from site_builder.errors import Problem
    from site_builder.firewall import Finding
    from site_builder.i18n import Message
    from site_builder.load.entries import Path
    from site_builder.mend.yaml_text import YamlText
    from site_builder.office.yaml_places import Node

    Find = Callable[[str], Iterable[Finding]]

_WAIVER: Final = re.compile(r"(?P<code>[a-z-]+)@(?P<field>.+):(?P<start>\d+)-(?P<end>\d+)")
_PART: Final = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Swap:
    """Put ``text`` in the place of ``start`` to ``end`` of a field's own text."""

    field: str
    start: int
    end: int
    text: str
    what: Message

    @property
    def place(self) -> Path:
        """The field as a path of keys and indexes."""
        return path_of(self.field)


def path_of(field: str) -> Path:
    """A field as a problem names it, as a path of keys and indexes."""
    parts = _PART.finditer(field)
    return tuple(found[1] if found[1] is not None else int(found[2]) for found in parts)


def place_told(problem: Problem) -> tuple[str, int, int] | None:
    """The field and the stretch of its text that a finding is about."""
    found = _WAIVER.fullmatch(problem.waiver or "")
    return (found["field"], int(found["start"]), int(found["end"])) if found else None


def safe_swap(problem: Problem, text: str, find: Find, what: Message) -> Swap | None:
    """The change that a finding proposes, where the firewall calls it safe."""
    told = place_told(problem)
    if told is None or problem.replacement is None or problem.waived is not None:
        return None
    field, start, end = told
    is_safe = any(
        (each.start, each.end, each.replacement) == (start, end, problem.replacement)
        and each.is_safe
        for each in find(text)
    )
    return Swap(field, start, end, problem.replacement, what) if is_safe else None


def swapped(text: str, swaps: Iterable[Swap]) -> str | None:
    """``text`` with all swaps made; None where they overlap or lie outside of it."""
    last = len(text)
    for swap in sorted(swaps, key=lambda swap: swap.start, reverse=True):
        if not 0 <= swap.start <= swap.end <= last:
            return None
        text = text[: swap.start] + swap.text + text[swap.end :]
        last = swap.start
    return text


def in_body(texts: Sequence[str], first: int, swaps: Iterable[Swap]) -> list[Edit] | None:
    """The changes in the lines of a body that begins on line ``first``; None if one is unclear."""
    edits = []
    body = "\n".join(texts[first:])
    for swap in swaps:
        line = body.count("\n", 0, swap.start)
        column = swap.start - (body.rfind("\n", 0, swap.start) + 1)
        if "\n" in body[swap.start : swap.end] + swap.text or swap.end > len(body):
            return None
        end = column + swap.end - swap.start
        edits.append(Edit(first + line, column, end, swap.text, swap.what, swap.field))
    return edits


def in_yaml(text: YamlText, wanted: Sequence[tuple[Entry, Sequence[Swap]]]) -> bool:
    """Make swaps in records of a YAML text, if all that changes is what they say."""
    reading = text.read(text.texts)
    nodes = {node.start[0] + 1: node for node in records_in("\n".join(text.texts))}
    expected: dict[int, dict[str, Any]] = {}
    edits: list[Edit] = []
    for entry, swaps in wanted:
        line, values = entry.line_of(()), _expected(entry.values, swaps)
        if values is None:
            return False
        expected[line] = values
        for swap in swaps:
            scalar = node_at(nodes.get(line), swap.place)
            edit = None if scalar is None else _edit(text.texts, scalar, entry.values, swap)
            if edit is None:
                return False
            edits.append(edit)
    made = edited(text.texts, edits)
    after = text.read(made)
    says = [expected.get(each.line_of(()), each.values) for each in reading.entries]
    if after.problems != reading.problems or [each.values for each in after.entries] != says:
        return False
    text.texts = made
    text.made += edits
    return True


def in_json(text: str, entry: Entry, swaps: Sequence[Swap], path: str) -> str | None:
    """A line of JSON with its swaps made; None if that can't be."""
    expected = _expected(entry.values, swaps)
    if expected is None:
        return None
    meant = [
        Meant(place, value_at(expected, place), swaps[0].what)
        for place in dict.fromkeys(swap.place for swap in swaps)
    ]
    return with_meant(text, entry, meant, path)


def json_entry(text: str, number: int, path: str) -> Entry | None:
    """What a line of JSON says; None where it cannot be read."""
    entry = read_json_line(text.encode(), number, path)
    return entry if isinstance(entry, Entry) else None


def _expected(values: dict[str, Any], swaps: Sequence[Swap]) -> dict[str, Any] | None:
    made = values
    for place in dict.fromkeys(swap.place for swap in swaps):
        try:
            written = value_at(values, place)
        except LookupError:
            return None
        own = [swap for swap in swaps if swap.place == place]
        text = swapped(written, own) if isinstance(written, str) else None
        if text is None:
            return None
        made = with_value(made, place, text)
    return made


def _edit(texts: Sequence[str], node: Node, values: dict[str, Any], swap: Swap) -> Edit | None:
    """The one stretch of a value as written that is meant; None where it is not plain to see."""
    text = value_at(values, swap.place)
    words = text[swap.start : swap.end]
    if node.shape != "scalar" or not words or "\n" in words:
        return None
    found = [
        (number, at.start())
        for number, line in enumerate(texts[node.start[0] : node.end[0] + 1], node.start[0])
        for at in re.finditer(re.escape(words), line)
        if node.start <= (number, at.start()) and (number, at.end()) <= node.end
    ]
    turn = text.count(words, 0, swap.start)
    if len(found) != text.count(words):
        return None
    line, column = found[turn]
    return Edit(line, column, column + len(words), swap.text, swap.what, swap.field)
