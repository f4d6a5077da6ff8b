"""What only a moment can tell of an article: where its links lead by then, and its embargo."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from site_builder.errors import Problem, Severity, quoted
from site_builder.i18n import Message, _
from site_builder.model.moment import ONE_DAY
from site_builder.model.public import ALWAYS_THERE
from site_builder.model.record import Kind, State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.disclose.subject import Subject, Subjects
    from site_builder.model.moment import Moment

_ARTICLES: Final = (Kind.TYPICAL_CASE, Kind.NEWS, Kind.PAGE)
_TARGET: Final = re.compile(r"\]\(\s*<?([^)\s>]+)|^ {0,3}\[[^\]\n]+\]:\s*<?(\S+)", re.MULTILINE)
_ELSEWHERE: Final = re.compile(r"[a-z][a-z0-9+.-]*:|[/\\]{2}|#", re.IGNORECASE)
_OF_RECORDS: Final = re.compile(
    r"(?:(?:listings|typical-cases|news|cases/\d{4})/)?([a-z0-9-]+)\.html"
)
_ALWAYS: Final = ALWAYS_THERE | {"index"}


def article_problems(subjects: Subjects, as_of: Moment) -> Iterator[Problem]:
    """The links of articles to what is not public, or will end; embargoes that have passed."""
    for kind in _ARTICLES:
        for subject in subjects.all(kind):
            if subject.course.state(as_of) in {State.IN_FORCE, State.SCHEDULED, State.UNVETTED}:
                yield from _links(subject, subjects, as_of)
                yield from _embargo(subject, as_of)
                yield from _published_together(subject, subjects, as_of)


def _embargo(subject: Subject, as_of: Moment) -> Iterator[Problem]:
    record, embargo = subject.record, subject.record.facts.embargo_until
    if embargo is None or embargo > as_of or subject.found.is_vetted:
        return
    message = _(
        "expected a moment to come, found {found}: nobody has signed this yet, and once two people"
        " do it goes out at once",
        found=quoted(str(embargo)),
    )
    yield _problem(
        subject, "embargo-passed", "embargo_until", message, record.line_of("embargo_until")
    )


def _published_together(subject: Subject, subjects: Subjects, as_of: Moment) -> Iterator[Problem]:
    """The typical cases that do not go out at the moment of what publishes them together."""
    for index, name in enumerate(subject.record.values.get("typical_cases", ())):
        case = subjects.get(name)
        said = _apart(subject, case, as_of) if case is not None else None
        if said is not None:
            field = f"typical_cases[{index}]"
            line = subject.record.line_of(field)
            yield _problem(subject, "batch-apart", field, said, line)


def _apart(batch: Subject, case: Subject, as_of: Moment) -> Message | None:
    moment = max(as_of, batch.published_on)
    if case.course.state(moment) is not State.IN_FORCE:
        if not case.found.is_vetted and not batch.found.is_vetted:
            return None  # both are still being written
        return _(
            "expected a typical case that is public when this is, at {moment}; {id} is not, and is"
            " left out until it is",
            moment=moment,
            id=case.record.id,
        )
    is_to_come = case.course.state(as_of) is State.SCHEDULED
    if is_to_come and case.published_on < batch.published_on:
        return _(
            "expected {id} to go out together with this, at {moment}; it goes out before, at"
            " {earlier}: give both the same embargo_until",
            moment=batch.published_on,
            earlier=case.published_on,
            id=case.record.id,
        )
    return None


def _links(subject: Subject, subjects: Subjects, as_of: Moment) -> Iterator[Problem]:
    body = subject.record.body
    for found in _TARGET.finditer(body):
        written = found[1] or found[2]
        if _ELSEWHERE.match(written):
            continue
        path = unquote(written.partition("#")[0].partition("?")[0])
        target = posixpath.normpath(posixpath.join(posixpath.dirname(subject.path), path))
        record = _OF_RECORDS.fullmatch(target)
        if record is None or record[1] in _ALWAYS:
            continue
        said = _said(subjects.get(record[1]), target, as_of)
        if said is not None:
            code, message = said
            line = subject.record.line_of("body") + body.count("\n", 0, found.start())
            yield _problem(subject, code, "body", message, line)


def _said(target: Subject | None, path: str, as_of: Moment) -> tuple[str, Message] | None:
    if target is None or target.path != path:
        return "link-to-nothing", _("expected a link to a page of the site, found none there")
    if target.course.state(as_of) is not State.IN_FORCE:
        message = _(
            "expected a link to a page that is public on {day}, found one to {id}, which is not",
            day=as_of,
            id=target.record.id,
        )
        return "link-to-nothing", message
    hidden_from = target.course.hidden_from(as_of)
    if hidden_from is None:
        return None
    last_day = hidden_from - ONE_DAY
    if target.record.kind is Kind.LISTING:
        message = _(
            "expected [{words}](listing:{id}): a link by its address, and its words, would stay"
            " when the listing ends after {day}",
            words="…",
            id=target.record.id,
            day=last_day,
        )
    else:
        message = _("this link leads to what ends after {day}; then the page is gone", day=last_day)
    return "link-will-end", message


def _problem(subject: Subject, code: str, field: str, message: Message, line: int) -> Problem:
    return Problem(
        code=code,
        severity=Severity.WARNING,
        path=subject.record.path,
        line=line,
        field=field,
        record=subject.record.id,
        message=message,
    )
