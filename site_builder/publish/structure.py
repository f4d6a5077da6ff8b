"""The shape of a release: nothing missing, nothing unlisted, only public records.

It trusts nothing that the other stages say, but reads the files; of one that it was told
before that it is sound, it believes so while its stamp and what it leans on stand. Codes:
``bad-manifest`` the manifest or a part of it cannot be read · ``missing-file`` listed,
not there · ``unlisted-file`` there, not listed; or a folder that holds nothing listed ·
``bad-hash`` another size or digest than listed · ``malformed`` not as its kind of file
must be · ``unsafe-page`` inline code, another origin, or no strict policy ·
``dead-link`` an address that leads to no file or place · ``not-public`` an id that is
not public · ``ended`` a record whose last day is over. Reading and hashing the files
takes half of the time, finding the tags of the pages the rest.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from site_builder.errors import Problem
from site_builder.forked import run_by_run
from site_builder.i18n import Message, _
from site_builder.progress import nobody
from site_builder.publish.data_check import AS_OF, DataCheck, read_as_of
from site_builder.publish.ground import Ground, Looked
from site_builder.publish.manifest import Manifest, read_manifest
from site_builder.publish.page_check import PageCheck, missing_anchors
from site_builder.publish.tag_check import Anchors
from site_builder.scan.pieces import folders_under
from site_builder.scan.stamps import UNTRUSTED, stamps_under

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from site_builder.publish.manifest import Listed

# What a release without them would lack whatever its content.
_NEEDED = ("index.html", AS_OF)
_DATA = "data/"
_TELL_DIGESTS = ("data/catalog.jsonld", "data/dataset.jsonld", "data/index.html")
_DIGEST = re.compile(rb"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")


class Memory(Protocol):
    """What is known of a site's files from when they were last looked at."""

    def files(self) -> Iterable[Looked]:
        """Each file with its stamp, what it holds and leans on."""

    def learn(self, files: Iterable[Looked]) -> None:
        """Note what sound files were found to lean on."""


def check_structure(
    site: Path,
    public_ids: Collection[str] | None,
    as_of: date | None,
    *,
    jobs: int = 1,
    memory: Memory | None = None,
    progress: Callable[[int], None] = nobody,
) -> list[Problem]:
    """Every way in which the files of a site fall short of its promises, by path.

    Without ``public_ids`` no id is asked about; without ``as_of``, the day is the
    release's own. A file that ``memory`` knows is read again only if somebody may have
    written to it, or what it leans on is gone. ``progress`` is told of every file that was judged.
    """
    try:
        manifest = read_manifest(lambda path: (site / path).read_bytes())
    except OSError as error:
        path = Path(error.filename).relative_to(site).as_posix()
        return [_problem("bad-manifest", path, _("expected a file that lists all others"))]
    except ValueError as error:
        return [_problem("bad-manifest", str(error), _("expected the list of all files"))]
    present, folders = stamps_under(site), set(folders_under(site))
    ground = Ground(present, public_ids, as_of or _own_day(site, present))
    reader = _Reader(site, manifest, PageCheck(ground), DataCheck(site, ground), ground, present)
    problems = [*_census(manifest, present), *_strange_folders(manifest, folders - present.keys())]
    known = () if memory is None else filter(reader.knows, memory.files())
    unread = sorted(present.keys() - {looked.path for looked in known})
    progress(len(present) - len(unread))
    anchors: Anchors = {}
    for read in run_by_run(reader.read, unread, jobs=jobs, folder=site):
        problems += read.problems
        anchors = read.anchors | anchors
        if memory is not None:
            memory.learn(read.sound)
        progress(read.count)
    problems += missing_anchors(site, anchors)
    problems += _stale_digests(site, manifest)
    return sorted(problems, key=lambda found: (found.path, found.code, found.record or ""))


def _census(manifest: Manifest, present: Mapping[str, str]) -> Iterator[Problem]:
    listed = manifest.files.keys()
    for path in listed - present.keys():
        yield _problem("missing-file", path, _("is listed, but is not there"))
    for path in present.keys() - listed - manifest.own:
        yield _problem("unlisted-file", path, _("is there, but is not listed"))
    for path in set(_NEEDED) - listed:
        yield _problem("missing-file", path, _("every release has this file"))


def _stale_digests(site: Path, manifest: Manifest) -> Iterator[Problem]:
    """Whoever checks a download by what these files tell must not be misled."""
    known = {listed.sha256 for path, listed in manifest.files.items() if path.startswith(_DATA)}
    for path in _TELL_DIGESTS:
        if path in manifest.files and (site / path).is_file():
            told = {found.decode() for found in _DIGEST.findall((site / path).read_bytes())}
            if told - known:
                yield _problem("malformed", path, _("tells a digest that no file of data/ has"))


def _strange_folders(manifest: Manifest, folders: set[str]) -> Iterator[Problem]:
    """Folders that hold nothing listed: their own names are read too, or they lead elsewhere."""
    for path in (*manifest.files, *manifest.own):
        while path := path.rpartition("/")[0]:
            folders.discard(path)
    for path in folders:
        yield _problem("unlisted-file", path, _("is there, but is not listed"))


@dataclass(frozen=True, slots=True)
class _Read:
    """What came of reading some files: their problems, and what sound ones lean on."""

    problems: list[Problem]
    anchors: Anchors
    sound: list[Looked]
    count: int


@dataclass(frozen=True, slots=True)
class _Reader:
    site: Path
    manifest: Manifest
    pages: PageCheck
    others: DataCheck
    ground: Ground
    stamps: Mapping[str, str]

    def knows(self, looked: Looked) -> bool:
        """Whether a file is sound still, without reading it."""
        listed = self.manifest.files.get(looked.path)
        return (
            listed is not None
            and listed.sha256 == looked.sha256
            and looked.stamp != UNTRUSTED
            and looked.stamp == self.stamps.get(looked.path)
            and self.ground.bears(looked)
        )

    def read(self, paths: Sequence[str]) -> _Read:
        """What some files hold."""
        problems: list[Problem] = []
        sound: list[Looked] = []
        for path in paths:
            found = list(self._file(path))
            leans, listed = self.ground.take(), self.manifest.files.get(path)
            problems += found
            if listed and not found:
                packed = leans.packed(path, listed.sha256)
                sound.append(Looked(path, self.stamps[path], listed.sha256, packed))
        return _Read(problems, self.pages.take_anchors(), sound, len(paths))

    def _file(self, path: str) -> Iterator[Problem]:
        listed = self.manifest.files.get(path)
        if self.stamps[path] == UNTRUSTED:
            # One that is not listed is a problem already.
            if listed:
                yield _problem("unlisted-file", path, _("expected a plain file, found a link"))
        elif path.endswith((".html", ".css")):
            data = (self.site / path).read_bytes()
            if listed and not _is_same(listed, len(data), hashlib.sha256(data).hexdigest()):
                yield _changed(path)
            check = self.pages.page if path.endswith(".html") else self.pages.style_sheet
            yield from check(path, data)
        else:
            with (self.site / path).open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
                if listed and not _is_same(listed, file.tell(), digest):
                    yield _changed(path)
            yield from self.others.file(path)


def _own_day(site: Path, present: Collection[str]) -> date | None:
    days = read_as_of((site / AS_OF).read_bytes()) if AS_OF in present else None
    return days[0] if days else None


def _is_same(listed: Listed, size: int, sha256: str) -> bool:
    return listed.size == size and listed.sha256 == sha256


def _changed(path: str) -> Problem:
    return _problem("bad-hash", path, _("is not the file that is listed"))


def _problem(code: str, path: str, message: Message) -> Problem:
    return Problem(code=code, path=path, message=message)
