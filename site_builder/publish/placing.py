"""Files put in their places in a tree: whole or not at all, and only where they differ."""

from __future__ import annotations

import hashlib
import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from site_builder.publish.facts import Fact
from site_builder.scan.stamps import stamp as stamp_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_NOBODY_ELSE_WRITES = 0o022


@contextmanager
def for_everybody() -> Iterator[None]:
    """What is published may be read by whoever serves it, whatever the umask of who builds."""
    before = os.umask(_NOBODY_ELSE_WRITES)
    os.umask(before & _NOBODY_ELSE_WRITES)
    try:
        yield
    finally:
        os.umask(before)


def put(path: Path, print_: str, data: bytes, known: Fact | None) -> Fact:
    """Let a file hold ``data``; what holds it already stands as it is."""
    sha256 = hashlib.sha256(data).hexdigest()
    stamp = "" if known and known.sha256 == sha256 else write(path, data)
    return Fact(print_, sha256, len(data), stamp)


def put_pieces(path: Path, print_: str, pieces: Iterable[bytes], known: Fact | None) -> Fact:
    """Let a file hold ``pieces``, of which no two are held at once; the same stands as it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    following = path.with_name(f".{path.name}.next")
    digest, size = hashlib.sha256(), 0
    with following.open("wb") as stream:
        for piece in pieces:
            digest.update(piece)
            size += stream.write(piece)
    sha256, stamp = digest.hexdigest(), ""
    if known and known.sha256 == sha256:
        following.unlink()
    else:
        following.replace(path)
        stamp = stamp_of(path)
    return Fact(print_, sha256, size, stamp)


def copy(source: Path, path: Path) -> str:
    """Put a copy of a file in place of the old, which is held in no memory; its stamp."""
    path.parent.mkdir(parents=True, exist_ok=True)
    following = path.with_name(f".{path.name}.next")
    shutil.copyfile(source, following)
    following.replace(path)
    return stamp_of(path)


def write(path: Path, data: bytes) -> str:
    """Put a new file in place of the old, never a half-written one; the stamp that it bears."""
    path.parent.mkdir(parents=True, exist_ok=True)
    following = path.with_name(f".{path.name}.next")
    with open(following, "wb") as stream:  # noqa: PTH123 - 200,000 times a night
        stream.write(data)
    following.replace(path)
    return stamp_of(path)
