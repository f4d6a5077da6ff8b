"""Whether a regime speaks only of fields, events, days and regimes that exist."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from site_builder.errors import Problem, Severity, quoted
from site_builder.i18n import Message, _
from site_builder.model.fields import FIELDS, STAGES
from site_builder.model.nearest import nearest_word
from site_builder.model.record import EventKind, Kind
from site_builder.vet.regime_values import rules_from_memory

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from site_builder.model.regime import Regime
    from site_builder.model.site import Site
    from site_builder.store.corpus import Setting

# The days that a record of each kind may have, for a clock to start with.
STARTS = {
    Kind.LISTING: ("decided_on", "published_on"),
    Kind.CASE: ("issued_on", "published_on"),
}
# What a deadline may run from, besides an event and the day that the clock starts with.
_DEADLINE_DAYS = (
    "decided_on",
    "issued_on",
    "published_on",
    "payment_due_on",
    "notice_served_on",
    "review_on",
    "ended",
)


def regime_problems(setting: Setting, regimes: Collection[str]) -> list[Problem]:
    """What a regime names that does not exist, each with the nearest that does."""
    return [
        Problem(
            code=code,
            path=setting.path,
            line=setting.line_of(field),
            field=field,
            record=setting.id,
            message=message,
        )
        for field, code, message in _faults(setting.values, regimes)
    ]


def _faults(
    values: Mapping[str, Any], regimes: Collection[str]
) -> Iterator[tuple[str, str, Message]]:
    kinds = [Kind(kind) for kind in values["applies_to"]]
    known = [path for kind in kinds for path in FIELDS.get(kind, ())]
    # A kind whose fields are not known yet cannot be shown, so its rules do no harm.
    if all(kind in FIELDS for kind in kinds):
        for path in values.get("fields", {}):
            if path not in known:
                yield f"fields.{path}", "unknown-field", _nearest(path, known)
    yield from _stages_of_no_case(values, kinds)
    start = values.get("clock", {}).get("starts_with", "published_on")
    for days in (STARTS.get(kind, ("published_on",)) for kind in kinds):
        if start not in days:
            yield "clock.starts_with", "unknown-field", _nearest(start, days)
    yield from _unknown_events(values.get("early_removal") or {}, start)
    yield from _unknown_days(values.get("deadlines", ()))
    for field in ("also_judged_by", "elsewhere"):
        for name in values.get(field, ()):
            if name not in regimes:
                yield field, "unknown-regime", unknown_regime(name, regimes)


def _stages_of_no_case(
    values: Mapping[str, Any], kinds: Iterable[Kind]
) -> Iterator[tuple[str, str, Message]]:
    """A rule that waits for a stage, in a regime whose records have none: it would never hold."""
    for path, rule in values.get("fields", {}).items():
        for kind in kinds:
            if "from_stage" in rule and STAGES not in FIELDS.get(kind, ()):
                message = _("records of kind '{kind}' have no stages: expected none", kind=kind)
                yield f"fields.{path}.from_stage", "unknown-field", message


def _unknown_events(early: Mapping[str, Any], start: str) -> Iterator[tuple[str, str, Message]]:
    events = [kind.value for kind in EventKind]
    for field, named, known in (
        ("wait_from", [early["wait_from"]] if early else [], [*events, start]),
        ("barred_by", early.get("barred_by", ()), events),
    ):
        for event in named:
            if event not in known:
                yield f"early_removal.{field}", "unknown-value", _nearest_value(event, known)


def _unknown_days(deadlines: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str, Message]]:
    known = [*_DEADLINE_DAYS, *(kind.value for kind in EventKind)]
    for index, deadline in enumerate(deadlines):
        if deadline["after"] not in known:
            message = _nearest_value(deadline["after"], known)
            yield f"deadlines[{index}].after", "unknown-value", message


def rules_turned_on(site: Site, regimes: Iterable[Mapping[str, Any]]) -> Iterator[Problem]:
    """That a rule which a site turns on by name is one that is known from memory alone."""
    known = [name for values in regimes for name in rules_from_memory(values)]
    for name in sorted(site.from_memory):
        if name not in known:
            yield Problem(
                code="unknown-value",
                path="content/site.yml",
                field="from_memory",
                message=_nearest_value(name, known),
            )


def regimes_of_site(site: Site, regimes: Mapping[str, Regime]) -> Iterator[Problem]:
    """That a term or a ground which a site gives is for a regime that there is, and that asks."""
    for field, names in (("terms", site.terms), ("grounds", site.grounds)):
        for name in sorted(names):
            if name not in regimes:
                yield _of_site("unknown-regime", f"{field}.{name}", unknown_regime(name, regimes))
            elif field == "terms" and (regime := regimes[name]).clock.term_from_site is False:
                message = _(
                    "regime '{regime}' has a term of its own ({citation}): this one is not used",
                    regime=name,
                    citation=regime.clock.citation,
                )
                yield _of_site("term-not-used", f"{field}.{name}", message)


def _of_site(code: str, field: str, message: Message) -> Problem:
    # What nobody uses keeps nothing from the public.
    path = "content/site.yml"
    return Problem(code=code, path=path, field=field, message=message, severity=Severity.WARNING)


def unknown_regime(name: str, regimes: Iterable[str]) -> Message:
    """That there is no regime of this name, and which one was probably meant."""
    near = nearest_word(name, sorted(regimes))
    if near:
        return _("no regime {found}; did you mean '{near}'?", found=quoted(name), near=near)
    return _("no regime {found}", found=quoted(name))


def _nearest(found: str, known: Iterable[str]) -> Message:
    near = nearest_word(found, known)
    if near:
        return _("no field {found} here; did you mean '{near}'?", found=quoted(found), near=near)
    return _("no field {found} here", found=quoted(found))


def _nearest_value(found: str, known: list[str]) -> Message:
    near = nearest_word(found, known)
    if near:
        return _("no value {found} here; did you mean '{near}'?", found=quoted(found), near=near)
    return _(
        "expected one of {choices}, found {found}", choices=", ".join(known), found=quoted(found)
    )
