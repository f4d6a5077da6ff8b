"""What the verification alone is told: the values that must stand in no file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.disclose.own_texts import structured, texts, withheld_of, written
from site_builder.model.record import Kind
from site_builder.model.text import fold
from site_builder.model.variants import simplified

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from site_builder.disclose.corpus import Disclosed
    from site_builder.disclose.subject import Subject, Subjects
    from site_builder.model.public import PublicRecord
    from site_builder.store.answers import Answers
    from site_builder.store.public import PublicCorpus

_OFFICIAL = (Kind.LISTING, Kind.CASE)


def withheld_values(
    subjects: Subjects, disclosed: Disclosed, beside: Sequence[Subject]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each record's id with its identifying values that it does not show itself.

    ``beside`` are records that the content no longer holds.
    """
    corpus, answers = disclosed.corpus, disclosed.answers
    if answers is not None:
        yield from answers.withheld()
    for subject in subjects.all() if answers is None else _unanswered(subjects, answers):
        if values := _withheld(subject, corpus, corpus.get(subject.record.id)):
            yield subject.record.id, values
    for subject in beside:
        if values := _withheld(subject, corpus, None):
            yield subject.record.id, values


def _unanswered(subjects: Subjects, answers: Answers) -> Iterator[Subject]:
    for kind in Kind:
        names = answers.unanswered(subjects.store.path, kind)
        yield from filter(None, map(subjects.get, names))


def _withheld(
    subject: Subject, corpus: PublicCorpus, public: PublicRecord | None
) -> tuple[str, ...]:
    values = withheld_of(subject, public)
    if subject.record.kind in _OFFICIAL:
        return values
    # Two articles may bear one title; then the public one shows it.
    return tuple(text for text in values if not corpus.has_title(text))


def shown_texts(corpus: PublicCorpus, answers: Answers | None = None) -> Iterator[str]:
    """What public records lawfully show, and what the site calls its bodies and places.

    Of which records it is known already, ``answers`` tell. The index of the search has names in
    simplified characters too, so that what is shown in traditional ones is shown in both.
    """
    chrome = corpus.chrome
    for text in _structured(corpus, answers):
        yield text
        if (other := simplified(text)) != text:
            yield other
    for organ in chrome.organs.values():
        yield organ.name
    for channel in chrome.channels:
        yield channel.name
    for regime in chrome.regimes.values():
        yield from (regime.name, regime.title, regime.document)
    yield chrome.site.name


def _structured(corpus: PublicCorpus, answers: Answers | None) -> Iterator[str]:
    known = answers.ids() if answers else set()
    if answers is not None:
        yield from answers.shown()
    for record in filter(None, map(corpus.get, sorted(corpus.ids() - known))):
        yield from structured(record)


def culprits(corpus: PublicCorpus, values: Sequence[str]) -> list[str]:
    """The public records whose own text holds one of ``values`` that no listing shows lawfully."""
    lawful = set(shown_texts(corpus))
    wanted = [fold(value) for value in values if value not in lawful]
    return [
        record.id
        for kind in Kind
        for record in corpus.records(kind)
        if any(value in text for text in texts(record) for value in wanted)
    ]


def telling(corpus: PublicCorpus, tells: Callable[[Sequence[str]], bool]) -> set[str]:
    """The public records of whose own texts ``tells`` is true."""
    return {record.id for kind in Kind for record in corpus.records(kind) if tells(written(record))}
