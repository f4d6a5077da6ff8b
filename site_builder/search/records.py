"""Every record as far as it is looked for, in little memory."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from site_builder.search.row import row

if TYPE_CHECKING:
    from site_builder.model.record import Kind
    from site_builder.store.public import PublicCorpus

_LONG_FORM: Final = "有限责任公司"
_SHORT_FORM: Final = "有限公司"
_FIELD, _ITEM = "\x1f", "\x1e"
# Firms of like trade names begin them with as many of the same characters.
_ALIKE: Final = 2


class Fields(NamedTuple):
    """The folded texts of a record, as its row has them."""

    names: list[str]
    cores: list[str]
    codes: list[str]
    numbers: list[str]
    projects: list[str]
    documents: list[str]
    people: list[str]


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
        self.texts.append(_FIELD.join(_ITEM.join(found.get(name, ())) for name in Fields._fields))
        codes = found.get("codes")
        key = codes[0] if codes else found["id"]
        if key not in self.firms:
            self.firms[key] = len(self.firms)
            cores = found.get("cores") or [""]
            self.alike.append(cores[0][:_ALIKE] or found["id"])
        self.firm_of.append(self.firms[key])

    def fields(self, at: int) -> Fields:
        """The texts of the record at this place."""
        parts = self.texts[at].split(_FIELD)
        return Fields(*(part.split(_ITEM) if part else [] for part in parts))


def gathered(corpus: PublicCorpus, kinds: tuple[Kind, ...]) -> Records:
    """What is looked for of every public record."""
    found = Records()
    for at, kind in enumerate(kinds):
        for record in corpus.each(kind):
            found.add(at, row(record, corpus.chrome))
    return found


def short(name: str) -> str:
    """A folded name with the short legal form in place of the long one."""
    return name.replace(_LONG_FORM, _SHORT_FORM)
