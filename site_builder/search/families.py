"""What is looked for in which texts, one sort of it at a time."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import product
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

import numpy as np

from site_builder.model.text import has_han
from site_builder.search.addresses import number
from site_builder.search.grams import BEST, Ended, Every, Piece, pieces
from site_builder.search.pages import Shape
from site_builder.search.records import STORIES_FROM, Records, items, named, short
from site_builder.search.texts import Column, Holders, Texts

if TYPE_CHECKING:
    from site_builder.search.addresses import Addresses

Sort: TypeAlias = Literal["named", "codes", "numbers", "people"]

# Of what more firms share nobody is told all of them: every.mjs asks for no more.
_MANY: Final = 5000
# Of so many records all rows are read; what more have tells its firms, where it may be chosen from.
_SOME: Final = 300
_HEARD: Final = Shape(2, 64, 4_000)
_CODE_START, _CODE_RUN, _CODE_END = 8, 4, 10
# What a piece is of: how well its record answers.
_TRADE, _ANYWHERE, _CODE, _NUMBER = 2, 3, 4, 5
# What lies so near a character of several readings is looked up together with it.
_NEAR: Final = 3
# Where the first of one list begins.
_FIRST: Final = np.zeros(1, np.int64)
# A character that nobody knows how to say.
_UNSAID: Final = "\uf8ff"


class Family(NamedTuple):
    """One sort of text: its pieces, and how they go on pages."""

    pieces: Callable[[], Iterator[list[Piece | Every | Ended]]]
    shape: Shape


@dataclass(frozen=True)
class Families:
    """The texts of all records, one sort at a time.

    ``turn`` are the records in the order of their firms, which ``firm_of`` names.
    """

    records: Records
    turn: Sequence[int]
    firm_of: Sequence[int]
    addresses: Addresses
    syllables: Mapping[str, Sequence[str]]
    initials: Mapping[str, Sequence[str]]

    _held: dict[str, Holders] = field(default_factory=dict)

    def by_name(self) -> dict[str, Family]:
        """Each sort by the name of its table."""
        return {
            "names": self._family("named", _add_names, 24, Shape(2, 64, 4_000, _MANY, _SOME)),
            "first": self._family("named", _add_first, 24, Shape(1, 1600, 4_000, _MANY, _SOME)),
            "codes": self._family("codes", _add_code_ends, 16, Shape(_CODE_RUN, 128, 4_000, _SOME)),
            "starts": self._family(
                "codes", _add_code_starts, 32, Shape(_CODE_START, 512, 4_000, _SOME)
            ),
            "people": Family(self.people, Shape(2, 100, 12_000, _MANY, _SOME)),
            "numbers": self._family("numbers", _add_numbers, 16, Shape(2, 64, 12_000, _SOME)),
            "sounds": Family(partial(self.heard, self.syllables), _HEARD),
            "initials": Family(partial(self.heard, self.initials), _HEARD),
        }

    def _family(
        self, sort: Sort, add: Callable[[Texts, int, str], None], few: int, shape: Shape
    ) -> Family:
        def found() -> Iterator[list[Piece | Every | Ended]]:
            holders = self.held(sort)
            texts = Texts(holders)
            for holder, text in enumerate(holders.texts):
                add(texts, holder, text)
            return pieces(texts, shape.shortest, few, self.addresses, shape.told)

        return Family(found, shape)

    def held(self, sort: Sort) -> Holders:
        """Who has which texts of one sort, equal ones of one firm once."""
        if sort not in self._held:
            self._held[sort] = self._gathered(getattr(self.records, sort))
        return self._held[sort]

    def _gathered(self, column: Column) -> Holders:
        kinds = self.records.kinds
        firms, counts, first_kinds, places = (array("q") for _each in range(4))
        own: dict[str, int] = {}
        for at, firm in zip(self.turn, self.firm_of, strict=True):
            if not firms or firm != firms[-1]:
                own = {}
            text = column[at]
            holder = own.get(text)
            if holder is not None:
                counts[holder] += 1
                first_kinds[holder] = min(first_kinds[holder], kinds[at])
            elif text:
                own[text] = len(firms)
                firms.append(firm)
                counts.append(1)
                first_kinds.append(kinds[at])
                places.append(at)
        firm_of, records_of, kind_of = (
            np.array(each, np.int64) for each in (firms, counts, first_kinds)
        )
        return Holders(firm_of, records_of, kind_of, places, column)

    def heard(self, ways_of: Mapping[str, Sequence[str]]) -> Iterator[list[Piece | Every | Ended]]:
        """Names as they sound, each once a firm."""
        holders = self.held("named")
        texts = Texts(holders._replace(records_of=np.ones_like(holders.records_of)))
        before: tuple[int, list[str]] = (-1, [])
        firms = holders.firm_of.tolist()
        for holder, (firm, found) in enumerate(zip(firms, holders.texts, strict=True)):
            names, cores, _others = named(found)
            if cores and (firm, names) != before:
                before = (firm, names)
                for name, core in zip(names, cores, strict=False):
                    _add_heard(texts, holder, name, name.rfind(core), ways_of)
        return pieces(texts, _HEARD.shortest, 32, self.addresses)

    def people(self) -> Iterator[list[Piece | Every | Ended]]:
        """Whole names of people, with all of their firms: nobody is found by part of his own."""
        holders = self.held("people")
        having: dict[str, list[int]] = defaultdict(list)
        for holder, names in enumerate(holders.texts):
            for name in items(names):
                having[name].append(holder)
        firm_of, kind_of = holders.firm_of.tolist(), holders.kind_of.tolist()
        block_of = self.addresses.block_of.tolist()
        by_these_alone = self._by_people_alone()
        found: list[Piece | Every | Ended] = []
        for name, own in having.items():
            best = sorted(own, key=lambda holder: kind_of[holder])
            blocks = list(dict.fromkeys(block_of[firm_of[holder]] for holder in best))
            told, others = self._named(blocks[:BEST]), self._named(blocks[BEST:])
            # Where all of very many are found by their firms' names, the pages of these have them.
            records = by_these_alone[name]
            if not others:
                found.append(Piece(name, told))
            elif records > _SOME:
                firms = np.array(sorted({firm_of[holder] for holder in own}), np.int64)
                found.append(Piece(name, f"{number(records)},{told}"))
                found.append(Every(name, self.addresses.firms(firms, _FIRST)[0], records))
            elif records:
                found.append(Piece(name, f"{number(records)},{told},{others}"))
        yield found

    def _named(self, blocks: list[int]) -> str:
        return "".join(self.addresses.blocks(np.array(sorted(blocks), np.int64), _FIRST))

    def _by_people_alone(self) -> Counter[str]:
        """Of each name of people, the records that nothing else they are called by has it in."""
        records = self.records
        found: Counter[str] = Counter()
        for people, called, kind in zip(records.people, records.named, records.kinds, strict=True):
            if not people:
                continue
            names, cores, others = named(called)
            is_person = not cores and kind < STORIES_FROM
            texts = "" if is_person else "\n".join((*names, *others))
            found.update(name for name in items(people) if name not in texts)
        return found


def _add_names(texts: Texts, holder: int, found: str) -> None:
    names, cores, others = named(found)
    # A human being answers to no part of his name: `people` has it whole.
    if not cores and texts.holders.kind_of[holder] < STORIES_FROM:
        names = []
    for at, name in enumerate(names):
        core = cores[at] if at < len(cores) else ""
        for each in dict.fromkeys((name, short(name))):
            trade = each.rfind(core) if core else 0
            texts.add(holder, each, _ANYWHERE, trade=max(trade, 0), core=len(core))
        if core not in name:
            texts.add(holder, core, _ANYWHERE, trade=0, core=len(core))
    for text in dict.fromkeys((*others, *map(short, others))):
        texts.add(holder, text, _ANYWHERE)


def _add_first(texts: Texts, holder: int, found: str) -> None:
    names, cores, _others = named(found)
    for begin in sorted({(core or name)[:1] for name, core in zip(names, cores, strict=False)}):
        texts.add(holder, begin, _TRADE)
    for name in names:
        if len(name) == 1:
            texts.add(holder, name, 0)


def _add_code_ends(texts: Texts, holder: int, found: str) -> None:
    for code in items(found):
        texts.add(holder, code, _CODE, begin=max(len(code) - _CODE_END, 0))


def _add_code_starts(texts: Texts, holder: int, found: str) -> None:
    for code in items(found):
        texts.add(holder, code, _CODE, last=0)


def _add_numbers(texts: Texts, holder: int, found: str) -> None:
    for each in items(found):
        texts.add(holder, each, _NUMBER)


def _add_heard(
    texts: Texts, holder: int, name: str, trade: int, ways_of: Mapping[str, Sequence[str]]
) -> None:
    """A name as it is said; of several ways to say it each, with those that are near it."""
    said = [ways_of.get(char) or (_UNSAID if has_han(char) else char) for char in name]
    usual = [ways[0] for ways in said]
    texts.add(holder, "".join(usual), _ANYWHERE, trade=trade)
    several = [at for at, ways in enumerate(said) if len(ways) > 1]
    for count, at in enumerate(several, 1):
        near = [other for other in several[count:] if other - at <= _NEAR]
        for ways in product(said[at][1:], *(said[other] for other in near)):
            one = usual.copy()
            for place, way in zip((at, *near), ways, strict=True):
                one[place] = way
            begin = max(at - _NEAR, 0)
            texts.add(holder, "".join(one), _ANYWHERE, begin=begin, last=at, trade=trade)
