"""Small files that articles show: pictures with what a camera writes, PDFs, tables."""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

if TYPE_CHECKING:
    from collections.abc import Callable

AUTHOR = "zhao-photographer"
PHONE = "13900000000"
XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator>{AUTHOR}</dc:creator></x:xmpmeta>'
# How each format is asked for what it can hold besides pixels.
FORMATS = {"a.jpg": "jpeg", "a.png": "png", "a.webp": "webp", "a.gif": "gif"}


def pixels(shade: int = 0) -> Image.Image:
    """A small picture that no two shades share."""
    picture = Image.new("RGB", (24, 16))
    picture.putdata([(x * 10, y * 15, shade) for y in range(16) for x in range(24)])
    return picture


def png(shade: int = 0) -> bytes:
    """A PNG with nothing but pixels."""
    written = io.BytesIO()
    pixels(shade).save(written, "png")
    return written.getvalue()


def photograph(width: int = 2000, height: int = 1500, orientation: int = 1) -> bytes:
    """A JPEG as a camera writes it, with as much detail as leaves on trees have."""
    noise = np.random.default_rng(1).integers(0, 256, (height // 4, width // 4, 3), "uint8")
    sky = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    leaves = Image.fromarray(noise).resize((width, height), Image.Resampling.BICUBIC)
    written = io.BytesIO()
    picture = Image.blend(sky, leaves, 0.2)
    picture.save(written, "jpeg", quality=92, exif=exif(orientation))
    return written.getvalue()


def damaged_pixels() -> bytes:
    """A PNG of 3000 × 1500 that is whole, but for what its pixels are packed in."""
    written = io.BytesIO()
    Image.new("RGB", (3000, 1500), "red").save(written, "png")
    data = written.getvalue()
    start = data.index(b"IDAT") + 4
    end = start + int.from_bytes(data[start - 8 : start - 4], "big")
    pixels = data[start : start + 9] + bytes(end - start - 9)
    checked = zlib.crc32(b"IDAT" + pixels).to_bytes(4, "big")
    return data[:start] + pixels + checked + data[end + 4 :]


def exif(orientation: int = 1) -> Image.Exif:
    """What a telephone writes into a picture: who, where and when."""
    made = Image.Exif()
    made[0x010E] = PHONE
    made[0x0112] = orientation
    made[0x013B] = AUTHOR
    made[0x9C9D] = "李拍照".encode("utf-16-le")
    made.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0a comment"
    made.get_ifd(0x8825).update({1: "N", 2: (40.0, 48.0, 30.0), 0x1D: "2024:05:06"})
    return made


def telling(name: str, orientation: int = 1) -> bytes:
    """A picture of the kind that its name says, with all that may be hidden in one."""
    written = io.BytesIO()
    if name.endswith("gif"):
        pixels().convert("P").save(
            written, "gif", comment=f"{AUTHOR} {PHONE} 李拍照 a comment".encode()
        )
    elif name.endswith("png"):
        notes = PngInfo()
        notes.add_text("Author", AUTHOR)
        notes.add_text("Comment", PHONE, zip=True)
        notes.add_itxt("Title", "李拍照")
        pixels().save(written, "png", pnginfo=notes, exif=exif(orientation))
    elif name.endswith("webp"):
        pixels().save(written, "webp", lossless=True, exif=exif(orientation), xmp=XMP.encode())
    else:
        more = {"comment": PHONE.encode(), "xmp": XMP.encode(), "icc_profile": AUTHOR.encode() * 9}
        pixels().save(written, "jpeg", exif=exif(orientation), **more)
    return written.getvalue()


def pdf(
    text: str = "List of wages", more: Callable[[PdfWriter, DictionaryObject], object] | None = None
) -> bytes:
    """A PDF of one page that says ``text``; ``more`` adds to it."""
    writer = PdfWriter()
    page = writer.add_blank_page(width=200, height=200)
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    fonts = DictionaryObject({NameObject("/F1"): _names(font)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    content = DecodedStreamObject()
    content.set_data(f"BT /F1 12 Tf 10 100 Td ({text}) Tj ET".encode())
    page[NameObject("/Contents")] = writer._add_object(content)
    writer.add_metadata({"/Author": AUTHOR, "/Title": "李拍照"})
    if more is not None:
        more(writer, page)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def _names(of: dict[str, str]) -> DictionaryObject:
    return DictionaryObject({NameObject(key): NameObject(value) for key, value in of.items()})
