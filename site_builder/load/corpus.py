"""The content folder, file by file, into one store of records."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from site_builder.errors import Problem, place_in
from site_builder.i18n import _
from site_builder.kinds import KINDS, SETTINGS
from site_builder.load.calendars import read_calendar, same_years, unreadable_years
from site_builder.load.files import label, listed, read, stranger
from site_builder.load.loosening import SITE, read_loosening
from site_builder.load.portal import read_portal
from site_builder.load.records import Reader, RecordFile
from site_builder.load.settings import SettingsFile, files_of, read_settings
from site_builder.load.signatures import read_holds, sign_offs
from site_builder.model.site import PORTAL
from site_builder.progress import nobody
from site_builder.store.corpus import Corpus, Faulty, Setting

if TYPE_CHECKING:
    from pathlib import Path

    from site_builder.model.record import Record
    from site_builder.store.content import ContentStore
    from site_builder.store.memory import Memory

_KNOWN = {
    "site.yml",
    "organs.yml",
    "channels.yml",
    "regimes",
    "calendars",
    "sign-offs",
    "holds.yml",
    PORTAL,
}
HOLDS_FILE = "content/holds.yml"


class Place(NamedTuple):
    """Where an id stands."""

    path: str
    line: int
    sheet: str | None = None
    cell: str | None = None
    heading: str = "id"


def load_corpus(
    content: Path,
    pack: Path,
    store: ContentStore,
    memory: Memory | None,
    advance: Callable[[int], None] = nobody,
    *,
    looks: Memory | None = None,
) -> Corpus:
    """Read the whole content folder; problems are collected, never raised.

    ``advance`` is told of every record that was read. ``looks`` spares the painting of
    pictures where no record is to be believed from a memory.
    """
    corpus = Corpus(store, None)
    corpus.site_data = _data(corpus, content, content / "site.yml")
    _load_settings(corpus, content, pack)
    _load_calendars(corpus, content)
    _load_signatures(corpus, content)
    _load_records(corpus, content, Reader(content, memory, looks), advance)
    _find_strangers(corpus, content)
    return corpus


def hide_alone(corpus: Corpus, content: str) -> None:
    """Leave of a corpus only what hides: all else is to stand as it is remembered.

    ``content`` is the folder as problems write it. Of problems those stay that keep something
    from being read that may hide.
    """
    for kind, settings in corpus.settings.items():
        corpus.settings[kind] = [setting for setting in settings if setting.shipped]
    for found in corpus.store.records():
        _mark(corpus, Faulty.of(found.record))
    corpus.problems = [problem for problem in corpus.problems if problem.path in corpus.unread]
    corpus.calendars.clear()
    corpus.site_data = None
    corpus.unread = {content}


def _data(corpus: Corpus, content: Path, file: Path) -> bytes | None:
    """A file's bytes; None where there is none, or none that may be read."""
    if not file.exists() and not file.is_symlink():
        return None
    found = read(content, file)
    if isinstance(found, bytes):
        return found
    corpus.problems.append(found)
    corpus.unread.add(found.path)
    return None


def _load_settings(corpus: Corpus, content: Path, pack: Path) -> None:
    seen: dict[str, Setting] = {}
    _load_loosening(corpus, label(content, content / "site.yml"), seen)
    _load_portal(corpus, content, seen)
    for kind, spec in SETTINGS.items():
        found, strangers = files_of(content, spec.folder)
        corpus.problems += strangers
        corpus.unread.update(problem.path for problem in strangers)
        files: list[SettingsFile] = []
        for path in found:
            data = _data(corpus, content, path)
            if data is not None:
                files.append(read_settings(kind, data, label(content, path)))
        own = [setting for file in files for setting in file.settings]
        shipped = [
            setting
            for path in (sorted(pack.glob("*.yml")) if kind == "regime" else ())
            for setting in read_settings(
                kind, path.read_bytes(), f"regimes/{path.name}", shipped=True
            ).settings
        ]
        for file in files:
            corpus.problems += file.problems
            if not file.is_whole:
                corpus.unread.add(file.path)
        corpus.settings[kind] = [*shipped, *own]
        for setting in own:
            _find_twin(corpus, setting, seen)


def _load_loosening(corpus: Corpus, path: str, seen: dict[str, Setting]) -> None:
    """Read what ``site.yml`` loosens; without the file, what is remembered stands."""
    settings, is_whole = read_loosening(corpus.site_data or b"", path)
    if not is_whole:
        corpus.unread.add(path)
    corpus.settings[SITE] = settings
    seen.update((setting.id, setting) for setting in settings)


def _load_portal(corpus: Corpus, content: Path, seen: dict[str, Setting]) -> None:
    """Read the portal of ``site.yml``; where that cannot be done, what is remembered stands."""
    path = label(content, content / "site.yml")
    found = read_portal(corpus.site_data or b"", path, content)
    corpus.problems += found.problems
    if not found.is_whole:
        corpus.unread.add(path)
    corpus.settings[PORTAL] = [found.setting] if found.setting else []
    seen.update((setting.id, setting) for setting in corpus.settings[PORTAL])


def _find_twin(corpus: Corpus, setting: Setting, seen: dict[str, Setting]) -> None:
    first = seen.setdefault(setting.id, setting)
    if first is setting:
        return
    place, other = Place(setting.path, setting.line), Place(first.path, first.line)
    corpus.problems += [
        _duplicate(setting.id, place, other),
        _duplicate(setting.id, other, place),
    ]
    # Nobody can tell which of the two is meant, so neither stands but as it last did.
    for twin in (setting, first):
        kept = [each for each in corpus.settings[twin.kind] if each is not twin]
        corpus.settings[twin.kind] = kept
        corpus.unread.add(twin.path)


def _load_calendars(corpus: Corpus, content: Path) -> None:
    files, strangers = files_of(content, "calendars")
    corpus.problems += strangers
    for file in files:
        data, path = _data(corpus, content, file), label(content, file)
        if data is None:
            corpus.calendars += unreadable_years(path)
            continue
        years, problems = read_calendar(data, path)
        corpus.calendars += years
        corpus.problems += problems
        if problems:
            corpus.unread.add(path)
    unclear = list(same_years(corpus.calendars))
    corpus.problems += [problem for _written, problem in unclear]
    for written, _problem in unclear:
        corpus.unread.add(written.path)
        corpus.calendars = [
            replace(each, found=None) if each is written else each for each in corpus.calendars
        ]


def _load_signatures(corpus: Corpus, content: Path) -> None:
    corpus.store.add_sign_offs(sign_offs(content, corpus.problems))
    data = _data(corpus, content, content / "holds.yml")
    if data is not None:
        holds, problems = read_holds(data, HOLDS_FILE)
        corpus.holds += holds
        corpus.problems += problems


def _load_records(
    corpus: Corpus, content: Path, reader: Reader, advance: Callable[[int], None]
) -> None:
    seen: dict[str, Place] = {
        setting.id: Place(setting.path, setting.line)
        for settings in corpus.settings.values()
        for setting in settings
        if not setting.shipped
    }
    for kind, spec in KINDS.items():
        for path in listed(content / spec.folder):
            file = reader.open(path, label(content, path), kind)
            corpus.store.add(_counted(_unique(corpus, file, seen), advance))
            corpus.problems += file.problems
            for faulty in file.faulty:
                _refuse(corpus, faulty, seen)
            if not file.is_whole:
                corpus.unread.add(file.path)
    corpus.problems += reader.strays()
    reader.close()


def _counted(records: Iterator[Record], advance: Callable[[int], None]) -> Iterator[Record]:
    for record in records:
        yield record
        advance(1)


def _unique(corpus: Corpus, file: RecordFile, seen: dict[str, Place]) -> Iterator[Record]:
    for record in file.records():
        place = Place(file.path, record.line, record.sheet, *record.places.cell_of("id"))
        if record.id not in seen:
            seen[record.id] = place
            yield record
            continue
        _say_duplicate(corpus, record.id, place, seen[record.id])
        _mark(corpus, Faulty.of(record))
        other = corpus.store.get(record.id)
        if other is not None:
            _mark(corpus, Faulty.of(other.record))


def _refuse(corpus: Corpus, faulty: Faulty, seen: dict[str, Place]) -> None:
    place = Place(faulty.path, faulty.line, faulty.sheet, faulty.cell, faulty.heading)
    first = seen.setdefault(faulty.id, place)
    if first != place:
        _say_duplicate(corpus, faulty.id, place, first)
        other = corpus.store.get(faulty.id)
        if other is not None:
            _mark(corpus, Faulty.of(other.record))
    _mark(corpus, faulty)


def _mark(corpus: Corpus, faulty: Faulty) -> None:
    """Remember that a record is faulty, with all that any version of it hides."""
    known = corpus.faulty.get(faulty.id)
    if known is None:
        corpus.faulty[faulty.id] = faulty
        return
    days = [day for day in (known.withdrawn_on, faulty.withdrawn_on) if day]
    corpus.faulty[faulty.id] = replace(
        faulty,
        hides=tuple(dict.fromkeys((*known.hides, *faulty.hides))),
        withdrawn_on=min(days, default=None),
        identifying=tuple(dict.fromkeys((*known.identifying, *faulty.identifying))),
        number=faulty.number or known.number,
        organ=faulty.organ or known.organ,
    )


def _say_duplicate(corpus: Corpus, record: str, place: Place, first: Place) -> None:
    corpus.problems += [_duplicate(record, place, first), _duplicate(record, first, place)]


def _duplicate(record: str, place: Place, other: Place) -> Problem:
    message = _(
        "expected an id of its own, found '{id}' at {path}:{line} too",
        id=record,
        path=other.path,
        line=place_in(other.line, other.sheet, other.cell),
    )
    return Problem(
        code="duplicate-id",
        path=place.path,
        line=place.line,
        sheet=place.sheet,
        cell=place.cell,
        field=place.heading,
        record=record,
        message=message,
    )


def _find_strangers(corpus: Corpus, content: Path) -> None:
    known = _KNOWN | {spec.folder for spec in KINDS.values()}
    for path in sorted(content.iterdir()) if content.is_dir() else ():
        if path.name not in known and not path.name.startswith((".", "~$")):
            corpus.problems.append(stranger(label(content, path), path.name, known))
