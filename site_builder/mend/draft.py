"""A file of drafts as it is mended: slips first, then what the firewall may put right."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from site_builder.i18n import _
from site_builder.kinds.fields import id_in
from site_builder.load.yaml_core import read_yaml
from site_builder.mend.json_text import mended_line
from site_builder.mend.lines import Edit, edited
from site_builder.mend.markdown_text import MarkdownText, end_of_front
from site_builder.mend.slips import ODD_SPACES
from site_builder.mend.swaps import (
    in_body,
    in_json,
    in_yaml,
    json_entry,
    path_of,
    place_told,
    safe_swap,
)
from site_builder.mend.values import value_at
from site_builder.mend.yaml_text import YamlText

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from site_builder.errors import Problem
    from site_builder.kinds import Spec
    from site_builder.load.entries import Entry, Reading
    from site_builder.mend.swaps import Find, Swap

_FOUND: Final = _("what may not be published")
_START: Final = re.compile(f"[ {ODD_SPACES}]*(?:[-－][ {ODD_SPACES}]+)*")


@dataclass(slots=True)
class Draft(ABC):
    """The lines of a file as they are mended; ``left`` are slips that could not be."""

    texts: Sequence[str]
    path: str
    spec: Spec
    signed: set[int]
    made: list[Edit] = field(default_factory=list)
    left: list[Edit] = field(default_factory=list)

    @abstractmethod
    def mend(self, told: Iterable[Problem], find: Find) -> None:
        """Mend what can be mended."""


class YamlDraft(Draft):
    """A YAML file of records; nothing of those changes that begin on a line of ``signed``."""

    def mend(self, told: Iterable[Problem], find: Find) -> None:
        """Mend the file's slips, then what was told of each unsigned record."""
        kept = frozenset(
            line for first in self.signed for line in record_lines(self.texts, first - 1)
        )
        text = YamlText(list(self.texts), self.spec, self._read, kept)
        text.mend()
        told_of = _by_record(told)
        drafts = (e for e in text.read(text.texts).entries if e.line_of(()) not in self.signed)
        wanted = ((entry, _swaps(entry, told_of, find)) for entry in drafts)
        _swap_in(text, [(entry, swaps) for entry, swaps in wanted if swaps])
        self.texts, self.made, self.left = text.texts, text.made, text.left

    def _read(self, texts: Sequence[str]) -> Reading:
        return read_yaml("\n".join(texts).encode(), self.path)


class MarkdownDraft(Draft):
    """An article; nothing of it changes once it is signed as it stands."""

    def mend(self, told: Iterable[Problem], find: Find) -> None:
        """Mend the article's slips, then what was told of it: its fields, then its body."""
        if self.signed:
            return
        text = MarkdownText(list(self.texts), self.spec, self.path)
        text.mend()
        self.texts, self.made, self.left = text.texts, text.made, text.left
        end = end_of_front(self.texts)
        if end is None:
            return
        front = text.front(self.texts, end)
        body = "\n".join(self.texts[end + 1 :])
        entries, told_of = front.read(front.texts).entries, _by_record(told)
        for entry in entries:
            swaps = _swaps(entry, told_of, find, body=body)
            if in_front := [swap for swap in swaps if swap.field != "body"]:
                _swap_in(front, [(entry, in_front)])
            edits = in_body(self.texts, end + 1, [s for s in swaps if s.field == "body"]) or []
            whole = [self.texts[0], *front.texts[1:-1], *self.texts[end:]]
            self.texts = edited(whole, edits)
            self.made += [*front.made, *edits]


class JsonDraft(Draft):
    """A JSON lines file; no signed line of it changes."""

    def mend(self, told: Iterable[Problem], find: Find) -> None:
        """Mend each line by itself, its slips and what was told of it."""
        texts = list(self.texts)
        found = [problem for problem in told if problem.waiver]
        lines, told_of = {problem.line for problem in found}, _by_record(found)
        for index, text in enumerate(texts):
            if index + 1 in self.signed or not text.strip():
                continue
            texts[index], made = mended_line(text, index + 1, self.path, self.spec)
            self.made += [Edit(index, 0, 0, "", what, place) for place, what in made]
            entry = json_entry(texts[index], index + 1, self.path) if index + 1 in lines else None
            swaps = [] if entry is None else _swaps(entry, told_of, find)
            changed = in_json(texts[index], entry, swaps, self.path) if entry and swaps else None
            if changed is not None:
                texts[index] = changed
                self.made += [Edit(index, 0, 0, "", swap.what, swap.field) for swap in swaps]
        self.texts = texts


def record_lines(texts: Sequence[str], first: int) -> range:
    """The lines of the record that begins on line ``first``, both counted from 0."""
    found = _START.match(texts[first])
    column = found.end() if found else 0
    for number in range(first + 1, len(texts)):
        text = texts[number]
        plain = text.strip(ODD_SPACES + " ")
        indent = len(text) - len(text.lstrip(ODD_SPACES + " "))
        if text.startswith("---") or (plain and not plain.startswith("#") and indent < column):
            return range(first, number)
    return range(first, len(texts))


def _swap_in(text: YamlText, wanted: Sequence[tuple[Entry, list[Swap]]]) -> None:
    """All swaps of these records, or as many as can be made; the rest come anew.

    Each attempt reads the whole text, so where one of many cannot be made, it is looked for by
    halves.
    """
    if not wanted or in_yaml(text, wanted):
        return
    if len(wanted) > 1:
        half = len(wanted) // 2
        _swap_in(text, wanted[:half])
        _swap_in(text, wanted[half:])
        return
    ((entry, swaps),) = wanted
    any(in_yaml(text, [(entry, [swap])]) for swap in swaps)


def _by_record(told: Iterable[Problem]) -> dict[str | None, list[Problem]]:
    """What was told of each record, as far as it says where in its texts."""
    found: dict[str | None, list[Problem]] = {}
    for problem in told:
        if place_told(problem) is not None:
            found.setdefault(problem.record, []).append(problem)
    return found


def _swaps(
    entry: Entry,
    told_of: Mapping[str | None, list[Problem]],
    find: Find,
    *,
    body: str | None = None,
) -> list[Swap]:
    """The safe changes that the findings of a record propose."""
    name = id_in(entry.values)
    swaps: dict[Swap, None] = {}
    for problem in told_of.get(name, ()):
        place = place_told(problem)
        text = body if place and place[0] == "body" else _text_at(entry, problem)
        swap = safe_swap(problem, text, find, _FOUND) if isinstance(text, str) else None
        if swap is not None:
            swaps[swap] = None
    return list(swaps)


def _text_at(entry: Entry, problem: Problem) -> object:
    place = place_told(problem)
    try:
        return value_at(entry.values, path_of(place[0])) if place else None
    except LookupError:
        return None
