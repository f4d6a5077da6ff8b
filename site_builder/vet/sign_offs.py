"""Whether two people stand behind exactly these values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from site_builder.errors import Problem, Severity
from site_builder.i18n import Message, _
from site_builder.model.lookalikes import is_turned, skeleton
from site_builder.model.variants import in_simplified

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from site_builder.store.content import ContentStore
    from site_builder.store.memory import Memory


class Signable(Protocol):
    """A record or setting that a sign-off may cover."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def kind(self) -> str:
        """Its kind."""

    @property
    def path(self) -> str:
        """The file it stands in."""

    @property
    def line(self) -> int:
        """The line it begins on."""

    @property
    def sheet(self) -> str | None:
        """The sheet of a workbook that it stands on."""

    @property
    def cell(self) -> str | None:
        """The cell of a table that holds its id."""

    @property
    def digest(self) -> str:
        """The digest of its values."""


def same_person(one: str, other: str) -> bool:
    """Whether nobody could tell two names apart: width, case, spaces, what is unseen aside.

    張三 is 张三. A name without any letter is nobody's, and so nobody else's.
    """
    one, other = in_simplified(one), in_simplified(other)
    turned = is_turned(one) or is_turned(other)
    first, second = skeleton(one, is_turned=turned), skeleton(other, is_turned=turned)
    return first == second or not (first and second)


def sign_off_problem(store: ContentStore, item: Signable) -> Problem | None:
    """Why ``item`` is not vetted as it stands; None if two people signed exactly this."""
    found = store.sign_off(item.id)
    if found is None:
        message = _("expected a sign-off, found none")
        return _of(item, "never-signed", message)
    sign_off, path, line = found
    if same_person(sign_off.drafter, sign_off.approver):
        message = _("expected an approver other than the drafter")
        return Problem(
            code="self-approved",
            path=path,
            line=line,
            field="approver",
            record=item.id,
            message=message,
        )
    if sign_off.sha256 != item.digest or sign_off.kind != item.kind:
        message = _("changed since its sign-off of {day}; expected a new one", day=sign_off.on)
        return _of(item, "changed-after-sign-off", message)
    return None


def first_day(store: ContentStore, memory: Memory | None, record: str) -> date | None:
    """The day of a record's first sign-off; the one that a release was made with never moves."""
    found = store.sign_off(record)
    if found is None:
        return None
    said = found[0].first_on
    if memory is None or memory.first_on(record) in (None, said):
        return said
    known = memory.good(record)
    return known.first_on if known and known.first_on else said


def first_days_moved(store: ContentStore, memory: Memory | None) -> Iterator[Problem]:
    """That the line of a first sign-off is gone, or says another day: one warning a file."""
    found: dict[str, list[tuple[str, int]]] = {}
    for record, path, line in store.without_first_sign_off():
        found.setdefault(path, []).append((record, line))
    for path, lines in sorted(found.items()):
        record, line = lines[0]
        moved = first_day(store, memory, record)
        yield Problem(
            code="first-sign-off-unclear",
            path=path,
            line=line,
            field="first_on",
            record=record,
            message=_(
                "no line is of the day of the first sign-off that this one names; {count} such"
                " records; this one counts as first signed on {day}",
                count=len(lines),
                day=moved or "–",
            ),
            severity=Severity.WARNING,
        )


def _of(item: Signable, code: str, message: Message) -> Problem:
    return Problem(
        code=code,
        message=message,
        path=item.path,
        line=item.line,
        sheet=item.sheet,
        cell=item.cell,
        record=item.id,
    )
