"""What a digest may say of a record: never a person's name, never a credit code."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any, Final

from ahocorasick_rs import AhoCorasick
from stdnum.cn import uscc

from site_builder.model.text import fold, has_han

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from site_builder.model.record import Record

# Credit codes by their make (GB 32100: two signs, six digits of the region, ten signs), and
# registration numbers, cards and telephones: no day or amount has as many digits in one piece.
_CREDIT_CODE: Final = re.compile(r"(?=([0-9A-Z]{2}\d{6}[0-9A-Z]{10}))", re.IGNORECASE)
_DIGITS: Final = re.compile(r"\d{11,}|1\d\d-\d{4}-\d{4}")
_WORD: Final = re.compile(r"[0-9A-Za-z]+")
_CODE_LENGTH: Final = 18
_SHORTEST: Final = 2
_SHORTEST_FOREIGN: Final = 5  # so that no path holds "li" for a name
# A sole trader without a trade name is registered under his own: two to four characters.
_LONGEST_PERSON: Final = 4


class Names:
    """Knows every person of the content, so that no text of the digest names one."""

    def __init__(self, records: Iterable[Record], *, ids_only: bool = False) -> None:
        self.ids_only = ids_only
        people = {fold(name) for record in records for name in _people(record)}
        self._people = AhoCorasick(sorted(filter(_is_telling, people)))

    def of(self, record: Record) -> str | None:
        """What a record goes by besides its id; None where that could be a person's name."""
        title = record.facts.title
        if self.ids_only or not title or _is_coded(title):
            return None
        party = record.values.get("employer") or record.values.get("party")
        if party is None:
            return self.clean(title)
        folded = fold(title)
        people = {fold(name) for name in _people(record)} - {""}
        kind = party.get("party_kind")
        is_own_name = kind == "sole_trader" and len(folded) <= _LONGEST_PERSON
        names_one = any(name in folded for name in people)
        return None if kind == "natural_person" or is_own_name or names_one else title

    def clean(self, text: str) -> str | None:
        """A text of somebody's own words, if nobody is named in it; None otherwise."""
        folded = fold(text)
        if self.ids_only or _is_coded(text) or self._people.find_matches_as_indexes(folded):
            return None
        return text


def _is_coded(text: str) -> bool:
    plain = unicodedata.normalize("NFKC", text)
    dense = "".join(plain.split())
    if _DIGITS.search(dense) or any(
        len(word) == _CODE_LENGTH and _CREDIT_CODE.match(word) for word in _WORD.findall(plain)
    ):
        return True
    # Spaced or hyphened, only the check character tells a code from other words.
    found = _CREDIT_CODE.findall(dense.replace("-", ""))
    return any(uscc.is_valid(code.upper()) for code in found)


def _is_telling(name: str) -> bool:
    return len(name) >= (_SHORTEST if has_han(name) else _SHORTEST_FOREIGN)


def _people(record: Record) -> Iterator[str]:
    values = record.values
    for person in values.get("persons", ()):
        yield person["name"]
    party: dict[str, Any] = values.get("employer") or values.get("party") or {}
    if representative := party.get("legal_representative"):
        yield representative
    if party.get("party_kind") == "natural_person" and "name" in party:
        yield party["name"]
    for event in record.facts.events:
        if event.kind == "person_hidden" and event.name:
            yield event.name
