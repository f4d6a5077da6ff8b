"""What a notice of withdrawal may tell of the event that took a decision away.

An event that hides acts on one person's word, and stands outside what is signed. So nobody
can waive a finding in it; and the event acts all the same, but without its words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from site_builder.firewall import NUMBERS, Finding, Look, findings
from site_builder.model.record import REVOKING
from site_builder.vet.context import problem_of
from site_builder.vet.firewall import OF_WORDS, WHAT, said

if TYPE_CHECKING:
    from site_builder.errors import Problem
    from site_builder.model.record import Event, Record
    from site_builder.vet.context import Context

_OF_NUMBERS: Final = Look(sorts=NUMBERS)
_OF_WORDS: Final = Look(sorts=OF_WORDS)
_TOLD: Final = {"reason": _OF_WORDS, "document": _OF_NUMBERS, "superseded_by": _OF_NUMBERS}


def told_findings(record: Record, context: Context) -> Iterator[Problem]:
    """What may not go out of the words of events that take a decision away."""
    for index, event in enumerate(record.facts.events):
        for name, finding in _found(event):
            if context.blocks(finding.sort):
                problem = problem_of(record, finding.code, f"events[{index}].{name}", said(finding))
                yield replace(problem, citation=WHAT[finding.sort][1])


def without_untold(record: Record) -> Record:
    """The record with its events, less the words that may not go out."""
    events = tuple(map(fit_to_tell, record.facts.events))
    return replace(record, facts=replace(record.facts, events=events))


def fit_to_tell(event: Event) -> Event:
    """An event, less the words that may not go out."""
    untold = {name for name, _finding in _found(event)}
    return replace(event, **dict.fromkeys(untold)) if untold else event  # type: ignore[arg-type]


def _found(event: Event) -> Iterator[tuple[str, Finding]]:
    if event.kind not in REVOKING:
        return
    for name, look in _TOLD.items():
        text = getattr(event, name)
        if text:
            for finding in findings(text, look):
                yield name, finding
