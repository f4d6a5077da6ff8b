"""What must hold of a record beyond its own fields: one function a rule, in ``CHECKS``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pypinyin import Style, lazy_pinyin
from stdnum.cn import uscc

from site_builder.errors import Problem, Severity, quoted
from site_builder.i18n import Message, _
from site_builder.model.fields import STAGES
from site_builder.model.record import Kind
from site_builder.model.text import fold, trade_name
from site_builder.vet.as_written import links_are_plain, shown_as_written
from site_builder.vet.context import Check, Context, problem_of
from site_builder.vet.event_checks import EVENT_CHECKS
from site_builder.vet.firewall import firewall
from site_builder.vet.lookalikes import lookalikes
from site_builder.vet.plausible import amount_is_plausible
from site_builder.vet.regimes import unknown_regime

if TYPE_CHECKING:
    from datetime import date

    from site_builder.model.record import Record
    from site_builder.model.regime import Regime

LINK = re.compile(r"\[([^\]\n]*)\]\(listing:([^)\s]*)\)")
_TELLING_LENGTH = 5
_CODE_LENGTH = 18
_SPOKEN = re.compile(rf"[a-z]{{{_TELLING_LENGTH}}}")
_ORGAN_FIELDS = {Kind.LISTING: "decision.organ", Kind.CASE: "document.organ"}
_REGION_FIELDS = {
    Kind.LISTING: "employer.region",
    Kind.CASE: "party.region",
    Kind.TYPICAL_CASE: "occurred_in",
}


def known_regime(record: Record, context: Context) -> Iterator[Problem]:
    """A record's regime governs its kind, on its day, in the site's field of law."""
    name = record.facts.regime
    if name is None:
        return
    regime = context.regime(record)
    found = quoted(name)
    if regime is None:
        message = (
            _("regime {found} is refused or has no valid sign-off", found=found)
            if name in context.drafts
            else unknown_regime(name, context.chrome.regimes)
        )
        yield problem_of(record, "unknown-regime", "regime", message)
        return
    if record.kind not in regime.applies_to:
        message = _(
            "expected a regime for records of kind '{kind}', found {found}",
            kind=record.kind,
            found=found,
        )
        yield problem_of(record, "wrong-regime", "regime", message)
    start = record.facts.starts.get(regime.clock.starts_with)
    # A regime that seals does so whatever the day of the record (治安管理处罚法 136).
    if start is not None and regime.clock.published and not regime.is_in_force(start):
        message = _not_in_force(regime, record.kind, start, context)
        yield problem_of(record, "regime-not-in-force", "regime", message)
    law = regime.field_of_law
    site = context.site
    if law and site and law not in site.field_of_law and name not in site.grounds:
        message = _(
            "expected a regime of the site's own field of law (国办发〔2025〕22号),"
            " found one of '{law}'; link to that body's page instead, or state the site's ground"
            " under 'grounds' in site.yml, for two people to sign",
            law=law,
        )
        yield problem_of(record, "field-of-law", "regime", message)


def _not_in_force(regime: Regime, kind: Kind, day: date, context: Context) -> Message:
    """That a regime was no law on a day, when it was, and which were."""
    others = [
        other.id
        for other in context.chrome.regimes.values()
        if kind in other.applies_to and other.clock.published and other.is_in_force(day)
    ]
    return _(
        "expected a regime in force on {day}, found '{regime}', which is law from {begins} to"
        " {ends}; in force then: {others}",
        day=day,
        regime=regime.id,
        begins=regime.in_force_from or "…",
        ends=regime.in_force_to or "…",
        others=", ".join(others) or "–",
    )


def clock_can_start(record: Record, context: Context) -> Iterator[Problem]:
    """The regime's term has a day to count from, and a length."""
    regime = context.regime(record)
    if regime is None or record.kind not in regime.applies_to:
        return
    starts_with = regime.clock.starts_with
    start = record.facts.starts.get(starts_with) or record.facts.published_on
    if start is None:
        message = _("expected a day: without it the term cannot be counted")
        yield problem_of(record, "clock-cannot-start", starts_with, message)
    if regime.clock.term_from_site and context.site and regime.id not in context.site.terms:
        message = _(
            "regime '{regime}' has no term of its own; expected one under 'terms' in site.yml",
            regime=regime.id,
        )
        yield problem_of(record, "clock-cannot-start", "regime", message)


def known_organ(record: Record, context: Context) -> Iterator[Problem]:
    """The body that a record names is one of the site's."""
    if record.facts.organ is not None:
        found = context.references.organ(record.facts.organ)
        if isinstance(found, Message):
            field = _ORGAN_FIELDS.get(record.kind, "organ")
            yield problem_of(record, "unknown-organ", field, found)
    for index, name in enumerate(record.values.get("republished_by", ())):
        found = context.references.organ(name)
        if isinstance(found, Message):
            yield problem_of(record, "unknown-organ", f"republished_by[{index}]", found)
    for index, step in enumerate(record.values.get(STAGES, ())):
        found = context.references.organ(step["organ"]) if "organ" in step else ""
        if isinstance(found, Message):
            yield problem_of(record, "unknown-organ", f"{STAGES}[{index}].organ", found)


def known_region(record: Record, context: Context) -> Iterator[Problem]:
    """The region that a record names exists."""
    if record.facts.region is not None:
        found = context.references.region(record.facts.region)
        if isinstance(found, Message):
            field = _REGION_FIELDS.get(record.kind, "region")
            yield problem_of(record, "unknown-region", field, found)


def opaque_id(record: Record, _context: Context) -> Iterator[Problem]:
    """An id tells neither name nor code: it stays in addresses after the record has gone."""
    if record.kind not in _ORGAN_FIELDS:
        return
    plain = record.id.replace("-", "")
    message = _("expected an opaque id, found one that tells a name or a code")
    # Whoever's code it is, the record need not say so. Most ids are told apart by length alone.
    parts = (plain, *record.id.split("-"))
    if any(len(part) == _CODE_LENGTH and uscc.is_valid(part) for part in parts):
        yield problem_of(record, "telling-id", "id", message)
        return
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
            yield problem_of(record, "telling-id", "id", message)
            return


def links_lead_somewhere(record: Record, context: Context) -> Iterator[Problem]:
    """A record links to listings and cases that the content has."""
    yield from _linked(record, context, "listing", [record.values.get("listing")], Kind.LISTING)
    yield from _linked(record, context, "cases", record.values.get("cases", ()), Kind.CASE)
    grouped = record.values.get("typical_cases", ())
    yield from _linked(record, context, "typical_cases", grouped, Kind.TYPICAL_CASE)
    for link in LINK.finditer(record.body):
        if context.kind_of(link[2]) is not Kind.LISTING:
            message = _(
                "no listing {found}; its name shows as {firm}", found=quoted(link[2]), firm="某公司"
            )
            line = record.line_of("body") + record.body.count("\n", 0, link.start())
            yield problem_of(
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
            yield problem_of(record, code, field, message, severity=Severity.WARNING)


# What depends on the law alone.
LAW_CHECKS: tuple[Check, ...] = (known_regime, clock_can_start)
CHECKS: tuple[Check, ...] = (
    *LAW_CHECKS,
    known_organ,
    known_region,
    opaque_id,
    links_lead_somewhere,
    firewall,
    lookalikes,
    shown_as_written,
    links_are_plain,
    amount_is_plausible,
    *EVENT_CHECKS,
)
