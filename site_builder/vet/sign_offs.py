"""Whether two people stand behind exactly these values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from site_builder.errors import Problem
from site_builder.i18n import Message, _
from site_builder.model.text import fold

if TYPE_CHECKING:
    from site_builder.store.content import ContentStore


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
    """Whether two names are written alike: width, case, spaces and punctuation aside."""
    return fold(one) == fold(other)


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
