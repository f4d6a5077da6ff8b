"""The pictures that articles show: exactly those that were signed off."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# A file's path and SHA-256 to its bytes; None where those bytes are not to be had.
Picture = Callable[[str, str], bytes | None]

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8"
# The JPEG segments that tell the size: every SOF, but not DHT, JPG and DAC.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def pictures_in(content: Path) -> Picture:
    """The pictures below a folder, each as it was signed off or not at all."""

    def picture(path: str, sha256: str) -> bytes | None:
        try:
            data = (content / path).read_bytes()
        except OSError:
            return None
        # The sign-off covers these bytes; others were never approved.
        return data if hashlib.sha256(data).hexdigest() == sha256 else None

    return picture


def size(data: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG, GIF or JPEG, so that pages do not jump; None for others."""
    try:
        if data.startswith(_PNG):
            width, height = struct.unpack_from(">II", data, 16)
        elif data.startswith((b"GIF87a", b"GIF89a")):
            width, height = struct.unpack_from("<HH", data, 6)
        elif data.startswith(_JPEG):
            height, width = _jpeg_frame(data)
        else:
            return None
    except struct.error:
        return None
    return width, height


def _jpeg_frame(data: bytes) -> tuple[int, int]:
    position = len(_JPEG)
    while True:
        mark, kind, length = struct.unpack_from(">BBH", data, position)
        if mark != 0xFF:  # noqa: PLR2004 - every JPEG segment begins with it
            raise struct.error
        if kind in _FRAMES:
            height, width = struct.unpack_from(">HH", data, position + 5)
            return height, width
        position += 2 + length
