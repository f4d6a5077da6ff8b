"""The net behind the disclosure: finished files that show what is not public.

A *long* value (five Chinese characters, a credit code) is found anywhere in the
tight text of a file. A *lone* value is too short for that and must stand alone. A
*faint* one, below five Chinese characters or six letters or digits, counts only if
the file shows another value of its record too, or its id. Whether a file shows a
record depends on that record alone, so records may be looked for in any batches.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import chain, groupby, islice
from typing import TYPE_CHECKING, TypeVar

from ahocorasick_rs import BytesAhoCorasick, Implementation

from site_builder.model.text import has_han
from site_builder.scan.pieces import pieces
from site_builder.scan.plain import apart, fold_spaced, tight

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

_Item = TypeVar("_Item")
# Six Chinese characters, or a credit code. The rest of a long value is compared, so that
# the values of many records take a third of the memory.
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


# In place of a record, where a file shows somebody's number and no record's value.
NOBODYS = ""


@dataclass(frozen=True, slots=True, order=True)
class Leak:
    """A file that shows a value of ``record``, or somebody's number; never which."""

    path: str
    record: str


@dataclass(frozen=True, slots=True)
class _Found:
    """Keys of values: a long one's tight form, a lone one's spaced form."""

    firm: set[bytes] = field(default_factory=set)
    faint: set[bytes] = field(default_factory=set)


class Scanner:
    """A batch of withheld records, made ready to be looked for in any number of files."""

    def __init__(self, records: Sequence[Withheld], shown: Iterable[bytes] = ()) -> None:
        """Learn what to look for, and what of it ``shown`` (from ``folded``) shows."""
        self._ids = [record.id for record in records]
        self._owners: dict[bytes, list[int]] = {}
        self._keys_of: dict[bytes, list[bytes]] = {}
        self._learn_all(records)
        self._lone = sorted(self._keys_of)
        self._lone_search = _search_for(self._lone)
        anchors, self._lengths = _anchored(key for key in self._owners if not key.startswith(b" "))
        self._long_search = _search_for(anchors)
        self._shown = self._keys_in(shown)

    def excused(self) -> list[bytes | None]:
        """For each record, a digest of those of its values that are shown lawfully."""
        keys: dict[int, list[bytes]] = {}
        for key in sorted(self._shown):
            for owner in self._owners[key]:
                keys.setdefault(owner, []).append(key)
        return [
            hashlib.blake2b(b"\0".join(keys[number]), digest_size=16).digest()
            if number in keys
            else None
            for number in range(len(self._ids))
        ]

    def leaks(
        self, folder: Path, path: str, texts: Iterable[bytes], lawful: Iterable[bytes] = ()
    ) -> set[Leak]:
        """The leaks of one file, whose folded ``texts`` are given.

        What ``lawful`` (from ``folded``) shows may stand in it.
        """
        found = _Found()
        for text in texts:
            self._look(text, found)
        if not found.firm and not found.faint:
            return set()
        excused = self._shown | self._keys_in(lawful)
        owners = {owner for key in found.firm - excused for owner in self._owners[key]}
        if found.faint - excused:
            owners |= self._confirmed(found, found.faint - excused, folder, path)
        return {Leak(path, self._ids[owner]) for owner in owners}

    def _learn_all(self, records: Sequence[Withheld]) -> None:
        values = ((form, number) for number, r in enumerate(records) for form in _forms(r.values))
        for batch in _batches(values):
            for spaced, (_, owner) in zip(_folded(t for t, _ in batch), batch, strict=True):
                self._learn(spaced, owner)

    def _learn(self, spaced: bytes, owner: int) -> None:
        value = tight(spaced)
        if not value:
            return
        key = value if _is_long(value.decode()) else spaced
        if key not in self._owners and key is spaced:
            for pattern in {spaced, b" %s " % value}:
                self._keys_of.setdefault(pattern, []).append(key)
        owners = self._owners.setdefault(key, [])
        if owners[-1:] != [owner]:
            owners.append(owner)

    def _look(self, spaced: bytes, found: _Found) -> None:
        text = tight(spaced)
        matches = self._long_search.find_matches_as_indexes(text, overlapping=True)
        for index, start, _ in matches:
            candidates = (text[start : start + length] for length in self._lengths[index])
            found.firm.update(value for value in candidates if value in self._owners)
        for index, _, _ in self._lone_search.find_matches_as_indexes(spaced, overlapping=True):
            pattern = self._lone[index]
            (found.faint if _is_faint(pattern) else found.firm).update(self._keys_of[pattern])

    def _keys_in(self, texts: Iterable[bytes]) -> set[bytes]:
        found = _Found()
        for text in texts:
            self._look(text, found)
        return found.firm | found.faint

    def _confirmed(self, found: _Found, faint: set[bytes], folder: Path, path: str) -> set[int]:
        """The records of faint values that the file shows more of."""
        in_index = path.startswith(_INDEX)
        beside = found.firm if in_index else found.firm | faint
        # A value that is written in two ways is no company for itself.
        shown = {(owner, tight(key)) for key in beside for owner in self._owners[key]}
        company = Counter(owner for owner, _ in shown)
        needed = 1 if in_index else 2
        owners = {owner for key in faint for owner in self._owners[key]}
        confirmed = {owner for owner in owners if company[owner] >= needed}
        if not in_index and confirmed != owners:
            named = _ids_in(folder, path)
            confirmed |= {owner for owner in owners if self._ids[owner] in named}
        return confirmed


def folded(texts: Iterable[str]) -> Iterator[bytes]:
    """``texts`` as a ``Scanner`` reads them, many joined into one."""
    for batch in _batches(_forms(texts)):
        yield fold_spaced(f" {_BETWEEN} ".join(batch))


def folded_by_path(texts: Mapping[str, Iterable[str]]) -> dict[str, list[bytes]]:
    """What may stand in one file alone, folded, by the file's path."""
    return {path: list(folded(sorted(found))) for path, found in texts.items()}


def _search_for(patterns: list[bytes]) -> BytesAhoCorasick:
    return BytesAhoCorasick(patterns, implementation=Implementation.ContiguousNFA)


def _ids_in(folder: Path, path: str) -> set[str]:
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
