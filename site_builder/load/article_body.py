"""What is wrong with an article's text itself: its blocks, its headings, its pictures' words."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from site_builder.article import (
    PICTURES,
    TABLE,
    Drawn,
    UnfitError,
    blocks,
    drawn_from,
    rows,
    skipped,
    told,
)
from site_builder.errors import Problem, Severity
from site_builder.i18n import _
from site_builder.load.files import label
from site_builder.model.record import Attached

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from site_builder.article import Found, Link, Looked
    from site_builder.i18n import Message
    from site_builder.load.entries import Entry

_HEAVY_KB: Final = 200
# What a program calls a picture, and what says no more than that there is one.
_TELLS_NOTHING: Final = re.compile(
    r"(?:图片?|照片|截图|配图|插图|image|picture|photo|img|dsc|微信图片)?[\d\s_()（）.-]*",
    re.IGNORECASE,
)


class Body:
    """The text of one article, with its blocks."""

    def __init__(self, entry: Entry, path: str, record: str | None) -> None:
        """Read the blocks; nothing is told yet."""
        self._entry = entry
        self._path = path
        self._record = record
        self._lines = entry.body.split("\n")
        self._blocks = list(blocks(self._lines))

    def problems(self) -> Iterator[Problem]:
        """What is wrong with blocks and headings."""
        for found in self._blocks:
            if isinstance(found.block, UnfitError):
                yield self._of(found.block, found.start)
        for place, level, most in skipped(self._lines):
            message = _(
                "expected a heading of level {most} at most, found one of level {level}: whoever"
                " hears the page misses a step",
                most=most,
                level=level,
            )
            yield self._warning("skipped-heading", message, place)

    def of_file(
        self, content: Path, file: Path, line: int, link: Link, looked: Looked
    ) -> Iterator[Problem]:
        """What is wrong with how a file is shown that may be shown."""
        suffix = file.suffix.lower()
        if suffix in PICTURES:
            yield from self._of_picture(link, line - self._entry.body_line, looked)
        elif suffix == TABLE:
            yield from self._of_table(content, file, link)

    def _of_picture(self, link: Link, place: int, looked: Looked) -> Iterator[Problem]:
        words = link.words.strip()
        if PurePosixPath(words).suffix.lower() in PICTURES or _TELLS_NOTHING.fullmatch(words):
            message = _(
                "expected words that say what the picture shows, as in ![words](path), found none"
            )
            yield self._problem(UnfitError("missing-alt", message), place)
        if looked.weight > _HEAVY_KB * 1000:
            message = _(
                "expected a picture of at most {limit} KB on a telephone, found {found} KB though"
                " it was made as small as it may be: cut off what is not needed, show it in parts,"
                " or save a photograph as JPEG",
                limit=_HEAVY_KB,
                found=looked.weight // 1000,
            )
            yield self._warning("heavy-picture", message, place)
        if looked.is_moving:
            message = _(
                "expected a picture that stands still, found one that moves: its first picture"
                " shows alone, for no page may move by itself for longer than five seconds"
            )
            yield self._warning("moving-picture", message, place)

    def _of_table(self, content: Path, file: Path, link: Link) -> Iterator[Problem]:
        """What is wrong with the charts that a table's file is drawn as."""
        for found, drawn in self._drawn():
            if drawn.file != link.written:
                continue
            try:
                drawn_from(drawn, rows(file.read_bytes()))
            except UnfitError as error:
                problem = self._problem(error, found.start)
                yield replace(problem, path=label(content, file), line=error.line)

    def attached(self) -> tuple[Attached, ...]:
        """What charts say whose data stand in the article, cell by cell, for the firewall."""
        return tuple(
            Attached(
                path=self._path,
                line=self._entry.body_line + found.start,
                written="",
                texts=tuple(
                    told(
                        [
                            drawn.chart.headings,
                            *((point.label, *point.texts) for point in drawn.chart.points),
                        ]
                    )
                ),
            )
            for found, drawn in self._drawn()
            if not drawn.file
        )

    def _drawn(self) -> Iterator[tuple[Found, Drawn]]:
        for found in self._blocks:
            if isinstance(found.block, Drawn):
                yield found, found.block

    def _of(self, error: UnfitError, start: int) -> Problem:
        return self._problem(error, start if error.line is None else error.line)

    def _warning(self, code: str, message: Message, place: int) -> Problem:
        return replace(self._problem(UnfitError(code, message), place), severity=Severity.WARNING)

    def _problem(self, error: UnfitError, place: int) -> Problem:
        return Problem(
            code=error.code,
            path=self._path,
            line=self._entry.body_line + place,
            field="body",
            record=self._record,
            message=error.message,
        )
