"""Who signed what, and what is taken down by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from pydantic import ValidationError

from site_builder.errors import Problem
from site_builder.kinds.base import faults_of
from site_builder.kinds.faults import problem
from site_builder.kinds.fields import id_in
from site_builder.kinds.setting import HoldValues, SignOffValues
from site_builder.load.files import label, listed, unreadable, unsafe
from site_builder.load.hiding import faulty_hold
from site_builder.load.json_lines import json_lines, read_json_line
from site_builder.load.settings import unknown_format
from site_builder.load.yaml_core import read_yaml
from site_builder.model.record import SignOff
from site_builder.model.waiver import Waiver
from site_builder.store.corpus import Hold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# What was sent back unsigned lies beside the sign-offs, and is none.
_RETURNED: Final = "returned.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """That somebody sent a record back unsigned: who, when, why, and which values."""

    id: str
    kind: str
    drafter: str
    approver: str
    on: date
    reason: str
    sha256: str
    document: str = ""


def sign_offs(content: Path, problems: list[Problem]) -> Iterator[tuple[SignOff, str, int]]:
    """Every line of ``sign-offs/*.jsonl``, in the order of file names and lines."""
    for file in listed(content / "sign-offs"):
        path = label(content, file)
        if path == f"content/sign-offs/{_RETURNED}":
            continue
        refused = unsafe(content, file)
        if refused is None and file.suffix != ".jsonl":
            refused = unknown_format(path, ".jsonl")
        if refused is not None:
            problems.append(refused)
            continue
        try:
            yield from _lines(file, path, problems)
        except OSError as error:
            problems.append(unreadable(path, error))


def returned(content: Path) -> dict[str, Returned]:
    """What was last sent back of each record; a line that says nothing usable counts nothing."""
    file = content / "sign-offs" / _RETURNED
    found: dict[str, Returned] = {}
    if unsafe(content, file) is not None:
        return found
    with file.open("rb") as stream:
        for line in json_lines(stream, label(content, file)):
            if isinstance(line, Problem):
                continue
            said = _returned(line[1])
            if said is not None:
                found[said.id] = said
    return found


def _returned(raw: bytes) -> Returned | None:
    entry = read_json_line(raw, 0, "")
    if isinstance(entry, Problem) or not all(isinstance(v, str) for v in entry.values.values()):
        return None
    try:
        return Returned(**{**entry.values, "on": date.fromisoformat(entry.values["on"])})
    except (KeyError, TypeError, ValueError):
        return None


def _lines(file: Path, path: str, problems: list[Problem]) -> Iterator[tuple[SignOff, str, int]]:
    with file.open("rb") as stream:
        for line in json_lines(stream, path):
            if isinstance(line, Problem):
                problems.append(line)
                continue
            number, raw = line
            found = _sign_off(raw, number, path, problems)
            if found is not None:
                yield found, path, number


def _sign_off(raw: bytes, number: int, path: str, problems: list[Problem]) -> SignOff | None:
    entry = read_json_line(raw, number, path)
    if isinstance(entry, Problem):
        problems.append(entry)
        return None
    try:
        values = SignOffValues.model_validate(entry.values)
    except ValidationError as error:
        problems += [
            problem(path, number, fault, id_in(entry.values))
            for fault in faults_of(SignOffValues, error)
        ]
        return None
    said = values.model_dump()
    waivers = tuple(Waiver(**waiver) for waiver in said.pop("waivers"))
    return SignOff(**said, waivers=waivers)


def read_holds(data: bytes, path: str) -> tuple[list[Hold], list[Problem]]:
    """The holds, faulty ones too if their records can be told, and the problems."""
    if not data.strip():
        return [], []
    reading = read_yaml(data, path)
    holds: list[Hold | None] = []
    problems = list(reading.problems)
    for entry in reading.entries:
        try:
            values = HoldValues.model_validate(entry.values)
        except ValidationError as error:
            problems += [
                problem(path, entry.line_of(fault[0]), fault, id_in(entry.values))
                for fault in faults_of(HoldValues, error)
            ]
            holds.append(faulty_hold(entry))
        else:
            holds.append(Hold(values.id, values.reason, values.by, values.on, entry.line_of(())))
    return [hold for hold in holds if hold is not None], problems
