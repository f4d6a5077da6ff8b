"""Where in a YAML file each record, key and value stands: what surgery on its text needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import yaml

from site_builder.load.text import UnreadableError, parsable, yaml_events

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.load.text import Event

Mark: TypeAlias = tuple[int, int]


@dataclass(slots=True)
class Node:
    """A value as written: from where to where, in lines and characters from 0.

    ``items`` are those of a list; ``pairs`` the keys and values of a mapping.
    """

    shape: Literal["scalar", "list", "map", "alias"]
    start: Mark
    end: Mark
    is_flow: bool = False
    style: str = ""
    text: str = ""
    items: list[Node] = field(default_factory=list)
    pairs: list[tuple[Node, Node]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is written."""
        return self.shape == "scalar" and not self.style and self.start == self.end

    @property
    def last_line(self) -> int:
        """The last line that belongs to it; of what is indented, not the blank ones below."""
        if self.items and not self.is_flow:
            return self.items[-1].last_line
        if self.pairs and not self.is_flow:
            key, value = self.pairs[-1]
            return key.end[0] if value.is_empty else value.last_line
        line, column = self.end
        return line - 1 if column == 0 and self.style in {"|", ">"} else line

    def get(self, key: str) -> tuple[Node, Node] | None:
        """A key, once written, and its value."""
        found = [pair for pair in self.pairs if pair[0].text == key]
        return found[0] if len(found) == 1 else None


def records_in(text: str) -> Iterator[Node]:
    """Every mapping that stands where a record does, as far as the text can be read.

    ``text`` has its lines end in LF.
    """
    events = yaml_events(parsable(text), "")
    try:
        next(events)
        while isinstance(next(events), yaml.DocumentStartEvent):
            root = _node(next(events), events)
            next(events)
            yield from (node for node in (root.items or [root]) if node.shape == "map")
    except UnreadableError:
        return


def _node(event: Event, events: Iterator[Event]) -> Node:
    start, end = _mark(event.start_mark), _mark(event.end_mark)
    if isinstance(event, yaml.AliasEvent):
        return Node("alias", start, end)
    if isinstance(event, yaml.ScalarEvent):
        return Node("scalar", start, end, style=event.style or "", text=event.value)
    shape: Literal["list", "map"] = "list" if isinstance(event, yaml.SequenceStartEvent) else "map"
    node = Node(shape, start, end, is_flow=bool(event.flow_style))
    while not isinstance(inner := next(events), yaml.CollectionEndEvent):
        first = _node(inner, events)
        if shape == "list":
            node.items.append(first)
        else:
            node.pairs.append((first, _node(next(events), events)))
    node.end = _mark(inner.end_mark)
    return node


def _mark(mark: Any) -> Mark:
    return mark.line, mark.column
