"""An article on its way to the press: its words and pictures, whatever form they take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from site_builder.errors import Problem


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is published; ``address`` is how the article's text shows it."""

    address: str
    suffix: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Named:
    """A firm that the piece names: by which listing or case, through which day lawfully."""

    record: str
    last_day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One article, in Chinese.

    ``facts`` stand below the title: who publishes it, where it happened, since when it is
    public. ``body`` is safe HTML. ``notes`` stand below it, the source first. ``marks`` must
    stand at head and foot: that nobody signed it, or before when it may not be published.
    ``address`` is its page; None while it may not go out. ``named`` are the firms that it
    names; ``unnamed`` the listings that somebody asked to name, and that are not in force.
    ``left_out`` are typical cases that it publishes and that are not public. ``problems`` are
    what was found in it and keeps nothing back.
    """

    id: str
    title: str
    facts: tuple[str, ...]
    summary: str
    corrections: tuple[str, ...]
    body: str
    pictures: tuple[Picture, ...]
    notes: tuple[str, ...]
    marks: tuple[str, ...]
    address: str | None
    named: tuple[Named, ...]
    unnamed: tuple[str, ...]
    left_out: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def mark(self) -> str:
        """The marks on one line; empty where it may go out."""
        return "　".join(self.marks)

    def picture(self, address: str) -> Picture | None:
        """The picture at an address; None where there is none such."""
        return next((each for each in self.pictures if each.address == address), None)
