"""An event written into a YAML file: at its record's ``events``, and nothing else changed."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from site_builder.kinds.fields import id_in
from site_builder.load.text import BOM
from site_builder.load.yaml_core import read_yaml
from site_builder.model.text import has_han
from site_builder.office.event_added import is_added
from site_builder.office.yaml_places import records_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from site_builder.model.record import Kind
    from site_builder.office.yaml_places import Mark, Node

    Place = tuple[str, int]

_LINES: Final = re.compile(r"([^\r\n]*)(\r\n|\r|\n|$)")
_PLAIN: Final = re.compile(
    r"[\w〔（《“][\w〔〕（）《》“”、。；，：·./()-]*(?: [\w〔〕（）《》“”.()-]+)*"
)
# Words, letters or nothing in one reader's YAML, and something else in another's.
_WORDS: Final = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})


@dataclass(frozen=True, slots=True)
class _Edit:
    """Put ``text`` between two marks of one line."""

    start: Mark
    end: Mark
    text: str


class _Lines:
    """The lines of a file, each with its own end."""

    def __init__(self, text: str) -> None:
        found = _LINES.findall(text)
        self.ended = [(line, end) for line, end in found if line or end]
        self.end = next((end for _line, end in self.ended if end), "\n")

    def width(self, line: int) -> int:
        return len(self.ended[line][0])

    def with_edits(self, edits: list[_Edit]) -> str:
        for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
            line, end = self.ended[edit.start[0]]
            line = line[: edit.start[1]] + edit.text + line[edit.end[1] :]
            self.ended[edit.start[0]] = (line, end)
        return "".join(line + end for line, end in self.ended)


def with_events(
    data: bytes, path: str, kind: Kind, events: Mapping[Place, Mapping[str, Any]]
) -> bytes | None:
    """``data`` with one event more for each record, by its id and line; None if it can't be.

    What comes back was read again: it says what the file said, and the events.
    """
    mark = BOM if data.startswith(BOM) else b""
    try:
        text = data.removeprefix(BOM).decode()
    except UnicodeDecodeError:
        return None
    lines = _Lines(text)
    nodes = [(_place(node), node) for node in records_in("\n".join(t for t, _ in lines.ended))]
    edits = []
    for place, event in events.items():
        found = [node for known, node in nodes if known == place]
        edit = _edit(found[0], event, lines) if len(found) == 1 else None
        if edit is None:
            return None
        edits.append(edit)
    made = mark + lines.with_edits(edits).encode()
    return made if _says_the_same(data, made, path, kind, events) else None


def _place(node: Node) -> Place:
    """A record's id, however sloppily written, and its line."""
    found = node.get("id")
    return (found[1].text.strip().lower() if found else "", node.start[0] + 1)


def _edit(node: Node, event: Mapping[str, Any], lines: _Lines) -> _Edit | None:
    if not node.pairs:
        return None
    known = node.get("events")
    if known is None:
        return (
            None
            if any(key.text == "events" for key, _v in node.pairs)
            else _new(node, event, lines)
        )
    key, value = known
    if value.shape == "list" and value.is_flow:
        return _into_brackets(value, event)
    if value.shape == "list":
        return _below(value, event, lines)
    if value.shape == "scalar" and value.style not in {"|", ">"}:
        return _instead(key, value, event, lines)
    return None


def _into_brackets(value: Node, event: Mapping[str, Any]) -> _Edit:
    if value.items:
        end = value.items[-1].end
        return _Edit(end, end, f", {flow(event)}")
    line, column = value.end
    return _Edit((line, column - 1), (line, column - 1), flow(event))


def _below(value: Node, event: Mapping[str, Any], lines: _Lines) -> _Edit | None:
    last = value.items[-1]
    indent = " " * value.start[1]
    if last.shape == "map" and not last.is_flow:
        inner = f"{lines.end}{' ' * last.start[1]}"
        gap = " " * (last.start[1] - value.start[1] - 1)
        pairs = (f"{key}: {_written(item, is_day=key == 'on')}" for key, item in event.items())
        return _after(value.last_line, f"{indent}-{gap or ' '}{inner.join(pairs)}", lines)
    return _after(value.last_line, f"{indent}- {flow(event)}", lines)


def _instead(key: Node, value: Node, event: Mapping[str, Any], lines: _Lines) -> _Edit | None:
    """In the place of ``null``, ``''`` or nothing."""
    if not value.is_empty:
        same_line = value.start[0] == value.end[0]
        return _Edit(value.start, value.end, f"[{flow(event)}]") if same_line else None
    line, column = key.end
    colon = re.compile(r"\s*:").match(lines.ended[line][0], column)
    if colon is None:
        return None
    return _Edit((line, colon.end()), (line, colon.end()), f" [{flow(event)}]")


def _new(node: Node, event: Mapping[str, Any], lines: _Lines) -> _Edit | None:
    """At the end of a record that has no events yet."""
    key, value = node.pairs[-1]
    if node.is_flow:
        end = value.end
        if value.is_empty:
            colon = re.compile(r"\s*:").match(lines.ended[key.end[0]][0], key.end[1])
            end = (key.end[0], colon.end()) if colon else key.end
        return _Edit(end, end, f", events: [{flow(event)}]")
    indent = " " * node.pairs[0][0].start[1]
    return _after(
        node.last_line,
        f"{indent}events:{lines.end}{indent}{_list_indent(node)}- {flow(event)}",
        lines,
    )


def _list_indent(node: Node) -> str:
    """How far this record's lists stand in from their keys."""
    for key, value in node.pairs:
        if value.shape == "list" and not value.is_flow:
            return " " * max(value.start[1] - key.start[1], 0)
    return "  "


def _after(line: int, text: str, lines: _Lines) -> _Edit:
    """New lines below a line, or below the last one above it that says something."""
    while line and not lines.ended[line][0].strip():
        line -= 1
    place = (line, lines.width(line))
    return _Edit(place, place, f"{lines.end}{text}")


def flow(value: Any) -> str:
    """A mapping on one line, as a person would write it."""
    pairs = (f"{key}: {_written(item, is_day=key == 'on')}" for key, item in value.items())
    return "{" + ", ".join(pairs) + "}"


def _written(value: Any, *, is_day: bool) -> str:
    if not isinstance(value, str):
        return flow(value)
    is_plain = bool(_PLAIN.fullmatch(value)) and value.lower() not in _WORDS
    # What begins with a digit may be a number or a time elsewhere, but not with Chinese in it.
    if is_plain and (not value[0].isdigit() or has_han(value) or is_day):
        return value
    return json.dumps(value, ensure_ascii=False)


def _says_the_same(
    old: bytes, new: bytes, path: str, kind: Kind, events: Mapping[Place, Mapping[str, Any]]
) -> bool:
    before, after = read_yaml(old, path), read_yaml(new, path)
    told = [[problem.code for problem in reading.problems] for reading in (before, after)]
    if told[0] != told[1] or len(before.entries) != len(after.entries):
        return False
    added = dict(events)
    for one, other in zip(before.entries, after.entries, strict=True):
        event = added.pop((id_in(one.values) or "", one.line_of(())), None)
        is_as_told = (
            one.values == other.values
            if event is None
            else is_added(kind, one.values, other.values, event)
        )
        if not is_as_told or one.is_sound is not other.is_sound:
            return False
    return not added
