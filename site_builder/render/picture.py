"""How large a picture is, read from its first bytes, so that pages do not jump."""

from __future__ import annotations

import hashlib
import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8"
# The JPEG segments that tell the size: every SOF, but not DHT, JPG and DAC.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def size(file: Path, sha256: str) -> tuple[int, int] | None:
    """Width and height of a PNG, GIF or JPEG; None for others, or if it is another file."""
    try:
        data = file.read_bytes()
    except OSError:
        return None
    return _size(data) if hashlib.sha256(data).hexdigest() == sha256 else None


def _size(data: bytes) -> tuple[int, int] | None:
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
