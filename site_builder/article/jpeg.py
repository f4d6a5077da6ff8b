"""JPEG: what decodes to pixels is kept, byte by byte; every other segment is dropped.

A few kB of scans over scans, each of the whole picture, would keep a decoder busy for hours.
"""

from __future__ import annotations

import re
from typing import Final

from site_builder.article.container import Container, damaged
from site_builder.article.exif import read_exif
from site_builder.article.other_kinds import not_of_its_kind

_START, _END, _SCAN, _COMMENT = 0xD8, 0xD9, 0xDA, 0xFE
_JFIF, _EXIF, _PROFILE, _PHOTOSHOP, _ADOBE = 0xE0, 0xE1, 0xE2, 0xED, 0xEE
# Every SOF tells the size, but not DHT, JPG and DAC, which share their numbers.
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_COMMON: Final = frozenset({0xC0, 0xC1, 0xC2})  # baseline and progressive, in Huffman's code
_KEPT: Final = _FRAMES | {0xC4, 0xCC, _SCAN, 0xDB, 0xDC, 0xDD}
_MARKER: Final = re.compile(rb"\xff+([^\x00\xff])")
_NEXT_SEGMENT: Final = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]")
_XMP: Final = (b"http://ns.adobe.com/xap/1.0/\0", b"http://ns.adobe.com/xmp/extension/\0")
_JFIF_HEAD: Final = 12  # to where the size of the thumbnail stands
_ADOBE_HEAD: Final = 12
_PROFILE_MARK: Final = b"ICC_PROFILE\0"
_PROFILE_HEAD: Final = len(_PROFILE_MARK) + 2  # which part it is, and of how many
_FRAME_HEAD: Final = 6
_MOST_SCANS: Final = 100


def read_jpeg(data: bytes) -> Container:
    """A JPEG taken apart, up to its end; what follows that is none of it.

    Raises:
        UnfitError: It is no JPEG, or not a whole one.
    """
    if not data.startswith(b"\xff\xd8\xff"):
        raise not_of_its_kind(data)
    found = Container(kept=[b"\xff\xd8"], is_lossy=True)
    place = 2
    scans = 0
    while match := _MARKER.match(data, place):
        kind = match[1][0]
        if kind == _END:
            if not scans:
                break
            found.kept.append(b"\xff\xd9")
            return found
        end = match.end() + int.from_bytes(data[match.end() : match.end() + 2], "big")
        content = data[match.end() + 2 : end]
        if end < match.end() + 2 or end > len(data):
            break
        if kind == _SCAN:
            following = _NEXT_SEGMENT.search(data, end)
            if following is None or not found.width or scans == _MOST_SCANS:
                break
            scans, end = scans + 1, following.start()
        _segment(found, kind, content, data[match.end() : end])
        place = end
    raise damaged()


def _segment(found: Container, kind: int, content: bytes, whole: bytes) -> None:
    """Keep one segment, or only what it says; ``whole`` is its length, content and scan."""
    mark = bytes((0xFF, kind))
    if kind in _FRAMES:
        if len(content) < _FRAME_HEAD or found.width:
            raise damaged()
        found.height = int.from_bytes(content[1:3], "big")
        found.width = int.from_bytes(content[3:5], "big")
        # Of eight bits, in greys or in three colours: four are for presses.
        found.is_common = kind in _COMMON and content[0] == 8 and content[5] in {1, 3}  # noqa: PLR2004
    if kind in _KEPT:
        found.kept.append(mark + whole)
    elif kind == _JFIF and content.startswith(b"JFIF\0") and len(content) >= _JFIF_HEAD:
        # Without the thumbnail, which may show what was cut off the picture since.
        found.kept.append(mark + b"\0\x10" + content[:_JFIF_HEAD] + b"\0\0")
    elif kind == _ADOBE and content.startswith(b"Adobe") and len(content) >= _ADOBE_HEAD:
        found.kept.append(mark + b"\0\x0e" + content[:_ADOBE_HEAD])  # how colours are meant
    else:
        _dropped(found, kind, content)


def _dropped(found: Container, kind: int, content: bytes) -> None:
    if kind == _COMMENT:
        found.add_text(content)
    elif kind == _EXIF and content.startswith(b"Exif\0\0"):
        read_exif(content, found)
    elif kind == _EXIF and content.startswith(_XMP):
        found.add_xmp(content)
    elif kind == _PROFILE and content.startswith(_PROFILE_MARK):
        found.profile += content[_PROFILE_HEAD:]
    elif kind == _PHOTOSHOP:
        found.add_iptc(content)
