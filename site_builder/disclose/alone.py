"""One record as the public would see it, without disclosing all the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.disclose.corpus import public_record
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
    subject: Subject, subjects: Subjects, as_of: Moment, store: Path, linked: Iterable[Subject]
) -> tuple[PublicRecord, PublicCorpus, list[Problem]]:
    """A record, and a corpus of those among ``linked`` that are public at ``as_of``.

    To the record there are no others: what it says of them is left out as if they had ended.
    Whether it is public itself, its course says. The problem is that its own text tells what
    it may not show.
    """
    corpus = PublicCorpus(store, subjects.chrome)
    corpus.fill(_public(subjects, as_of, corpus, linked))
    record = public_record(subject, as_of, corpus)
    return record, corpus, [leak(subject.record)] if tells(subject, record, subjects) else []


def _public(
    subjects: Subjects, as_of: Moment, corpus: PublicCorpus, linked: Iterable[Subject]
) -> Iterator[PublicRecord]:
    for each in linked:
        if each.course.state(as_of) is State.IN_FORCE:
            record = public_record(each, as_of, corpus)
            if not tells(each, record, subjects):
                yield record
