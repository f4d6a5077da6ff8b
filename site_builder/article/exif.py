"""The texts of EXIF, and how the camera was held; whatever is wrong with it, without fail."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from site_builder.article.container import Container

_ORDERS: Final = {b"II*\0": "<", b"MM\0*": ">"}
_ENTRY: Final = 12
_INLINE: Final = 4
_TEXT: Final = 2
_BYTES: Final = frozenset({1, 7})  # as types go: bytes, and what only its tag explains
_ORIENTATION: Final = 0x0112
_LONGEST: Final = 8
_FOLDERS: Final = frozenset({0x8769, 0x8825, 0xA005})  # EXIF, GPS and what works with what
_WINDOWS: Final = frozenset({0x9C9B, 0x9C9C, 0x9C9D, 0x9C9E, 0x9C9F})  # title, comment, author …
_XMP: Final = 0x02BC
_IPTC: Final = frozenset({0x83BB, 0x8649})
_COMMENTS: Final = frozenset({0x9286, 0x001B, 0x001C})  # behind eight bytes that name an encoding
_MOST_FOLDERS: Final = 20


def read_exif(data: bytes, into: Container) -> None:
    """Take note of every text and of the orientation that a block of EXIF tells."""
    data = data.removeprefix(b"Exif\0\0")
    order = _ORDERS.get(data[:4])
    if order is None:
        return
    waiting, seen = [_number(data, 4, order + "I")], set[int]()
    while waiting and len(seen) < _MOST_FOLDERS:
        start = waiting.pop(0)
        if start and start not in seen:
            seen.add(start)
            waiting += _folder(data, start, order, into, is_first=len(seen) == 1)


def _folder(data: bytes, start: int, order: str, into: Container, *, is_first: bool) -> list[int]:
    """Read one folder of tags, the first of them the picture's; the places of others it names."""
    others: list[int] = []
    count = _number(data, start, order + "H")
    for place in range(start + 2, start + 2 + count * _ENTRY, _ENTRY):
        if place + _ENTRY > len(data):
            return others
        tag, sort, length = struct.unpack_from(order + "HHI", data, place)
        if tag in _FOLDERS:
            others.append(_number(data, place + 8, order + "I"))
        elif tag == _ORIENTATION and is_first:
            found = _number(data, place + 8, order + "H")
            into.orientation = found if 1 <= found <= _LONGEST else 1
        elif sort == _TEXT or sort in _BYTES:
            at = place + 8 if length <= _INLINE else _number(data, place + 8, order + "I")
            _value(tag, sort, data[at : at + length], order, into)
    others.append(_number(data, start + 2 + count * _ENTRY, order + "I"))
    return others


def _value(tag: int, sort: int, value: bytes, order: str, into: Container) -> None:
    if tag in _WINDOWS:
        into.add_text(value.decode("utf-16-le", "replace").encode())
    elif tag == _XMP:
        into.add_xmp(value)
    elif tag in _IPTC:
        into.add_iptc(value)
    elif tag in _COMMENTS:
        kind, words = value[:8], value[8:]
        if kind.startswith(b"UNICODE"):
            words = words.decode("utf-16-le" if order == "<" else "utf-16-be", "replace").encode()
        into.add_text(words)
    elif sort == _TEXT:
        into.add_text(value)


def _number(data: bytes, place: int, form: str) -> int:
    """The number at a place; 0 where there is none."""
    try:
        found: int = struct.unpack_from(form, data, place)[0]
    except struct.error:
        return 0
    return found
