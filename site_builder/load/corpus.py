"""The content folder, file by file, into one store of records."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from site_builder.kinds import KINDS
from site_builder.load.calendars import read_calendar, same_years, unreadable_years
from site_builder.load.catalog import LOCALE
from site_builder.load.files import label, listed, stranger
from site_builder.load.records import Reader, RecordFile
from site_builder.load.set_up import Place, data_of, duplicate, load_settings
from site_builder.load.settings import files_of
from site_builder.load.signatures import read_holds, sign_offs
from site_builder.model.site import PORTAL
from site_builder.progress import nobody
from site_builder.store.content import Row
from site_builder.store.corpus import Corpus, Faulty

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
    LOCALE,
    PORTAL,
}
HOLDS_FILE = "content/holds.yml"


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
    corpus.site_data = data_of(corpus, content, content / "site.yml")
    load_settings(corpus, content, pack)
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


def _load_calendars(corpus: Corpus, content: Path) -> None:
    files, strangers = files_of(content, "calendars")
    corpus.problems += strangers
    for file in files:
        data, path = data_of(corpus, content, file), label(content, file)
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
    data = data_of(corpus, content, content / "holds.yml")
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


def _counted(
    records: Iterator[Record | Row], advance: Callable[[int], None]
) -> Iterator[Record | Row]:
    for record in records:
        yield record
        advance(1)


def _unique(corpus: Corpus, file: RecordFile, seen: dict[str, Place]) -> Iterator[Record | Row]:
    for found in file.found():
        if isinstance(found, Row) and found.id not in seen:
            seen[found.id] = Place(file.path, found.line)
            yield found
            continue
        record = found.record() if isinstance(found, Row) else found
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
    corpus.problems += [duplicate(record, place, first), duplicate(record, first, place)]


def _find_strangers(corpus: Corpus, content: Path) -> None:
    known = _KNOWN | {spec.folder for spec in KINDS.values()}
    try:
        inside = sorted(content.iterdir())
    except OSError:
        return  # whoever reads what is in it tells of that
    for path in inside:
        if path.name not in known and not path.name.startswith((".", "~$")):
            corpus.problems.append(stranger(label(content, path), path.name, known))
