"""Texts to the pieces that they are found by.

Every place in a text begins a suffix of it. A piece is the beginning of such suffixes: short
ones stand in many firms, and a longer one, of one character more, in fewer. A piece that few
firms share names them all; one that more share names the best of them and says how many there
are, and the pieces that go on from it tell them apart. So what somebody types is a piece, or
goes on from one that few firms share, or stands nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

# So many are the best of many firms.
BEST: Final = 10
WAYS: Final = 31
_PAIR: Final = 2
# Pieces that begin with one character in so many are made at a time, to keep memory small.
_PARTS: Final = 16
_BITS: Final = 21
_END: Final = 0


class Piece(NamedTuple):
    """The beginning of some suffixes, and whose texts they stand in.

    ``firms`` are those besides the ``best``, and none where many share it; ``records`` counts
    what has it in a text. ``goes_on`` tells of each firm, if they are more than two, how its
    texts go on: the next character modulo 31, or 31 where they go on in several ways.
    """

    text: str
    records: int
    best: list[int]
    firms: list[int]
    goes_on: list[int]


class Ended(NamedTuple):
    """All firms with a text that ends with a piece which many share."""

    text: str
    firms: list[int]


@dataclass(slots=True)
class Texts:
    """Texts of records, in which pieces are looked for.

    Records are numbered, those of one firm side by side, and firms those of one block; of what
    answers equally well the first kind comes first, and then what many of stand in one block,
    so that the best of very many cost a browser few blocks.
    """

    firm_of: Numbers
    kind_of: Numbers
    block_of: Numbers
    texts: list[str] = field(default_factory=list)
    records: list[int] = field(default_factory=list)
    # From which place on a suffix may begin, and what answers best: the trade name, in a name.
    begins: list[int] = field(default_factory=list)
    trades: list[int] = field(default_factory=list)
    cores: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    lasts: list[int] = field(default_factory=list)

    def add(
        self, record: int, text: str, place: int, *,
        begin: int = 0, last: int = 1 << 20, trade: int = -1, core: int = 0,
    ) -> None:  # fmt: skip
        """A text of a record, and how well a record answers that has a piece anywhere in it."""
        self.texts.append(text)
        self.records.append(record)
        self.begins.append(begin)
        self.lasts.append(last)
        self.trades.append(trade)
        self.cores.append(core)
        self.places.append(place)


def pieces(texts: Texts, shortest: int, few: int) -> Iterator[Piece | Ended]:
    """The pieces of texts, of ``shortest`` characters and more; ``few`` firms share the last."""
    if not texts.texts:
        return
    joined = "\0".join(texts.texts) + "\0" * (shortest + 2)
    chars = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    lengths = np.fromiter(map(len, texts.texts), np.int64, len(texts.texts))
    starts = np.concatenate(([0], np.cumsum(lengths + 1)[:-1]))
    of_text = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    places = np.arange(len(of_text), dtype=np.int64) - np.repeat(
        starts - np.arange(len(starts)), lengths
    )
    at = places.astype(np.int32)
    begins, lasts = (np.array(each, np.int32) for each in (texts.begins, texts.lasts))
    fits = (at >= begins[of_text]) & (at <= lasts[of_text]) & (lengths[of_text] - at >= shortest)
    of_text, at = of_text[fits], at[fits]
    place = (starts[of_text] + at).astype(np.int32)
    first = chars[place] % _PARTS
    table = _Table(
        joined,
        chars,
        lengths,
        starts,
        np.array(texts.records, np.int64),
        texts.firm_of,
        texts.kind_of,
        texts.block_of,
        np.array(texts.trades, np.int32),
        np.array(texts.cores, np.int32),
        np.array(texts.places, np.int64),
    )
    for part in range(_PARTS):
        chosen = first == part
        if chosen.any():
            yield from _part(table, of_text[chosen], place[chosen], shortest, few)


@dataclass(frozen=True, slots=True)
class _Table:
    joined: str
    chars: NDArray[np.uint32]
    lengths: Numbers
    starts: Numbers
    records: Numbers
    firm_of: Numbers
    kind_of: Numbers
    block_of: Numbers
    trades: NDArray[np.int32]
    cores: NDArray[np.int32]
    places: Numbers


def _part(
    table: _Table, of_text: NDArray[np.int32], place: NDArray[np.int32], shortest: int, few: int
) -> Iterator[Piece | Ended]:
    groups = np.zeros(len(place), np.int64)
    for ahead in range(shortest - 1):
        groups = _numbered((groups << _BITS) | table.chars[place + ahead])
    length = shortest
    while len(place):
        groups = _numbered((groups << _BITS) | table.chars[place + length - 1])
        order = np.argsort((groups << 24) | table.records[of_text], kind="stable")
        groups, of_text, place = groups[order], of_text[order], place[order]
        alike = _alike(table, groups, of_text, place, length)
        is_shared = alike.firms_of > few
        yield from _told(table, alike, is_shared, length)
        goes_on = (is_shared & ~alike.has_ended)[np.cumsum(_steps(groups)) - 1]
        groups, of_text, place = groups[goes_on], of_text[goes_on], place[goes_on]
        length += 1


@dataclass(frozen=True, slots=True)
class _Alike:
    """Suffixes in groups of those that begin with one piece.

    By group: a place where the piece stands, how many firms and records have it, and whether
    it is the end of a text and no piece. By group and firm: the firms, how their texts go on,
    and the firms again, the best first.
    """

    place: NDArray[np.int32]
    firms_of: Numbers
    records_of: Numbers
    has_ended: NDArray[np.bool_]
    firms: Numbers
    ways: Numbers
    ranked: Numbers


def _alike(
    table: _Table,
    groups: Numbers,
    of_text: NDArray[np.int32],
    place: NDArray[np.int32],
    length: int,
) -> _Alike:
    records = table.records[of_text]
    firms = table.firm_of[records]
    new_group = _steps(groups)
    at_group = np.flatnonzero(new_group)
    at_firm = np.flatnonzero(new_group | _steps(firms))
    group_of = np.cumsum(new_group)[at_firm] - 1
    score = (_how_well(table, of_text, place, length) << 3) | table.kind_of[records]
    ahead = table.chars[place + length].astype(np.int64) % WAYS
    least = np.minimum.reduceat(ahead, at_firm)
    is_one_way = np.maximum.reduceat(ahead, at_firm) == least
    best = np.minimum.reduceat(score, at_firm)
    return _Alike(
        place=place[at_group],
        firms_of=np.bincount(group_of, minlength=len(at_group)),
        records_of=np.add.reduceat((new_group | _steps(records)).astype(np.int64), at_group),
        has_ended=table.chars[place[at_group] + length - 1] == _END,
        firms=firms[at_firm],
        ways=np.where(is_one_way, least, WAYS),
        ranked=_best_first(table, firms[at_firm], group_of, best),
    )


def _told(
    table: _Table, alike: _Alike, is_shared: NDArray[np.bool_], length: int
) -> Iterator[Piece | Ended]:
    firms, ways, ranked = (each.tolist() for each in (alike.firms, alike.ways, alike.ranked))
    end = 0
    for place, many, records, has_ended, shared in zip(
        alike.place.tolist(), alike.firms_of.tolist(), alike.records_of.tolist(),
        alike.has_ended.tolist(), is_shared.tolist(), strict=True,
    ):  # fmt: skip
        start, end = end, end + many
        text = table.joined[place : place + length]
        if has_ended:
            yield Ended(text[:-1], firms[start:end])
        elif shared:
            yield Piece(text, records, sorted(ranked[start : start + BEST]), [], [])
        elif many > BEST:
            best, rest = sorted(ranked[start : start + BEST]), sorted(ranked[start + BEST : end])
            way_of = dict(zip(firms[start:end], ways[start:end], strict=True))
            yield Piece(text, records, best, rest, [way_of[firm] for firm in best + rest])
        else:
            goes_on = ways[start:end] if many > _PAIR else []
            yield Piece(text, records, [], firms[start:end], goes_on)


def _best_first(table: _Table, firms: Numbers, groups: Numbers, scores: Numbers) -> Numbers:
    """Firms by group, the best of each first; of equals those whose block holds most of them."""
    alike = _numbered((groups << 40) | (scores << 24) | table.block_of[firms])
    many = np.bincount(alike)[alike]
    return firms[np.lexsort((firms, -many, scores, groups))]


def _how_well(
    table: _Table, of_text: NDArray[np.int32], place: NDArray[np.int32], length: int
) -> Numbers:
    """How well a text answers what is the piece of this length there: the smaller the better."""
    at = place - table.starts[of_text]
    trade = table.trades[of_text]
    left = table.lengths[of_text] - at
    found = table.places[of_text].copy()
    is_trade = at == trade
    found[is_trade] = 2
    found[is_trade & ((length == left) | (length == table.cores[of_text]))] = 1
    found[(at == 0) & (length == left) & (trade >= 0)] = 0
    return found


def _numbered(keys: Numbers) -> Numbers:
    return np.unique(keys, return_inverse=True)[1].astype(np.int64)


def _steps(values: Numbers) -> NDArray[np.bool_]:
    return np.concatenate(([True], values[1:] != values[:-1]))
