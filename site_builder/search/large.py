"""The index of a large list: pages of pieces, and rows in blocks, of which an answer needs few.

The records of one employer stand together, in the block of rows that those of like trade names
share: who looks one of them up reads one block. An employer's address is counted from its trade
name and its code, so that it stays while others come and go.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import product
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

import numpy as np

from site_builder.model.record import Kind
from site_builder.model.text import has_han
from site_builder.search.grams import BEST, Piece, Texts, pieces
from site_builder.search.pages import TAG_BITS, Addresses, Table, table
from site_builder.search.row import row

if TYPE_CHECKING:
    from site_builder.search.grams import Numbers
    from site_builder.store.public import PublicCorpus

LONG_FORM: Final = "有限责任公司"
SHORT_FORM: Final = "有限公司"
# Kinds from there on tell stories, and are about no firm.
_STORIES_FROM: Final = 2
_SUM_SHIFT: Final = 7
_FIELD, _ITEM = "\x1f", "\x1e"
_CODE_START, _CODE_RUN, _CODE_END = 8, 4, 10
# Firms that stand together in a block, and how many of one trade name do.
_IN_A_BLOCK: Final = 16
_OF_ONE_TRADE: Final = 12
_ALIKE: Final = 2
# What a piece is of: how well its record answers.
_ANYWHERE, _CODE, _NUMBER = 3, 4, 5
# What lies so near a character of several readings is looked up together with it.
_NEAR: Final = 3
# A character that nobody knows how to say.
_UNSAID: Final = "\uf8ff"
_FIELDS: Final = ("names", "cores", "codes", "numbers", "projects", "documents", "people")


@dataclass(slots=True)
class Records:
    """Every record, as much of it as is looked for."""

    ids: list[str] = field(default_factory=list)
    # The texts of a record in one string each, so that a province's take little memory.
    texts: list[str] = field(default_factory=list)
    kinds: bytearray = field(default_factory=bytearray)
    firm_of: array[int] = field(default_factory=lambda: array("l"))
    firms: dict[str, int] = field(default_factory=dict)
    alike: list[str] = field(default_factory=list)

    def add(self, at: int, found: dict[str, Any]) -> None:
        """One row of the index, of the kind at this place among kinds."""
        self.ids.append(found["id"])
        self.kinds.append(at)
        self.texts.append(_FIELD.join(_ITEM.join(found.get(name, ())) for name in _FIELDS))
        codes = found.get("codes")
        key = codes[0] if codes else found["id"]
        if key not in self.firms:
            self.firms[key] = len(self.firms)
            cores = found.get("cores") or [""]
            self.alike.append(cores[0][:_ALIKE] or found["id"])
        self.firm_of.append(self.firms[key])


def gathered(corpus: PublicCorpus, kinds: tuple[Kind, ...]) -> Records:
    """What is looked for of every public record."""
    found = Records()
    for at, kind in enumerate(kinds):
        for record in corpus.each(kind):
            found.add(at, row(record, corpus.chrome))
    return found


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
    made = _Families(
        records, turn.tolist(), firm_of[turn], kind_of[turn], block_of, syllables, initials
    )
    tables = {
        name: table(name, found(), shortest, _slots(len(placed), firms_a_page), addresses)
        for name, (found, shortest, firms_a_page) in made.families().items()
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
    for at, text in enumerate(records.texts):
        if records.kinds[at] >= _STORIES_FROM:
            continue
        fields = _fields(text)
        firm = int(firm_of[at])
        for found, keys in ((codes, fields[2]), (names, map(short, fields[0]))):
            found[firm] += (crc32(key.encode()) >> _SUM_SHIFT for key in keys)
    whole = sorted(codes.keys() & names.keys())
    both = [(firm, [codes[firm].pop(0), names[firm].pop(0)]) for firm in whole]
    rest = {
        sort: [(firm, [own]) for firm in sorted(found) for own in sorted(set(found[firm]))]
        for sort, found in (("code", codes), ("name", names))
    }
    told = {"code": dict(both), "name": {firm: own[1:] for firm, own in both}}
    others = {
        sort: ((firm, own) for firm, own in found if told[sort].get(firm, [])[:1] != own)
        for sort, found in rest.items()
    }
    return {sort: addresses.summed(found) for sort, found in {"both": both, **others}.items()}


def short(name: str) -> str:
    """A folded name with the short legal form in place of the long one."""
    return name.replace(LONG_FORM, SHORT_FORM)


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


@dataclass(frozen=True, slots=True)
class _Families:
    """The texts of all records, one sort at a time."""

    records: Records
    turn: list[int]
    firm_of: Numbers
    kind_of: Numbers
    block_of: Numbers
    syllables: Mapping[str, Sequence[str]]
    initials: Mapping[str, Sequence[str]]

    def families(self) -> dict[str, tuple[Callable[[], Iterator[Any]], int, int]]:
        """Each sort: its pieces, of how many characters at least, and how many firms a page."""
        return {
            "names": (partial(self.pieces, _add_names, 2, 32), 2, 64),
            "first": (partial(self.pieces, _add_first, 1, 32), 1, 1600),
            "codes": (partial(self.pieces, _add_code_ends, _CODE_RUN, 8), _CODE_RUN, 64),
            "starts": (partial(self.pieces, _add_code_starts, _CODE_START, 32), _CODE_START, 512),
            "people": (self.people, 2, 400),
            "numbers": (partial(self.pieces, _add_numbers, 2, 16), 2, 48),
            "sounds": (partial(self.heard, self.syllables), 2, 64),
            "initials": (partial(self.heard, self.initials), 2, 64),
        }

    def pieces(self, add: Callable[..., None], shortest: int, few: int) -> Iterator[Any]:
        texts = Texts(self.firm_of, self.kind_of, self.block_of)
        for record, at in enumerate(self.turn):
            add(texts, record, *_fields(self.records.texts[at]))
        return pieces(texts, shortest, few)

    def heard(self, ways_of: Mapping[str, Sequence[str]]) -> Iterator[Any]:
        """Names as they sound, each once a firm."""
        texts = Texts(self.firm_of, self.kind_of, self.block_of)
        before: tuple[int, list[str]] = (-1, [])
        for record, at in enumerate(self.turn):
            names, cores, *_others = _fields(self.records.texts[at])
            if cores and (int(self.firm_of[record]), names) != before:
                before = (int(self.firm_of[record]), names)
                for name, core in zip(names, cores, strict=False):
                    _add_heard(texts, record, name, name.rfind(core), ways_of)
        return pieces(texts, 2, 32)

    def people(self) -> Iterator[Piece]:
        """Whole names of people: nobody is found by part of his own."""
        found: dict[str, list[int]] = defaultdict(list)
        for record, at in enumerate(self.turn):
            names, *_others, people = _fields(self.records.texts[at])
            is_firm = bool(_others[0])
            for name in {*people, *(() if is_firm else names)}:
                found[name].append(record)
        for name, having in found.items():
            firms = sorted({int(self.firm_of[record]) for record in having})
            if len(firms) <= BEST:
                yield Piece(name, len(having), [], firms, [])
            else:
                best = sorted(having, key=lambda record: int(self.kind_of[record]))
                first = list(dict.fromkeys(int(self.firm_of[record]) for record in best))[:BEST]
                yield Piece(name, len(having), sorted(first), [], [])


def _fields(text: str) -> list[list[str]]:
    return [part.split(_ITEM) if part else [] for part in text.split(_FIELD)]


def _add_names(texts: Texts, record: int, names: list[str], cores: list[str], *others: Any) -> None:
    _codes, _numbers, projects, documents, _people = others
    for at, name in enumerate(names):
        core = cores[at] if at < len(cores) else ""
        trade = name.rfind(core) if core else 0
        texts.add(record, name, _ANYWHERE, trade=max(trade, 0), core=len(core))
        if LONG_FORM in name:
            shorter = short(name)
            trade = shorter.rfind(core) if core else 0
            texts.add(record, shorter, _ANYWHERE, trade=max(trade, 0), core=len(core))
        if core and core not in name:
            texts.add(record, core, _ANYWHERE, trade=0, core=len(core))
    for text in (*projects, *documents):
        texts.add(record, text, _ANYWHERE)


def _add_first(
    texts: Texts, record: int, names: list[str], cores: list[str], *_others: Any
) -> None:
    for begin in {(core or name)[:1] for name, core in zip(names, cores, strict=False)}:
        texts.add(record, begin, 2)
    for name in names:
        if len(name) == 1:
            texts.add(record, name, 0)


def _add_code_ends(
    texts: Texts, record: int, _names: Any, _cores: Any, codes: list[str], *_others: Any
) -> None:
    for code in codes:
        texts.add(record, code, _CODE, begin=max(len(code) - _CODE_END, 0))


def _add_code_starts(
    texts: Texts, record: int, _names: Any, _cores: Any, codes: list[str], *_others: Any
) -> None:
    for code in codes:
        texts.add(record, code, _CODE, last=0)


def _add_numbers(
    texts: Texts,
    record: int,
    _names: Any,
    _cores: Any,
    _codes: Any,
    numbers: list[str],
    *_others: Any,
) -> None:
    for number in numbers:
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
