"""Records whose own text tells what they may not show: a whole name amid the facts.

A short name that other characters surround is no word of its own, so the net behind the
release cannot know it for a name. Here it is known whose it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.disclose.policy import is_natural_person
from site_builder.disclose.withheld import structured, texts
from site_builder.errors import Problem
from site_builder.i18n import _
from site_builder.model.text import fold, has_han

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from site_builder.disclose.subject import Subject, Subjects
    from site_builder.model.public import PublicRecord
    from site_builder.model.record import Record

_LEAST_HAN, _LEAST = 2, 5
_SHOWN = "\uffff"  # no character, so in no value


def tells(subject: Subject, public: PublicRecord, subjects: Subjects) -> bool:
    """Whether the text of a public record holds a value that must not show with it.

    These are its own identifying values as far as they are withheld, and the names of the
    human beings whose cases an article is drawn from.
    """
    shown = set(structured(public))
    known = (*subject.record.facts.identifying, *_persons(subject.record, subjects))
    wanted = _wanted(text for text in known if text not in shown and text != public.title)
    return bool(wanted) and any(
        value in text for text in _free_texts(public, shown) for value in wanted
    )


def holds(text: str, values: Iterable[str]) -> bool:
    """Whether a text holds one of ``values``, each as it is known amid other words."""
    folded = fold(text)
    return any(value in folded for value in _wanted(values))


def _wanted(values: Iterable[str]) -> list[str]:
    """The values, folded, that are long enough to be known amid other words."""
    folded = {fold(text) for text in values}
    return [text for text in folded if len(text) >= (_LEAST_HAN if has_han(text) else _LEAST)]


def leak(record: Record) -> Problem:
    """That a record is taken out because it tells what it may not show."""
    message = _(
        "expected a text that fits what its regime lets show, found a withheld name, code or"
        " number in it; the record is taken out"
    )
    return Problem(
        code="leak",
        path=record.path,
        line=record.line,
        sheet=record.sheet,
        cell=record.cell,
        record=record.id,
        message=message,
    )


def _persons(record: Record, subjects: Subjects) -> Iterator[str]:
    """The names of the human beings who are parties of the cases that an article links to."""
    for name in record.values.get("cases", ()):
        case = subjects.get(name)
        if case is not None and is_natural_person(case.record):
            yield case.record.facts.title


def _free_texts(public: PublicRecord, shown: set[str]) -> Iterator[str]:
    """The record's texts without the values that it shows: a firm may bear its owner's name."""
    known = sorted(map(fold, shown), key=len, reverse=True)
    for text in texts(public):
        for value in filter(None, known):
            text = text.replace(value, _SHOWN)  # noqa: PLW2901 - each takes away its own
        yield text
