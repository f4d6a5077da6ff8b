"""The list of a release's files, read back: sizes and digests by path."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

MANIFEST = "manifest.json"
_FORMAT = 1
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Listed:
    """What the manifest says of one file."""

    size: int
    sha256: str


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
                if not is_path(name):
                    raise ValueError(path)
                files[sys.intern(name)] = Listed(size, sha256)
            case _:
                raise ValueError(path)
    return files
