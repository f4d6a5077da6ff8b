"""What the chief is asked to sign: every record that waits, as values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from site_builder.errors import Problem
from site_builder.i18n import Message

if TYPE_CHECKING:
    from datetime import date

    from site_builder.load.signatures import Returned
    from site_builder.signing.differences import Change
    from site_builder.signing.outlook import Outlook


class Standing(StrEnum):
    """Why a record waits for a sign-off."""

    NEW = "new"
    CHANGED = "changed"
    # Its values were signed, but by one person in both places.
    UNSOUND = "unsound"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One record or setting that waits.

    ``title`` is what the office calls it. ``changes`` are its fields, old and new, of a
    changed one whose signed version is at hand; all its values otherwise.
    ``signed_on`` is the day of its newest sign-off. ``outlook`` is None where nothing
    is known of how it will look: for settings, which do not show by themselves, and
    where no site stands. ``returned`` says that exactly these values were sent back.
    """

    id: str
    kind: str
    path: str
    line: int
    sheet: str | None
    cell: str | None
    digest: str
    title: str
    standing: Standing
    signed_on: date | None
    is_signed_version_at_hand: bool
    changes: tuple[Change, ...]
    outlook: Outlook | None
    findings: tuple[Problem, ...]
    returned: Returned | None

    @property
    def place(self) -> str:
        """Its file, with the line or the cell that it begins on."""
        found = Problem(
            code="",
            message=Message(""),
            path=self.path,
            line=self.line,
            sheet=self.sheet,
            cell=self.cell,
        )
        return f"{found.path}:{found.place}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All that waits under some paths, on one day, and what cannot be signed there and why."""

    site: str
    day: date
    checksum: str
    entries: tuple[Entry, ...]
    refused: tuple[Problem, ...]

    def count(self, standings: Iterable[Standing]) -> int:
        """How many records wait for one of these reasons."""
        wanted = set(standings)
        return sum(entry.standing in wanted for entry in self.entries)
