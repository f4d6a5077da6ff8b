"""A legal regime's written values as rules; those known from memory only where a site says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from site_builder.model.moment import Term
from site_builder.model.record import Kind
from site_builder.model.regime import (
    Audience,
    Certainty,
    Clock,
    Deadline,
    EarlyRemoval,
    FieldRule,
    Regime,
    Revocation,
    Show,
    What,
)

if TYPE_CHECKING:
    from collections.abc import Collection

# What is cited where the rule itself is only remembered: nothing of it is told as law.
_NAMED_BY_SITE: Final = "公示期限由发布机关确定"
_GROUPS = ("in_force", "clock", "early_removal", "revocation")


def regime_of(values: Mapping[str, Any], digest: str, turned_on: Collection[str]) -> Regime:
    """The rules of a regime; ``turned_on`` names those that hold though only remembered."""
    return _Written(values, turned_on).regime(digest)


def rules_from_memory(values: Mapping[str, Any]) -> list[str]:
    """The names of a regime's rules that are known from memory alone."""
    return [
        name for name, rule in _rules(values) if _certainty(values, rule) is Certainty.FROM_MEMORY
    ]


def _rules(values: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    name = values["id"]
    for group in _GROUPS:
        if group in values:
            yield f"{name}.{group}", values[group]
    for deadline in values.get("deadlines", ()):
        yield _deadline_name(values, deadline), deadline
    for path, rule in values.get("fields", {}).items():
        yield f"{name}.fields.{path}", rule


def _deadline_name(values: Mapping[str, Any], deadline: Mapping[str, Any]) -> str:
    return f"{values['id']}.deadlines.{deadline['what']}"


def _certainty(values: Mapping[str, Any], rule: Mapping[str, Any]) -> Certainty | None:
    """How sure a rule is; what says nothing of its own is as sure as its regime."""
    written = rule.get("certainty", values.get("certainty"))
    return Certainty(written) if written else None


@dataclass(frozen=True, slots=True)
class _Written:
    values: Mapping[str, Any]
    turned_on: Collection[str]

    def regime(self, digest: str) -> Regime:
        values = self.values
        force = self._rule("in_force") or {}
        return Regime(
            id=values["id"],
            name=values["name"],
            title=values.get("title", values["name"]),
            document=values.get("document", ""),
            in_force_from=_day(force.get("from")),
            in_force_to=_day(force.get("to")),
            applies_to=tuple(Kind(kind) for kind in values["applies_to"]),
            field_of_law=values.get("field_of_law"),
            clock=self._clock(),
            early_removal=self._early_removal(),
            revocation=self._revocation(),
            also_judged_by=tuple(values.get("also_judged_by", ())),
            elsewhere=tuple(values.get("elsewhere", ())),
            deadlines=tuple(self._deadlines()),
            fields=dict(self._fields()),
            digest=digest,
        )

    def _is_on(self, name: str, rule: Mapping[str, Any]) -> bool:
        known = _certainty(self.values, rule)
        return known is not Certainty.FROM_MEMORY or name in self.turned_on

    def _rule(self, group: str) -> Mapping[str, Any] | None:
        """A group of rules, as far as it holds here."""
        rule: Mapping[str, Any] | None = self.values.get(group)
        return rule if rule and self._is_on(f"{self.values['id']}.{group}", rule) else None

    def _clock(self) -> Clock:
        clock = self.values.get("clock", {})
        # A term that is only remembered is none: the site must name one.
        is_sure = self._rule("clock") is not None
        term = clock.get("term") or {}
        return Clock(
            starts_with=clock.get("starts_with", "published_on"),
            term=_length(term) if is_sure and term and not term.get("site") else None,
            term_from_site=bool(term.get("site")) or (bool(term) and not is_sure),
            automatic=clock.get("automatic", True),
            renewed=_term(clock.get("renewed")),
            listed_again=_term(clock.get("listed_again")),
            published=clock.get("publish") != "never",
            citation=clock.get("citation", "") if is_sure or not term else _NAMED_BY_SITE,
            certainty=_certainty(self.values, clock),
        )

    def _early_removal(self) -> EarlyRemoval | None:
        rule = self._rule("early_removal")
        if rule is None:
            return None
        return EarlyRemoval(
            wait=_length(rule["wait"]) if "wait" in rule else None,
            wait_from=rule["wait_from"],
            barred_by=tuple(rule.get("barred_by", ())),
            citation=rule["citation"],
            certainty=_certainty(self.values, rule),
        )

    def _revocation(self) -> Revocation | None:
        rule = self._rule("revocation")
        if rule is None:
            return None
        return Revocation(
            citation=rule["citation"],
            notice_types=tuple(rule.get("notice_types", ())),
        )

    def _deadlines(self) -> Iterator[Deadline]:
        for rule in self.values.get("deadlines", ()):
            if self._is_on(_deadline_name(self.values, rule), rule):
                yield Deadline(
                    what=What(rule["what"]),
                    after=rule["after"],
                    citation=rule["citation"],
                    working_days=rule.get("working_days"),
                    term=_term(rule.get("term")),
                )

    def _fields(self) -> Iterator[tuple[str, FieldRule]]:
        for path, rule in self.values.get("fields", {}).items():
            if self._is_on(f"{self.values['id']}.fields.{path}", rule):
                natural = rule.get("natural_persons")
                yield (
                    path,
                    FieldRule(
                        show=Show(rule["show"]),
                        citation=rule["citation"],
                        roles=tuple(rule.get("roles", ())),
                        natural_persons=Show(natural) if natural else None,
                        audience=Audience(rule.get("audience", Audience.PUBLIC)),
                        from_stage=rule.get("from_stage"),
                        before=Show(rule.get("before", Show.WITHHELD)),
                    ),
                )


def _term(values: Mapping[str, Any] | None) -> Term | None:
    return _length(values) if values else None


def _length(values: Mapping[str, Any]) -> Term:
    return Term(**{name: values.get(name, 0) for name in ("years", "months", "days")})


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
