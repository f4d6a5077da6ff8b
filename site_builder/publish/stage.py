"""Artifacts to a folder: only what changed is made, and nothing that readers see is touched."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from site_builder.errors import PublishError, place_of, reason_of
from site_builder.forked import can_fork, give_back, shared
from site_builder.i18n import _
from site_builder.model.artifact import Artifact, Closing, Measure, Promise, fingerprint
from site_builder.publish.facts import Fact, file_digest
from site_builder.publish.placing import copy, for_everybody, put, put_pieces, write
from site_builder.publish.trees import Trees

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_BATCH = 4000
_WORTH_A_FORK = 64
_PART_ABOVE = 20_000
_PARTS = 64
# Larger files, downloads of everything, are copied without being read into memory.
_HELD_WHOLE = 4 << 20
_MANIFEST = "site/manifest.json"
_PART_FOLDER = "site/manifest/"
MANIFEST_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Staged:
    """A whole release in the idle tree, not yet seen by anybody."""

    folder: Path
    written: int
    removed: int
    unchanged: int

    @property
    def is_unchanged(self) -> bool:
        """Whether it holds exactly what readers see already."""
        return not self.written and not self.removed


@for_everybody()
def stage(
    artifacts: Iterable[Promise],
    trees: Trees,
    progress: Callable[[int], None],
    *,
    jobs: int = 1,
    full: bool = False,
) -> Staged:
    """Bring the idle tree to exactly ``artifacts`` and a manifest of them.

    What tells of others is made last, from what those came to.

    Raises:
        RenderError: A template is broken.
        PublishError: A file could not be written.
    """
    try:
        trees.begin(anew=full)
        seen: set[str] = set()
        closings: list[Closing] = []
        source = _without(artifacts, closings)
        while batch := list(islice(source, _BATCH)):
            _stage_batch(batch, trees, seen, jobs=jobs, full=full)
            progress(len(batch))
        last = [closing.close(_measures(closing, trees, seen)) for closing in closings]
        _stage_batch(last, trees, seen, jobs=1, full=full)
        progress(len(last))
        _remove_others(trees, seen | {_MANIFEST})
        _write_manifest(trees)
        trees.finish()
    except OSError as error:
        raise _unwritten(trees, error) from error
    return Staged(trees.folder(trees.idle), *trees.difference())


def _without(artifacts: Iterable[Promise], closings: list[Closing]) -> Iterator[Artifact]:
    """The artifacts that need no others; those that do are put with ``closings``."""
    for each in artifacts:
        if isinstance(each, Closing):
            closings.append(each)
        else:
            yield each


def _measures(closing: Closing, trees: Trees, seen: set[str]) -> dict[str, Measure]:
    found = trees.facts(trees.idle, [path for path in closing.tells_of if path in seen])
    return {path: Measure(fact.bytes, fact.sha256) for path, fact in found.items()}


def _unwritten(trees: Trees, error: OSError) -> PublishError:
    place = place_of(error, trees.folder(trees.idle))
    is_inside = trees.output in place.parents
    name = place.relative_to(trees.output) if is_inside else place.name
    return PublishError(_("could not write {name}: {reason}", name=name, reason=reason_of(error)))


def mirror(trees: Trees) -> None:
    """Let the idle tree hold what the live one does, so that nothing lies there any more either.

    One of which too little is known is thrown away: the next build makes it again.

    Raises:
        PublishError: A file could not be written.
    """
    if trees.live and trees.is_current(trees.idle) and trees.is_current(trees.live):
        copy_live(trees)
        trees.finish()
    else:
        trees.throw_away()


@for_everybody()
def copy_live(trees: Trees) -> None:
    """Bring the idle tree to what the live one is known to hold; it is not finished by that.

    Raises:
        PublishError: A file could not be written.
    """
    try:
        trees.begin(anew=False)
        trees.reconcile()
        live, idle = trees.folder(trees.live or ""), trees.folder(trees.idle)
        missing, others = trees.differing()
        copied = [(path, copy(live / path, idle / path)) for path in missing]
        trees.learn_copied(copied)
        trees.remove(others)
    except OSError as error:
        raise _unwritten(trees, error) from error


@for_everybody()
def put_all(trees: Trees, files: Mapping[str, bytes | None]) -> None:
    """Write files over those of the idle tree, or take them out, and finish it with its manifest.

    Nothing is known of what they are made from, so that the next build makes them again.

    Raises:
        PublishError: A file could not be written.
    """
    try:
        folder = trees.folder(trees.idle)
        trees.remove([path for path, data in files.items() if data is None])
        known = trees.facts(trees.idle, files)
        trees.learn(
            (path, put(folder / path, "", data, known.get(path)))
            for path, data in files.items()
            if data is not None
        )
        _write_manifest(trees)
        trees.finish()
    except OSError as error:
        raise _unwritten(trees, error) from error


def _stage_batch(
    batch: list[Artifact], trees: Trees, seen: set[str], *, jobs: int, full: bool
) -> None:
    todo: list[Artifact] = []
    live = trees.live if trees.live and trees.is_current(trees.live) and not full else None
    copied: list[tuple[str, str]] = []
    paths = [artifact.path for artifact in batch]
    there, served_now = trees.facts(trees.idle, paths), trees.facts(live, paths) if live else {}
    for artifact in batch:
        if artifact.path in seen:
            raise ValueError(artifact.path)
        seen.add(artifact.path)
        known = there.get(artifact.path)
        if known and known.fingerprint == artifact.fingerprint:
            continue
        served = served_now.get(artifact.path)
        if live and served and served.fingerprint == artifact.fingerprint:
            if known and known.sha256 == served.sha256:
                copied.append((artifact.path, known.stamp))
                continue
            stamp = _copied(trees.folder(live), trees.folder(trees.idle), artifact.path, served)
            if stamp is not None:
                copied.append((artifact.path, stamp))
                continue
        todo.append(artifact)
    trees.learn_copied(copied)
    trees.learn(_make_all(todo, trees.folder(trees.idle), there, jobs))


def _copied(live: Path, idle: Path, path: str, known: Fact) -> str | None:
    """Put there what readers are served; None if that is not what is known of it."""
    if known.bytes > _HELD_WHOLE:
        is_known = file_digest(live / path) == known.sha256
        return copy(live / path, idle / path) if is_known else None
    try:
        data = (live / path).read_bytes()
    except OSError:
        return None
    is_known = hashlib.sha256(data).hexdigest() == known.sha256
    return write(idle / path, data) if is_known else None


def _make_all(
    todo: list[Artifact], folder: Path, there: Mapping[str, Fact], jobs: int
) -> Iterator[tuple[str, Fact]]:
    """Each artifact in its place in a folder, of whose files is known what is ``there``."""

    def make(at: int) -> tuple[str, Fact]:
        return _make(folder, todo[at], there.get(todo[at].path))

    places = range(len(todo))
    if jobs > 1 and len(todo) >= _WORTH_A_FORK and can_fork():
        give_back()
        yield from shared(make, places, jobs=jobs, at_a_time=max(1, len(todo) // (jobs * 8)))
    else:
        yield from map(make, places)


def _make(folder: Path, artifact: Artifact, known: Fact | None) -> tuple[str, Fact]:
    path, print_ = folder / artifact.path, artifact.fingerprint
    if artifact.pieces is not None:
        return artifact.path, put_pieces(path, print_, artifact.pieces(), known)
    return artifact.path, put(path, print_, artifact.make(), known)


def _remove_others(trees: Trees, seen: set[str]) -> None:
    others = (path for path in trees.paths(trees.idle) if path not in seen)
    trees.remove([path for path in others if not path.startswith(_PART_FOLDER)])


def _write_manifest(trees: Trees) -> None:
    """List every file of the site with size and hash; in parts where there are many."""
    files = {
        path.removeprefix("site/"): {"bytes": size, "sha256": sha256}
        for path, size, sha256 in trees.listed(trees.idle)
        if path.startswith("site/") and path != _MANIFEST and not path.startswith(_PART_FOLDER)
    }
    facts: dict[str, Fact] = {}
    content: dict[str, object] = {"files": files}
    if len(files) > _PART_ABOVE:
        parts: dict[str, dict[str, object]] = {}
        for path, known in files.items():
            parts.setdefault(f"manifest/{int(fingerprint(path)[:4], 16) % _PARTS:02}.json", {})[
                path
            ] = known
        for name, part in sorted(parts.items()):
            facts[f"site/{name}"] = _list(
                trees, f"site/{name}", {"format": MANIFEST_FORMAT, "files": part}
            )
        content = {
            "parts": {
                path.removeprefix("site/"): {"bytes": fact.bytes, "sha256": fact.sha256}
                for path, fact in facts.items()
            }
        }
    parts_before = (path for path in trees.paths(trees.idle) if path.startswith(_PART_FOLDER))
    trees.remove([path for path in parts_before if path not in facts])
    facts[_MANIFEST] = _list(trees, _MANIFEST, {"format": MANIFEST_FORMAT, **content})
    trees.learn(facts.items())


def _list(trees: Trees, path: str, content: dict[str, object]) -> Fact:
    data = json.dumps(content, ensure_ascii=False, sort_keys=True, indent=None).encode() + b"\n"
    file, known = trees.folder(trees.idle) / path, trees.facts(trees.idle, [path])
    return put(file, fingerprint(data), data, known.get(path))
