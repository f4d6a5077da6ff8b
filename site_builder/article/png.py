"""PNG: chunks that decode to pixels are kept; texts, times, profiles and others are dropped.

Of a picture that moves, the one stays that programs show which know of no movement.
"""

from __future__ import annotations

import zlib
from typing import Final

from site_builder.article.container import Container, damaged
from site_builder.article.exif import read_exif
from site_builder.article.other_kinds import not_of_its_kind

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_HEAD, _END, _PIXELS = b"IHDR", b"IEND", b"IDAT"
_KEPT: Final = frozenset(
    {_HEAD, b"PLTE", _PIXELS, _END, b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs"}
)
_HEAD_LENGTH: Final = 13
_CHANNELS: Final = {0: 1, 2: 3, 3: 0, 4: 2, 6: 4}  # a palette has none of its own
_WITH_ALPHA: Final = frozenset({4, 6})
_BYTE: Final = 8
_AROUND: Final = 12  # length and type before, check sum behind
_MOST_TEXT: Final = 1 << 20


def read_png(data: bytes) -> Container:
    """A PNG taken apart, up to its end; what follows that is none of it.

    Raises:
        UnfitError: It is no PNG, or not a whole one.
    """
    if not data.startswith(_SIGNATURE):
        raise not_of_its_kind(data)
    found = Container(kept=[_SIGNATURE])
    place, seen = len(_SIGNATURE), set[bytes]()
    while place + _AROUND <= len(data):
        length = int.from_bytes(data[place : place + 4], "big")
        end = place + _AROUND + length
        kind, content = data[place + 4 : place + 8], data[place + 8 : end - 4]
        if end > len(data) or zlib.crc32(kind + content) != int.from_bytes(
            data[end - 4 : end], "big"
        ):
            break
        if (kind == _HEAD) == bool(seen):
            break  # the head comes first, and only there
        _chunk(found, kind, content, data[place:end])
        seen.add(kind)
        if kind == _END and _PIXELS in seen:
            return found
        place = end
    raise damaged()


def _chunk(found: Container, kind: bytes, content: bytes, whole: bytes) -> None:
    if kind == _HEAD:
        _head(found, content)
    if kind == _END and content:
        raise damaged()
    if kind in _KEPT:
        found.kept.append(whole)
        found.is_opaque &= kind != b"tRNS"
    elif kind == b"acTL":
        found.is_moving = True
    elif kind == b"iCCP":
        found.profile = _unpacked(content.partition(b"\0")[2][1:])
    elif kind == b"eXIf":
        read_exif(content, found)
    elif kind in {b"tEXt", b"zTXt", b"iTXt"}:
        _text(found, kind, content)


def _head(found: Container, content: bytes) -> None:
    if len(content) != _HEAD_LENGTH or content[9] not in _CHANNELS:
        raise damaged()
    found.width = int.from_bytes(content[:4], "big")
    found.height = int.from_bytes(content[4:8], "big")
    depth, colours = content[8], content[9]
    found.is_common, found.is_opaque = depth <= _BYTE, colours not in _WITH_ALPHA
    found.pixel_bytes = _CHANNELS[colours] * max(depth // _BYTE, 1)


def _text(found: Container, kind: bytes, content: bytes) -> None:
    key, _nul, text = content.partition(b"\0")
    if kind == b"zTXt":
        text = _unpacked(text[1:])
    elif kind == b"iTXt":
        is_packed, rest = text[:1] == b"\1", text[2:]
        _language, _nul, rest = rest.partition(b"\0")
        _translated, _nul, rest = rest.partition(b"\0")
        text = _unpacked(rest) if is_packed else rest
    if key == b"XML:com.adobe.xmp":
        found.add_xmp(text)
    else:
        found.add_text(text)


def _unpacked(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, _MOST_TEXT)
    except zlib.error:
        return b""
