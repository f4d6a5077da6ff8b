"""Whether an article may go out to the press, and what stands on it while it may not yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from site_builder.disclose.telling import called, holds
from site_builder.errors import SiteBuilderError, has_errors
from site_builder.i18n import _
from site_builder.model.record import Kind, State
from site_builder.press.words import moment_said
from site_builder.words import KINDS, STATES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from site_builder.disclose import Subject
    from site_builder.errors import Problem
    from site_builder.i18n import Message
    from site_builder.model.moment import Moment
    from site_builder.model.public import PublicRecord

_ARTICLES: Final = frozenset({Kind.TYPICAL_CASE, Kind.NEWS, Kind.PAGE})
# A page can be hidden again within a day; what was sent out cannot be called back.
_NEVER_SENT: Final = frozenset({"literal-name"})


class PressError(SiteBuilderError):
    """The article may go out in no form; ``problems`` say why where that was found in it."""

    def __init__(self, message: Message, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems


def refuse_unless_article(subject: Subject) -> None:
    """Let pass what the press office writes, and nothing else.

    Raises:
        PressError: It is a record of another kind.
    """
    record = subject.record
    if record.kind not in _ARTICLES:
        raise PressError(
            _(
                "{id} is a {kind}: the press gets articles alone, that is typical cases, news and"
                " pages",
                id=record.id,
                kind=KINDS[record.kind],
            )
        )


def refuse_what_was_found(record_id: str, found: tuple[Problem, ...]) -> None:
    """Let no article out in which something was found that may not go out.

    Raises:
        PressError: Something was.
    """
    if has_errors(found) or any(problem.code in _NEVER_SENT for problem in found):
        raise PressError(
            _("{id} goes out in no form until what was found in it is mended", id=record_id), found
        )


def refuse_names_in_words(article: PublicRecord, unnamed: Iterable[Subject]) -> None:
    """Let no firm that links leave unnamed stand by what people call it beside the links.

    Raises:
        PressError: One does.
    """
    for listing in unnamed:
        employer = listing.record.values.get("employer") or {}
        names = (employer.get("name"), *(employer.get("former_names") or ()))
        called_so = (word for name in names if name for word in (name, *called(name)))
        if holds(f"{article.title}\n{article.body}", called_so):
            raise PressError(
                _(
                    "{id} names the firm of {listing} in words that are no link: write it as"
                    " [{words}](listing:{listing}) wherever it stands",
                    id=article.id,
                    listing=listing.record.id,
                    words="…",
                )
            )


def refuse_named_records(article: PublicRecord, named: Sequence[str]) -> None:
    """Let out no article that tells in its own words whom a listing or case is about.

    Raises:
        PressError: It names one of ``named``.
    """
    if named:
        raise PressError(
            _(
                "{id} names in its own words or by a number: {records}; nothing that is not in"
                " force may be named, and the rest only with --names",
                id=article.id,
                records=", ".join(dict.fromkeys(named)),
            )
        )


def entry_of(subject: Subject, as_of: Moment) -> Moment | None:
    """When an article will be public; None where it is already.

    Raises:
        PressError: It was withdrawn, taken down, or will never be public.
    """
    state, record = subject.course.state(as_of), subject.record
    entry = subject.course.next_entry(as_of) if state is State.SCHEDULED else None
    if state is not State.IN_FORCE and entry is None:
        raise PressError(
            _(
                "{id} on {day}: {state}; it goes out in no form",
                id=record.id,
                day=as_of,
                state=STATES[state],
            )
        )
    return entry


def marks(entry: Moment | None, *, is_signed: bool) -> tuple[Message, ...]:
    """What must stand at head and foot of what may not go out yet: signed, but to come, or not."""
    found = [] if is_signed else [_("Not signed off, not for publication")]
    if entry is not None:
        found.append(_("Not to be published before {moment}", moment=moment_said(entry)))
    return tuple(found)
