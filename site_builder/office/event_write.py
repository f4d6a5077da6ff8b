"""Events into files: all of them prepared and read back before the first is replaced."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from site_builder.errors import Problem
from site_builder.i18n import _
from site_builder.load.files import read
from site_builder.office import event_json, event_table, event_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable

    from site_builder.i18n import Message
    from site_builder.office.event import Step

_YAML = {".yml", ".yaml"}


@dataclass(slots=True)
class Draft:
    """A file with its events, beside the one that it is to replace."""

    file: Path
    path: str
    old: bytes
    new: bytes
    beside: Path

    @property
    def is_untouched(self) -> bool:
        """Whether both files are as this run left them: nobody else writes into them."""
        try:
            return self.file.read_bytes() == self.old and self.beside.read_bytes() == self.new
        except FileNotFoundError:
            return False


@dataclass(frozen=True, slots=True)
class ByHand:
    """What a person must write where the program can't: under which record, which line."""

    place: str
    record: str
    text: str


def write(content: Path, steps: Iterable[Step]) -> tuple[list[Problem], list[ByHand]]:
    """Write each step's event where its record stands: in all files, or in none.

    What only hides is written wherever it can be: a removal waits for no other file. A run
    that is cut short between two files leaves each of them as it was or with its event; the
    same order again does the rest.
    """
    files: dict[str, list[Step]] = {}
    steps = list(steps)
    for step in steps:
        files.setdefault(step.written.path, []).append(step)
    drafts: list[Draft] = []
    problems: list[Problem] = []
    by_hand: list[ByHand] = []
    try:
        for path, found in files.items():
            drafted = _drafted(content, path, found)
            if isinstance(drafted, Draft):
                drafts.append(drafted)
                continue
            problems.append(drafted)
            if drafted.code == "event-not-written":
                by_hand += [_by_hand(step) for step in found]
        if not problems or all(step.acts_unsigned for step in steps):
            problems += _replaced(drafts)
    finally:
        for draft in drafts:
            draft.beside.unlink(missing_ok=True)
    return problems, by_hand


def _drafted(content: Path, path: str, steps: list[Step]) -> Draft | Problem:
    file = steps[0].written.file
    if file is None:
        message = _("no file holds this record now; it stands as it was last known")
        return _problem("event-not-written", path, steps[0], message)
    data = _read(content, file) if is_writable(file.resolve()) else in_use(path)
    if isinstance(data, Problem):
        return data
    made = _made(data, path, steps)
    if made is None:
        message = _("the event could not be added so that nothing else of the file changes")
        return _problem("event-not-written", path, steps[0], message)
    place = file.resolve()
    draft = Draft(place, path, data, made, place.with_name(f".{place.stem}.new{place.suffix}"))
    try:
        _put_beside(draft)
    except PermissionError:
        return in_use(path)
    return draft


def _put_beside(draft: Draft) -> None:
    try:
        with draft.beside.open("wb") as stream:
            stream.write(draft.new)
            stream.flush()
            os.fsync(stream.fileno())
        shutil.copymode(draft.file, draft.beside)
    except BaseException:
        draft.beside.unlink(missing_ok=True)
        raise


def _problem(code: str, path: str, step: Step, message: Message) -> Problem:
    return Problem(code=code, path=path, record=step.id, message=message)


def _read(content: Path, file: Path) -> bytes | Problem:
    # JSON lines are kept where a list is too long for a file to be read whole.
    return file.read_bytes() if file.suffix.lower() == ".jsonl" else read(content, file)


def _made(data: bytes, path: str, steps: list[Step]) -> bytes | None:
    kind, suffix = steps[0].record.kind, Path(path).suffix.lower()
    events = {(step.id, step.written.line): step.order.values() for step in steps}
    if suffix in _YAML:
        return event_yaml.with_events(data, path, kind, events)
    if suffix == ".jsonl":
        return event_json.with_events(data, path, kind, events)
    return event_table.with_events(data, path, kind, events)


def is_writable(file: Path) -> bool:
    """Whether the file could be replaced; Windows lets nobody have what Excel holds open.

    Elsewhere, and on a shared drive, only the file beside it tells (``~$`` of Excel, ``.~``
    of WPS).
    """
    if any((file.parent / f"{mark}{file.name}").exists() for mark in ("~$", ".~")):
        return False
    try:
        with file.open("r+b"):
            return True
    except PermissionError:
        return False


def _replaced(drafts: list[Draft]) -> list[Problem]:
    changed = [draft for draft in drafts if not draft.is_untouched]
    if changed:
        message = _("the file was changed meanwhile; nothing was written: run the command again")
        return [Problem(code="file-in-use", path=draft.path, message=message) for draft in changed]
    for draft in drafts:
        try:
            draft.beside.replace(draft.file)
        except PermissionError:
            return [in_use(draft.path)]
    return []


def in_use(path: str) -> Problem:
    """That a file can't be replaced while another program holds it."""
    message = _(
        "expected a file that may be written, found one that is open in another program (Excel?)"
        " or write-protected: close it there, delete what it left behind (~$…), and run the same"
        " command again"
    )
    return Problem(code="file-in-use", path=path, message=message)


def _by_hand(step: Step) -> ByHand:
    values = step.order.values()
    suffix = Path(step.written.path).suffix.lower()
    if suffix == ".jsonl":
        text = json.dumps(values, ensure_ascii=False)
    elif suffix in _YAML:
        text = f"- {event_yaml.flow(values)}"
    else:
        text = event_table.by_hand(values)
    return ByHand(step.place, step.id, text)
