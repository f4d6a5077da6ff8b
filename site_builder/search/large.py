"""The index of a large list: pages of pieces, and rows in blocks, of which an answer needs few.

The records of one employer stand together, in the block of rows that those of like trade names
share: who looks one of them up reads one block. Which one is counted from its trade name and
its code, so that it stays there while others come and go.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

import numpy as np

from site_builder.forked import give_back
from site_builder.search.addresses import PLACES, SUM_BITS, Addresses, number
from site_builder.search.families import Families
from site_builder.search.pages import Table, table
from site_builder.search.records import STORIES_FROM, Records, items, named, short

if TYPE_CHECKING:
    from site_builder.search.addresses import Numbers
    from site_builder.search.texts import Holders

_SUM_SHIFT: Final = 32 - SUM_BITS
# Firms that stand together in a block, and how many of one trade name do.
_IN_A_BLOCK: Final = 4
_OF_ONE_TRADE: Final = 8


@dataclass(frozen=True, slots=True)
class Large:
    """The index of a large list.

    How many letters name a block; tables of pieces by name, and blocks of rows by number: their
    firms' records' ids. Both are made as they are asked for, so that they take little memory.
    And, for who asks of very many names at once, sums of all codes and names with their blocks;
    for who chooses among thousands, what each firm's records may be chosen by.
    """

    width: int
    tables: Iterator[tuple[str, Table]]
    blocks: Iterator[tuple[int, list[list[str]]]]
    check: dict[str, str]
    choices: dict[str, Any]


def large_index(
    records: Records,
    syllables: Mapping[str, Sequence[str]],
    initials: Mapping[str, Sequence[str]],
) -> Large:
    """Pages of pieces, and the blocks of rows: each firm's records' ids."""
    blocks = 1
    while len(records.firms) / blocks > _IN_A_BLOCK:
        blocks *= 2
    numbers = _placed(records, blocks)
    in_order = np.argsort(numbers)
    rank = np.empty_like(in_order)
    rank[in_order] = np.arange(len(in_order))
    ranked = rank[np.frombuffer(records.firm_of, dtype=np.int64)] if records.kinds else rank
    order = np.argsort(ranked, kind="stable")
    turn, firm_of = array("q", order.tobytes()), array("q", ranked[order].tobytes())
    addresses = Addresses(numbers[in_order], blocks)
    made = Families(records, turn, firm_of, addresses, syllables, initials)
    tables, check = _tables(made, len(numbers)), _sums(made, addresses)
    return Large(addresses.width, tables, _blocks(made), check, _choices(made, addresses))


def _blocks(made: Families) -> Iterator[tuple[int, list[list[str]]]]:
    in_turn = groupby(zip(made.turn, made.firm_of, strict=True), key=itemgetter(1))
    firms = ((firm, [made.records.ids[at] for at, _firm in own]) for firm, own in in_turn)
    block_of = made.addresses.block_of.tolist()
    for block, held in groupby(firms, key=lambda firm: block_of[firm[0]]):
        yield block, [ids for _firm, ids in held]


def _tables(made: Families, firms: int) -> Iterator[tuple[str, Table]]:
    # One after the other: two processes took the build of a province to 843 MiB, one to 665.
    for name, family in made.by_name().items():
        found = family.pieces()
        yield name, table(name, found, family.shape, firms, made.addresses.width)
        give_back()


def _sums(made: Families, addresses: Addresses) -> dict[str, str]:
    """Sums of 25 bits of every code and name, and in which blocks these stand.

    Of most firms there is a code and a name, which stand together; then what else there is.
    A few names in a thousand have the sum of another: who finds one reads the rows.
    """
    codes = _sums_of(0, made.held("codes"), items)
    names = _sums_of(1, made.held("named"), lambda found: map(short, named(found).names))
    both: tuple[array[int], ...] = (array("q"), array("q"), array("q"))
    others: tuple[list[tuple[int, int]], ...] = ([], [])
    for firm, held in groupby(merge(codes, names), key=itemgetter(0)):
        own: tuple[list[int], ...] = ([], [])
        for _firm, sort, found in held:
            own[sort].append(found)
        first = [each[0] for each in own if each] if all(own) else []
        if first:
            for column, value in zip(both, (firm, *first), strict=True):
                column.append(value)
        for each, told, apart in zip(own, first or (None, None), others, strict=True):
            apart.extend((firm, one) for one in sorted({*each} - {told}))
    return {
        "both": addresses.summed(zip(*both, strict=True)),
        "code": addresses.summed(others[0]),
        "name": addresses.summed(others[1]),
    }


def _sums_of(
    sort: int, holders: Holders, keys: Callable[[str], Iterable[str]]
) -> Iterator[tuple[int, int, int]]:
    """Each firm, in their order, with a sum of this sort."""
    firms, kinds = holders.firm_of.tolist(), holders.kind_of.tolist()
    for firm, kind, text in zip(firms, kinds, holders.texts, strict=True):
        if kind < STORIES_FROM:
            yield from ((firm, sort, crc32(key.encode()) >> _SUM_SHIFT) for key in keys(text))


def _choices(made: Families, addresses: Addresses) -> dict[str, Any]:
    """All firms, how many records each has, and which of all traits each of these has.

    Twice as many and one more, if its records call it otherwise: of these not all may answer.
    """
    records, in_order = made.records, sorted(made.records.traits)
    turn = {records.traits[each]: number(at) for at, each in enumerate(in_order)}
    firms: list[int] = []
    counts: list[str] = []
    for firm, own in groupby(zip(made.firm_of, made.turn, strict=True), key=itemgetter(0)):
        called = [named(records.named[at]).names for _firm, at in own]
        firms.append(firm)
        counts.append(number(2 * len(called) + any(names != called[0] for names in called)))
    begins = np.zeros(min(len(firms), 1), np.int64)
    return {
        "traits": in_order,
        "firms": "".join(addresses.firms(np.array(firms, np.int64), begins)),
        "counts": "".join(counts),
        "whose": "".join(turn[records.trait_of[at]] for at in made.turn),
    }


def _placed(records: Records, blocks: int) -> Numbers:
    """Each firm's own number, by its place among the records' firms.

    Where others of its block have its place there, a firm has the next; the next block's where
    they have all.
    """
    many = Counter(records.alike)
    keys = sorted(records.firms)
    sums = np.array([crc32(key.encode()) for key in keys], np.int64)
    numbers = np.empty(len(keys), np.int64)
    is_taken = bytearray(blocks * PLACES)
    for at in np.argsort(sums, kind="stable").tolist():
        own, firm = int(sums[at]), records.firms[keys[at]]
        alike = records.alike[firm]
        parts = 1
        while many[alike] / parts > _OF_ONE_TRADE:
            parts *= 2
        block = crc32(f"{alike} {own % parts}".encode()) % blocks
        place = own >> 7 & PLACES - 1
        tried = 0
        while is_taken[there := (block + tried // PLACES) % blocks * PLACES + place]:
            place = (place + 1) % PLACES
            tried += 1
        is_taken[there] = True
        numbers[firm] = there
    return numbers
