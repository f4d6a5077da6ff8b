"""JSON lines: one strict JSON object a line, read a line at a time."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO, Final, NoReturn

from site_builder.errors import Problem
from site_builder.i18n import Message, _
from site_builder.kinds.unmerged import unmerged
from site_builder.load.entries import Entry, Path
from site_builder.load.text import (
    BAD,
    BOM,
    DEEPEST,
    MIB,
    bad_character,
    decode,
    dotted,
    foreign,
    id_in,
    no_record,
    shown,
    too_deep,
    whole_number,
)

_SPACE: Final = b" \t\r\n"
_TEXTS: Final = re.compile(r'"(?:[^"\\]|\\.)*+"?', re.DOTALL)
# The escapes that may write a bad character: without one, the values need no second look.
_ESCAPED: Final = re.compile(
    r"\\(?:[bfr]|u(?:00[0189]|007[fF]|[dD][89a-fA-F]|[fF][dD][dDeE]|[fF]{3}[eEfF]))"
)


def json_lines(stream: BinaryIO, path: str) -> Iterator[tuple[int, bytes] | Problem]:
    """Each line that is not blank, with its number; never more than one in memory.

    A line over 1 MiB is a problem and left out. A file that is something else
    altogether, as its first line tells, is one problem and nothing more.
    """
    is_first = True
    for number, line in _beginnings(stream):
        stripped = (line.removeprefix(BOM) if number == 1 else line).strip(_SPACE)
        if not stripped and len(line) <= MIB:
            continue
        if is_first and (found := _other_format(stripped)):
            yield Problem(code="not-json-lines", message=found, path=path, line=number)
            return
        is_first = False
        if len(line) > MIB:
            message = _("expected at most 1 MiB on a line, found more")
            yield Problem(code="line-too-long", message=message, path=path, line=number)
        else:
            yield number, stripped


def _beginnings(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Each line without its end; of a longer one, a little over 1 MiB."""
    number = 0
    while line := stream.readline(MIB + 2):
        number += 1
        yield number, line.removesuffix(b"\n").removesuffix(b"\r")
        while line and not line.endswith(b"\n"):
            line = stream.readline(MIB)


def _other_format(line: bytes) -> Message | None:
    if line.startswith(b"["):
        return _("expected one JSON object on each line, found a JSON array")
    if line == b"{":
        return _("expected one JSON object on each line, found one over several lines")
    return foreign(line)


def read_json_line(line: bytes, number: int, path: str) -> Entry | Problem:
    """The object on one line, read strictly, or the first problem that it has."""
    text, problem = decode(line.strip(_SPACE), path)
    if problem is not None:
        return replace(problem, line=number)
    if _depth(text) > DEEPEST:
        return too_deep(path, number)
    if merge := unmerged(text, path, number):
        return merge
    values = _parsed(text, number, path)
    if isinstance(values, Problem):
        return values
    return _flaw(values, text, number, path) or Entry(values, {(): number})


def _parsed(text: str, number: int, path: str) -> dict[str, Any] | Problem:
    try:
        values = _STRICT.decode(text)
    except _TwiceError as error:
        return _twice(text, error.key, number, path)
    except ValueError as error:
        return _bad_json(error, number, path)
    if isinstance(values, dict):
        return values
    return Problem(code="not-a-record", message=no_record(values), path=path, line=number)


def _flaw(values: dict[str, Any], text: str, number: int, path: str) -> Problem | None:
    if BAD.search(text) or _ESCAPED.search(text):
        for place, message in _bad_characters(values, ()):
            return Problem(
                code="bad-character",
                message=message,
                path=path,
                line=number,
                field=dotted(place),
                record=id_in(values),
            )
    return None


def _depth(text: str) -> int:
    # Counted before it is parsed, so that no depth can exhaust the stack.
    if text.count("[") + text.count("{") <= DEEPEST:
        return 0
    depth = deepest = 0
    for char in _TEXTS.sub("", text):
        if char in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif char in "]}":
            depth -= 1
    return deepest


class _TwiceError(ValueError):
    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        for key, _value in pairs:
            if key in seen:
                raise _TwiceError(key)
            seen.add(key)
    return found


def _refuse(_constant: str) -> NoReturn:
    raise ValueError  # NaN and Infinity: Python would take them, JSON has no such numbers


_LENIENT: Final = json.JSONDecoder(parse_int=whole_number, parse_float=str, parse_constant=_refuse)
_STRICT: Final = json.JSONDecoder(
    parse_int=whole_number, parse_float=str, parse_constant=_refuse, object_pairs_hook=_once
)


def _twice(text: str, key: str, number: int, path: str) -> Problem:
    try:
        values = _LENIENT.decode(text)
    except ValueError as error:
        return _bad_json(error, number, path)
    return Problem(
        code="duplicate-key",
        message=_("expected each key once, found '{key}' twice on this line", key=shown(key)),
        path=path,
        line=number,
        field=shown(key),
        record=id_in(values) if isinstance(values, dict) else None,
    )


def _bad_json(error: ValueError, number: int, path: str) -> Problem:
    if isinstance(error, json.JSONDecodeError):
        message = _(
            "expected one JSON object, found a fault at character {position}",
            position=error.pos + 1,
        )
    else:
        message = _("expected JSON numbers, found NaN or Infinity")
    return Problem(code="bad-json", message=message, path=path, line=number)


def _bad_characters(value: Any, place: Path) -> Iterator[tuple[Path, Message]]:
    if isinstance(value, str):
        if found := bad_character(value):
            yield place, found
    elif isinstance(value, dict):
        for key, item in value.items():
            if found := bad_character(key):
                yield (*place, key), found
            yield from _bad_characters(item, (*place, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _bad_characters(item, (*place, index))
