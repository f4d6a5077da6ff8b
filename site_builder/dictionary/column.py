"""A column of open data: what it is called, what it means, and which article lets it show."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from site_builder.i18n import Message, _
from site_builder.model.regime import Audience, Show

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from site_builder.model.record import Kind
    from site_builder.model.regime import Regime


class Type(StrEnum):
    """What the values of a column are."""

    TEXT = "text"
    LIST = "list"
    WORD = "word"
    DAY = "day"
    MOMENT = "moment"
    AMOUNT = "amount"
    WHOLE = "whole"
    ADDRESS = "address"


TYPES: Final[dict[Type, Message]] = {
    Type.TEXT: _("Plain text"),
    Type.LIST: _("Several texts; in CSV and XLSX with ； between them"),
    Type.WORD: _("Word of a closed list"),
    Type.DAY: _("Day, as 2025-03-01"),
    Type.MOMENT: _("Day, as 2025-03-01, or minute, as 2025-03-01T09:00"),
    Type.AMOUNT: _("Exact decimal; text in CSV, JSON and JSON lines"),
    Type.WHOLE: _("Whole number"),
    Type.ADDRESS: _("Web address"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    ``ruled_by`` is the field as regimes name it; empty where the site itself tells the value.
    ``is_always`` says that no row lacks it. ``words`` are those of its closed list.
    """

    name: str
    type: Type
    label: Message
    meaning: Message
    ruled_by: str = ""
    unit: Message | None = None
    is_always: bool = False
    words: Mapping[str, Message] = field(default_factory=dict)

    def basis(self, kind: Kind, regimes: Iterable[Regime]) -> str:
        """The articles that let it show, each with its law; empty where none is needed."""
        return "；".join(dict.fromkeys(self._articles(kind, regimes)))

    def _articles(self, kind: Kind, regimes: Iterable[Regime]) -> Iterator[str]:
        for regime in regimes:
            rule = regime.fields.get(self.ruled_by) if kind in regime.applies_to else None
            if rule and rule.show is not Show.WITHHELD and rule.audience is Audience.PUBLIC:
                yield f"《{regime.title}》{rule.citation}"
