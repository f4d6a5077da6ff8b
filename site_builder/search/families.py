"""What is looked for in which texts, one sort of it at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product
from typing import TYPE_CHECKING, Final, NamedTuple

from site_builder.model.text import has_han
from site_builder.search.grams import BEST, Ended, Piece, Texts, pieces
from site_builder.search.records import Fields, Records, short

if TYPE_CHECKING:
    from site_builder.search.grams import Numbers

_CODE_START, _CODE_RUN, _CODE_END = 8, 4, 10
# What a piece is of: how well its record answers.
_TRADE, _ANYWHERE, _CODE, _NUMBER = 2, 3, 4, 5
# What lies so near a character of several readings is looked up together with it.
_NEAR: Final = 3
# A character that nobody knows how to say.
_UNSAID: Final = "\uf8ff"


class Family(NamedTuple):
    """One sort of text: its pieces, their fewest characters, and how many firms a page has.

    ``is_listed`` where somebody may want all firms of a piece that many share.
    """

    pieces: Callable[[], Iterator[Piece | Ended]]
    shortest: int
    firms_a_page: int
    is_listed: bool = True


@dataclass(frozen=True, slots=True)
class Families:
    """The texts of all records, one sort at a time."""

    records: Records
    turn: list[int]
    firm_of: Numbers
    kind_of: Numbers
    block_of: Numbers
    syllables: Mapping[str, Sequence[str]]
    initials: Mapping[str, Sequence[str]]

    def by_name(self) -> dict[str, Family]:
        """Each sort by the name of its table."""
        return {
            "names": Family(partial(self.pieces, _add_names, 2, 32), 2, 64),
            "first": Family(partial(self.pieces, _add_first, 1, 32), 1, 1600),
            "codes": Family(partial(self.pieces, _add_code_ends, _CODE_RUN, 8), _CODE_RUN, 64),
            "starts": Family(
                partial(self.pieces, _add_code_starts, _CODE_START, 32), _CODE_START, 512
            ),
            "people": Family(self.people, 2, 400, is_listed=False),
            "numbers": Family(partial(self.pieces, _add_numbers, 2, 16), 2, 48),
            "sounds": Family(partial(self.heard, self.syllables), 2, 64, is_listed=False),
            "initials": Family(partial(self.heard, self.initials), 2, 64, is_listed=False),
        }

    def pieces(
        self, add: Callable[[Texts, int, Fields], None], shortest: int, few: int
    ) -> Iterator[Piece | Ended]:
        """The pieces of what is added of each record."""
        texts = Texts(self.firm_of, self.kind_of, self.block_of)
        for record, at in enumerate(self.turn):
            add(texts, record, self.records.fields(at))
        return pieces(texts, shortest, few)

    def heard(self, ways_of: Mapping[str, Sequence[str]]) -> Iterator[Piece | Ended]:
        """Names as they sound, each once a firm."""
        texts = Texts(self.firm_of, self.kind_of, self.block_of)
        before: tuple[int, list[str]] = (-1, [])
        for record, at in enumerate(self.turn):
            names, cores, *_others = self.records.fields(at)
            if cores and (int(self.firm_of[record]), names) != before:
                before = (int(self.firm_of[record]), names)
                for name, core in zip(names, cores, strict=False):
                    _add_heard(texts, record, name, name.rfind(core), ways_of)
        return pieces(texts, 2, 32)

    def people(self) -> Iterator[Piece]:
        """Whole names of people: nobody is found by part of his own."""
        found: dict[str, list[int]] = defaultdict(list)
        for record, at in enumerate(self.turn):
            fields = self.records.fields(at)
            for name in {*fields.people, *(() if fields.cores else fields.names)}:
                found[name].append(record)
        for name, having in found.items():
            firms = sorted({int(self.firm_of[record]) for record in having})
            if len(firms) <= BEST:
                yield Piece(name, len(having), [], firms, [])
            else:
                best = sorted(having, key=lambda record: int(self.kind_of[record]))
                first = list(dict.fromkeys(int(self.firm_of[record]) for record in best))[:BEST]
                yield Piece(name, len(having), sorted(first), [], [])


def _add_names(texts: Texts, record: int, fields: Fields) -> None:
    for at, name in enumerate(fields.names):
        core = fields.cores[at] if at < len(fields.cores) else ""
        for each in dict.fromkeys((name, short(name))):
            trade = each.rfind(core) if core else 0
            texts.add(record, each, _ANYWHERE, trade=max(trade, 0), core=len(core))
        if core not in name:
            texts.add(record, core, _ANYWHERE, trade=0, core=len(core))
    for text in (*fields.projects, *fields.documents):
        texts.add(record, text, _ANYWHERE)


def _add_first(texts: Texts, record: int, fields: Fields) -> None:
    named = zip(fields.names, fields.cores, strict=False)
    for begin in sorted({(core or name)[:1] for name, core in named}):
        texts.add(record, begin, _TRADE)
    for name in fields.names:
        if len(name) == 1:
            texts.add(record, name, 0)


def _add_code_ends(texts: Texts, record: int, fields: Fields) -> None:
    for code in fields.codes:
        texts.add(record, code, _CODE, begin=max(len(code) - _CODE_END, 0))


def _add_code_starts(texts: Texts, record: int, fields: Fields) -> None:
    for code in fields.codes:
        texts.add(record, code, _CODE, last=0)


def _add_numbers(texts: Texts, record: int, fields: Fields) -> None:
    for number in fields.numbers:
        texts.add(record, number, _NUMBER)


def _add_heard(
    texts: Texts, record: int, name: str, trade: int, ways_of: Mapping[str, Sequence[str]]
) -> None:
    """A name as it is said; of several ways to say it each, with those that are near it."""
    said = [ways_of.get(char) or (_UNSAID if has_han(char) else char) for char in name]
    usual = [ways[0] for ways in said]
    texts.add(record, "".join(usual), _ANYWHERE, trade=trade)
    several = [at for at, ways in enumerate(said) if len(ways) > 1]
    for number, at in enumerate(several):
        near = [other for other in several[number + 1 :] if other - at <= _NEAR]
        for ways in product(said[at][1:], *(said[other] for other in near)):
            one = usual.copy()
            for place, way in zip((at, *near), ways, strict=True):
                one[place] = way
            begin = max(at - _NEAR, 0)
            texts.add(record, "".join(one), _ANYWHERE, begin=begin, last=at, trade=trade)
