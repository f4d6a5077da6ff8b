"""What a site's files lean on: other files, records that are public, days still to come.

A file that was found sound stays so as long as its bytes, and everything that it leans
on, stand. So a night reads the files that changed, and no others.
"""

from __future__ import annotations

import hashlib
from array import array
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

_NEVER = "9999-12-31"
_BYTES = 8


@dataclass(frozen=True, slots=True)
class Looked:
    """What is known of a file: with this stamp it holds these bytes, and leans on this."""

    path: str
    stamp: str
    sha256: str
    leans: bytes | None


@dataclass(slots=True)
class Leans:
    """What one file was found to lean on: names of things, and that a day has not come."""

    names: set[str] = field(default_factory=set)
    until: str = _NEVER
    is_lasting: bool = True

    def add(self, other: Leans) -> None:
        """Lean on what ``other`` leans on, too."""
        self.names |= other.names
        self.until = min(self.until, other.until)
        self.is_lasting &= other.is_lasting

    @classmethod
    def of_all(cls, leans: Sequence[Leans]) -> Leans:
        """What all of these lean on."""
        return cls(
            set().union(*[some.names for some in leans]),
            min((some.until for some in leans), default=_NEVER),
            all(some.is_lasting for some in leans),
        )

    def packed(self, path: str, sha256: str) -> bytes | None:
        """All of it for a file that holds these bytes; None where it is to be read each time."""
        if not self.is_lasting:
            return None
        digests = array("Q", sorted(map(_digest, self.names))).tobytes()
        return _sealed(path, sha256, self.until.encode() + digests)


class Ground:
    """The files of a site, the records that are public, the day: what others lean on.

    Whoever asks leans on the answer; ``leans`` collects the answers of one file, or of
    one part of it, until somebody takes them.
    """

    def __init__(
        self, files: Collection[str], public_ids: Collection[str] | None, as_of: date | None
    ) -> None:
        """Know the site's ``files``; without ids or a day, nobody asks about them."""
        self._files = files
        self._ids = public_ids
        self._as_of = as_of.isoformat() if as_of else ""
        self._leans = Leans()

    def take(self) -> Leans:
        """What was leaned on since the last call."""
        taken, self._leans = self._leans, Leans()
        return taken

    def lean(self, leans: Leans) -> None:
        """Lean on what was leaned on before."""
        self._leans.add(leans)

    def has_file(self, path: str) -> bool:
        """Whether there is such a file."""
        if path not in self._files:
            return False
        self._leans.names.add(f"file {path}")
        return True

    @property
    def knows_public(self) -> bool:
        """Whether it is known which records are public."""
        return self._ids is not None

    def is_public(self, record: str) -> bool:
        """Whether a record may be shown; any may where the public ones are not known."""
        if self._ids is None:
            return True
        if record not in self._ids:
            return False
        self._leans.names.add(f"id {record}")
        return True

    def is_public_now(self, record: str) -> bool:
        """Whether a record is known to be public; nothing may lean on one that is not."""
        self._leans.is_lasting = False
        return self._ids is not None and record in self._ids

    def has_ended(self, hidden_from: date) -> bool:
        """Whether a record that is hidden from this day on may not show any more."""
        day = hidden_from.isoformat()
        if day <= self._as_of:
            return True
        self._leans.until = min(self._leans.until, day)
        return False

    def lean_on_another(self) -> None:
        """Lean on what another file holds, which may change: to be read again each time."""
        self._leans.is_lasting = False

    def bears(self, looked: Looked) -> bool:
        """Whether everything still stands that a file was found to lean on."""
        whole = looked.leans
        if not self._as_of or not whole:
            return False
        data = whole[_BYTES:]
        until, digests = data[: len(_NEVER)].decode("ascii", "replace"), data[len(_NEVER) :]
        if _sealed(looked.path, looked.sha256, data) != whole or until <= self._as_of:
            return False
        return self._digests.issuperset(memoryview(digests).cast("Q"))

    @cached_property
    def _digests(self) -> frozenset[int]:
        files = (_digest(f"file {path}") for path in self._files)
        ids = (_digest(f"id {record}") for record in self._ids or ())
        return frozenset((*files, *ids))


# Pages lean on the same few files, all of them on some; on most names one page alone leans.
@lru_cache(maxsize=1 << 12)
def _digest(name: str) -> int:
    data = name.encode("utf-8", "surrogateescape")
    return int.from_bytes(hashlib.blake2b(data, digest_size=_BYTES).digest(), "big")


def leans_on(looked: Looked, ids: Iterable[str]) -> bool:
    """Whether a file was found to lean on one of the records, or may for all one knows."""
    whole = looked.leans
    if not whole or _sealed(looked.path, looked.sha256, whole[_BYTES:]) != whole:
        return True
    digests = memoryview(whole[_BYTES + len(_NEVER) :]).cast("Q")
    return any(_digest(f"id {record}") in digests for record in ids)


def _sealed(path: str, sha256: str, data: bytes) -> bytes:
    """``data`` behind a digest of it, so that a bit that a disk turned is noticed."""
    return (
        hashlib.blake2b(f"{path}\0{sha256}\0".encode() + data, digest_size=_BYTES).digest() + data
    )
