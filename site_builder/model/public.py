"""What the public may see of a record at one moment, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from site_builder.model.moment import Moment
    from site_builder.model.record import Kind, State


@dataclass(frozen=True, slots=True)
class EarlyEnd:
    """What may be told of a record's leaving before its last day.

    ``may_apply_from`` is the first day of applying, as far as what begins the waiting time
    shows. That it ``is_barred`` never says by what: that could be criminal proceedings.
    """

    may_apply_from: date | None = None
    is_barred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicRecord:
    """One record in force.

    ``values`` has every field of the record's kind; one that no rule names, or
    that was left empty, is None (or an empty list). ``path`` is its page under
    the site's root. ``hidden_from`` is None where no end is known. ``current_name``
    """

    id: str
    kind: Kind
    path: str
    title: str
    values: Mapping[str, Any]
    starts_on: date
    last_day: date | None
    hidden_from: date | None
    published_on: Moment
    organ: str | None
    region: str | None
    regime: str | None
    ends_under: str | None
    citation: str
    early_end: EarlyEnd
    letter: str
    current_name: str | None
    body: str
    files: tuple[tuple[str, str], ...]
    digest: str

    @property
    def is_natural_person(self) -> bool:
        """Whether the record is about a human being, or might be.

        Where the kind of party is not public, only an organisation's number tells.
        """
        party = self.values.get("employer") or self.values.get("party")
        if party is None:
            return False
        if party["party_kind"] is None:
            return not (party.get("credit_code") or party.get("registration_number"))
        return bool(party["party_kind"] == "natural_person")

    @property
    def month(self) -> str:
        """``YYYY-MM`` of the day it starts."""
        return self.starts_on.isoformat()[:7]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """A record that ended within the last year: its old address, no name, no code."""

    id: str
    kind: Kind
    path: str
    state: State
    hidden_from: date
    citation: str


def page_path(kind: Kind, record_id: str, issued_on: date) -> str:
    """The address of a record's own page, under the site's root; a case's by its year."""
    match kind:
        case "page":
            return f"{record_id}.html"
        case "case":
            return f"cases/{issued_on.year}/{record_id}.html"
        case "listing":
            return f"listings/{record_id}.html"
        case "news":
            return f"news/{record_id}.html"
        case "typical-case":
            return f"typical-cases/{record_id}.html"
        case _:
            return f"statistics/index.html#{record_id}"
