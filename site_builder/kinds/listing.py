"""A listing: one employer's place on the dishonest-employer list by one decision."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from site_builder.i18n import _
from site_builder.kinds.base import Spec, Values
from site_builder.kinds.event import ListingEvent, event
from site_builder.kinds.faults import fault
from site_builder.kinds.fields import CreditCode, Day, Id, RegistrationNumber, Several, Text, Words
from site_builder.kinds.parts import (
    AlsoPublishedList,
    Arrears,
    NotAMinor,
    PartyKind,
    Procedure,
    Republished,
    elsewhere,
    procedure_days,
)
from site_builder.model.record import Facts


class Employer(Values):
    """The employer as the decision names it."""

    name: Words
    party_kind: PartyKind = "enterprise"
    credit_code: CreditCode | None = None
    registration_number: RegistrationNumber | None = None
    former_names: Several = ()
    region: Words | None = None


class Person(Values):
    """A person named in the decision."""

    name: Words
    role: Literal["legal_representative", "principal", "responsible_manager", "responsible_person"]
    is_minor: NotAMinor | None = None


class Decision(Values):
    """The decision to list."""

    number: Words
    organ: Words
    decided_on: Day
    reason: Text | None = None
    basis: Text | None = None


class Project(Values):
    """The site that the workers know."""

    name: Text | None = None
    contractor: Text | None = None


class Listing(Values):
    """A listing as written."""

    id: Id
    regime: Words
    employer: Employer
    persons: Annotated[tuple[Person, ...], Field(max_length=500)] = ()
    decision: Decision
    arrears: Arrears | None = None
    project: Project | None = None
    procedure: Procedure | None = None
    published_on: Day | None = None
    republished_by: Republished = ()
    also_published: AlsoPublishedList = ()
    events: Annotated[tuple[ListingEvent, ...], Field(max_length=500)] = ()

    @model_validator(mode="after")
    def _published_after_the_decision(self) -> Listing:
        published, decided = self.published_on, self.decision.decided_on
        if published is not None and published < decided:
            message = _(
                "expected a day not before the decision of {decided}, found '{published}'",
                decided=decided,
                published=published,
            )
            raise fault("published-before-decision", message, "published_on")
        return self


def _facts(listing: Listing) -> Facts:
    employer, decision = listing.employer, listing.decision
    events = tuple(event(values) for values in listing.events)
    names = [employer.name, *employer.former_names]
    codes = [employer.credit_code, employer.registration_number, decision.number]
    people = [person.name for person in listing.persons]
    renamed = [happened.name for happened in events if happened.name]
    identifying = dict.fromkeys(text for text in [*names, *codes, *people, *renamed] if text)
    return Facts(
        title=employer.name,
        regime=listing.regime,
        organ=decision.organ,
        region=employer.region,
        number=decision.number,
        starts={"decided_on": decision.decided_on},
        code=employer.credit_code,
        published_on=listing.published_on,
        events=events,
        procedure=procedure_days(listing.procedure),
        also_published=elsewhere(listing.also_published),
        identifying=tuple(identifying),
    )


SPEC = Spec(
    name="listing",
    folder="listings",
    model=Listing,
    facts=_facts,
    identifying=(
        "employer.name",
        "employer.former_names",
        "employer.credit_code",
        "employer.registration_number",
        "persons.name",
        "decision.number",
        "events.name",
    ),
    clock=("decision", "decision.decided_on", "decision.number"),
    decision=("decision.number", "decision.organ"),
)
