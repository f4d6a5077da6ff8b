"""What a site is set up with, read from its files: bodies, channels, laws, and what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from site_builder.errors import Problem, place_in
from site_builder.i18n import _
from site_builder.kinds import SETTINGS
from site_builder.load.catalog import read_catalogs
from site_builder.load.files import is_there, label, read
from site_builder.load.loosening import SITE, read_loosening
from site_builder.load.portal import read_portal
from site_builder.load.settings import SettingsFile, files_of, read_settings
from site_builder.model.site import CATALOG, PORTAL

if TYPE_CHECKING:
    from pathlib import Path

    from site_builder.store.corpus import Corpus, Setting


class Place(NamedTuple):
    """Where an id stands."""

    path: str
    line: int
    sheet: str | None = None
    cell: str | None = None
    heading: str = "id"


def data_of(corpus: Corpus, content: Path, file: Path) -> bytes | None:
    """A file's bytes; None where there is none, or none that may be read."""
    if not is_there(file):
        return None
    found = read(content, file)
    if isinstance(found, bytes):
        return found
    corpus.problems.append(found)
    corpus.unread.add(found.path)
    return None


def load_settings(corpus: Corpus, content: Path, pack: Path) -> None:
    """Read all of it; what cannot be read to its end is noted, so that it may stand as it was."""
    seen: dict[str, Setting] = {}
    _load_loosening(corpus, label(content, content / "site.yml"), seen)
    _load_portal(corpus, content, seen)
    _load_catalogs(corpus, content, seen)
    for kind, spec in SETTINGS.items():
        found, strangers = files_of(content, spec.folder)
        corpus.problems += strangers
        corpus.unread.update(problem.path for problem in strangers)
        files: list[SettingsFile] = []
        for path in found:
            data = data_of(corpus, content, path)
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


def _load_catalogs(corpus: Corpus, content: Path, seen: dict[str, Setting]) -> None:
    """Read what the site says in languages of its own; a broken catalog stands as it was."""
    corpus.settings[CATALOG] = []
    for found in read_catalogs(content):
        corpus.problems += found.problems
        if found.setting is None:
            corpus.unread.add(found.path)
        else:
            corpus.settings[CATALOG].append(found.setting)
            seen[found.setting.id] = found.setting


def _find_twin(corpus: Corpus, setting: Setting, seen: dict[str, Setting]) -> None:
    first = seen.setdefault(setting.id, setting)
    if first is setting:
        return
    place, other = Place(setting.path, setting.line), Place(first.path, first.line)
    corpus.problems += [
        duplicate(setting.id, place, other),
        duplicate(setting.id, other, place),
    ]
    # Nobody can tell which of the two is meant, so neither stands but as it last did.
    for twin in (setting, first):
        kept = [each for each in corpus.settings[twin.kind] if each is not twin]
        corpus.settings[twin.kind] = kept
        corpus.unread.add(twin.path)


def duplicate(record: str, place: Place, other: Place) -> Problem:
    """That an id stands at another place too."""
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
