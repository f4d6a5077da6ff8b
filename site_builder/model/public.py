"""What the public may see of a record at one moment, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from site_builder.model.moment import Moment

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from site_builder.model.record import EventKind, Kind, State

# Pages of the site's root that every release has, whatever is in it.
ALWAYS_THERE: Final = frozenset({"404", "gone", "sitemap"})


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
    the site's root. ``hidden_from`` is None where no end is known. ``files`` are those that
    an article shows or offers, by path and SHA-256; ``links`` which path it means by which
    address. ``current_name`` is the party's newest, once it was renamed.
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
    links: tuple[tuple[str, str], ...] = ()

    @property
    def is_natural_person(self) -> bool:
        """Whether the record is about a human being, or might be."""
        return may_be_human(self.values)

    @property
    def updated_on(self) -> Moment:
        """When it was published, or last corrected."""
        corrected = max((step["on"] for step in self.values.get("corrections") or ()), default=None)
        return max(self.published_on, Moment.parse(corrected)) if corrected else self.published_on

    @property
    def month(self) -> str:
        """``YYYY-MM`` of the day it starts."""
        return self.starts_on.isoformat()[:7]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What is made known of a decision that fell (行政处罚法 第四十八条): no party, no facts.

    ``event`` is how it fell, on the day ``on``. Of the document everything is None that
    its regime does not show, or that would tell whom it was about. ``replaced_by`` is
    the document that took its place, as written; ``replacing_case`` the id of its case.
    """

    event: EventKind
    on: date
    number: str | None
    issued_on: str | None
    organ: str | None
    reason: str | None
    replaced_by: str | None
    replacing_case: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """A record that ended within the last year: its old address, no name, no code.

    ``notice`` is what the law has told of it all the same, on its old page alone.
    """

    id: str
    kind: Kind
    path: str
    state: State
    hidden_from: date
    citation: str
    notice: Notice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicChange:
    """A record that entered or left, by its opaque id: neither name nor code nor number.

    ``reason`` is the state from ``on`` on, where that is an end by law; any other way to
    leave is ``withheld``, and nobody is told which. ``path`` is where its page stands or
    stood; ``is_public`` whether it stands there today. ``do_not_use_from`` is the day from
    which what entered or left on that day may not be used; None: no end known.
    """

    id: str
    kind: Kind
    path: str
    on: date
    change: Literal["enters", "leaves"]
    reason: str
    citation: str
    do_not_use_from: date | None
    is_public: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Validity:
    """For which moment a release is made, and how long it may be relied on.

    ``valid_until`` is its last good day. ``next_change_at`` is when the next record
    enters or leaves; None where nothing is known to.
    """

    as_of: Moment
    valid_until: date
    next_change_at: Moment | None


def may_be_human(values: Mapping[str, Any]) -> bool:
    """Whether the public values of a record are about a human being, or might be.

    Where the kind of party is not public, only an organisation's number tells.
    """
    party = values.get("employer") or values.get("party")
    if party is None:
        return False
    if party["party_kind"] is None:
        return not (party.get("credit_code") or party.get("registration_number"))
    return bool(party["party_kind"] == "natural_person")


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
