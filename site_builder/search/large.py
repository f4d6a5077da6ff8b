"""The index of a large list: pages of pieces, and rows in blocks, of which an answer needs few.

The records of one employer stand together, in the block of rows that those of like trade names
share: who looks one of them up reads one block. An employer's address is counted from its trade
name and its code, so that it stays while others come and go.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from zlib import crc32

import numpy as np

from site_builder.search.families import Families
from site_builder.search.pages import SUM_BITS, TAG_BITS, Addresses, Table, table
from site_builder.search.records import Records, short

if TYPE_CHECKING:
    from site_builder.search.grams import Numbers

# Kinds from there on tell stories, and are about no firm.
_STORIES_FROM: Final = 2
_SUM_SHIFT: Final = 32 - SUM_BITS
# Firms that stand together in a block, and how many of one trade name do.
_IN_A_BLOCK: Final = 16
_OF_ONE_TRADE: Final = 12


@dataclass(frozen=True, slots=True)
class Large:
    """The index of a large list.

    Tables of pieces by name; of each block its firms' tags and their records' ids; and, for
    who asks of very many names at once, sums of all codes and names with their firms.
    """

    tables: dict[str, Table]
    blocks: list[list[tuple[int, list[str]]]]
    check: dict[str, str]


def large_index(
    records: Records, syllables: Mapping[str, Sequence[str]], initials: Mapping[str, Sequence[str]]
) -> Large:
    """Pages of pieces, and the blocks of rows: each firm's tag there, and its records' ids."""
    blocks = 1
    while len(records.firms) / blocks > _IN_A_BLOCK:
        blocks *= 2
    placed = _placed(records, blocks)
    rank = np.empty(len(placed), np.int64)
    rank[[firm for _block, _tag, firm in placed]] = np.arange(len(placed))
    firm_of = rank[np.frombuffer(records.firm_of, dtype=np.int64)] if records.ids else rank
    turn = np.argsort(firm_of, kind="stable")
    kind_of = np.frombuffer(records.kinds, dtype=np.uint8).astype(np.int64)
    block_of = np.array([block for block, _tag, _firm in placed], np.int64)
    addresses = Addresses([(block, tag) for block, tag, _firm in placed])
    made = Families(
        records, turn.tolist(), firm_of[turn], kind_of[turn], block_of, syllables, initials
    )
    tables = {
        name: table(
            name,
            each.pieces(),
            each.shortest,
            _slots(len(placed), each.firms_a_page),
            addresses,
            is_listed=each.is_listed,
        )
        for name, each in made.by_name().items()
    }
    rows: list[list[tuple[int, list[str]]]] = [[] for _block in range(blocks)]
    ids: list[list[str]] = [[] for _firm in placed]
    for at in turn.tolist():
        ids[firm_of[at]].append(records.ids[at])
    for (block, tag, _firm), names_of in zip(placed, ids, strict=True):
        rows[block].append((tag, names_of))
    return Large(tables, rows, _sums(records, firm_of, addresses))


def _sums(records: Records, firm_of: Numbers, addresses: Addresses) -> dict[str, str]:
    """Sums of 25 bits of every code and name, and whose they are.

    Of most firms there is a code and a name, which stand together; then what else there is.
    A few names in a thousand have the sum of another: who finds one reads the rows.
    """
    codes: dict[int, list[int]] = defaultdict(list)
    names: dict[int, list[int]] = defaultdict(list)
    for at, kind in enumerate(records.kinds):
        if kind >= _STORIES_FROM:
            continue
        fields = records.fields(at)
        firm = int(firm_of[at])
        for kept, keys in ((codes, fields.codes), (names, map(short, fields.names))):
            kept[firm] += (crc32(key.encode()) >> _SUM_SHIFT for key in keys)
    whole = [firm for firm in sorted(codes) if codes[firm] and names[firm]]
    both = [(firm, [codes[firm].pop(0), names[firm].pop(0)]) for firm in whole]

    def others(found: dict[int, list[int]], at: int) -> Iterator[tuple[int, list[int]]]:
        known = {firm: own[at] for firm, own in both}
        for firm in sorted(found):
            yield from ((firm, [own]) for own in sorted({*found[firm]} - {known.get(firm)}))

    return {
        "both": addresses.summed(both),
        "code": addresses.summed(others(codes, 0)),
        "name": addresses.summed(others(names, 1)),
    }


def _slots(firms: int, firms_a_page: int) -> int:
    slots = 1
    while firms / slots > firms_a_page:
        slots *= 2
    return slots


def _placed(records: Records, blocks: int) -> list[tuple[int, int, int]]:
    """Where each firm stands: block, tag in it, number; in this order."""
    many = Counter(records.alike)
    sums = [(crc32(key.encode()), key, firm) for key, firm in records.firms.items()]
    taken: set[tuple[int, int]] = set()
    found = []
    for own, _key, firm in sorted(sums):
        alike = records.alike[firm]
        parts = 1
        while many[alike] / parts > _OF_ONE_TRADE:
            parts *= 2
        block = crc32(f"{alike} {own % parts}".encode()) % blocks
        tag = own >> 7 & (1 << TAG_BITS) - 1
        while (block, tag) in taken:
            tag = (tag + 1) % (1 << TAG_BITS)
        taken.add((block, tag))
        found.append((block, tag, firm))
    return sorted(found)
