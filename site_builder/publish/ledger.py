"""``output/ledger.jsonl``: every release put in force, and which records came and went with it.

One line a release, only ever added to. It lies outside ``site/`` and ``server/``, so no
reader is served it; ids are opaque, so it names nobody. Replaying ``entered`` and ``left``
gives the records of the release in force. What a line says besides is read back from that
release: when its link was made, for which moment, the digest of its manifest. So a line
that a killed build left out can still be written, and says that it was ``recovered``.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any, Final

from site_builder.errors import Problem, reason_of
from site_builder.i18n import _
from site_builder.publish.data_check import AS_OF
from site_builder.publish.manifest import MANIFEST, read_manifest
from site_builder.scan.pieces import files_under

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

LEDGER: Final = "ledger.jsonl"
LEDGER_FORMAT: Final = 1
_SITE: Final = "site"
_SHANGHAI: Final = timezone(timedelta(hours=8))
_RECORD: Final = re.compile(rb'\bdata-record\b[^<>]*?\bdata-id="([a-z0-9-]+)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One release put in force: the ids that it shows anew, and those that it no longer does.

    ``at`` is when its link was made, RFC 3339 in Asia/Shanghai, to the second; ``as_of``
    the moment it was made for; ``is_recovered`` says that a later build wrote the line.
    """

    at: str
    as_of: str
    manifest_sha256: str
    entered: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    is_recovered: bool = False


@dataclass(frozen=True, slots=True)
class Stay:
    """A record's latest time on the site, by the ledger; ``left_at`` is None while it lasts."""

    entered_at: str
    left_at: str | None = None


def keep_ledger(
    output: Path,
    ids: Collection[str] | None = None,
    *,
    before: str | None = None,
    struck: Collection[str] = (),
) -> tuple[Problem, ...]:
    """Add the release in force under ``output``, unless the ledger ends with it.

    ``ids`` are the records that it shows. Without them, it shows what the one of the manifest
    ``before`` did, less what was ``struck`` from that, if the ledger ends with it. Else they are
    read from its pages, and the line counts as recovered: whoever is about to switch asks so
    first, in case the last switch was not told. A ledger that cannot be kept is a problem, and no
    error: removals do not wait for it.
    """
    try:
        entries = read_ledger(output)
        # Of a province, to read the whole manifest takes seconds.
        if entries and entries[-1].manifest_sha256 == manifest_digest(output):
            return ()
        release = _in_force(output)
        if release is not None:
            shown = replayed(entries)
            if ids is None and entries and entries[-1].manifest_sha256 == before:
                ids = shown.difference(struck)
            now = set(_shown_in(output / _SITE) if ids is None else ids)
            entry = replace(
                release,
                entered=tuple(sorted(now - shown)),
                left=tuple(sorted(shown - now)),
                is_recovered=ids is None,
            )
            _append(output / LEDGER, entry)
    except OSError as error:
        message = _("could not keep the ledger of releases: {reason}", reason=reason_of(error))
        return (Problem(code="ledger-unwritten", path=LEDGER, message=message),)
    return ()


def read_ledger(output: Path) -> list[Entry]:
    """Every whole line of the ledger under ``output``, the oldest first; none without a ledger.

    Raises:
        OSError: It is there, and cannot be read.
    """
    try:
        data = (output / LEDGER).read_bytes()
    except FileNotFoundError:
        return []
    return [entry for line in data.split(b"\n") if (entry := _parsed(line))]


def manifest_digest(output: Path) -> str | None:
    """The digest of the manifest in force, sound or not; None where there is none."""
    try:
        return hashlib.sha256((output / _SITE / MANIFEST).read_bytes()).hexdigest()
    except OSError:
        return None


def replayed(entries: Iterable[Entry]) -> set[str]:
    """The records on the site after these releases."""
    ids: set[str] = set()
    for entry in entries:
        ids.update(entry.entered)
        ids.difference_update(entry.left)
    return ids


def latest_stay(entries: Iterable[Entry], record_id: str) -> Stay | None:
    """Since when a record is on the site, or from when to when it last was; None: it never was."""
    stay = None
    for entry in entries:
        if record_id in entry.entered:
            stay = Stay(entry.at)
        elif record_id in entry.left and stay is not None:
            stay = replace(stay, left_at=entry.at)
    return stay


def _in_force(output: Path) -> Entry | None:
    """The release that readers see, without its records; None where there is no sound one."""
    site = output / _SITE
    try:
        made = datetime.fromtimestamp(site.lstat().st_mtime, _SHANGHAI)
        read_manifest(lambda path: (site / path).read_bytes())
        return Entry(
            at=made.isoformat(timespec="seconds"),
            as_of=str(json.loads((site / AS_OF).read_bytes())["as_of"]),
            manifest_sha256=hashlib.sha256((site / MANIFEST).read_bytes()).hexdigest(),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _shown_in(site: Path) -> Iterator[str]:
    """The ids of all records on the pages of a site."""
    for path in files_under(site):
        if path.endswith(".html"):
            yield from (found.decode() for found in _RECORD.findall((site / path).read_bytes()))


def _append(file: Path, entry: Entry) -> None:
    """Add a line, and have it on the disk; what a kill left of the last one stays by itself."""
    written = _as_json(entry).encode() + b"\n"
    with file.open("a+b") as stream:
        end = stream.seek(0, os.SEEK_END)
        stream.seek(max(end - 1, 0))
        is_whole = end == 0 or stream.read(1) == b"\n"
        stream.write(written if is_whole else b"\n" + written)
        stream.flush()
        os.fsync(stream.fileno())


def _as_json(entry: Entry) -> str:
    facts: dict[str, Any] = {
        "format": LEDGER_FORMAT,
        "at": entry.at,
        "as_of": entry.as_of,
        "manifest_sha256": entry.manifest_sha256,
        "entered": entry.entered,
        "left": entry.left,
    }
    return json.dumps(facts | ({"recovered": True} if entry.is_recovered else {}))


def _parsed(line: bytes) -> Entry | None:
    """A line; None of what is no whole one."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    match found:
        case {
            "format": 1,
            "at": str(at),
            "as_of": str(as_of),
            "manifest_sha256": str(manifest),
            "entered": list(entered),
            "left": list(left),
            **rest,
        }:
            return Entry(
                at=at,
                as_of=as_of,
                manifest_sha256=manifest,
                entered=tuple(map(str, entered)),
                left=tuple(map(str, left)),
                is_recovered=rest.get("recovered") is True,
            )
    return None
