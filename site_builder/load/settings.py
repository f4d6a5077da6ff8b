"""What a site is set up with: ``site.yml``, bodies, channels and legal regimes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from pydantic import ValidationError

from site_builder.errors import Problem
from site_builder.i18n import _
from site_builder.kinds import SETTINGS
from site_builder.kinds.base import Parsed, faults_of, parse, prune
from site_builder.kinds.faults import Fault, problem
from site_builder.kinds.fields import id_in
from site_builder.kinds.regime import Length
from site_builder.kinds.setting import SiteValues
from site_builder.load.entries import Cells, Path
from site_builder.load.files import is_there, label, listed
from site_builder.load.text import dotted
from site_builder.load.yaml_core import read_value, read_yaml
from site_builder.model.digest import digest_of
from site_builder.model.moment import Term
from site_builder.model.record import Places
from site_builder.model.site import Contact, Government, ImpactAssessment, Licence, Site
from site_builder.store.corpus import Setting

if TYPE_CHECKING:
    from pathlib import Path as FilePath

    from site_builder.load.entries import Entry

_GROUPED = 2  # decision.organ, events[0]


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """What one file of settings holds; not ``is_whole`` if it can't be read to its end."""

    path: str
    settings: tuple[Setting, ...]
    problems: tuple[Problem, ...]
    is_whole: bool


@lru_cache(maxsize=128)  # the pack is read again by every command that a process runs
def read_settings(kind: str, data: bytes, path: str, *, shipped: bool = False) -> SettingsFile:
    """Read a file of bodies, channels or regimes."""
    reading = read_yaml(data, path)
    settings: list[Setting] = []
    problems = list(reading.problems)
    for entry in reading.entries:
        parsed = parse(SETTINGS[kind], entry.values)
        if isinstance(parsed, Parsed) and entry.is_sound:
            line = entry.line_of(())
            settings.append(
                Setting(
                    kind=kind,
                    id=parsed.id,
                    path=path,
                    line=line,
                    values=parsed.values,
                    digest=digest_of(parsed.values),
                    lines=field_lines(entry),
                    shipped=shipped,
                )
            )
        elif not isinstance(parsed, Parsed):
            problems += problems_of(parsed, entry, path)
    # An emptied file says no more than a broken one.
    is_whole = (
        reading.is_whole
        and bool(reading.entries or not problems)
        and len(settings) == len(reading.entries)
    )
    return SettingsFile(path, tuple(settings), tuple(problems), is_whole)


def read_regimes(folder: FilePath) -> tuple[list[Setting], list[Problem]]:
    """The regimes in the files of any folder, and what is wrong with them."""
    settings: list[Setting] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.y*ml")):
        found = read_settings("regime", path.read_bytes(), f"{folder.name}/{path.name}")
        settings += found.settings
        problems += found.problems
    return settings, problems


def field_lines(entry: Entry) -> dict[str, int]:
    """The lines of fields, and of those in groups and lists, where they are not the entry's."""
    first = entry.line_of(())
    found = {
        dotted(place): line
        for place, line in entry.lines.items()
        if line != first and len(place) <= _GROUPED
    }
    return {**found, "body": entry.body_line} if entry.body else found


def places_of(entry: Entry) -> Places:
    """Where the fields of an entry stand, as its record remembers it."""
    cells = entry.cells
    if cells is None:
        return Places(lines=field_lines(entry))
    return Places(
        sheet=cells.sheet,
        cells={_field(place): cell for place, cell in cells.places.items()},
        ends_on=cells.ends_on,
    )


@lru_cache(maxsize=4096)  # every row of a table has the same fields
def _field(place: Path) -> str:
    return dotted(place)


def problems_of(faults: list[Fault], entry: Entry, path: str) -> list[Problem]:
    """A record's faults as problems with their lines, or with their cells and headings."""
    named = id_in(entry.values)
    return [
        _in_table(problem(path, entry.line_of(fault[0]), fault, named), fault[0], entry.cells)
        for fault in faults
        if entry.cells is None or not _is_told(fault, entry.cells.told)
    ]


def _is_told(fault: Fault, told: Collection[Path]) -> bool:
    """Whether a fault was said already: of its cell, or as a missing column of its group."""
    place = fault[0]
    return any(known[: len(place)] == place or place[: len(known)] == known for known in told)


def _in_table(found: Problem, place: Path, cells: Cells | None) -> Problem:
    if cells is None:
        return found
    cell, heading = cells.of(place) or (None, found.field)
    return replace(found, sheet=cells.sheet, cell=cell, field=heading)


def read_site(data: bytes, path: str) -> tuple[Site | None, tuple[Problem, ...]]:
    """Read ``site.yml``; None where it cannot be used."""
    values, lines, problems = read_value(data, path)
    if problems:
        return None, problems
    try:
        site = SiteValues.model_validate(values if values is not None else {})
    except ValidationError as error:
        return None, tuple(
            problem(path, _line(lines, fault[0]), fault, None)
            for fault in faults_of(SiteValues, error)
        )
    assessed = site.impact_assessment
    government = Government(**prune(site.government.model_dump()))
    return (
        Site(
            name=site.name,
            base_url=site.base_url,
            publisher=site.publisher,
            field_of_law=site.field_of_law,
            government=government,
            fresh_days=site.fresh_days,
            terms={name: _term(term) for name, term in site.terms.items()},
            grounds=site.grounds,
            from_memory=frozenset(site.from_memory),
            impact_assessment=ImpactAssessment(assessed.document, assessed.on)
            if assessed
            else None,
            natural_persons_in_data=site.natural_persons_in_data,
            licence=Licence(**site.licence.model_dump()) if site.licence else None,
            contact=Contact(**site.contact.model_dump()) if site.contact else None,
            given_names=site.given_names,
            only_warn=frozenset(site.only_warn),
            colours=site.theme.model_dump() if site.theme else {},
            language=site.language,
        ),
        (),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Notify:
    """The command that a digest is handed to, and how much of it; no page depends on it."""

    command: tuple[str, ...]
    ids_only: bool
    days: int | None


def read_notify(data: bytes, path: str) -> Notify | None:
    """Whom ``site.yml`` notifies; None if nobody, or if it cannot be used."""
    values, _lines, problems = read_value(data, path)
    if problems:
        return None
    try:
        found = SiteValues.model_validate(values).notify
    except ValidationError:
        return None
    return None if found is None else Notify(**found.model_dump())


def line_in_site(data: bytes, path: str, field_name: str) -> int:
    """The line on which ``site.yml`` names a field."""
    return _line(read_value(data, path)[1], tuple(field_name.split(".")))


def _term(values: Length) -> Term:
    return Term(years=values.years, months=values.months, days=values.days)


def _line(lines: Mapping[tuple[str | int, ...], int], place: tuple[str | int, ...]) -> int:
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 1)


def files_of(content: FilePath, name: str) -> tuple[list[FilePath], list[Problem]]:
    """The files that a setting is kept in, and a problem for each that is none of them."""
    place = content / name
    if name.endswith(".yml"):
        return ([place] if is_there(place) else []), []
    files, problems = [], []
    for file in listed(place):
        if file.suffix in {".yml", ".yaml"} or file == place:
            files.append(file)
        else:
            problems.append(unknown_format(label(content, file), ".yml"))
    return files, problems


def unknown_format(path: str, expected: str) -> Problem:
    """That a file of another format stands where it is not read."""
    message = _("expected a file ending in {expected} in this folder", expected=expected)
    return Problem(code="unknown-format", path=path, message=message)
