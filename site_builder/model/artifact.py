"""A file of the release as a promise: its path, what it reads, and how to make it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file that can be made, and a fingerprint of everything it is made from.

    ``path`` is relative to the release, with slashes: ``site/index.html``.
    Equal fingerprints promise equal bytes, so ``publish`` need not call ``make``.
    """

    path: str
    fingerprint: str
    make: Callable[[], bytes]


def fingerprint(*parts: str | bytes | None) -> str:
    """A digest of ``parts`` in their order; no two lists of parts collide."""
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
