"""The net behind the disclosure: finished files that show what is not public.

A *long* value (five Chinese characters, a credit code) is found anywhere in the
tight text of a file. A *lone* value is too short for that and must stand alone. A
*faint* one, below five Chinese characters or six letters or digits, counts only if
the file shows another value of its record too, or its id. Folding takes most of
the time, and ``plain`` remembers lines; searching takes the rest.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import chain, groupby, islice
from typing import TYPE_CHECKING, TypeVar

from ahocorasick_rs import BytesAhoCorasick, Implementation

from site_builder.model.text import has_han
from site_builder.publish.forked import run_by_run
from site_builder.publish.pieces import files_under, pieces
from site_builder.publish.plain import apart, fold_spaced, tight, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from pathlib import Path

_Item = TypeVar("_Item")
# Six Chinese characters, or a credit code. The rest of a long value is compared, so that
# the values of 200,000 records take a third of the memory.
_ANCHOR = 18
_ENOUGH_HAN, _ENOUGH_MIXED, _ENOUGH_ASCII, _ENOUGH_ALONE = 5, 8, 12, 6
_ID = re.compile(rb"[a-z0-9-]{3,64}")
# There, names stand cut into pairs of characters, and that two pairs meet proves nothing.
_INDEX = "site/search/"
_ESCAPES = frozenset("<&%\\")
# No character, so in no value; it keeps apart the texts that are folded together.
_BETWEEN = "\uffff"
_AT_A_TIME = 1000


@dataclass(frozen=True, slots=True)
class Withheld:
    """A record that is not public, or the withheld part of a public one.

    ``values`` are whole: names, former names, codes, persons, document numbers.
    """

    id: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Leak:
    """A file that shows a value of ``record``; never which value."""

    path: str
    record: str


@dataclass(frozen=True, slots=True)
class _Found:
    firm: set[bytes] = field(default_factory=set)
    faint: set[bytes] = field(default_factory=set)


def scan(
    folder: Path,
    withheld: Iterable[Withheld],
    shown: Iterable[str],
    *,
    only: Collection[str] | None = None,
) -> list[Leak]:
    """Each file under ``folder`` that shows a withheld value, and the value's record.

    What a text of ``shown`` contains may stand anywhere. ``only`` names the files
    to look into, relative to ``folder``.
    """
    return Scanner(withheld, shown).scan(folder, files_under(folder) if only is None else only)


class Scanner:
    """Withheld values, made ready to be looked for in any number of files."""

    def __init__(self, withheld: Iterable[Withheld], shown: Iterable[str]) -> None:
        """Learn what to look for, and what of it ``shown`` shows."""
        # Most values have one owner, whose tuple all its values share.
        self._owners: dict[bytes, tuple[str, ...] | list[str]] = {}
        lone: set[bytes] = set()
        values = (
            (form, owner) for r in withheld for owner in [(r.id,)] for form in _forms(r.values)
        )
        for batch in _batches(values):
            for spaced, (_, owner) in zip(_folded(t for t, _ in batch), batch, strict=True):
                self._learn(spaced, owner, lone)
        self._lone = sorted(lone)
        self._lone_search = BytesAhoCorasick(
            self._lone, implementation=Implementation.ContiguousNFA
        )
        alone = {tight(pattern) for pattern in lone}
        anchors, self._lengths = _anchored(value for value in self._owners if value not in alone)
        self._long_search = BytesAhoCorasick(anchors, implementation=Implementation.ContiguousNFA)
        self._shown = self._values_in(shown)

    def scan(self, folder: Path, paths: Iterable[str], *, jobs: int = 1) -> list[Leak]:
        """The leaks of the files at ``paths`` in ``folder``, sorted, each once."""

        def leaks(run: Sequence[str]) -> set[Leak]:
            return {leak for path in run for leak in self.leaks(folder, path)}

        found = {leak for run in run_by_run(leaks, list(paths), jobs=jobs) for leak in run}
        return sorted(found, key=lambda leak: (leak.path, leak.record))

    def leaks(self, folder: Path, path: str) -> set[Leak]:
        """The leaks of one file."""
        found = _Found()
        for piece in pieces(folder, path):
            self._look(words(piece), found)
        records = {owner for value in found.firm - self._shown for owner in self._owners[value]}
        if found.faint - self._shown:
            records.update(self._confirmed(found, folder, path))
        return {Leak(path, record) for record in records}

    def _learn(self, spaced: bytes, owner: tuple[str], lone: set[bytes]) -> None:
        value = tight(spaced)
        if not value:
            return
        owners = self._owners.setdefault(value, owner)
        if isinstance(owners, list):
            owners.append(owner[0])
        elif owners != owner:
            self._owners[value] = [*owners, *owner]
        if not _is_long(value.decode()):
            lone.update((spaced, b" %s " % value))

    def _look(self, spaced: bytes, found: _Found) -> None:
        text = tight(spaced)
        matches = self._long_search.find_matches_as_indexes(text, overlapping=True)
        for index, start, _ in matches:
            candidates = (text[start : start + length] for length in self._lengths[index])
            found.firm.update(value for value in candidates if value in self._owners)
        for index, _, _ in self._lone_search.find_matches_as_indexes(spaced, overlapping=True):
            pattern = self._lone[index]
            (found.faint if _is_faint(pattern) else found.firm).add(tight(pattern))

    def _values_in(self, texts: Iterable[str]) -> set[bytes]:
        found = _Found()
        for batch in _batches(_forms(texts)):
            self._look(fold_spaced(f" {_BETWEEN} ".join(batch)), found)
        return found.firm | found.faint

    def _confirmed(self, found: _Found, folder: Path, path: str) -> set[str]:
        """The records of faint values that the file shows more of."""
        in_index = path.startswith(_INDEX)
        faint = found.faint - self._shown
        beside = found.firm if in_index else found.firm | faint
        company = Counter(owner for value in beside for owner in set(self._owners[value]))
        needed = 1 if in_index else 2
        owners = {owner for value in faint for owner in self._owners[value]}
        confirmed = {owner for owner in owners if company[owner] >= needed}
        if not in_index and confirmed != owners:
            confirmed |= owners & _ids(folder, path)
        return confirmed


def _ids(folder: Path, path: str) -> set[str]:
    tokens = chain.from_iterable(_ID.findall(piece) for piece in pieces(folder, path))
    return {token.decode() for token in tokens}


def _forms(texts: Iterable[str]) -> Iterator[str]:
    """Each text, and how a reader of files that undoes escapes would read it."""
    for raw in texts:
        text = raw.replace(_BETWEEN, " ")
        yield text
        if not _ESCAPES.isdisjoint(text):
            yield apart(text)[0]


def _folded(texts: Iterable[str]) -> list[bytes]:
    return fold_spaced(f" {_BETWEEN} ".join(texts)).split(_BETWEEN.encode())


def _batches(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    rest = iter(items)
    while batch := list(islice(rest, _AT_A_TIME)):
        yield batch


def _anchored(values: Iterable[bytes]) -> tuple[list[bytes], list[tuple[int, ...]]]:
    """The beginnings of ``values``, and which lengths go with each."""
    anchors: list[bytes] = []
    lengths: list[tuple[int, ...]] = []
    known: dict[tuple[int, ...], tuple[int, ...]] = {}
    for anchor, same in groupby(sorted(values), lambda value: value[:_ANCHOR]):
        anchors.append(anchor)
        found = tuple(sorted({len(value) for value in same}))
        lengths.append(known.setdefault(found, found))
    return anchors, lengths


def _is_long(value: str) -> bool:
    if value.isascii():
        return len(value) >= _ENOUGH_ASCII
    if len(value) < _ENOUGH_HAN:
        return False
    return len(value) >= _ENOUGH_MIXED or sum(map(has_han, value)) >= _ENOUGH_HAN


def _is_faint(pattern: bytes) -> bool:
    return not any(word.isascii() and len(word) >= _ENOUGH_ALONE for word in pattern.split())
