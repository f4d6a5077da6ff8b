"""The ids that were drawn for somebody's rows, and what the office answered: ``import.ids``."""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from site_builder.errors import Problem
from site_builder.i18n import _
from site_builder.intake.keys import Key
from site_builder.load.json_lines import read_json_line

if TYPE_CHECKING:
    from site_builder.model.record import Kind

# Without what is taken for another when read aloud or copied by hand: 0 o, 1 i l, 2 z, 5 s, 8 b.
ALPHABET: Final = "acdefghjkmnpqrtuvwxy34679"
LENGTH: Final = 10
PREFIX: Final[dict[str, str]] = {
    "listing": "l",
    "case": "c",
    "typical-case": "tc",
    "news": "nw",
    "page": "pg",
}


def draw_id(kind: Kind, taken: Collection[str]) -> str:
    """A new opaque id that no record of the site bears."""
    while True:
        letters = "".join(secrets.choice(ALPHABET) for _letter in range(LENGTH))
        name = f"{PREFIX[kind]}-{letters}"
        if name not in taken:
            return name


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One id: whose row it was drawn for, and how that row looked when last seen.

    ``events`` are the days that the sheet gave (``removed_early`` -> ``2026-01-05``).
    ``is_kept``: the row is missing, and the office said that its record stands.
    """

    id: str
    key: Key
    source: str
    events: Mapping[str, str] = field(default_factory=dict)
    is_kept: bool = False

    def as_json(self) -> dict[str, Any]:
        """The line as it is kept."""
        key = self.key
        line: dict[str, Any] = {
            "id": self.id,
            "organ": key.organ,
            "number": key.number,
            "date": key.date,
            "code": key.code,
            "name": key.name,
            "source": self.source,
            "events": dict(sorted(self.events.items())),
        }
        return {**line, "missing": "keep"} if self.is_kept else line


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the office said of one row of a source, by the fingerprint of its cells.

    ``takes``: whether to take a row that was asked about; None: nothing was said.
    ``cells`` stand instead of the source's, by heading.
    """

    source: str
    sheet: str
    row: str
    takes: bool | None = None
    cells: Mapping[str, str] = field(default_factory=dict)

    @property
    def place(self) -> tuple[str, str, str]:
        """Which row it is about."""
        return self.source, self.sheet, self.row

    def as_json(self) -> dict[str, Any]:
        """The line as it is kept."""
        line: dict[str, Any] = {"source": self.source, "sheet": self.sheet, "row": self.row}
        if self.takes is not None:
            line["takes"] = self.takes
        if self.cells:
            line["cells"] = dict(self.cells)
        return line


@dataclass(frozen=True, slots=True)
class IdsFile:
    """Every id and every answer of one kind."""

    drawn: Mapping[str, Drawn] = field(default_factory=dict)
    answers: Mapping[tuple[str, str, str], Answer] = field(default_factory=dict)

    def text(self) -> str:
        """The file: JSON lines, the ids by their names, then the answers."""
        lines = [self.drawn[name].as_json() for name in sorted(self.drawn)]
        lines += [self.answers[place].as_json() for place in sorted(self.answers)]
        return "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)


def read_ids(data: bytes, path: str) -> tuple[IdsFile, list[Problem]]:
    """The file as it stands; a line that can't be understood is a problem and left out."""
    drawn: dict[str, Drawn] = {}
    answers: dict[tuple[str, str, str], Answer] = {}
    problems: list[Problem] = []
    for number, line in enumerate(data.splitlines(), start=1):
        if not line.strip():
            continue
        entry = read_json_line(line, number, path)
        if isinstance(entry, Problem):
            problems.append(entry)
            continue
        found = _understood(entry.values)
        if isinstance(found, Drawn):
            drawn[found.id] = found
        elif isinstance(found, Answer):
            answers[found.place] = found
        else:
            message = _("expected an id or an answer that the import wrote, found something else")
            problems.append(Problem(code="bad-value", path=path, line=number, message=message))
    return IdsFile(drawn, answers), problems


def _understood(line: Mapping[str, Any]) -> Drawn | Answer | None:
    texts = {name: line[name] for name in line if isinstance(line[name], str)}
    if "id" in texts:
        parts = (texts.get(name, "") for name in ("organ", "number", "date", "code", "name"))
        events = line.get("events")
        return Drawn(
            id=texts["id"],
            key=Key(*parts),
            source=texts.get("source", ""),
            events=_texts(events),
            is_kept=texts.get("missing") == "keep",
        )
    if {"source", "sheet", "row"} <= texts.keys():
        takes = line.get("takes")
        return Answer(
            source=texts["source"],
            sheet=texts["sheet"],
            row=texts["row"],
            takes=takes if isinstance(takes, bool) else None,
            cells=_texts(line.get("cells")),
        )
    return None


def _texts(found: object) -> dict[str, str]:
    if not isinstance(found, dict):
        return {}
    return {key: value for key, value in found.items() if isinstance(value, str)}
