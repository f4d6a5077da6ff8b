"""The publication firewall at what stands beside a record: a faulty version, the last good one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from site_builder.firewall import NEVER_ONLY_WARNED, Sort, findings
from site_builder.model.waiver import finding_key
from site_builder.vet.firewall import ARTICLES, look_at, texts_of, told_by
from site_builder.vet.waived import waivers_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.errors import Problem
    from site_builder.model.record import Record
    from site_builder.vet.context import Context


def firewall_of_draft(draft: Record, context: Context) -> Iterator[Problem]:
    """What of a faulty record's texts may not go out, so that all problems are told at once.

    Of one without a digest, whose values are not those of its kind, nobody knows which names of
    firms and persons are its own to tell, nor whether there is a judgment.
    """
    look = look_at(draft, context)
    if not draft.digest and draft.kind not in ARTICLES:
        look = replace(look, sorts=look.sorts - {Sort.FULL_NAME, Sort.GUILT})
    yield from (problem for _text, _finding, problem in told_by(draft, context, look))


def tells_the_worst(record: Record, context: Context) -> bool:
    """Whether a record tells what no site may let pass: an identity, a bank card, a minor."""
    worst = replace(context, site=None)
    look = replace(look_at(record, worst), sorts=NEVER_ONLY_WARNED)
    waived = waivers_of(context.store, record)
    return any(
        finding_key(finding.code, text.field, finding.start, finding.end) not in waived
        for text in texts_of(record, context)
        for finding in findings(text.text, replace(look, is_markdown=text.is_markdown))
    )
