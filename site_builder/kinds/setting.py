"""What a site is set up with: bodies, complaint channels and legal regimes.

They are signed off like records, but no page of their own shows them.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, StrictBool, model_validator

from site_builder.i18n import _
from site_builder.kinds.base import Spec, Values
from site_builder.kinds.faults import fault
from site_builder.kinds.fields import (
    Address,
    Count,
    Day,
    Days,
    Digest,
    FreshDays,
    Months,
    Name,
    Text,
    Words,
    Years,
)
from site_builder.kinds.notify import NotifyValues
from site_builder.model.record import Facts, Kind

Role = Literal["legal_representative", "principal", "responsible_manager", "responsible_person"]


class OrganValues(Values):
    """A public body as written."""

    id: Name
    name: Words
    aliases: tuple[Words, ...] = ()
    level: Literal["national", "province", "prefecture", "county", "grassroots"]
    parent: Words | None = None
    region: Words | None = None
    phone: Text | None = None


class ChannelValues(Values):
    """A hotline or complaint channel as written."""

    id: Name
    name: Words
    phone: Text | None = None
    url: Address | None = None
    hours: Text | None = None
    regions: tuple[Words, ...] = ()


class Length(Values):
    """A length of time; not nothing at all."""

    years: Years = 0
    months: Months = 0
    days: Days = 0

    @model_validator(mode="after")
    def _is_something(self) -> Length:
        if not (self.years or self.months or self.days):
            raise fault("bad-term", _("expected years, months or days, found none"))
        return self


class WaitValues(Values):
    """A length of time; ``days: 0`` says that there is none to wait."""

    years: Years = 0
    months: Months = 0
    days: Days = 0

    @model_validator(mode="after")
    def _is_said(self) -> WaitValues:
        if not self.model_fields_set:
            raise fault("bad-term", _("expected years, months or days, found none"))
        return self


class TermValues(Values):
    """A length of time, or ``site: true`` where the site must name it."""

    years: Years = 0
    months: Months = 0
    days: Days = 0
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
    publish: Literal["never"] | None = None
    citation: Text = ""

    @model_validator(mode="after")
    def _says_its_term(self) -> ClockValues:
        # A term that was forgotten must not pass for one that never ends.
        if "term" not in self.model_fields_set and self.publish is None:
            message = _("expected a term, or 'none', found nothing")
            raise fault("missing-field", message, "term")
        return self


class EarlyRemovalValues(Values):
    """When a party may apply to leave early."""

    wait: WaitValues
    wait_from: Words
    barred_by: tuple[Words, ...] = ()
    citation: Text


class DeadlineValues(Values):
    """What an office must do, and by when."""

    what: Words
    after: Words
    working_days: Count | None = None
    term: Length | None = None
    citation: Text


Shown = Literal["full", "surname", "masked", "withheld"]


class FieldRuleValues(Values):
    """What one article lets the public see of one field.

    ``natural_persons`` is for records about a human being, where that differs.
    """

    show: Shown
    natural_persons: Shown | None = None
    citation: Text
    roles: tuple[Role, ...] = ()


class InForce(Values):
    """From when to when a regime is law."""

    from_: Annotated[Day | None, Field(alias="from")] = None
    to: Day | None = None

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> InForce:
        if self.from_ is not None and self.to is not None and self.to < self.from_:
            message = _(
                "expected a day not before {day}, found '{found}'", day=self.from_, found=self.to
            )
            raise fault("bad-date", message, "to")
        return self


class RegimeValues(Values):
    """A legal regime as written."""

    id: Name
    name: Words
    document: Text = ""
    in_force: InForce | None = None
    applies_to: tuple[Kind, ...]
    field_of_law: Words | None = None
    clock: ClockValues
    early_removal: EarlyRemovalValues | None = None
    also_judged_by: tuple[Words, ...] = ()
    deadlines: tuple[DeadlineValues, ...] = ()
    fields: dict[str, FieldRuleValues]


def _regime_facts(regime: RegimeValues) -> Facts:
    return Facts(title=regime.name)


def _named_facts(setting: Any) -> Facts:
    return Facts(title=setting.name)


SETTINGS: dict[str, Spec] = {
    "organ": Spec("organ", "organs.yml", OrganValues, _named_facts),
    "channel": Spec("channel", "channels.yml", ChannelValues, _named_facts),
    "regime": Spec("regime", "regimes", RegimeValues, _regime_facts),
}


class GovernmentValues(Values):
    """The codes a government website shows."""

    site_name: Words
    site_domain: Words
    id_code: Words
    icp: Text | None = None
    police_record: Text | None = None
    sponsor: Text | None = None
    contact: Text | None = None


def _closed(value: str) -> str:
    if "?" in value or "#" in value:
        raise fault("bad-url", _("expected an address without ? and #"))
    return value if value.endswith("/") else f"{value}/"


class SiteValues(Values):
    """``site.yml`` as written."""

    name: Words
    base_url: Annotated[Address, AfterValidator(_closed)]
    publisher: Words
    field_of_law: tuple[Words, ...]
    government: GovernmentValues
    fresh_days: FreshDays = 3
    terms: Annotated[dict[str, Length], Field(default_factory=dict)]
    grounds: Annotated[dict[str, Words], Field(default_factory=dict)]
    notify: NotifyValues | None = None


class SignOffValues(Values):
    """One line of ``sign-offs/*.jsonl``."""

    id: Name
    kind: Literal[
        "listing",
        "case",
        "typical-case",
        "news",
        "page",
        "statistic",
        "organ",
        "channel",
        "regime",
    ]
    drafter: Words
    approver: Words
    document: Text
    on: Day
    first_on: Day
    sha256: Digest


class HoldValues(Values):
    """One record taken down by hand, in ``holds.yml``."""

    id: Name
    reason: Words
    by: Words
    on: Day
