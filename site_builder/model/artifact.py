"""A file of the release as a promise: its path, what it reads, and how to make it.

One that tells the size and digest of others is promised in two steps: those stand first.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file that can be made, and a fingerprint of everything it is made from.

    ``path`` is relative to the release, with slashes: ``site/index.html``.
    Equal fingerprints promise equal bytes, so ``publish`` need not call ``make``. Of a file
    that grows with the records ``pieces`` gives the same bytes one after another, so that
    nobody need hold it whole.
    """

    path: str
    fingerprint: str
    make: Callable[[], bytes]
    pieces: Callable[[], Iterator[bytes]] | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """What a finished file comes to."""

    size: int
    sha256: str

    @classmethod
    def of(cls, data: bytes) -> Measure:
        """What a file of these bytes comes to."""
        return cls(len(data), hashlib.sha256(data).hexdigest())


@dataclass(frozen=True, slots=True)
class Closing:
    """A file that tells what others came to, and so can be promised only once they stand.

    ``tells_of`` are their paths. ``close`` is given the measure of each that is in the release,
    so that nothing is told of one that is not.
    """

    path: str
    tells_of: tuple[str, ...]
    close: Callable[[Mapping[str, Measure]], Artifact]


Promise: TypeAlias = Artifact | Closing


def in_pieces(path: str, known: str, pieces: Callable[[], Iterator[bytes]]) -> Artifact:
    """A file that is made piece by piece."""
    return Artifact(path, known, partial(_joined, pieces), pieces)


def _joined(pieces: Callable[[], Iterator[bytes]]) -> bytes:
    return b"".join(pieces())


def fingerprint(*parts: str | bytes | None) -> str:
    """A digest of ``parts`` in their order; no two lists of parts collide."""
    return fingerprint_of(parts)


def fingerprint_of(parts: Iterable[str | bytes | None]) -> str:
    """The same of very many parts, which are not held at once."""
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = (
            b"\xff"
            if part is None
            else part.encode("utf-8", "surrogatepass")
            if isinstance(part, str)
            else part
        )
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()
