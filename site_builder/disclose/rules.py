"""The rule for each field of a record: what its regime, its stage and the site let show."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from site_builder.model.fields import FIELDS, PEOPLE, STAGES, TOLD_BY_EVENTS
from site_builder.model.record import Kind
from site_builder.model.regime import Audience, FieldRule, Show
from site_builder.model.stages import has_reached

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from site_builder.disclose.subject import Subject
    from site_builder.model.record import Record
    from site_builder.model.regime import Regime

ORGANS = frozenset({"organ", "decision.organ", "document.organ"})
REGIONS = frozenset({"region", "occurred_in", "employer.region", "party.region"})
PARTY_KINDS = frozenset({"employer.party_kind", "party.party_kind"})
# News, pages and statistics need no regime: all fields of their kind show.
_OPEN = FieldRule(show=Show.FULL, citation="")
_UNNAMED = FieldRule(show=Show.WITHHELD, citation="", audience=Audience.INTERNAL)
_DAYS = frozenset({"published_on", "decision.decided_on", "document.issued_on", "source.date"})
_SUMS = frozenset({"arrears.amount", "arrears.workers", "penalty.fine"})
_FIRMS_NUMBERS = frozenset({"credit_code", "registration_number"})
# Of an id, a word of a closed list, a day or a sum no part shows: whole or not at all.
_WHOLE = (
    ORGANS
    | REGIONS
    | PARTY_KINDS
    | _DAYS
    | _SUMS
    | TOLD_BY_EVENTS
    | {"type", "listing", "cases", "body", "republished_by", STAGES}
)
# What names a human being whatever the party is, and what does where the party is one.
_NAMES_SOMEBODY: Final = frozenset({"persons.name", "persons.role", "party.legal_representative"})
_NAMES_THE_PARTY: Final = frozenset(
    {
        "employer.name",
        "employer.former_names",
        "employer.credit_code",
        "employer.registration_number",
        "party.name",
        "party.credit_code",
        "party.registration_number",
        "document.title",
    }
)
# What names others than those whom the record is about.
_NAMES_OTHERS: Final = ("project.name", "project.contractor")
_LEAST_FIRST: Final = (Show.WITHHELD, Show.SURNAME, Show.MASKED, Show.FULL)


def rule_for(kind: Kind, regime: Regime | None, path: str) -> FieldRule:
    """The rule for a field; one without a rule is internal, so it is withheld."""
    if path not in FIELDS[kind]:
        return _UNNAMED
    if regime is None:
        return _OPEN if kind in {Kind.NEWS, Kind.PAGE, Kind.STATISTIC} else _UNNAMED
    if path == f"{PEOPLE}.role":
        path = f"{PEOPLE}.name"
    return regime.fields.get(path, _UNNAMED)


def rule_of(subject: Subject, path: str, day: date) -> FieldRule:
    """The rule for a field of this record on ``day``, its ``show`` being what then holds.

    A human being's may be stricter; a stage may not be reached yet; and without the site's
    impact assessment nobody is named at all (个人信息保护法 第五十五条).
    """
    record = subject.record
    rule = rule_for(record.kind, subject.regime, path)
    show = rule.show
    if rule.natural_persons is not None and is_natural_person(record):
        show = rule.natural_persons
    if rule.from_stage is not None and not has_reached(
        record.values.get(STAGES, ()), rule.from_stage, day
    ):
        show = min(show, rule.before, key=_LEAST_FIRST.index)
    if _is_withheld(subject, path, rule, show, day):
        show = Show.WITHHELD
    return rule if show is rule.show else replace(rule, show=show)


def _is_withheld(subject: Subject, path: str, rule: FieldRule, show: Show, day: date) -> bool:
    """Whether nothing of a field shows, whatever its rule would show."""
    return (
        rule.audience is not Audience.PUBLIC
        or (path in _WHOLE and show is not Show.FULL)
        or (is_personal(subject.record, path) and not subject.site.is_assessed(day))
        or _would_pass_for_a_firm(subject, path, day)
    )


def _would_pass_for_a_firm(subject: Subject, path: str, day: date) -> bool:
    """Whether a human being, whose kind of party does not show, would show a firm's number."""
    group, _dot, leaf = path.rpartition(".")
    if leaf not in _FIRMS_NUMBERS or not is_natural_person(subject.record):
        return False
    return rule_of(subject, f"{group}.party_kind", day).show is not Show.FULL


def kept_from_public(subject: Subject) -> Iterator[str]:
    """What a record names besides its parties that its regime keeps for them or for the office.

    No text may hold these either. The parties' own names and numbers are the record's
    ``identifying`` ones already.
    """
    rules = subject.regime.fields if subject.regime else {}
    for path in _NAMES_OTHERS:
        rule = rules.get(path)
        if rule is not None and rule.audience is not Audience.PUBLIC:
            group, _dot, leaf = path.partition(".")
            yield from filter(None, (subject.record.values.get(group, {}).get(leaf),))


def is_natural_person(record: Record) -> bool:
    """Whether the party of a record is a human being."""
    party = record.values.get("employer") or record.values.get("party") or {}
    return bool(party.get("party_kind") == "natural_person")


def is_personal(record: Record, path: str) -> bool:
    """Whether a field tells who a human being is: by name, by role, by a number or a title."""
    return path in _NAMES_SOMEBODY or (path in _NAMES_THE_PARTY and is_natural_person(record))
