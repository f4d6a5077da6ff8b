"""Whether a record stands as it is written, or as it was when it was last good."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from site_builder.model.record import Event, Facts, Record
from site_builder.store.corpus import Faulty
from site_builder.vet.checks import CHECKS
from site_builder.vet.ends import end_as_claimed
from site_builder.vet.firewall import ARTICLES
from site_builder.vet.firewall_of_versions import firewall_of_draft, tells_the_worst
from site_builder.vet.sign_offs import first_day, sign_off_problem
from site_builder.vet.told_events import told_findings, without_untold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from site_builder.errors import Problem
    from site_builder.store.good import Good
    from site_builder.store.memory import Memory
    from site_builder.vet.context import Context
    from site_builder.vet.vetted import VettedCorpus

_BATCH = 1000


def vet_records(
    vetted: VettedCorpus,
    context: Context,
    memory: Memory | None,
    faulty: set[str],
    advance: Callable[[int], None],
) -> None:
    """Let every record stand that may; but of those that are ``faulty`` it is settled."""
    records = []
    advance(vetted.store.count_same())
    for found in vetted.store.records(but_same=True):
        advance(1)
        if found.record.id not in faulty:
            records.append(found.record)
        if len(records) >= _BATCH:
            _vet_all(vetted, context, memory, records)
            records = []
    _vet_all(vetted, context, memory, records)


def _vet_all(
    vetted: VettedCorpus, context: Context, memory: Memory | None, records: Iterable[Record]
) -> None:
    vetted.store.mark(
        (
            record.id,
            first_day(vetted.store, memory, record.id) or context.as_if_signed_on,
            (),
            False,
        )
        for record in [each for each in records if _stands(vetted, context, each, memory)]
    )


def vet_again(vetted: VettedCorpus, article: Record, memory: Memory | None) -> list[Problem]:
    """Let an article of a preview stand as it is written now; what is wrong with it."""
    if vetted.context is None:
        raise ValueError(article.id)
    vetted.store.add([article])
    vetted.unsigned.pop(article.id, None)
    vetted.problems = []
    _vet_all(vetted, vetted.context, memory, [article])
    return [*vetted.problems, *vetted.literal_names.of(article)]


def _stands(vetted: VettedCorpus, context: Context, record: Record, memory: Memory | None) -> bool:
    """Whether a record stands as it is written; of a faulty one, the last good version does."""
    checks = (*CHECKS, end_as_claimed)
    problems = [problem for check in checks for problem in check(record, context)]
    untold = list(told_findings(record, context))
    vetted.problems += [*problems, *untold]
    if untold:
        vetted.store.add([without_untold(record)])
    unsigned = sign_off_problem(vetted.store, record)
    is_faulty = any(problem.is_error for problem in problems)
    if context.as_if_signed_on and (record.kind in ARTICLES or not is_faulty):
        if unsigned is not None:
            vetted.unsigned[record.id] = unsigned
        return True
    if unsigned is not None:
        is_draft = unsigned.code == "never-signed" and not (memory and memory.good(record.id))
        if not is_draft:
            vetted.problems.append(unsigned)
        elif is_faulty:
            return False
        is_faulty = is_faulty or not is_draft
    if is_faulty:
        stand_in(vetted, context, Faulty.of(record), memory)
    return not is_faulty and unsigned is None


def stand_in(vetted: VettedCorpus, context: Context, faulty: Faulty, memory: Memory | None) -> None:
    """Let a record's last good version stand, with every hiding event of tonight's.

    Not one that tells what no site may: it was good before the firewall knew better.
    """
    if faulty.draft is not None:
        vetted.problems += firewall_of_draft(faulty.draft, context)
    good = memory.good(faulty.id) if memory else None
    if good is None or tells_the_worst(good.record, context):
        vetted.store.add([_unvetted(faulty)])
        return
    keep(vetted, good, faulty.hides, faulty.withdrawn_on, faulty.identifying)


def keep(
    vetted: VettedCorpus,
    good: Good,
    hides: tuple[Event, ...] = (),
    withdrawn_on: date | None = None,
    identifying: tuple[str, ...] = (),
) -> None:
    """Let a last good version stand, with the hiding events that are known besides."""
    record = good.record
    own = {event.identity for event in record.facts.events}
    # Tonight's texts are not public either, so the scan must know them.
    names = tuple(dict.fromkeys((*record.facts.identifying, *identifying)))
    facts = replace(
        record.facts, withdrawn_on=withdrawn_on or record.facts.withdrawn_on, identifying=names
    )
    vetted.store.add([replace(record, facts=facts)])
    extra = [event for event in dict.fromkeys(hides) if event.identity not in own]
    vetted.store.mark([(record.id, good.first_on, extra, True)])


def _unvetted(faulty: Faulty) -> Record:
    facts = Facts(
        title="",
        events=faulty.hides,
        identifying=faulty.identifying,
        number=faulty.number,
        organ=faulty.organ,
    )
    return Record(
        id=faulty.id,
        kind=faulty.kind,
        path=faulty.path,
        line=faulty.line,
        values={},
        facts=facts,
        digest="",
    )
