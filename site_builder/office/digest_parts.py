"""What a digest is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from site_builder.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from site_builder.i18n import Message
    from site_builder.model.moment import Moment

_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to know: of which record, what is said, and details in somebody's own words.

    ``id``, ``name`` and ``details`` may be missing; what is ``said`` names nobody.
    """

    said: Message
    id: str | None = None
    name: str | None = None
    details: tuple[str | Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a digest; ``nothing`` is said where it has no lines."""

    title: Message
    nothing: Message
    lines: tuple[Line, ...]
    more: int = 0

    @classmethod
    def of(cls, title: Message, nothing: Message, lines: Iterable[Line]) -> Section:
        """A section of at most so many lines that somebody reads them."""
        found = tuple(lines)
        return cls(title, nothing, found[:_LONGEST], len(found[_LONGEST:]))

    @property
    def count(self) -> int:
        """How many lines there are, also of those that are not told."""
        return len(self.lines) + self.more


@dataclass(frozen=True, slots=True)
class Digest:
    """What an office should know on one morning."""

    site: str
    as_of: Moment
    days: int
    sections: tuple[Section, ...]

    @property
    def subject(self) -> Message:
        """The line under which it is sent."""
        return _("{site}: digest of {day}", site=self.site, day=self.as_of.day)
