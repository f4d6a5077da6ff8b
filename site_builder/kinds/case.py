"""A case: one vetted official document, and the stages that led to it."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Literal, get_args

from pydantic import Field, model_validator

from site_builder.i18n import _
from site_builder.kinds.base import Spec, Values
from site_builder.kinds.event import CaseEvent, event
from site_builder.kinds.faults import fault
from site_builder.kinds.fields import Amount, CreditCode, Day, Id, RegistrationNumber, Text, Words
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

CaseType = Literal[
    "payment_order", "administrative_penalty", "major_violation", "criminal_case", "judgment"
]
StageName = Literal[
    "payment_order",
    "administrative_decision",
    "transferred",
    "filed",
    "not_filed",
    "sent_for_prosecution",
    "prosecuted",
    "not_prosecuted",
    "first_instance",
    "effective",
    "paid",
]
# Wages may be paid at any time; of the others, none comes before those in front of it.
_ORDER = [stage for stage in get_args(StageName) if stage != "paid"]


class Party(Values):
    """Whom the document concerns, as it names them."""

    name: Words
    party_kind: PartyKind = "enterprise"
    credit_code: CreditCode | None = None
    registration_number: RegistrationNumber | None = None
    region: Words | None = None
    legal_representative: Words | None = None
    is_minor: NotAMinor | None = None


class Document(Values):
    """The official document."""

    number: Words
    organ: Words
    issued_on: Day
    title: Words | None = None


class Penalty(Values):
    """The sort of penalty, and a fine in yuan."""

    type: Words | None = None
    fine: Amount | None = None


class Stage(Values):
    """A step of the case: which, when, by which body."""

    stage: StageName
    on: Day
    organ: Words | None = None


class Case(Values):
    """A case as written."""

    id: Id
    type: CaseType
    regime: Words
    party: Party
    document: Document
    facts: Text | None = None
    basis: Text | None = None
    outcome: Text | None = None
    penalty: Penalty | None = None
    arrears: Arrears | None = None
    stages: Annotated[tuple[Stage, ...], Field(max_length=50)] = ()
    listing: Words | None = None
    procedure: Procedure | None = None
    published_on: Day | None = None
    republished_by: Republished = ()
    also_published: AlsoPublishedList = ()
    events: Annotated[tuple[CaseEvent, ...], Field(max_length=500)] = ()

    @model_validator(mode="after")
    def _published_after_it_was_issued(self) -> Case:
        published, issued = self.published_on, self.document.issued_on
        if published is not None and published < issued:
            message = _(
                "expected a day not before the document of {issued}, found '{published}'",
                issued=issued,
                published=published,
            )
            raise fault("published-before-decision", message, "published_on")
        return self

    @model_validator(mode="after")
    def _stages_follow_each_other(self) -> Case:
        steps = [(i, s) for i, s in enumerate(self.stages) if s.stage != "paid"]
        steps.sort(key=lambda step: _ORDER.index(step[1].stage))
        for (_index, earlier), (index, later) in pairwise(steps):
            if later.on < earlier.on:
                message = _(
                    "expected a day not before stage '{stage}' of {day}, found '{found}'",
                    stage=earlier.stage,
                    day=earlier.on,
                    found=later.on,
                )
                raise fault("bad-stage", message, "stages", index, "on")
        return self


def _facts(case: Case) -> Facts:
    party, document = case.party, case.document
    codes = [party.credit_code, party.registration_number, document.number]
    identifying = dict.fromkeys(
        text for text in [party.name, *codes, party.legal_representative] if text
    )
    return Facts(
        title=party.name,
        regime=case.regime,
        organ=document.organ,
        region=party.region,
        number=document.number,
        starts={"issued_on": document.issued_on},
        code=party.credit_code,
        published_on=case.published_on,
        events=tuple(event(values) for values in case.events),
        procedure=procedure_days(case.procedure),
        also_published=elsewhere(case.also_published),
        identifying=tuple(identifying),
    )


SPEC = Spec(
    name="case",
    folder="cases",
    model=Case,
    facts=_facts,
    identifying=(
        "party.name",
        "party.credit_code",
        "party.registration_number",
        "party.legal_representative",
        "document.number",
    ),
    clock=("document", "document.issued_on", "document.number"),
    decision=("document.number", "document.organ"),
)
