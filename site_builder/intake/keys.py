"""By what a row of somebody's sheet is known again: organ, number, day and party."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from site_builder.model.record import Kind
from site_builder.model.text import fold, fold_number, trade_name, without_legal_form

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_PARTS: Final = ("organ", "number", "date")
_TELLING: Final = 4  # characters of a trade name that may stand for a longer one


@dataclass(frozen=True, slots=True)
class KeyFields:
    """Where a kind keeps the parts of its key, and the region."""

    organ: str
    number: str
    date: str
    code: str
    name: str
    region: str


KEY_FIELDS: Final[dict[Kind, KeyFields]] = {
    Kind.LISTING: KeyFields(
        "decision.organ",
        "decision.number",
        "decision.decided_on",
        "employer.credit_code",
        "employer.name",
        "employer.region",
    ),
    Kind.CASE: KeyFields(
        "document.organ",
        "document.number",
        "document.issued_on",
        "party.credit_code",
        "party.name",
        "party.region",
    ),
}


@dataclass(frozen=True, slots=True)
class Key:
    """The four parts by which a row is known again; the party by its code or its name.

    ``number`` and ``name`` are folded; a part that could not be read is empty.
    """

    organ: str
    number: str
    date: str
    code: str
    name: str

    @classmethod
    def of(cls, kind: Kind, fields: Mapping[str, Any]) -> Key:
        """The key of a row or record, from its values by field path."""
        at = KEY_FIELDS[kind]
        return cls(
            organ=str(fields.get(at.organ) or ""),
            number=fold_number(str(fields.get(at.number) or "")),
            date=str(fields.get(at.date) or ""),
            code=str(fields.get(at.code) or ""),
            name=fold(str(fields.get(at.name) or "")),
        )

    @property
    def is_whole(self) -> bool:
        """Whether every part could be read."""
        return all(self.decision) and bool(self.code or self.name)

    @property
    def decision(self) -> tuple[str, str, str]:
        """The organ, number and day that all parties of a decision share."""
        return self.organ, self.number, self.date

    def is_same_party(self, other: Key) -> bool:
        """Whether both name one party: by code where both have one, else by name."""
        if self.code and other.code:
            return self.code == other.code
        return bool(self.name) and self.name == other.name

    def may_be_same_party(self, other: Key) -> bool:
        """Whether both may name one party, a slip of the pen in its code or its name put right."""
        if self.is_same_party(other) or (self.name and self.name == other.name):
            return True
        return not (self.code and other.code) and is_slip(self.name, other.name)

    def agrees(self, other: Key) -> bool:
        """Whether all four parts agree."""
        return self.decision == other.decision and self.is_same_party(other)

    def nearly_agrees(self, other: Key) -> bool:
        """Whether all but one of the four parts agree."""
        shared = self._shared(other)
        if shared == len(_PARTS):
            return self.may_be_same_party(other)
        return shared == len(_PARTS) - 1 and self.is_same_party(other)

    def resembles(self, other: Key) -> bool:
        """Whether a row of which a part could not be read may be the other's."""
        read = [part for part in _PARTS if getattr(self, part)]
        return (
            len(read) < len(_PARTS)
            and self.may_be_same_party(other)
            and all(getattr(self, part) == getattr(other, part) for part in read)
        )

    def _shared(self, other: Key) -> int:
        pairs = ((getattr(self, part), getattr(other, part)) for part in _PARTS)
        return sum(bool(own) and own == others for own, others in pairs)


def is_slip(one: str, other: str) -> bool:
    """Whether two folded names differ by a slip of the pen.

    That is one character, two of them swapped, or what a full name adds to a short one.
    """
    short, long = sorted((_trade_name(one), _trade_name(other)), key=len)
    if not short:
        return False
    if len(short) >= _TELLING and short in long:
        return True
    while short and short[0] == long[0]:
        short, long = short[1:], long[1:]
    while short and short[-1] == long[-1]:
        short, long = short[:-1], long[:-1]
    return len(long) <= 1 or (len(long) == 2 and short == long[::-1])  # noqa: PLR2004 - a swap


def _trade_name(folded: str) -> str:
    return without_legal_form(trade_name(folded))


class Known:
    """The records that rows may be known again as; each is found once."""

    def __init__(self, keys: Mapping[str, Iterable[Key]]) -> None:
        self._keys = {name: tuple(of) for name, of in keys.items()}
        self._open = set(self._keys)
        self._places: dict[object, set[str]] = defaultdict(set)
        for name, of in self._keys.items():
            for key in of:
                for place in _places(key):
                    self._places[place].add(name)

    def find(self, rows: Mapping[int, Key]) -> dict[int, str]:
        """The record of each row that is known again.

        First those of which all four parts agree, then those of which all but one do,
        then those that could be read only in part; of the latter two only where the row
        fits one record alone, and the record that row alone.
        """
        found: dict[int, str] = {}
        for number, key in rows.items():
            near = self._candidates(key, Key.agrees)
            if near:
                found[number] = near[0]
                self._open.discard(near[0])
        for fits in (Key.nearly_agrees, Key.resembles):
            left = {number: key for number, key in rows.items() if number not in found}
            found |= self._one_to_one(left, fits)
        return found

    def _one_to_one(
        self, rows: Mapping[int, Key], fits: Callable[[Key, Key], bool]
    ) -> Iterator[tuple[int, str]] | dict[int, str]:
        near = {number: self._candidates(key, fits) for number, key in rows.items()}
        suitors: dict[str, int] = defaultdict(int)
        for names in near.values():
            for name in names:
                suitors[name] += 1
        found = {
            number: names[0]
            for number, names in near.items()
            if len(names) == 1 and suitors[names[0]] == 1
        }
        self._open -= set(found.values())
        return found

    def _candidates(self, key: Key, fits: Callable[[Key, Key], bool]) -> list[str]:
        near = set().union(*(self._places.get(place, ()) for place in _places(key)))
        return sorted(
            name
            for name in near & self._open
            if any(fits(key, other) for other in self._keys[name])
        )


def _places(key: Key) -> Iterator[object]:
    """Under what a key is looked for: whatever agrees but for one part shares one of these."""
    yield ("decision", *key.decision)
    if key.code:
        yield ("code", key.code)
    if key.name:
        yield ("name", key.name)
