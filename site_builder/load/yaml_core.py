"""YAML by the 1.2 core schema, built from the parser's events: each value with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

import yaml

from site_builder.errors import Problem
from site_builder.i18n import Message, _
from site_builder.load.entries import Entry, Path, Reading
from site_builder.load.text import (
    ALIAS,
    DEEPEST,
    TAG,
    Event,
    UnreadableError,
    bad_character,
    decode,
    dotted,
    empty_file,
    id_in,
    no_record,
    parsable,
    refusal,
    restored,
    shown,
    too_deep,
    whole_number,
    yaml_events,
)

_WORDS: Final[dict[str, bool | None]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_TAG: Final = "tag:yaml.org,2002:"
_PLAIN_TAGS: Final = frozenset(f"{_TAG}{name}" for name in ("null", "bool", "int", "float"))
_OPEN: Final = object()  # what an anchor names while it is still being read
_NEXT_ITEM: Final = re.compile(r"(?: *(?:#[^\n]*)?\n)*+( *)-")
_MOST_PROBLEMS: Final = 1000
_MOST_ALIASED: Final = 1 << 20  # values and characters that aliases may add to a file


def read_yaml(data: bytes, path: str) -> Reading:
    """The entries of a file that holds a record, a list of records or several documents."""
    if refused := refusal(data, path, "not-yaml"):
        return Reading((), (refused,), is_whole=refused.code == "empty-file")
    text, cut = decode(data, path)
    reader = _Reader(text, path)
    entries: list[Entry] = []
    fault = None
    try:
        for entry in reader.entries():
            entries.append(entry)  # noqa: PERF402 (those before a fault are to be kept)
    except UnreadableError as error:
        fault = error.problem
    if cut is not None:
        if fault is None and entries:
            entries.pop()  # its end may lie behind the fault
        fault = cut
    problems = reader.problems if fault is None else [*reader.problems, fault]
    if not entries and not problems and not reader.has_list:
        problems = [empty_file(path)]
    return Reading(tuple(entries), tuple(problems), is_whole=fault is None)


def read_value(data: bytes, path: str) -> tuple[Any, Mapping[Path, int], tuple[Problem, ...]]:
    """What the one document of a file holds, and the lines; None if it cannot be read."""
    if refused := refusal(data, path, "not-yaml"):
        return None, {}, (refused,)
    text, cut = decode(data, path)
    if cut is not None:
        return None, {}, (cut,)
    value, lines, problems = value_in(text, path)
    if value is None and not problems:
        problems = (empty_file(path),)
    return value, lines, problems


def value_in(text: str, path: str) -> tuple[Any, Mapping[Path, int], tuple[Problem, ...]]:
    """What the one document of ``text`` holds, and the lines; None if it cannot be read."""
    reader = _Reader(text, path)
    try:
        value = reader.value()
    except UnreadableError as error:
        return None, {}, (*reader.problems, error.problem)
    return value, reader.lines, tuple(reader.problems)


class _Reader:
    def __init__(self, text: str, path: str) -> None:
        self.problems: list[Problem] = []
        self.lines: dict[Path, int] = {}
        self.has_list = False
        self._path = path
        self._text = parsable(text)
        self._is_changed = self._text != text
        self._events: Iterator[Event] = yaml_events(self._text, path)
        self._end: Event = None  # the mark behind the value read last
        self._anchors: dict[str, Any] = {}
        self._spare = _MOST_ALIASED

    def entries(self) -> Iterator[Entry]:
        for node in self._documents():
            if isinstance(node, yaml.SequenceStartEvent):
                self.has_list = True
                yield from self._items(node)
            elif _is_nothing(node):
                next(self._events)
            elif (entry := self._entry(node, is_document=True)) is not None:
                yield entry

    def value(self) -> Any:
        value = None
        for node in self._documents():
            if value is not None and not _is_nothing(node):
                message = _("expected one document, found another below it")
                raise UnreadableError(self._problem("several-documents", message, _line(node)))
            value = self._node(node, ()) if value is None else value
            next(self._events)
        return value

    def _documents(self) -> Iterator[Event]:
        next(self._events)  # the stream's start
        while isinstance(next(self._events), yaml.DocumentStartEvent):
            self._anchors.clear()
            yield next(self._events)

    def _items(self, start: Event) -> Iterator[Entry]:
        done: Entry | None = None
        try:
            for event in self._until(yaml.SequenceEndEvent):
                if done is not None:
                    yield done
                    done = None
                done = self._entry(event)
        except UnreadableError:
            # Unless the next item follows, the lines with the fault may belong to this one.
            if done is not None and self._item_follows(start.start_mark.column):
                yield done
            raise
        next(self._events)
        if done is not None:
            yield done

    def _item_follows(self, column: int) -> bool:
        lines = self._text.split("\n")[self._end.line :] or [""]
        lines[0] = " " * self._end.column + lines[0][self._end.column :]
        found = _NEXT_ITEM.match("\n".join(lines))
        return found is not None and len(found[1]) == column

    def _entry(self, event: Event, *, is_document: bool = False) -> Entry | None:
        self.lines = {}
        before = len(self.problems)
        value = self._node(event, ())
        if is_document:
            next(self._events)  # its end: a fault before that is the entry's own
        if not isinstance(value, dict):
            self._mar("not-a-record", no_record(value), _line(event))
            return None
        own = [replace(problem, record=id_in(value)) for problem in self.problems[before:]]
        self.problems[before:] = own
        return Entry(value, self.lines, is_sound=not own)

    def _until(self, end: type[yaml.Event]) -> Iterator[Event]:
        while not isinstance(event := next(self._events), end):
            yield event
        self._end = event.end_mark

    def _node(self, event: Event, path: Path) -> Any:
        line = self.lines.setdefault(path, _line(event))
        self._end = event.end_mark
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event, path, line)
        if event.anchor is not None:
            self._anchors[event.anchor] = _OPEN
        value: Any
        if isinstance(event, yaml.ScalarEvent):
            value = self._scalar(event, path)
        elif len(path) >= DEEPEST:
            raise UnreadableError(too_deep(self._path, _line(event)))
        elif isinstance(event, yaml.SequenceStartEvent):
            self._check_tag(event, path, "seq")
            items = enumerate(self._until(yaml.SequenceEndEvent))
            value = [self._node(item, (*path, index)) for index, item in items]
        else:
            self._check_tag(event, path, "map")
            value = self._mapping(path)
        if event.anchor is not None:
            self._anchors[event.anchor] = value
        return value

    def _mapping(self, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for event in self._until(yaml.MappingEndEvent):
            line = _line(event)
            key = self._key(event, path)
            place = (*path, key)
            if key not in found:
                self.lines[place] = line
                found[key] = self._node(next(self._events), place)
                continue
            message = _(
                "expected each key once, found '{key}' on lines {first} and {second}",
                key=shown(key),
                first=self.lines[place],
                second=line,
            )
            self._mar("duplicate-key", message, line, place)
            second = self._node(next(self._events), place)
            # Joined, so that no event is lost which hides the record.
            is_list = isinstance(found[key], list) and isinstance(second, list)
            found[key] = [*found[key], *second] if is_list else second
        return found

    def _key(self, event: Event, path: Path) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            key = self._node(event, (*path, "?"))
            if isinstance(key, str):
                return key
            self._mar("bad-key", _("expected text as a key"), _line(event), path)
            return "?"
        key = self._scalar(event, (*path, event.value))
        if isinstance(key, str):
            return key
        message = _("expected quotes around the key '{key}'", key=shown(event.value))
        self._mar("bad-key", message, _line(event), path)
        return str(event.value)

    def _scalar(self, event: Event, path: Path) -> Any:
        text = restored(event.value) if self._is_changed else event.value
        if message := bad_character(text):
            self._mar("bad-character", message, self.lines.get(path, _line(event)), path)
        if event.tag is None:
            return text if event.style else _resolved(text)
        if event.tag in _PLAIN_TAGS:
            return _resolved(text)
        self._check_tag(event, path, "str")
        return text

    def _check_tag(self, event: Event, path: Path, name: str) -> None:
        if event.tag not in {None, "!", _TAG + name}:
            self._mar("bad-yaml", TAG, _line(event), path)

    def _alias(self, event: Event, path: Path, line: int) -> Any:
        if event.anchor not in self._anchors:
            self._mar("bad-yaml", ALIAS, line, path)
            return None
        return self._copy(self._anchors[event.anchor], len(path), line)

    def _copy(self, value: Any, depth: int, line: int) -> Any:
        self._spare -= 1 + (len(value) if isinstance(value, str) else 0)
        if self._spare < 0 or value is _OPEN:
            message = _("expected aliases that add little to the file, found ones that swell it")
            raise UnreadableError(self._problem("yaml-too-large", message, line))
        if not isinstance(value, (dict, list)):
            return value
        if depth >= DEEPEST:
            raise UnreadableError(too_deep(self._path, line))
        if isinstance(value, list):
            return [self._copy(item, depth + 1, line) for item in value]
        return {key: self._copy(item, depth + 1, line) for key, item in value.items()}

    def _mar(self, code: str, message: Message, line: int, path: Path = ()) -> None:
        if len(self.problems) == _MOST_PROBLEMS:
            message = _("expected fewer than {limit} problems in a file", limit=_MOST_PROBLEMS)
            raise UnreadableError(self._problem("too-many-problems", message, line))
        self.problems.append(self._problem(code, message, line, path))

    def _problem(self, code: str, message: Message, line: int, path: Path = ()) -> Problem:
        field = dotted(path) or None
        return Problem(code=code, message=message, path=self._path, line=line, field=field)


def _line(event: Event) -> int:
    line: int = event.start_mark.line
    return line + 1


def _is_nothing(event: Event) -> bool:
    is_plain = isinstance(event, yaml.ScalarEvent) and not event.style
    return is_plain and _resolved(event.value) is None


def _resolved(text: str) -> Any:
    return _WORDS[text] if text in _WORDS else whole_number(text)
