"""Every record as far as it is looked for, in little memory."""

from __future__ import annotations

import json
from array import array
from dataclasses import dataclass, field
from sys import intern
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from site_builder.search.made_rows import made_rows
from site_builder.search.texts import Column

if TYPE_CHECKING:
    from site_builder.model.record import Kind
    from site_builder.store.public import PublicCorpus

_LONG_FORM: Final = "有限责任公司"
_SHORT_FORM: Final = "有限公司"
# Kinds from there on tell stories, and are about no firm.
STORIES_FROM: Final = 2
_FIELD, _ITEM = "\x1f", "\x1e"
# Firms of like trade names begin them with as many of the same characters.
_ALIKE: Final = 2


class Traits(NamedTuple):
    """What a reader may choose a record by; its kind by the place among kinds."""

    kind: int
    region: str
    body: str
    year: str


class Named(NamedTuple):
    """What a record is called, folded, as its row has it."""

    names: list[str]
    cores: list[str]
    others: list[str]


@dataclass(slots=True)
class Records:
    """Every record, as much of it as is looked for: in columns, each text as one."""

    ids: Column = field(default_factory=Column)
    kinds: bytearray = field(default_factory=bytearray)
    firm_of: array[int] = field(default_factory=lambda: array("l"))
    firms: dict[str, int] = field(default_factory=dict)
    alike: list[str] = field(default_factory=list)
    named: Column = field(default_factory=Column)
    codes: Column = field(default_factory=Column)
    numbers: Column = field(default_factory=Column)
    people: Column = field(default_factory=Column)
    traits: dict[Traits, int] = field(default_factory=dict)
    trait_of: array[int] = field(default_factory=lambda: array("l"))
    # The first record of each firm.
    _first: array[int] = field(default_factory=lambda: array("l"))

    def add(self, at: int, found: dict[str, Any]) -> None:
        """One row of the index, of the kind at this place among kinds."""
        names, cores, codes = (found.get(name, []) for name in ("names", "cores", "codes"))
        others = [*found.get("projects", ()), *found.get("documents", ())]
        # A human being is called by his whole name alone.
        people = {*found.get("people", ()), *(() if cores else names)}
        key = codes[0] if codes else found["id"]
        firm = self.firms.setdefault(key, len(self.firms))
        first = None
        if firm == len(self.alike):
            self.alike.append(intern((cores[0] if cores else "")[:_ALIKE] or found["id"]))
            self._first.append(len(self.kinds))
        else:
            first = self._first[firm]
        # Most records of a firm say the same.
        self.named.append(_FIELD.join(map(_ITEM.join, Named(names, cores, others))), first)
        self.codes.append(_ITEM.join(codes), first)
        self.people.append(_ITEM.join(sorted(people)), first)
        self.ids.append(found["id"])
        self.kinds.append(at)
        self.numbers.append(_ITEM.join(found.get("numbers", ())))
        self.firm_of.append(firm)
        own = Traits(at, *(found.get(name, "") for name in ("region", "body", "year")))
        self.trait_of.append(self.traits.setdefault(own, len(self.traits)))


def items(text: str) -> list[str]:
    """The texts that stand in one string of a column."""
    return text.split(_ITEM) if text else []


def named(text: str) -> Named:
    """The same of the column of names."""
    return Named(*map(items, text.split(_FIELD)))


def gathered(corpus: PublicCorpus, kinds: tuple[Kind, ...]) -> Records:
    """What is looked for of every public record."""
    found = Records()
    for at, kind in enumerate(kinds):
        for line in made_rows(corpus).of(kind):
            found.add(at, json.loads(line))
    return found


def short(name: str) -> str:
    """A folded name with the short legal form in place of the long one."""
    return name.replace(_LONG_FORM, _SHORT_FORM)
