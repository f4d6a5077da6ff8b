"""A few records as the public would see them, without disclosing all the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.disclose.public_record import public_record
from site_builder.disclose.telling import leak, tells
from site_builder.model.record import State
from site_builder.store.public import PublicCorpus

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from site_builder.disclose.subject import Subject, Subjects
    from site_builder.errors import Problem
    from site_builder.model.moment import Moment
    from site_builder.model.public import PublicRecord


def disclose_alone(
    told: Iterable[Subject],
    subjects: Subjects,
    as_of: Moment,
    store: Path,
    linked: Iterable[Subject],
) -> tuple[list[PublicRecord], PublicCorpus, list[Problem]]:
    """Records, and a corpus of those among ``linked`` that are public at ``as_of``.

    To the records there are no others: what they say of them is left out as if they had ended.
    Whether they are public themselves, their courses say. The problems are that the own text of
    one tells what it may not show.
    """
    corpus = PublicCorpus(store, subjects.chrome)
    corpus.fill(_public(subjects, as_of, corpus, linked))
    records, problems = [], []
    for subject in told:
        record = public_record(subject, as_of, corpus)
        records.append(record)
        if tells(subject, record, subjects):
            problems.append(leak(subject.record))
    return records, corpus, problems


def _public(
    subjects: Subjects, as_of: Moment, corpus: PublicCorpus, linked: Iterable[Subject]
) -> Iterator[PublicRecord]:
    for each in linked:
        if each.course.state(as_of) is State.IN_FORCE:
            record = public_record(each, as_of, corpus)
            if not tells(each, record, subjects):
                yield record
