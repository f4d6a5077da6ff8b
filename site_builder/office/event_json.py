"""An event written into one line of a JSON lines file, every other byte as it was."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from site_builder.load.entries import Entry
from site_builder.load.json_lines import read_json_line
from site_builder.load.text import BOM
from site_builder.office.event_added import is_added

if TYPE_CHECKING:
    from collections.abc import Mapping

    from site_builder.model.record import Kind

    Place = tuple[str, int]

_SPACE: Final = re.compile(r"[ \t\r\n]*")
# Numbers as they are written: only where they end matters.
_DECODER: Final = json.JSONDecoder(parse_int=str, parse_float=str)


def with_events(
    data: bytes, path: str, kind: Kind, events: Mapping[Place, Mapping[str, Any]]
) -> bytes | None:
    """``data`` with one event more for each record, by its id and line; None if it can't be."""
    lines = data.split(b"\n")
    for (name, number), event in events.items():
        line = lines[number - 1] if number <= len(lines) else b""
        made = _with_event(line, (name, number), path, kind, event)
        if made is None:
            return None
        lines[number - 1] = made
    return b"\n".join(lines)


def _with_event(
    line: bytes, place: Place, path: str, kind: Kind, event: Mapping[str, Any]
) -> bytes | None:
    name, number = place
    mark = BOM if line.startswith(BOM) else b""
    entry = read_json_line(line, number, path)
    if not isinstance(entry, Entry) or str(entry.values.get("id")).strip().lower() != name:
        return None
    text = line.removeprefix(mark).decode()
    made = mark + _inserted(text, event).encode()
    read = read_json_line(made, number, path)
    is_right = isinstance(read, Entry) and is_added(kind, entry.values, read.values, event)
    return made if is_right else None


def _inserted(text: str, event: Mapping[str, Any]) -> str:
    gap = " " if re.search(r'": ', text) else ""
    written = json.dumps(
        event,
        ensure_ascii=text.isascii() and "\\u" in text,
        separators=(f",{gap}", f":{gap}"),
    )
    spans = _spans(text)
    if "events" not in spans:
        end = max((end for _start, end in spans.values()), default=text.index("{") + 1)
        comma = f",{gap}" if spans else ""
        return f'{text[:end]}{comma}"events":{gap}[{written}]{text[end:]}'
    start, end = spans["events"]
    inner = text[start + 1 : end - 1].rstrip() if text[start] == "[" else ""
    events = f"[{inner},{gap}{written}" if inner.strip() else f"[{written}"
    close = text[start + 1 + len(inner) : end] if inner.strip() else "]"
    return text[:start] + events + close + text[end:]


def _spans(text: str) -> dict[str, tuple[int, int]]:
    """From where to where each value of the object on this line is written."""
    spans = {}
    at = _skip(text, text.index("{") + 1)
    while text[at] != "}":
        key, at = _DECODER.raw_decode(text, at)
        start = _skip(text, _skip(text, at) + 1)
        _value, end = _DECODER.raw_decode(text, start)
        spans[key] = (start, end)
        at = _skip(text, end)
        at = _skip(text, at + 1) if text[at] == "," else at
    return spans


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at
