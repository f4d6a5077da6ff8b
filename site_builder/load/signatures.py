"""Who signed what, and what is taken down by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
from site_builder.store.corpus import Hold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def sign_offs(content: Path, problems: list[Problem]) -> Iterator[tuple[SignOff, str, int]]:
    """Every line of ``sign-offs/*.jsonl``, in the order of file names and lines."""
    for file in listed(content / "sign-offs"):
        path = label(content, file)
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
    return SignOff(**values.model_dump())


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
