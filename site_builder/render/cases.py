"""A page for each case: who, which document, which stages led to it, and until when it shows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from site_builder.model.record import Kind
from site_builder.render.head import SECTIONS
from site_builder.render.parties import about
from site_builder.render.sheet import Sheet
from site_builder.words import STAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from site_builder.model.public import PublicRecord
    from site_builder.render.edition import Edition

_PAID, _EFFECTIVE = "paid", "effective"
_ORDER = tuple(STAGES)
_OF_SUSPICION = frozenset(
    {"transferred", "filed", "not_filed", "sent_for_prosecution", "prosecuted", "not_prosecuted"}
)
# 案号 of civil and administrative courts: （2024）内0102民初47号.
_NO_CRIME = re.compile("[民行][初终再申]")


@dataclass(frozen=True, slots=True)
class Step:
    """A stage of a case on its page; ``organ`` is the name of the body, or empty."""

    stage: str
    on: str
    organ: str

    @property
    def is_payment(self) -> bool:
        """Whether wages were paid, which changes what follows."""
        return self.stage == _PAID


def details(edition: Edition) -> Iterator[Sheet]:
    """The page of each case in force."""
    corpus = edition.corpus
    for case in corpus.summaries(Kind.CASE):
        listing = corpus.digest(case.listing) if case.listing else ""
        yield Sheet(
            path=case.path,
            reads=(case.digest, edition.surroundings_digest, listing),
            context=partial(_detail, edition, case.id),
            section=SECTIONS[Kind.CASE],
        )


def _detail(edition: Edition, record_id: str) -> dict[str, Any]:
    record = edition.found(record_id)
    case = record.values
    steps = _steps(edition, case)
    return {
        **about(edition, record),
        "case": case,
        "steps": steps,
        "paid_on": next((step.on for step in reversed(steps) if step.is_payment), None),
        "in_effect": any(step.stage == _EFFECTIVE for step in steps),
        "is_suspicion": _is_suspicion(case),
        "listing": _listing(edition, record),
    }


def _listing(edition: Edition, record: PublicRecord) -> PublicRecord | None:
    listing = record.values["listing"]
    return edition.corpus.get(listing) if listing else None


def _steps(edition: Edition, case: Mapping[str, Any]) -> tuple[Step, ...]:
    """The stages by their days; those of one day in the order of the law."""
    stages = sorted(case["stages"], key=lambda step: (step["on"], _ORDER.index(step["stage"])))
    return tuple(
        Step(step["stage"], step["on"], edition.chrome.organ_name(step["organ"])) for step in stages
    )


def _is_suspicion(case: Mapping[str, Any]) -> bool:
    """Whether the page speaks of a crime on which no court has judged with effect (刑诉法 12)."""
    stages = {step["stage"] for step in case["stages"]}
    return _EFFECTIVE not in stages and (
        case["type"] == "criminal_case"
        or (case["type"] == "judgment" and not _NO_CRIME.search(case["document"]["number"] or ""))
        or not stages.isdisjoint(_OF_SUSPICION)
    )
