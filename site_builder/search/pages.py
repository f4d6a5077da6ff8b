"""Pieces as files: a browser counts which page a piece stands on, and reads that one alone.

The first characters of a piece say, by a sum, which page it stands on. Where very much begins
alike, what goes on from there stands apart, on pages that are found by one character more; the
entry file names such beginnings. So a page grows only with what begins alike, and a firm that
enters or leaves changes the pages of its own pieces.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from zlib import crc32

from site_builder.search.grams import Ended, Every, Piece

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

FORMAT: Final = 8
_PAGES_OF_ENDS: Final = 8
# No text that is looked for has any of these; nor digits, which could read as somebody's.
_SHARED: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Shape(NamedTuple):
    """How pieces of one sort go on pages.

    Their fewest characters; how many firms a page has; how many characters stay together where
    they begin alike; how many firms are told of a piece that very many share, for who wants
    more than the best. Such are told of what stands apart, and where ``counted`` is not 0, of
    what more records have.
    """

    shortest: int
    firms_a_page: int
    most: int
    told: int = 0
    counted: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Pieces of one sort: their pages by name, and the beginnings that stand apart."""

    shortest: int
    slots: int
    apart: Sequence[str]
    pages: dict[str, bytes]


def table(
    name: str, found: Iterable[list[Piece | Every | Ended]], shape: Shape, firms: int, width: int
) -> Table:
    """Pages of pieces; and pages of all firms that have them, if somebody may want them.

    Pieces of one beginning come together; ``width`` letters name a block.
    """
    pages = _Pages(shape, firms, width)
    for together in found:
        pages.add(together)
    files = dict(pages.files(name))
    if shape.told:
        files |= pages.files_of_ends(name)
    return Table(shape.shortest, pages.slots, sorted(pages.apart), files)


class _Pages:
    """What goes on each page, in little memory till all is known."""

    def __init__(self, shape: Shape, firms: int, width: int) -> None:
        self.apart: list[str] = []
        self.slots = 1
        while firms / self.slots > shape.firms_a_page:
            self.slots *= 2
        self._shape = shape
        self._width = width
        self._pages = [bytearray() for _page in range(self.slots)]
        self._ends = [bytearray() for _page in range(max(self.slots // _PAGES_OF_ENDS, 1))]
        self._apart_on: dict[int, list[str]] = defaultdict(list)

    def add(self, together: Iterable[Piece | Every | Ended]) -> None:
        """Pieces, all that begin as they do among them."""
        begun: dict[str, list[Piece]] = defaultdict(list)
        ended: dict[str, str] = {}
        every: dict[str, Every] = {}
        for each in together:
            if isinstance(each, Piece):
                begun[each.text[: self._shape.shortest]].append(each)
            elif isinstance(each, Ended):
                ended[each.text] = each.whose
            else:
                every[each.text] = each
        apart: list[str] = []
        for beginning, group in begun.items():
            for own, members in self._parted(beginning, group, apart):
                self._pages[_slot(own, self.slots)] += _written(members)
        # Who wants all firms of what stands apart reads them here, and not all of its pages.
        beginnings = frozenset(apart)
        told = ended | {
            text: each.whose
            for text, each in every.items()
            if text in beginnings or each.records > self._shape.counted > 0
        }
        for text, whose in told.items():
            page = _slot(self._beginning(text, beginnings), self.slots) % len(self._ends)
            self._ends[page] += _written([(text, whose)])
        for text in apart:
            self._apart_on[_slot(text, self.slots)].append(text)
        self.apart += apart

    def _parted(
        self, beginning: str, group: list[Piece], apart: list[str]
    ) -> Iterator[tuple[str, list[Piece]]]:
        """The pieces of one beginning, and those of longer ones where they are too many."""
        if sum(len(text) + len(whose) for text, whose in group) <= self._shape.most:
            yield beginning, group
            return
        apart.append(beginning)
        longer: dict[str, list[Piece]] = defaultdict(list)
        for piece in group:
            if piece.text == beginning:
                yield beginning, [piece]
            else:
                longer[piece.text[: len(beginning) + 1]].append(piece)
        for each, members in longer.items():
            yield from self._parted(each, members, apart)

    def _beginning(self, text: str, apart: Container[str]) -> str:
        """The beginning of a text whose page it stands on."""
        length = self._shape.shortest
        while length < len(text) and text[:length] in apart:
            length += 1
        return text[:length]

    def files(self, name: str) -> Iterator[tuple[str, bytes]]:
        """The pages of pieces; each is forgotten when it has been taken."""
        for slot, members in _taken(self._pages):
            of = f"{name}/{slot}/{self.slots}/{self._width}"
            yield str(slot), _page(of, members, sorted(self._apart_on[slot]))

    def files_of_ends(self, name: str) -> Iterator[tuple[str, bytes]]:
        """The same of what ends with them."""
        for slot, members in _taken(self._ends):
            of = f"{name}-ends/{slot}/{len(self._ends)}/{self._width}"
            yield f"ends-{slot}", _page(of, members, [])


def _written(members: Iterable[tuple[str, str]]) -> bytes:
    return "".join(f"{text}\0{whose}\0" for text, whose in members).encode()


def _taken(pages: list[bytearray]) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    for page, text in enumerate(pages):
        parts = text.decode().split("\0")
        text.clear()
        yield page, sorted(zip(parts[:-1:2], parts[1::2], strict=True))


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
