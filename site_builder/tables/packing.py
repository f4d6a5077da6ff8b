"""Whether a packed file is what its directory says: two programs then find the same in it."""

from __future__ import annotations

import zipfile
import zlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_END: Final = b"PK\x05\x06"
_FARTHEST_END: Final = 22 + (1 << 16)  # itself, and the longest remark behind it
_PART: Final = b"PK\x03\x04"
_HEAD: Final = 30
_STEP: Final = 1 << 20


def is_as_told(data: bytes, inside: Sequence[zipfile.ZipInfo]) -> bool:
    """Whether parts unpack to the sizes that are told, and none could be taken for another.

    A size that is told too small makes of a few kB as much as there is memory.
    """
    names = {part.filename.replace("\\", "/").lower() for part in inside}
    if len(names) < len(inside) or data.count(_END, max(len(data) - _FARTHEST_END, 0)) != 1:
        return False
    return all(_unpacks(data, part) for part in inside)


def _unpacks(data: bytes, part: zipfile.ZipInfo) -> bool:
    head = data[part.header_offset : part.header_offset + _HEAD]
    if not head.startswith(_PART) or len(head) < _HEAD:
        return False
    lengths = int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
    start = part.header_offset + _HEAD + lengths
    packed = memoryview(data)[start : start + part.compress_size]
    if len(packed) < part.compress_size:
        return False
    if part.compress_type == zipfile.ZIP_STORED:
        return part.compress_size == part.file_size
    return part.compress_type == zipfile.ZIP_DEFLATED and _length(packed, part.file_size) == (
        part.file_size
    )


def _length(packed: memoryview, told: int) -> int | None:
    """To how many bytes something unpacks, or to more than ``told``; None if it has no end."""
    unpacking, length, rest = zlib.decompressobj(-zlib.MAX_WBITS), 0, bytes(packed)
    try:
        while not unpacking.eof and length <= told:
            made = unpacking.decompress(rest, _STEP)
            rest = unpacking.unconsumed_tail
            if not made and not rest and not unpacking.eof:
                return None
            length += len(made)
    except zlib.error:
        return None
    return length
