"""One file of records: each checked against its kind, each line parsed once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from site_builder.article import PICTURES
from site_builder.article import SUFFIXES as SHOWN
from site_builder.errors import Problem, has_errors
from site_builder.i18n import _
from site_builder.kinds import KINDS
from site_builder.kinds.base import Parsed, Spec, parse
from site_builder.kinds.faults import Fault
from site_builder.kinds.fields import id_in
from site_builder.load.attached import Shelf, Shown
from site_builder.load.broken_off import broken_line, broken_off
from site_builder.load.entries import Entry
from site_builder.load.files import read, unreadable, unsafe
from site_builder.load.hiding import faulty_record
from site_builder.load.json_lines import json_lines, read_json_line
from site_builder.load.markdown_file import read_markdown
from site_builder.load.settings import places_of, problems_of, unknown_format
from site_builder.load.tables import TABLES, Table
from site_builder.load.text import empty_file
from site_builder.load.yaml_core import read_yaml
from site_builder.model.digest import digest_of
from site_builder.model.record import Facts, Kind, Record
from site_builder.store.content import Row
from site_builder.tables import OTHER_SUFFIXES, SUFFIXES, other_format

if TYPE_CHECKING:
    from collections.abc import Callable

    from site_builder.store.corpus import Faulty
    from site_builder.store.memory import Memory

_MOST_PROBLEMS = 1000
_BATCH = 5000
_ARTICLES = {".md"}
_DATA = {".yml", ".yaml", ".jsonl"}
_KEPT_IDS = ".ids"  # which ids an import drew for whom; no records
# What a record says in sentences, whatever else is wrong with it.
_TEXTS = ("title", "summary", "facts", "reason", "outcome", "note")
_SAYS_NOTHING = frozenset({"empty-file", "not-a-record"})


class RecordFile:
    """One file being read: ``records`` first, then what was wrong with it."""

    def __init__(self, path: str, read: Callable[[RecordFile], Iterator[Record | Row]]) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.faulty: list[Faulty] = []
        self.is_whole = True
        self._read = read
        self._unsaid = 0

    def records(self) -> Iterator[Record]:
        """The records of the file that keep to their kind."""
        return (found.record() if isinstance(found, Row) else found for found in self.found())

    def found(self) -> Iterator[Record | Row]:
        """The same; those that are known from an earlier night as the store keeps them."""
        try:
            yield from self._read(self)
        except OSError as error:
            self.fail(unreadable(self.path, error))
        if self._unsaid:
            message = _("{count} more problems in this file", count=self._unsaid)
            self.problems.append(Problem(code="too-many-problems", path=self.path, message=message))

    def fail(self, problem: Problem) -> None:
        """Take note of what keeps a part of the file from being read."""
        self.is_whole = False
        self.say([problem])

    def say(self, problems: list[Problem]) -> None:
        """Take note of problems, the first thousand of them in full."""
        room = max(_MOST_PROBLEMS - len(self.problems), 0)
        self.problems += problems[:room]
        self._unsaid += len(problems[room:])


class Reader:
    """Reads record files, and remembers what each line of a big one gave.

    ``looks`` knows what the files of articles say, where ``memory`` is not to be asked.
    """

    def __init__(self, content: Path, memory: Memory | None, looks: Memory | None = None) -> None:
        self._content = content
        self._memory = memory
        self._fresh: list[tuple[bytes, str]] = []
        self._shelf = Shelf(content, memory or looks)
        self._beside: list[tuple[Path, Problem]] = []

    def open(self, file: Path, path: str, kind: Kind) -> RecordFile:
        """Prepare to read one file of one kind."""
        spec = KINDS[kind]
        if refused := unsafe(self._content, file):
            return _refused(path, refused)
        suffix = file.suffix.lower()
        if spec.is_article and suffix in SHOWN:
            if suffix not in PICTURES:
                self._beside.append((file.resolve(), _unknown(path, suffix, kind, spec)))
            return RecordFile(path, lambda _opened: iter(()))
        if kind in TABLES and suffix == _KEPT_IDS:
            return RecordFile(path, lambda _opened: iter(()))
        known = _ARTICLES if spec.is_article else _DATA
        if suffix not in (known | SUFFIXES if kind in TABLES else known):
            return _refused(path, _unknown(path, suffix, kind, spec))
        if suffix == ".jsonl":
            return RecordFile(path, lambda opened: self._lines(opened, file, kind, spec))
        return RecordFile(path, lambda opened: self._whole(opened, file, kind, spec))

    def close(self) -> None:
        """Hand what was parsed anew to the memory."""
        fresh = [*self._fresh, *self._shelf.fresh]
        if self._memory is not None and fresh:
            self._memory.remember_parsed(fresh)
        self._fresh, self._shelf.fresh = [], []

    def strays(self) -> list[Problem]:
        """The tables and PDFs beside articles that none of them shows or offers."""
        return [problem for file, problem in self._beside if file not in self._shelf.linked]

    def _whole(self, opened: RecordFile, file: Path, kind: Kind, spec: Spec) -> Iterator[Record]:
        data = read(self._content, file)
        if isinstance(data, Problem):
            opened.fail(data)
            return
        if file.suffix.lower() in SUFFIXES:
            yield from self._table(opened, Table(data, opened.path, kind, file.suffix), kind, spec)
            return
        reading = (
            read_markdown(data, opened.path) if spec.is_article else read_yaml(data, opened.path)
        )
        opened.say(list(reading.problems))
        # An emptied file, and one that holds no record, say no more than a broken one.
        is_about_records = not any(p.code in _SAYS_NOTHING for p in reading.problems)
        opened.is_whole = reading.is_whole and is_about_records
        record = None
        for entry in reading.entries:
            record = self._record(opened, entry, kind, spec, file.parent)
            if record is not None:
                yield record
        if reading.entries and record is None:
            # A file that was cut off may end in a record that still parses.
            opened.is_whole = False
        if not spec.is_article:
            for entry in broken_off(reading, data, opened.path):
                _hide(opened, entry, kind, spec)

    def _table(self, opened: RecordFile, table: Table, kind: Kind, spec: Spec) -> Iterator[Record]:
        record: Record | None = None
        has_entries = False
        for entry in table.entries():
            has_entries = True
            record = self._record(opened, entry, kind, spec)
            if record is not None:
                yield record
        opened.say(table.problems)
        if not table.is_whole or (has_entries and record is None):
            opened.is_whole = False

    def _lines(
        self, opened: RecordFile, file: Path, kind: Kind, spec: Spec
    ) -> Iterator[Record | Row]:
        is_empty = True
        with file.open("rb") as stream:
            for found in json_lines(stream, opened.path):
                is_empty = False
                if isinstance(found, Problem):
                    opened.fail(found)
                    continue
                record = self._line(opened, found, kind, spec)
                if record is not None:
                    yield record
        if is_empty:
            opened.fail(empty_file(opened.path))

    def _line(
        self, opened: RecordFile, found: tuple[int, bytes], kind: Kind, spec: Spec
    ) -> Record | Row | None:
        number, line = found
        key = hashlib.blake2b(kind.encode() + b"\0" + line, digest_size=16).digest()
        known = self._memory.parsed(key) if self._memory else None
        if known is not None:
            return Row.unpacked(known, kind, opened.path, number)
        entry = read_json_line(line, number, opened.path)
        if isinstance(entry, Problem):
            opened.fail(entry)
            if (left := broken_line(line, number)) is not None:
                _hide(opened, left, kind, spec)
            return None
        record = self._record(opened, entry, kind, spec)
        if record is not None and self._memory is not None:
            self._fresh.append((key, Row.of(record).packed()))
            if len(self._fresh) >= _BATCH:
                self.close()
        return record

    def _record(
        self, opened: RecordFile, entry: Entry, kind: Kind, spec: Spec, folder: Path | None = None
    ) -> Record | None:
        values = dict(entry.values)
        problems: list[Problem] = []
        shown = Shown({}, (), [])
        if spec.is_article and folder is not None:
            if "body" in values:
                problems.append(_body_field(opened.path, entry))
            values["body"] = entry.body
            shown = self._shelf.shown(folder, entry, opened.path, id_in(values))
            problems += shown.problems
        parsed = parse(spec, values)
        if not isinstance(parsed, Parsed):
            problems += problems_of(parsed, entry, opened.path)
        opened.say(problems)
        record = _made(opened.path, entry, kind, parsed, shown)
        if has_errors(problems) or not entry.is_sound or not isinstance(parsed, Parsed):
            _refuse(opened, entry, kind, spec, record)
            return None
        return record


def _made(
    path: str, entry: Entry, kind: Kind, parsed: Parsed | list[Fault], shown: Shown
) -> Record:
    """The record; of values that are not those of its kind only sound texts, without a digest."""
    body = entry.body
    if isinstance(parsed, Parsed):
        name, facts = parsed.id, parsed.facts
        values = {key: value for key, value in parsed.values.items() if key != "body"}
        digest = digest_of(values, entry.body, shown.files)
    else:
        name, facts, digest = id_in(entry.values) or "", Facts(title=""), ""
        # One that is too long is looked into by nobody: it could take hours.
        faulty = {place[0] for place, _code, _message in parsed if place}
        texts = ((key, entry.values.get(key)) for key in _TEXTS if key not in faulty)
        values = {key: value for key, value in texts if isinstance(value, str)}
        body = "" if "body" in faulty else body
    return Record(
        id=name,
        kind=kind,
        path=path,
        line=entry.line_of(()),
        values=values,
        body=body,
        places=places_of(entry),
        digest=digest,
        facts=replace(facts, files=tuple(sorted(shown.files.items())), attached=shown.attached),
    )


def _unknown(path: str, suffix: str, kind: Kind, spec: Spec) -> Problem:
    """That records of this kind are not kept in files of this format."""
    if kind in TABLES and suffix in OTHER_SUFFIXES:
        return Problem(code="unknown-format", path=path, message=other_format(suffix))
    if kind in TABLES:
        return unknown_format(path, ".yml, .jsonl, .csv, .xlsx")
    return unknown_format(path, ".md" if spec.is_article else ".yml, .jsonl")


def _refuse(opened: RecordFile, entry: Entry, kind: Kind, spec: Spec, draft: Record) -> None:
    # A body that is not sound may have been written so that to go over it never ends.
    is_looked_into = entry.is_sound and len(opened.problems) < _MOST_PROBLEMS
    faulty = faulty_record(entry, kind, spec, opened.path, draft if is_looked_into else None)
    if faulty is None:
        opened.is_whole = False  # some record of this file is not to be told
    else:
        opened.faulty.append(faulty)


def _hide(opened: RecordFile, entry: Entry, kind: Kind, spec: Spec) -> None:
    """Let what is left of a record that could not be read whole act, if it hides."""
    faulty = faulty_record(entry, kind, spec, opened.path)
    if faulty is not None and faulty.hides:
        opened.faulty.append(faulty)


def _refused(path: str, problem: Problem) -> RecordFile:
    opened = RecordFile(path, lambda _opened: iter(()))
    opened.fail(problem)
    return opened


def _body_field(path: str, entry: Entry) -> Problem:
    return Problem(
        code="unknown-field",
        path=path,
        line=entry.line_of(("body",)),
        field="body",
        record=id_in(entry.values),
        message=_("no field '{key}' here", key="body"),
    )
