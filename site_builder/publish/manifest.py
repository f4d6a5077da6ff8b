"""The list of a release's files, read back: sizes and digests by path."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Callable

MANIFEST = "manifest.json"
_FORMAT = 1
_SIZE = 8
_LARGEST = 1 << 8 * _SIZE
_SHA256 = re.compile(r"[0-9a-f]{64}")


class Listed(bytes):
    """What the manifest says of one file; in as little room as can be, for there are very many."""

    __slots__ = ()

    def __new__(cls, size: int, sha256: str) -> Self:
        """Of this size, and with this digest in hexadecimal.

        Raises:
            OverflowError: No file has this size.
        """
        return super().__new__(cls, size.to_bytes(_SIZE) + bytes.fromhex(sha256))

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return int.from_bytes(self[:_SIZE])

    @property
    def sha256(self) -> str:
        """Their digest, in hexadecimal."""
        return self[_SIZE:].hex()


@dataclass(frozen=True, slots=True)
class Manifest:
    """Every file of a site, less ``own``: the manifest itself and its parts."""

    files: dict[str, Listed]
    own: frozenset[str]


def read_manifest(read: Callable[[str], bytes]) -> Manifest:
    """The manifest whose bytes, and whose parts' bytes, ``read`` gives by path.

    Raises:
        ValueError: it is no manifest; the argument is the path of the faulty file.
    """
    whole = _parsed(MANIFEST, read(MANIFEST))
    if "parts" not in whole:
        return Manifest(_files(MANIFEST, whole.get("files")), frozenset({MANIFEST}))
    parts = whole["parts"]
    if not isinstance(parts, dict | list) or not all(map(is_path, parts)):
        raise ValueError(MANIFEST)
    files: dict[str, Listed] = {}
    for part in parts:
        files |= _files(part, _parsed(part, read(part)).get("files"))
    if isinstance(parts, dict):
        # The parts' own digests are kept like those of any other file.
        files |= _files(MANIFEST, parts)
    return Manifest(files, frozenset({MANIFEST, *parts}))


def is_path(path: object) -> bool:
    """Whether ``path`` names a file within the site, and in one way only."""
    if not isinstance(path, str) or "\\" in path or "\0" in path:
        return False
    return not {"", ".", ".."} & set(path.split("/"))


def _parsed(path: str, data: bytes) -> dict[str, Any]:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        raise ValueError(path) from None
    if not isinstance(found, dict) or found.get("format") != _FORMAT:
        raise ValueError(path)
    return found


def _files(path: str, found: object) -> dict[str, Listed]:
    if not isinstance(found, dict):
        raise ValueError(path)  # noqa: TRY004 - a fault of the file, not of the caller
    files = {}
    for name, facts in found.items():
        match facts:
            case {"bytes": int(size), "sha256": str(sha256)} if _SHA256.fullmatch(sha256):
                if not is_path(name) or not 0 <= size < _LARGEST:
                    raise ValueError(path)
                files[sys.intern(name)] = Listed(size, sha256)
            case _:
                raise ValueError(path)
    return files
