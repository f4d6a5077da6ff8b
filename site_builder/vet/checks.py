"""What must hold of a record beyond its own fields: one function a rule, in ``CHECKS``."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pypinyin import Style, lazy_pinyin

from site_builder.errors import Problem, Severity, described, quoted
from site_builder.i18n import Message, _
from site_builder.model.early_removal import may_apply_from
from site_builder.model.fields import STAGES
from site_builder.model.record import REMOVING, EventKind, Kind
from site_builder.model.text import fold, trade_name
from site_builder.vet.regimes import unknown_regime

if TYPE_CHECKING:
    from datetime import date

    from site_builder.model.record import Record
    from site_builder.model.regime import Regime
    from site_builder.model.site import Site
    from site_builder.store.content import ContentStore
    from site_builder.store.public import Chrome
    from site_builder.vet.references import References

LINK = re.compile(r"\[([^\]\n]*)\]\(listing:([^)\s]*)\)")
_TELLING_LENGTH = 5
_SPOKEN = re.compile(rf"[a-z]{{{_TELLING_LENGTH}}}")
_ORGAN_FIELDS = {Kind.LISTING: "decision.organ", Kind.CASE: "document.organ"}
_REGION_FIELDS = {
    Kind.LISTING: "employer.region",
    Kind.CASE: "party.region",
    Kind.TYPICAL_CASE: "occurred_in",
}


@dataclass(frozen=True, slots=True)
class Context:
    """What a check may look at besides the record.

    ``site`` is None where no ``site.yml`` can be used. ``drafts`` are settings that
    are not validly signed. ``unread`` are records that stand, though their file can't be
    read to its end tonight.
    """

    chrome: Chrome
    references: References
    store: ContentStore
    site: Site | None
    drafts: Collection[str] = ()
    unread: Mapping[str, Kind] = field(default_factory=dict)

    def kind_of(self, name: str) -> Kind | None:
        """The kind of the record with this id; None if there is none."""
        found = self.store.get(name)
        return found.record.kind if found else self.unread.get(name)

    def regime(self, record: Record) -> Regime | None:
        """The regime that a record names, if there is one."""
        return self.chrome.regimes.get(record.facts.regime or "")


Check = Callable[["Record", Context], Iterator[Problem]]


def _problem(
    record: Record,
    code: str,
    field: str,
    message: Message,
    *,
    severity: Severity = Severity.ERROR,
    line: int | None = None,
) -> Problem:
    cell, heading = record.places.cell_of(field)
    return Problem(
        code=code,
        message=message,
        path=record.path,
        line=line or record.line_of(field),
        sheet=record.sheet,
        cell=cell,
        field=heading,
        record=record.id,
        severity=severity,
    )


def known_regime(record: Record, context: Context) -> Iterator[Problem]:
    """A record's regime governs its kind, on its day, in the site's field of law."""
    name = record.facts.regime
    if name is None:
        return
    regime = context.regime(record)
    found = quoted(name)
    if regime is None:
        message = (
            _("regime {found} has no valid sign-off", found=found)
            if name in context.drafts
            else unknown_regime(name, context.chrome.regimes)
        )
        yield _problem(record, "unknown-regime", "regime", message)
        return
    if record.kind not in regime.applies_to:
        message = _(
            "expected a regime for records of kind '{kind}', found {found}",
            kind=record.kind,
            found=found,
        )
        yield _problem(record, "wrong-regime", "regime", message)
    start = record.facts.starts.get(regime.clock.starts_with)
    # A regime that seals does so whatever the day of the record (治安管理处罚法 136).
    if start is not None and regime.clock.published and not regime.is_in_force(start):
        message = _("expected a regime in force on {day}, found {found}", day=start, found=found)
        yield _problem(record, "regime-not-in-force", "regime", message)
    law = regime.field_of_law
    site = context.site
    if law and site and law not in site.field_of_law and name not in site.grounds:
        message = _(
            "expected a regime of the site's own field of law (国办发〔2025〕22号),"
            " found one of '{law}'; a site may state its ground under 'grounds' in site.yml",
            law=law,
        )
        yield _problem(record, "field-of-law", "regime", message)


def clock_can_start(record: Record, context: Context) -> Iterator[Problem]:
    """The regime's term has a day to count from, and a length."""
    regime = context.regime(record)
    if regime is None or record.kind not in regime.applies_to:
        return
    starts_with = regime.clock.starts_with
    start = record.facts.starts.get(starts_with) or record.facts.published_on
    if start is None:
        message = _("expected a day: without it the term cannot be counted")
        yield _problem(record, "clock-cannot-start", starts_with, message)
    if regime.clock.term_from_site and context.site and regime.id not in context.site.terms:
        message = _(
            "regime '{regime}' has no term of its own; expected one under 'terms' in site.yml",
            regime=regime.id,
        )
        yield _problem(record, "clock-cannot-start", "regime", message)


def known_organ(record: Record, context: Context) -> Iterator[Problem]:
    """The body that a record names is one of the site's."""
    if record.facts.organ is not None:
        found = context.references.organ(record.facts.organ)
        if isinstance(found, Message):
            field = _ORGAN_FIELDS.get(record.kind, "organ")
            yield _problem(record, "unknown-organ", field, found)
    for index, name in enumerate(record.values.get("republished_by", ())):
        found = context.references.organ(name)
        if isinstance(found, Message):
            yield _problem(record, "unknown-organ", f"republished_by[{index}]", found)
    for index, step in enumerate(record.values.get(STAGES, ())):
        found = context.references.organ(step["organ"]) if "organ" in step else ""
        if isinstance(found, Message):
            yield _problem(record, "unknown-organ", f"{STAGES}[{index}].organ", found)


def known_region(record: Record, context: Context) -> Iterator[Problem]:
    """The region that a record names exists."""
    if record.facts.region is not None:
        found = context.references.region(record.facts.region)
        if isinstance(found, Message):
            field = _REGION_FIELDS.get(record.kind, "region")
            yield _problem(record, "unknown-region", field, found)


def opaque_id(record: Record, _context: Context) -> Iterator[Problem]:
    """An id tells neither name nor code: it stays in addresses after the record has gone."""
    if record.kind not in _ORGAN_FIELDS:
        return
    plain = record.id.replace("-", "")
    # Asked of the id first: to spell a name takes longer than all other checks of a record.
    may_be_spoken = _SPOKEN.search(plain) is not None
    for text in record.facts.identifying:
        folded = fold(text)
        is_code = folded.isascii() and len(folded) >= _TELLING_LENGTH
        spoken = (
            "".join(lazy_pinyin(fold(trade_name(text))[:2], style=Style.NORMAL))
            if may_be_spoken and not folded.isascii()
            else ""
        )
        if (is_code and folded in plain) or (len(spoken) >= _TELLING_LENGTH and spoken in plain):
            message = _("expected an opaque id, found one that tells a name or a code")
            yield _problem(record, "telling-id", "id", message)
            return


def links_lead_somewhere(record: Record, context: Context) -> Iterator[Problem]:
    """A record links to listings and cases that the content has."""
    yield from _linked(record, context, "listing", [record.values.get("listing")], Kind.LISTING)
    yield from _linked(record, context, "cases", record.values.get("cases", ()), Kind.CASE)
    for link in LINK.finditer(record.body):
        if context.kind_of(link[2]) is not Kind.LISTING:
            message = _(
                "no listing {found}; its name shows as {firm}", found=quoted(link[2]), firm="某公司"
            )
            line = record.line_of("body") + record.body.count("\n", 0, link.start())
            yield _problem(
                record,
                "unknown-listing",
                "body",
                message,
                severity=Severity.WARNING,
                line=line,
            )


def _linked(
    record: Record, context: Context, field: str, names: Iterable[str | None], kind: Kind
) -> Iterator[Problem]:
    for name in names:
        if name and context.kind_of(name) is not kind:
            message = _(
                "no record {found} of kind '{kind}'; it is not linked to",
                found=quoted(name),
                kind=kind,
            )
            code = f"unknown-{kind}"
            yield _problem(record, code, field, message, severity=Severity.WARNING)


def hidden_person_is_named(record: Record, _context: Context) -> Iterator[Problem]:
    """Who is to be hidden is one of the persons of the record, or nobody would be."""
    people = {fold(person["name"]) for person in record.values.get("persons", ())}
    for index, event in enumerate(record.facts.events):
        if event.kind is EventKind.PERSON_HIDDEN and fold(event.name or "") not in people:
            message = _(
                "expected the name of a person of this record, found {found}",
                found=described(event.name),
            )
            yield _problem(record, "unknown-person", f"events[{index}].name", message)


def undone_event_is_there(record: Record, _context: Context) -> Iterator[Problem]:
    """An event that was entered in error is one of the record's."""
    there = {(event.kind, event.on) for event in record.facts.events}
    for index, event in enumerate(record.facts.events):
        if event.undoes is not None and event.undoes not in there:
            kind, on = event.undoes
            message = _("no event '{kind}' of {day} in this record", kind=kind, day=on)
            field = f"events[{index}].event"
            yield _problem(record, "unknown-event", field, message, severity=Severity.WARNING)


def removal_after_its_wait(record: Record, context: Context) -> Iterator[Problem]:
    """A removal before its waiting time is honoured, but somebody should look at it."""
    regime = context.regime(record)
    if regime is None or regime.early_removal is None:
        return
    start: date | None = record.facts.starts.get(regime.clock.starts_with)
    events = record.facts.events
    for index, event in enumerate(events):
        if event.kind in REMOVING and start:
            earlier = [e for e in events if e.on <= event.on]
            first = may_apply_from(regime, start, earlier)
            if first is None or event.on < first:
                message = (
                    _(
                        "removed on {day}, before it could be applied for from {first}",
                        day=event.on,
                        first=first,
                    )
                    if first
                    else _(
                        "removed on {day} without the event that its waiting time runs from",
                        day=event.on,
                    )
                )
                yield _problem(
                    record,
                    "removed-before-wait",
                    f"events[{index}].on",
                    message,
                    severity=Severity.WARNING,
                )


CHECKS: tuple[Check, ...] = (
    known_regime,
    clock_can_start,
    known_organ,
    known_region,
    opaque_id,
    links_lead_somewhere,
    hidden_person_is_named,
    undone_event_is_there,
    removal_after_its_wait,
)
