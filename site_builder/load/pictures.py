"""The pictures that an article shows: each a file of the content folder, and its digest."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from site_builder.errors import Problem
from site_builder.i18n import Message, _
from site_builder.load.files import unreadable

if TYPE_CHECKING:
    from site_builder.load.entries import Entry

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif"})
_PLACE = re.compile(r"\]\(\s*<?([^)\s>]+)")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


def pictures(
    content: Path, folder: Path, entry: Entry, path: str, record: str | None
) -> tuple[dict[str, str], list[Problem]]:
    """The digest of each picture by its path in ``content``, and what is wrong with others."""
    files: dict[str, str] = {}
    problems: list[Problem] = []
    for line, written in _shown(entry):
        found = _picture(content, folder, written)
        if isinstance(found, Path):
            try:
                with found.open("rb") as stream:
                    digest = hashlib.file_digest(stream, "sha256").hexdigest()
            except OSError as error:
                problems.append(unreadable(path, error))
            else:
                files[found.relative_to(content.resolve()).as_posix()] = digest
            continue
        code, message = found
        problems.append(
            Problem(code=code, path=path, line=line, field="body", record=record, message=message)
        )
    return files, problems


def _shown(entry: Entry) -> Iterator[tuple[int, str]]:
    for line, text in enumerate(entry.body.split("\n"), entry.body_line):
        at = 0
        # Bracket by bracket, so that a line of nothing but openings is gone through once.
        for words in text.split("]")[:-1]:
            at += len(words)
            if "![" in words:
                if place := _PLACE.match(text, at):
                    yield line, place[1]
                elif text.startswith("][", at):
                    yield line, ""
            at += 1


def _picture(content: Path, folder: Path, written: str) -> Path | tuple[str, Message]:
    if not written:
        return "bad-picture", _("expected a picture written as ![words](path)")
    if _ADDRESS.match(written):
        message = _("expected a picture inside the content folder, found an address")
        return "foreign-picture", message
    try:
        place = (folder / unquote(written)).resolve()
        is_inside = place.is_relative_to(content.resolve())
        is_file = is_inside and place.is_file()
    except (OSError, RuntimeError, ValueError):  # no path at all: too long, or in a circle
        is_inside, is_file = True, False
    if not is_inside:
        return "outside-content", _("expected a picture inside the content folder")
    if not is_file or place.suffix.lower() not in PICTURES:
        message = _("expected a picture (png, jpg, webp, gif) at this path, found none")
        return "missing-picture", message
    return place
