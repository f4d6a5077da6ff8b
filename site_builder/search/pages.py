"""Pieces as files: a browser counts which page a piece stands on, and reads that one alone.

The first characters of a piece say, by a sum, which page it stands on. What goes on from a
piece that very many texts hold stands apart, on a page of its own that is found by that piece;
the entry file names these. So a page grows only with what begins alike, and a firm that
enters or leaves changes the pages of its own pieces.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

from site_builder.search.grams import Ended, Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

FORMAT: Final = 3
TAG_BITS: Final = 10
SUM_BITS: Final = 25
# Pieces of one beginning stand apart where they take more than so many characters.
_APART: Final = 12_000
_PAGES_OF_ENDS: Final = 8
# Of what more firms share nobody is told all of them: further.mjs asks for no more.
_MOST_ENDED: Final = 5000
# No text that is looked for has any of these; nor digits, which could read as somebody's.
_SHARED: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ON: Final = "abcdefghijklmnopqrstuvwxyz!#$%()"
_LAST: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ*+-.:="
_LETTERS: Final = _ON
_DIGIT: Final = 5


@dataclass(frozen=True, slots=True)
class Table:
    """Pieces of one sort: their pages by name, and the beginnings that stand apart."""

    shortest: int
    slots: int
    apart: Sequence[str]
    pages: dict[str, bytes]


class Addresses:
    """How firms are written: the block of rows that each stands in, and a tag of its own there."""

    def __init__(self, addresses: Sequence[tuple[int, int]]) -> None:
        self._blocks = [block for block, _tag in addresses]
        self._tags = [_digits(tag, TAG_BITS) for _block, tag in addresses]
        self._steps = [number(step) for step in range(max(self._blocks, default=0) + 1)]

    def written(self, firms: Iterable[int]) -> str:
        """Some firms in the order of their addresses: the steps from block to block, and tags."""
        found: list[str] = []
        before = 0
        for firm in firms:
            block = self._blocks[firm]
            found += (self._steps[block - before], self._tags[firm])
            before = block
        return "".join(found)

    def summed(self, found: Iterable[tuple[int, list[int]]]) -> str:
        """Firms as ``written``, each followed by its sums of 25 bits."""
        texts: list[str] = []
        before = 0
        for firm, sums in found:
            block = self._blocks[firm]
            texts += (self._steps[block - before], self._tags[firm])
            texts += (_digits(own, SUM_BITS) for own in sums)
            before = block
        return "".join(texts)


def table(
    name: str,
    found: Iterable[Piece | Ended],
    shortest: int,
    slots: int,
    addresses: Addresses,
    *,
    is_listed: bool,
) -> Table:
    """Pages of pieces; and pages of what ends with them, if all firms may be wanted."""
    named: dict[str, list[tuple[str, str]]] = defaultdict(list)
    ended: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for piece in found:
        if isinstance(piece, Ended) and not (is_listed and len(piece.firms) <= _MOST_ENDED):
            continue
        group = ended if isinstance(piece, Ended) else named
        group[piece.text[:shortest]].append((piece.text, _whose(piece, addresses)))
    pages: dict[int, list[tuple[str, str]]] = defaultdict(list)
    apart: list[str] = []
    for beginning, begun in named.items():
        for own, members in _parted(beginning, begun):
            apart += [own] if own != beginning else []
            pages[_slot(own, slots)] += members
    apart.sort()
    found_apart = _Apart(frozenset(apart), max(map(len, apart), default=0), shortest, slots)
    wide = max(slots // _PAGES_OF_ENDS, 1)
    ends: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for text, whose in chain.from_iterable(ended.values()):
        ends[found_apart.page(text) % wide].append((text, whose))
    moved: dict[int, list[str]] = defaultdict(list)
    for text in apart:
        if len(text) > shortest:
            moved[found_apart.page(text[:-1])].append(text)
    of = f"{name}/{{}}/{slots}"
    of_ends = f"{name}-ends/{{}}/{wide}"
    files = {
        str(slot): _page(of.format(slot), pages.get(slot, []), moved.get(slot, []))
        for slot in range(slots)
    }
    if is_listed:
        files |= {
            f"ends-{slot}": _page(of_ends.format(slot), ends.get(slot, []), [])
            for slot in range(wide)
        }
    return Table(shortest, slots, apart, files)


@dataclass(frozen=True, slots=True)
class _Apart:
    """Which beginnings stand apart, and so which page each piece stands on."""

    beginnings: frozenset[str]
    longest: int
    shortest: int
    slots: int

    def page(self, text: str) -> int:
        for length in range(min(len(text), self.longest), self.shortest, -1):
            if text[:length] in self.beginnings:
                return _slot(text[:length], self.slots)
        return _slot(text[: self.shortest], self.slots)


def _parted(
    beginning: str, group: list[tuple[str, str]]
) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """The pieces of one beginning, and those of longer ones that stand apart.

    What goes on from a beginning stands apart, the most of it first, till the rest is small.
    """
    length = len(beginning) + 1
    children: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for member in group:
        children[member[0][:length]].append(member)
    stays = []
    rest = _size(group)
    for child, members in sorted(children.items(), key=lambda each: (-_size(each[1]), each[0])):
        if rest > _APART and len(child) == length and len(members) > 1:
            rest -= _size(members)
            yield from _parted(child, members)
        else:
            stays += members
    yield beginning, stays


def _size(group: list[tuple[str, str]]) -> int:
    return sum(len(text) + len(whose) for text, whose in group)


def _whose(piece: Piece | Ended, addresses: Addresses) -> str:
    firms = addresses.written(piece.firms)
    if isinstance(piece, Ended):
        return firms
    ways = "".join(_LETTERS[way] for way in piece.goes_on)
    if not piece.best:
        return f"{firms};{ways}" if ways else firms
    first = f"{number(piece.records)},{addresses.written(piece.best)}"
    return f"{first},{firms};{ways}" if ways else first


def _page(name: str, members: list[tuple[str, str]], apart: list[str]) -> bytes:
    members.sort()
    return sealed(
        {
            "format": FORMAT,
            "of": name,
            "apart": in_front(apart),
            "pieces": in_front([text for text, _whose in members]),
            "whose": " ".join(whose for _text, whose in members),
        }
    )


def sealed(content: dict[str, Any]) -> bytes:
    """A file whose end says the sum of all before it: cut short or garbled it is none."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))[:-1].encode()
    return text + b',"sum":%d}\n' % crc32(text)


def in_front(texts: Iterable[str]) -> str:
    """Sorted texts: what each shares with the one before, as a capital letter, and its rest."""
    found: list[str] = []
    before = ""
    for text in texts:
        shared = 0
        for one, other in zip(text, before[: len(_SHARED) - 1], strict=False):
            if one != other:
                break
            shared += 1
        found += (_SHARED[shared], text[shared:])
        before = text
    return "".join(found)


def number(value: int) -> str:
    """A number in base 32, its last digit of another set."""
    rest, last = value >> _DIGIT, value & 31
    found = _LAST[last]
    while rest:
        found = _ON[rest & 31] + found
        rest >>= _DIGIT
    return found


def tags(values: Iterable[int]) -> str:
    """Tags of firms, two letters each."""
    return "".join(_digits(value, TAG_BITS) for value in values)


def _digits(value: int, bits: int) -> str:
    return "".join(_ON[value >> shift & 31] for shift in range(bits - _DIGIT, -1, -_DIGIT))


def _slot(beginning: str, slots: int) -> int:
    return crc32(beginning.encode("utf-8", "surrogatepass")) % slots
