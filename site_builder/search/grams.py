"""Texts to the pieces that they are found by.

Every place in a text begins a suffix of it. A piece is the beginning of such suffixes: short
ones stand in many blocks of rows, and a longer one, of one character more, in fewer. A piece that
few blocks share names them all; one that more share names the best of them and says how many
records have it, and the pieces that go on from it tell them apart. So what somebody types is a
piece, or goes on from one that few blocks share, or stands nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from site_builder.search.addresses import LETTERS, number
from site_builder.search.texts import numbered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from site_builder.search.addresses import Addresses, Numbers
    from site_builder.search.texts import Facts, Holders, Short, Texts

# The best of many blocks have so many firms that answer best there.
BEST: Final = 10
WAYS: Final = 31
_PAIR: Final = 2
# Pieces that begin alike are made at a time, so many characters' worth, to keep memory small.
_AT_A_TIME: Final = 60_000
# A power of two, so that numbers of one byte may run over.
_MOST_PARTS: Final = 128
_END: Final = 0
_WAYS_LETTERS: Final = np.frombuffer(LETTERS.encode("ascii"), np.uint8)


class Piece(NamedTuple):
    """The beginning of some suffixes, and in which blocks they stand, as pages say it.

    All blocks where few have it: ``blocks``, with ``;`` and how the texts of each go on if they
    are more than two (the next character modulo 31, or 31 where they go on in several ways). Of
    more blocks ``records,best``: how many records have it, and the best of them; and ``,others``
    before how they go on, unless so many share it that longer pieces tell them apart.
    """

    text: str
    whose: str


class Every(NamedTuple):
    """All firms that have a piece which many share, and how many records."""

    text: str
    whose: str
    records: int


class Ended(NamedTuple):
    """All blocks with a text that ends with such a piece."""

    text: str
    whose: str


def pieces(
    texts: Texts, shortest: int, few: int, addresses: Addresses, most_told: int = 0
) -> Iterator[list[Piece | Every | Ended]]:
    """The pieces of texts, of ``shortest`` characters and more; ``few`` blocks share the last.

    Those that begin with the same ``shortest`` characters come together. All firms of what more
    share, and all of what ends with it, are told where they are at most ``most_told``.
    """
    table = _table(texts, shortest, addresses, _Limits(few, most_told))
    facts = table.facts
    if not len(facts.holder_of):
        return
    parts = min(1 << (len(table.joined) // _AT_A_TIME).bit_length(), _MOST_PARTS)
    part_of = (table.codes % parts).astype(np.uint8)[table.chars]
    if shortest > 1:
        # By one character alone, half of all document numbers would be of one part.
        part_of[:-1] = (part_of[:-1] + 7 * part_of[1:]) % parts
    part_of[table.chars == _END] = parts
    for part in range(parts):
        place = np.flatnonzero(part_of == part).astype(np.int32)
        of_text = (np.searchsorted(table.starts, place, "right") - 1).astype(np.int32)
        at = place - table.starts[of_text]
        fits = (at >= facts.begins[of_text]) & (at <= facts.lasts[of_text])
        fits &= table.lengths[of_text] - at >= shortest
        yield list(_part(table, of_text[fits], place[fits], shortest))


class _Limits(NamedTuple):
    """How many blocks a piece tells, and how many firms are told besides where more share it."""

    few: int
    most_told: int


@dataclass(frozen=True, slots=True)
class _Table:
    """All texts in one, character by character: the number of each among the ``codes`` of all.

    The smallest code, that of no character, ends every text.
    """

    joined: str
    chars: NDArray[np.unsignedinteger]
    codes: Numbers
    starts: Short
    lengths: Short
    facts: Facts
    holders: Holders
    addresses: Addresses
    limits: _Limits


def _table(texts: Texts, shortest: int, addresses: Addresses, limits: _Limits) -> _Table:
    joined, lengths, facts = texts.taken()
    joined += "\0" * (shortest + 1)
    chars, codes = numbered(joined)
    return _Table(
        joined=joined,
        chars=chars,
        codes=codes,
        starts=np.concatenate(([0], np.cumsum(lengths + 1)[:-1])).astype(np.int32),
        lengths=lengths,
        facts=facts,
        holders=texts.holders,
        addresses=addresses,
        limits=limits,
    )


def _part(
    table: _Table, of_text: Short, place: Short, shortest: int
) -> Iterator[Piece | Every | Ended]:
    groups = np.zeros(len(place), np.int64)
    for ahead in range(shortest):
        groups, of_text, place = _told_apart(table, groups, of_text, place, ahead)
    length = shortest
    while len(place):
        alike = _alike(table, groups, of_text, place, length)
        is_shared = (alike.blocks_of > table.limits.few) & ~alike.has_ended
        yield from _told(table, alike, is_shared, length)
        goes_on = is_shared[groups]
        groups, of_text, place = groups[goes_on], of_text[goes_on], place[goes_on]
        groups, of_text, place = _told_apart(table, groups, of_text, place, length)
        length += 1


def _told_apart(
    table: _Table, groups: Numbers, of_text: Short, place: Short, ahead: int
) -> tuple[Numbers, Short, Short]:
    """Suffixes in groups by one character more, those of one holder side by side."""
    apart = groups * len(table.codes) + table.chars[place + ahead]
    order = np.argsort(apart * len(table.holders.firm_of) + table.facts.holder_of[of_text])
    return np.cumsum(_steps(apart[order])) - 1, of_text[order], place[order]


@dataclass(frozen=True, slots=True)
class _Alike:
    """Suffixes in groups of those that begin with one piece.

    By group: a place where the piece stands, how many blocks and records have it and how many
    of the blocks are the best, and whether it is the end of a text and no piece. By group and
    block: the block, the group, whether it is none of the best, and how its texts go on. By
    group and firm: the firm, the group.
    """

    place: Short
    blocks_of: Numbers
    best_of: Numbers
    records_of: Numbers
    has_ended: NDArray[np.bool_]
    blocks: Numbers
    group_of: Numbers
    is_other: NDArray[np.bool_]
    ways: Numbers
    firms: Numbers
    group_of_firm: Numbers


def _alike(table: _Table, groups: Numbers, of_text: Short, place: Short, length: int) -> _Alike:
    holders = table.facts.holder_of[of_text]
    firms = table.holders.firm_of[holders]
    blocks = table.addresses.block_of[firms]
    new_group = _steps(groups)
    at_group, at_block = np.flatnonzero(new_group), np.flatnonzero(new_group | _steps(blocks))
    at_firm = np.flatnonzero(new_group | _steps(firms))
    group_of, group_of_firm = groups[at_block], groups[at_firm]
    blocks_of = np.bincount(group_of)
    records = np.where(new_group | _steps(holders), table.holders.records_of[holders], 0)
    ahead = (table.codes % WAYS)[table.chars[place + length]]
    least = np.minimum.reduceat(ahead, at_block)
    is_one_way = np.maximum.reduceat(ahead, at_block) == least
    has_ended = table.chars[place[at_group] + length - 1] == _END
    ranked = np.flatnonzero(((np.bincount(group_of_firm) > BEST) & ~has_ended)[group_of])
    score = (_how_well(table, of_text, place, length) << 3) | table.holders.kind_of[holders]
    best = np.minimum.reduceat(score, at_block)
    block_at = np.searchsorted(at_block, at_firm, "right") - 1
    is_best = np.minimum.reduceat(score, at_firm) == best[block_at]
    firms_there = np.bincount(block_at, is_best).astype(np.int64)
    is_other = np.zeros(len(at_block), np.bool_)
    is_other[ranked] = _are_others(group_of[ranked], best[ranked], firms_there[ranked])
    return _Alike(
        place=place[at_group],
        blocks_of=blocks_of,
        best_of=np.bincount(group_of, ~is_other).astype(np.int64),
        records_of=np.add.reduceat(records, at_group),
        has_ended=has_ended,
        blocks=blocks[at_block],
        group_of=group_of,
        is_other=is_other,
        ways=np.where(is_one_way, least, WAYS),
        firms=firms[at_firm],
        group_of_firm=group_of_firm,
    )


def _told(
    table: _Table, alike: _Alike, is_shared: NDArray[np.bool_], length: int
) -> Iterator[Piece | Every | Ended]:
    # Blocks by group, the best before the others, which nobody is told of what many share.
    told = np.flatnonzero(~(alike.is_other & is_shared[alike.group_of]))
    lists_of = (alike.group_of[told] << 1) | alike.is_other[told]
    order = np.argsort(lists_of, kind="stable")
    told = told[order]
    begins = np.flatnonzero(_steps(lists_of[order]))
    lists = iter(table.addresses.blocks(alike.blocks[told], begins))
    every = _every(table, alike, is_shared)
    letters = _WAYS_LETTERS[alike.ways[told]].tobytes().decode("ascii")
    end = 0
    for group, (place, blocks, best, records, has_ended, shared) in enumerate(
        zip(
            alike.place.tolist(), alike.blocks_of.tolist(), alike.best_of.tolist(),
            alike.records_of.tolist(), alike.has_ended.tolist(), is_shared.tolist(), strict=True,
        )
    ):  # fmt: skip
        text, whose = table.joined[place : place + length], next(lists)
        start, end = end, end + (best if shared else blocks)
        if has_ended and blocks <= table.limits.most_told:
            yield Ended(text[:-1], whose)
        elif has_ended:
            continue
        elif shared:
            yield Piece(text, f"{number(records)},{whose}")
            if group in every:
                yield Every(text, every[group], records)
        elif blocks > best:
            yield Piece(text, f"{number(records)},{whose},{next(lists)};{letters[start:end]}")
        else:
            yield Piece(text, f"{whose};{letters[start:end]}" if blocks > _PAIR else whose)


def _every(table: _Table, alike: _Alike, is_shared: NDArray[np.bool_]) -> dict[int, str]:
    """All firms of each group that many share, and not too many to be told."""
    are_told = is_shared & (np.bincount(alike.group_of_firm) <= table.limits.most_told)
    told = np.flatnonzero(are_told[alike.group_of_firm])
    begins = np.flatnonzero(_steps(alike.group_of_firm[told]))
    lists = table.addresses.firms(alike.firms[told], begins)
    return dict(zip(np.flatnonzero(are_told).tolist(), lists, strict=True))


def _are_others(groups: Numbers, scores: Numbers, firms: Numbers) -> NDArray[np.bool_]:
    """Which blocks are none of the best of their group; of equals many firms go first."""
    order = np.lexsort((-firms, scores, groups))
    # They come in the order of their groups, and stay in it.
    new_group = _steps(groups)
    before = np.cumsum(firms[order]) - firms[order]
    found = np.empty(len(order), np.bool_)
    found[order] = before - before[new_group][np.cumsum(new_group) - 1] >= BEST
    return found


def _how_well(table: _Table, of_text: Short, place: Short, length: int) -> Numbers:
    """How well a text answers what is the piece of this length there: the smaller the better."""
    at = place - table.starts[of_text]
    trade = table.facts.trades[of_text]
    left = table.lengths[of_text] - at
    found = table.facts.places[of_text].astype(np.int64)
    is_trade = at == trade
    found[is_trade] = 2
    found[is_trade & ((length == left) | (length == table.facts.cores[of_text]))] = 1
    found[(at == 0) & (length == left) & (trade >= 0)] = 0
    return found


def _steps(values: NDArray[np.signedinteger]) -> NDArray[np.bool_]:
    return np.concatenate((np.ones(min(len(values), 1), np.bool_), values[1:] != values[:-1]))
