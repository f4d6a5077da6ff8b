"""GIF: the first picture and how it shows are kept; all others, comments and more are dropped."""

from __future__ import annotations

import struct
from typing import Final

from site_builder.article.container import Container, damaged
from site_builder.article.other_kinds import not_of_its_kind

_SIGNATURES: Final = (b"GIF87a", b"GIF89a")
_HEAD: Final = 13
_DESCRIPTOR: Final = 10
_PICTURE, _EXTENSION, _END = 0x2C, 0x21, 0x3B
_CONTROL, _APPLICATION, _PLAIN_TEXT = 0xF9, 0xFF, 0x01
_CONTROL_LENGTH: Final = 4
_IS_TRANSPARENT: Final = 1
_XMP: Final = b"XMP DataXMP"


def read_gif(data: bytes) -> Container:
    """A GIF taken apart, up to its end; what follows that is none of it.

    Raises:
        UnfitError: It is no GIF, or not a whole one.
    """
    if not data.startswith(_SIGNATURES):
        raise not_of_its_kind(data)
    found = Container()
    try:
        found.width, found.height, flags = struct.unpack_from("<HHB", data, 6)
        place = _HEAD + _colours(flags)
        found.kept.append(data[:place])
        has_picture = False
        while (kind := data[place]) != _END:
            if kind == _PICTURE:
                place = _picture(found, data, place, is_first=not has_picture)
                found.is_moving, has_picture = has_picture, True
            elif kind == _EXTENSION:
                place = _extension(found, data, place, is_over=has_picture)
            else:
                raise damaged()
    except (IndexError, struct.error) as error:
        raise damaged() from error
    if not has_picture:
        raise damaged()
    found.kept.append(b";")
    return found


def _colours(flags: int) -> int:
    """How many bytes the table of colours has, after the byte that tells."""
    return 3 * (2 << (flags & 7)) if flags & 0x80 else 0


def _picture(found: Container, data: bytes, place: int, *, is_first: bool) -> int:
    start = place
    end, _blocks = _blocks_at(data, place + _DESCRIPTOR + _colours(data[place + 9]) + 1)
    if is_first:
        found.kept.append(data[start:end])
    return end


def _extension(found: Container, data: bytes, place: int, *, is_over: bool) -> int:
    kind = data[place + 1]
    end, blocks = _blocks_at(data, place + 2)
    if kind == _CONTROL:
        if not blocks or len(blocks[0]) != _CONTROL_LENGTH:
            raise damaged()
        if not is_over:
            found.is_opaque = not blocks[0][0] & _IS_TRANSPARENT
            found.kept.append(b"!\xf9\x04" + blocks[0] + b"\0")
    elif kind == _APPLICATION and blocks and blocks[0] == _XMP:
        found.add_xmp(data[place:end])
    elif kind == _PLAIN_TEXT:
        found.add_text(b"".join(blocks[1:]))
    else:
        found.add_text(b"".join(blocks))
    return end


def _blocks_at(data: bytes, place: int) -> tuple[int, list[bytes]]:
    """Where a chain of blocks ends, and its blocks."""
    blocks = []
    while length := data[place]:
        blocks.append(data[place + 1 : place + 1 + length])
        place += 1 + length
    return place + 1, blocks
