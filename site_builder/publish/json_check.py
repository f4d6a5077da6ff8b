"""Whether a file is JSON, in memory that does not grow with it where it is long."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, BinaryIO, NoReturn

if TYPE_CHECKING:
    from pathlib import Path

# Read whole up to here; a longer file is held a line at a time, if it is written so.
_WHOLE = 8 << 20
_END = b"]}"


def is_json(file: Path) -> bool:
    """Whether the file is one JSON value in UTF-8."""
    if file.stat().st_size <= _WHOLE:
        return is_value(file.read_bytes())
    with file.open("rb") as stream:
        if _is_in_lines(stream):
            return True
    return is_value(file.read_bytes())


def is_json_lines(file: Path) -> bool:
    """Whether each line of the file is a JSON value in UTF-8."""
    with file.open("rb") as stream:
        return all(line.endswith(b"\n") and is_value(line) for line in stream)


def is_value(data: bytes) -> bool:
    """Whether these bytes are one JSON value (RFC 8259) in UTF-8."""
    try:
        json.loads(data.decode(), parse_constant=_refused)
    except (ValueError, RecursionError):
        return False
    return True


def _is_in_lines(stream: BinaryIO) -> bool:
    """Whether it is an object that ends with a list, as ``export/json.py`` writes it.

    ``{"format": 1, "records": [`` is the first line, ``]}`` the last, and each between
    them one value, with a comma behind all but the last.
    """
    if not is_value(stream.readline().rstrip() + _END):
        return False
    has_comma = True
    for line in stream:
        value = line.rstrip()
        if value == _END:
            return not has_comma and not stream.read().strip()
        if not has_comma:
            return False
        has_comma = value.endswith(b",")
        if not is_value(value[:-1] if has_comma else value):
            return False
    return False


def _refused(constant: str) -> NoReturn:
    """Python reads NaN and Infinity, and others do not."""
    raise ValueError(constant)


def texts_of(value: Any) -> list[str]:
    """Every text in a JSON value, however deep."""
    match value:
        case str():
            return [value]
        case list():
            return [text for item in value for text in texts_of(item)]
        case dict():
            return [text for item in value.values() for text in texts_of(item)]
    return []
