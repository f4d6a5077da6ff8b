"""``content/holds.yml``: the records that one person took down, until two let them show again."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Final

from site_builder.errors import Problem, SiteBuilderError, reason_of
from site_builder.i18n import _
from site_builder.load.corpus import HOLDS_FILE
from site_builder.load.signatures import read_holds
from site_builder.store.files import OpenElsewhereError, remove, write_whole

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from site_builder.store.corpus import Hold

HOLDS: Final = "holds.yml"
_NOT_APART: Final = _(
    "content/holds.yml: not every hold stands on lines of its own, so none was taken out: write"
    " them as '- {{id: …}}', a line each, then repeat this"
)


def write_holds(content: Path, holds: Sequence[Hold]) -> Problem | None:
    """Add holds behind those that stand; what says why they could not be added.

    A record that is held already, from no later day, gets no second line.
    """
    file = content / HOLDS
    if not content.is_dir():
        return _unwritten(_("there is no folder 'content'"))
    try:
        data = file.read_bytes() if file.exists() else b""
        known = read_holds(data, HOLDS_FILE)[0]
        lines = "".join(_line(hold) for hold in holds if not _stands(hold, known))
        if not lines:
            return None
        end = b"" if not data or data.endswith(b"\n") else b"\n"
        fresh = data + end + lines.encode()
        if not {hold.id for hold in holds} <= {h.id for h in read_holds(fresh, HOLDS_FILE)[0]}:
            return _unwritten(_("its list does not go on at its end: mend it, then repeat this"))
        write_whole(file, fresh)
    except OSError as error:
        return _unwritten(reason_of(error))
    except OpenElsewhereError as error:
        return _unwritten(error.message)
    return None


def lift_holds(content: Path, record_ids: Collection[str], *, is_dry: bool = False) -> list[str]:
    """Take the lines of some records out; the ids of those that had one.

    All other holds stand, and so do comments. ``is_dry`` only looks whether that can be done.

    Raises:
        OSError: The file can be neither read nor written.
        ValueError: It has problems, so that nobody can tell what a line says.
        SiteBuilderError: The others would not stand without these lines.
    """
    file = content / HOLDS
    data = file.read_bytes() if file.exists() else b""
    holds, problems = read_holds(data, HOLDS_FILE)
    if problems:
        raise ValueError(HOLDS_FILE)
    lifted = [hold.id for hold in holds if hold.id in record_ids]
    left = [hold.id for hold in holds if hold.id not in record_ids]
    if not lifted:
        return []
    rest = _without(data, holds, record_ids) if left else b""
    standing, problems = read_holds(rest, HOLDS_FILE)
    if problems or [hold.id for hold in standing] != left:
        raise SiteBuilderError(_NOT_APART)
    if not is_dry and left:
        write_whole(file, rest)
    elif not is_dry:
        remove(file)
    return lifted


def _without(data: bytes, holds: Sequence[Hold], record_ids: Collection[str]) -> bytes:
    """The file without the lines of some records."""
    lines = list(io.StringIO(data.decode("utf-8-sig"), newline=""))
    starts = [*(hold.line - 1 for hold in holds), len(lines)]
    for number, hold in reversed(list(enumerate(holds))):
        if hold.id not in record_ids:
            continue
        start, end = starts[number], starts[number + 1]
        while end > start + 1 and lines[end - 1].lstrip()[:1] in {"", "#"}:
            end -= 1  # said of what comes next
        del lines[start:end]
    return "".join(lines).encode()


def _stands(hold: Hold, known: Collection[Hold]) -> bool:
    return any(each.id == hold.id and each.on <= hold.on for each in known)


def _line(hold: Hold) -> str:
    reason, by = (json.dumps(text, ensure_ascii=False) for text in (hold.reason, hold.by))
    return f"- {{id: {hold.id}, reason: {reason}, by: {by}, on: {hold.on}}}\n"


def _unwritten(reason: object) -> Problem:
    message = _(
        "the hold could not be written: {reason}; it is remembered, but write it down there too",
        reason=reason,
    )
    return Problem(code="hold-unwritten", path=HOLDS_FILE, message=message)
