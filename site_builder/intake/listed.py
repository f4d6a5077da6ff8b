"""The records that were imported: ``import.jsonl``, a line each, kept in their order."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from site_builder.errors import Problem
from site_builder.load.json_lines import read_json_line

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Imported:
    """The file as it stands: each line as written, and the values of each by id."""

    lines: tuple[bytes, ...] = ()
    values: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    at: Mapping[str, int] = field(default_factory=dict)

    def with_records(self, records: Iterable[Mapping[str, Any]]) -> bytes:
        """The file with these records in place of those of the same id, new ones at its end.

        A line that stays as it is keeps its bytes.
        """
        lines = list(self.lines)
        for record in records:
            name = str(record["id"])
            line = json.dumps(record, ensure_ascii=False).encode()
            if name not in self.at:
                lines.append(line)
            elif self.values[name] != record:
                lines[self.at[name]] = line
        return b"".join(line + b"\n" for line in lines)


def read_imported(data: bytes, path: str) -> tuple[Imported, list[Problem]]:
    """The file as it stands; a line that can't be read is a problem, and the file not usable."""
    lines = data.removesuffix(b"\n").split(b"\n") if data else []
    values: dict[str, Mapping[str, Any]] = {}
    at: dict[str, int] = {}
    problems: list[Problem] = []
    for index, line in enumerate(lines):
        if not line.strip():
            continue
        entry = read_json_line(line, index + 1, path)
        if isinstance(entry, Problem):
            problems.append(entry)
            continue
        name = str(entry.values.get("id", ""))
        values[name] = entry.values
        at[name] = index
    return Imported(tuple(lines), values, at), problems
