"""A legal regime as written: its clock, early removal, deadlines and public fields."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, StrictBool, model_validator

from site_builder.i18n import _
from site_builder.kinds.base import Spec, Values
from site_builder.kinds.case import CaseType, StageName
from site_builder.kinds.faults import fault
from site_builder.kinds.fields import Count, Day, Days, Months, Name, Text, Words, Years
from site_builder.model.record import Facts, Kind
from site_builder.model.regime import Audience, Certainty, What

Role = Literal["legal_representative", "principal", "responsible_manager", "responsible_person"]


class _Span(Values):
    years: Years = 0
    months: Months = 0
    days: Days = 0


class Length(_Span):
    """A length of time; not nothing at all."""

    @model_validator(mode="after")
    def _is_something(self) -> Length:
        if not (self.years or self.months or self.days):
            raise fault("bad-term", _("expected years, months or days, found none"))
        return self


class WaitValues(_Span):
    """A length of time; ``days: 0`` says that there is none to wait."""

    @model_validator(mode="after")
    def _is_said(self) -> WaitValues:
        if not self.model_fields_set:
            raise fault("bad-term", _("expected years, months or days, found none"))
        return self


class TermValues(_Span):
    """A length of time, or ``site: true`` where the site must name it."""

    site: StrictBool | None = None

    @model_validator(mode="after")
    def _is_one_thing(self) -> TermValues:
        if bool(self.years or self.months or self.days) is bool(self.site):
            message = _("expected years, months or days, or 'site: true', found neither or both")
            raise fault("bad-term", message)
        return self


def _term(value: object) -> object:
    return None if value == "none" else value


def _offer_none(schema: dict[str, Any]) -> None:
    """Tell editors that a regime without a term says ``none``."""
    schema["properties"]["term"]["anyOf"][1] = {"const": "none"}


class ClockValues(Values):
    """From which day a regime counts, and how long."""

    model_config = ConfigDict(json_schema_extra=_offer_none)

    starts_with: Words = "published_on"
    term: Annotated[TermValues | None, BeforeValidator(_term)] = None
    automatic: StrictBool = True
    renewed: Length | None = None
    listed_again: Length | None = None
    publish: Literal["never"] | None = None
    citation: Text = ""
    certainty: Certainty | None = None

    @model_validator(mode="after")
    def _says_its_term(self) -> ClockValues:
        # A term that was forgotten must not pass for one that never ends.
        if "term" not in self.model_fields_set and self.publish is None:
            message = _("expected a term, or 'none', found nothing")
            raise fault("missing-field", message, "term")
        if self.renewed is not None and self.automatic:
            message = _(
                "expected 'automatic: false' beside it: a term that ends by itself knows no renewal"
            )
            raise fault("bad-term", message, "renewed")
        return self


class EarlyRemovalValues(Values):
    """When a party may apply to leave early; no ``wait`` where it is laid down elsewhere."""

    wait: WaitValues | None = None
    wait_from: Words
    barred_by: tuple[Words, ...] = ()
    citation: Text
    certainty: Certainty | None = None


class RevocationValues(Values):
    """What follows when a decision falls; of which types of case the public is told why."""

    citation: Text
    notice_types: tuple[CaseType, ...] = ()
    certainty: Certainty | None = None


class DeadlineValues(Values):
    """What an office must do, and by when."""

    what: What
    after: Words
    working_days: Count | None = None
    term: Length | None = None
    citation: Text
    certainty: Certainty | None = None

    @model_validator(mode="after")
    def _counts_in_one_way(self) -> DeadlineValues:
        if self.term is not None and self.working_days is not None:
            raise fault("bad-term", _("expected working days or a term, found both"))
        return self


Shown = Literal["full", "surname", "masked", "withheld"]


class FieldRuleValues(Values):
    """What one article lets the public see of one field.

    ``natural_persons`` is for records about a human being, where that differs. What is for
    another ``audience`` than the public shows nowhere. From ``from_stage`` on the rule holds;
    until a case has reached it, the field shows as ``before`` says, or not at all.
    """

    show: Shown
    natural_persons: Shown | None = None
    citation: Text
    certainty: Certainty | None = None
    roles: tuple[Role, ...] = ()
    audience: Audience | None = None
    from_stage: StageName | None = None
    before: Literal["surname", "masked", "withheld"] | None = None

    @model_validator(mode="after")
    def _says_from_when(self) -> FieldRuleValues:
        if self.before is not None and self.from_stage is None:
            message = _("expected 'from_stage' beside it: the stage before which it holds")
            raise fault("missing-field", message, "from_stage")
        return self


class InForce(Values):
    """From when to when a regime is law."""

    from_: Annotated[Day | None, Field(alias="from")] = None
    to: Day | None = None
    certainty: Certainty | None = None

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> InForce:
        if self.from_ is not None and self.to is not None and self.to < self.from_:
            message = _(
                "expected a day not before {day}, found '{found}'", day=self.from_, found=self.to
            )
            raise fault("bad-date", message, "to")
        return self


class RegimeValues(Values):
    """A legal regime as written.

    ``title`` is the instrument's own where the name says more; ``certainty`` is that of
    rules that say none of their own.
    """

    id: Name
    name: Words
    title: Words | None = None
    document: Text = ""
    in_force: InForce | None = None
    applies_to: tuple[Kind, ...]
    field_of_law: Words | None = None
    clock: ClockValues
    early_removal: EarlyRemovalValues | None = None
    revocation: RevocationValues | None = None
    also_judged_by: tuple[Words, ...] = ()
    elsewhere: tuple[Words, ...] = ()
    certainty: Certainty | None = None
    deadlines: tuple[DeadlineValues, ...] = ()
    fields: dict[str, FieldRuleValues]


def _regime_facts(regime: RegimeValues) -> Facts:
    return Facts(title=regime.name)


SPEC = Spec("regime", "regimes", RegimeValues, _regime_facts)
