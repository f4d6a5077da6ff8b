"""Which templates stand tonight: the site's own, as they last were, or as shipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.errors import Problem
from site_builder.i18n import _
from site_builder.remember import TEMPLATES
from site_builder.render.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from site_builder.store.memory import Memory


class StandingThemes:
    """The themes of one build, each tried when the one before it does not work.

    ``own`` are the site's own templates, None without any or once tonight's did not work:
    then they are not what is remembered as good.
    """

    def __init__(self, own: Path | None, memory: Memory, scratch: Path) -> None:
        self.own = own
        self._memory = memory
        self._scratch = scratch
        self._others = self._earlier()

    def first(self) -> tuple[Theme, list[Problem]]:
        """The first theme that reads well, and what is wrong with the site's own."""
        theme = Theme(self.own)
        try:
            problems = theme.problems()
        except OSError as error:  # as Jinja says it, too, of a folder of a template's name
            problems = [_unreadable(error)]
        return (next(self._others) if problems else theme), problems

    def following(self) -> Theme | None:
        """The next theme to try; None if there is no other."""
        return next(self._others, None)

    def _earlier(self) -> Iterator[Theme]:
        if self.own is None:
            return
        self.own = None
        if (folder := self._memory.lay_out(TEMPLATES, self._scratch / "templates")) is not None:
            yield Theme(folder)
        yield Theme(None)


def _unreadable(error: OSError) -> Problem:
    message = _("expected a sound template, found: {fault}", fault=type(error).__name__)
    return Problem(code="broken-template", path=f"templates/{error}", message=message)
