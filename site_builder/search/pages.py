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
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

from site_builder.search.grams import Ended, Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

FORMAT: Final = 3
# Pieces of one beginning stand apart where they take more than so many characters.
_APART: Final = 12_000
_PAGES_OF_ENDS: Final = 8
# No text that is looked for has any of these; nor digits, which could read as somebody's.
_SHARED: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Table:
    """Pieces of one sort: their pages by name, and the beginnings that stand apart."""

    shortest: int
    slots: int
    apart: Sequence[str]
    pages: dict[str, bytes]


def table(
    name: str, found: Iterable[list[Piece | Ended]], shortest: int, slots: int, *, is_listed: bool
) -> Table:
    """Pages of pieces; and pages of what ends with them, if all firms may be wanted.

    Pieces of one beginning come together.
    """
    pages = _Pages(shortest, slots)
    for together in found:
        pages.add(together)
    files = dict(pages.files(name))
    if is_listed:
        files |= pages.files_of_ends(name)
    return Table(shortest, slots, sorted(pages.apart), files)


class _Pages:
    """What goes on each page, in little memory till all is known."""

    def __init__(self, shortest: int, slots: int) -> None:
        self.apart: list[str] = []
        self._shortest = shortest
        self._slots = slots
        self._pages = [bytearray() for _page in range(slots)]
        self._ends = [bytearray() for _page in range(max(slots // _PAGES_OF_ENDS, 1))]
        self._moved: dict[int, list[str]] = defaultdict(list)

    def add(self, together: Iterable[Piece | Ended]) -> None:
        """Pieces, all that begin as they do among them."""
        begun: dict[str, list[Piece]] = defaultdict(list)
        ended: list[Ended] = []
        for each in together:
            if isinstance(each, Piece):
                begun[each.text[: self._shortest]].append(each)
            else:
                ended.append(each)
        apart = []
        for beginning, group in begun.items():
            for own, members in _parted(beginning, group):
                apart += [own] if own != beginning else []
                self._pages[_slot(own, self._slots)] += _written(members)
        longest = max(map(len, apart), default=0)
        where = _Apart(frozenset(apart), longest, self._shortest, self._slots)
        for end in ended:
            self._ends[where.page(end.text) % len(self._ends)] += _written([end])
        for text in apart:
            if len(text) > self._shortest:
                self._moved[where.page(text[:-1])].append(text)
        self.apart += apart

    def files(self, name: str) -> Iterator[tuple[str, bytes]]:
        """The pages of pieces; each is forgotten when it has been taken."""
        for slot, members in _taken(self._pages):
            of = f"{name}/{slot}/{self._slots}"
            yield str(slot), _page(of, members, sorted(self._moved[slot]))

    def files_of_ends(self, name: str) -> Iterator[tuple[str, bytes]]:
        """The same of what ends with them."""
        for slot, members in _taken(self._ends):
            of = f"{name}-ends/{slot}/{len(self._ends)}"
            yield f"ends-{slot}", _page(of, members, [])


def _written(members: Iterable[Piece | Ended]) -> bytes:
    return "".join(f"{text}\0{whose}\0" for text, whose in members).encode()


def _taken(pages: list[bytearray]) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    for page, text in enumerate(pages):
        parts = text.decode().split("\0")
        text.clear()
        yield page, sorted(zip(parts[:-1:2], parts[1::2], strict=True))


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


def _parted(beginning: str, group: list[Piece]) -> Iterator[tuple[str, list[Piece]]]:
    """The pieces of one beginning, and those of longer ones that stand apart.

    What goes on from a beginning stands apart, the most of it first, till the rest is small.
    """
    stays = group
    rest = _size(group)
    if rest > _APART:
        stays = []
        length = len(beginning) + 1
        children: dict[str, list[Piece]] = defaultdict(list)
        for member in group:
            children[member.text[:length]].append(member)
        for child, members in sorted(children.items(), key=lambda each: (-_size(each[1]), each[0])):
            if rest > _APART and len(child) == length and len(members) > 1:
                rest -= _size(members)
                yield from _parted(child, members)
            else:
                stays += members
    yield beginning, stays


def _size(group: list[Piece]) -> int:
    return sum(len(text) + len(whose) for text, whose in group)


def _page(name: str, members: list[tuple[str, str]], apart: list[str]) -> bytes:
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


def _slot(beginning: str, slots: int) -> int:
    return crc32(beginning.encode("utf-8", "surrogatepass")) % slots
