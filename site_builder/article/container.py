"""What is kept of a picture's file, and what the rest of it said."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import Final

from site_builder.article.unfit import UnfitError
from site_builder.i18n import _

MOST_PIXELS: Final = 50_000_000
LONGEST_SIDE: Final = 20_000

_XMP_TEXT: Final = re.compile(r">([^<>]+)<|=\"([^\"<>]*)\"|='([^'<>]*)'")
_MOST_TEXT: Final = 100_000
_MOST_PACKET: Final = 1 << 20
_PARTS_OF_A_DATASET: Final = re.compile(rb"\x1c[\x01-\x09].([\x00-\x7f].)", re.DOTALL)


@dataclass(slots=True)
class Container:
    """A picture's file taken apart: ``kept`` is published, in its order, and nothing else.

    ``texts`` are those of what is dropped, ``profile`` the colours that the picture is meant
    in. ``orientation`` is how a camera says that it was held, 1 upright, from 1 to 8.
    ``pixel_bytes`` is what a pixel takes unpacked, 0 where that is not to be said.
    ``is_common`` pictures show right in every browser as they are; ``is_lossy`` ones were
    packed as photographs are.
    """

    kept: list[bytes] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    width: int = 0
    height: int = 0
    orientation: int = 1
    profile: bytes = b""
    pixel_bytes: int = 0
    is_common: bool = False
    is_lossy: bool = False
    is_opaque: bool = True
    is_moving: bool = False

    def add_text(self, data: bytes) -> None:
        """Take note of a text, whatever it is encoded in."""
        text = decoded(data)
        if text:
            self.texts.append(text[:_MOST_TEXT])

    def add_xmp(self, data: bytes) -> None:
        """Take note of the texts in an XMP packet, and not of its names and addresses."""
        self.texts += texts_of_xmp(data)

    def add_iptc(self, data: bytes) -> None:
        """Take note of the datasets that IPTC keeps in a Photoshop block."""
        for match in _PARTS_OF_A_DATASET.finditer(data):
            length = int.from_bytes(match[1], "big")
            self.add_text(data[match.end() : match.end() + length])

    def whole(self) -> bytes:
        """The file that is published.

        Raises:
            UnfitError: Whoever unpacks the picture would have no room for it.
        """
        is_seen = 0 < self.width <= LONGEST_SIDE and 0 < self.height <= LONGEST_SIDE
        if not is_seen or self.width * self.height > MOST_PIXELS:
            message = _(
                "expected a picture of at most {pixels} million pixels, found {width} × {height}",
                pixels=MOST_PIXELS // 1_000_000,
                width=self.width,
                height=self.height,
            )
            raise UnfitError("bad-picture", message)
        return b"".join(self.kept)

    @property
    def length(self) -> int:
        """How many bytes are kept."""
        return sum(map(len, self.kept))


def decoded(data: bytes) -> str:
    """A text of unknown encoding: UTF-8, else GB18030, else Latin 1; without what ends it."""
    data = data.strip(b"\0 \t\r\n")
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def texts_of_xmp(data: bytes) -> list[str]:
    """The texts in an XMP packet, without its names and addresses."""
    encoding = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8"
    packet = data[:_MOST_PACKET].decode(encoding, "replace")
    found = (match[1] or match[2] or match[3] or "" for match in _XMP_TEXT.finditer(packet))
    texts = (html.unescape(text).strip() for text in found)
    return [text for text in texts if text and "://" not in text]


def damaged() -> UnfitError:
    """That a picture's file breaks off or contradicts itself."""
    message = _("expected a whole picture, found one that is damaged or cut short")
    return UnfitError("bad-picture", message)
