"""WebP: chunks that decode to pixels are kept; EXIF, XMP, profiles and others are dropped.

Of a picture that moves, the first stays.
"""

from __future__ import annotations

from typing import Final

from site_builder.article.container import Container, damaged
from site_builder.article.exif import read_exif
from site_builder.article.other_kinds import not_of_its_kind

_HEAD: Final = 12
_CHUNK: Final = 8
_EXTENDED, _FRAME, _LOSSY, _LOSSLESS = b"VP8X", b"ANMF", b"VP8 ", b"VP8L"
_KEPT: Final = frozenset({_EXTENDED, _FRAME, _LOSSY, _LOSSLESS, b"ALPH", b"ANIM"})
_IN_FRAME: Final = frozenset({_LOSSY, _LOSSLESS, b"ALPH"})
_FRAME_HEAD: Final = 16
_DROPPED_FLAGS: Final = 0x20 | 0x08 | 0x04  # profile, EXIF, XMP
_ALPHA_FLAG: Final = 0x10
_ALPHA_BIT: Final = 28
_EXTENDED_LENGTH: Final = 10
_SIDE: Final = (1 << 14) - 1


def read_webp(data: bytes) -> Container:
    """A WebP taken apart, up to its end; what follows that is none of it.

    Raises:
        UnfitError: It is no WebP, or not a whole one.
    """
    if data[:4] != b"RIFF" or data[8:_HEAD] != b"WEBP":
        raise not_of_its_kind(data)
    end = 8 + int.from_bytes(data[4:8], "little")
    if end > len(data):
        raise damaged()
    found = Container()
    seen = set[bytes]()
    for kind, content in _chunks(data[_HEAD:end]):
        if kind == _FRAME and kind in seen:
            found.is_moving = True  # the first of its pictures stands for all
        elif kind in _KEPT:
            found.kept.append(_chunk(found, kind, content))
            seen.add(kind)
        elif kind == b"ICCP":
            found.profile = content
        elif kind == b"EXIF":
            read_exif(content, found)
        elif kind == b"XMP ":
            found.add_xmp(content)
    if not seen & {_FRAME, _LOSSY, _LOSSLESS}:
        raise damaged()
    length = 4 + sum(map(len, found.kept))
    found.kept.insert(0, b"RIFF" + length.to_bytes(4, "little") + b"WEBP")
    return found


def _chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    chunks = []
    place = 0
    while place < len(data):
        length = int.from_bytes(data[place + 4 : place + _CHUNK], "little")
        end = place + _CHUNK + length
        if end > len(data):
            raise damaged()
        chunks.append((data[place : place + 4], data[place + _CHUNK : end]))
        place = end + length % 2
    return chunks


def _chunk(found: Container, kind: bytes, content: bytes) -> bytes:
    if kind == _EXTENDED:
        if len(content) < _EXTENDED_LENGTH:
            raise damaged()
        found.width = int.from_bytes(content[4:7], "little") + 1
        found.height = int.from_bytes(content[7:10], "little") + 1
        found.is_opaque = not content[0] & _ALPHA_FLAG
        content = bytes((content[0] & ~_DROPPED_FLAGS & 0xFF,)) + content[1:_EXTENDED_LENGTH]
    elif kind == _FRAME:
        inside = [c for c in _chunks(content[_FRAME_HEAD:]) if c[0] in _IN_FRAME]
        found.is_lossy |= any(within == _LOSSY for within, _content in inside)
        content = content[:_FRAME_HEAD] + b"".join(_written(*chunk) for chunk in inside)
    elif kind in {_LOSSY, _LOSSLESS} and not found.width:
        found.width, found.height = _size(kind, content)
        if kind == _LOSSLESS:
            found.is_opaque = not int.from_bytes(content[1:5], "little") >> _ALPHA_BIT & 1
    if kind == _LOSSLESS:
        found.pixel_bytes = 3 if found.is_opaque else 4
    found.is_lossy |= kind == _LOSSY
    return _written(kind, content)


def _size(kind: bytes, content: bytes) -> tuple[int, int]:
    if kind == _LOSSY:
        width, height = content[6:8], content[8:10]
        return int.from_bytes(width, "little") & _SIDE, int.from_bytes(height, "little") & _SIDE
    bits = int.from_bytes(content[1:5], "little")
    return (bits & _SIDE) + 1, (bits >> 14 & _SIDE) + 1


def _written(kind: bytes, content: bytes) -> bytes:
    return kind + len(content).to_bytes(4, "little") + content + b"\0" * (len(content) % 2)
