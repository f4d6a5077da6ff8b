"""Pictures painted anew: small enough for a telephone, upright, in the colours of the web.

Pillow is given nothing but what decodes to pixels: no EXIF, no second picture, no comment that
it would carry over. What it does not unpack fails when the office's file is first looked into.
"""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from PIL import Image, ImageCms

from site_builder.article.container import MOST_PIXELS, Container, damaged
from site_builder.article.copies import LIGHT, WIDTHS, is_on_its_side

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.article.copies import Copy

# Twice of it is an error of Pillow's; sizes are bounded before, so this is a second net.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
_FORMATS: Final = {
    ".gif": "GIF",
    ".jpeg": "JPEG",
    ".jpg": "JPEG",
    ".png": "PNG",
    ".webp": "WEBP",
}
# What decoders of hostile files raise.
_FAULTS: Final = (
    *(OSError, ValueError, SyntaxError, EOFError, ArithmeticError, LookupError, TypeError),
    *(AttributeError, MemoryError, struct.error, zlib.error, Image.DecompressionBombError),
)
# How pixels lie, by EXIF's orientation: what sets them upright.
_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# The best first, until the copy is light; the last in any case.
_QUALITIES: Final = (80, 70, 60)
_MOST_COLOURS: Final = 256
_SIXTEEN_TO_EIGHT: Final = 1 / 256
_PACKS_BY_ITSELF: Final = frozenset({"1", "L", "P"})  # in few colours, and no fewer help
_GREYS: Final = frozenset({"L", "LA"})
_WITH_ALPHA: Final = frozenset({"LA", "RGBA"})
_ALL_OPAQUE: Final = (255, 255)
_BLANK: Final = 0xE0  # a light grey


def painted(found: Container, suffix: str, copy: Copy) -> bytes:
    """A copy of a picture, as JPEG or PNG and with nothing but its pixels.

    Raises:
        UnfitError: Its pixels cannot be unpacked.
    """
    size = (copy.height, copy.width) if is_on_its_side(found) else (copy.width, copy.height)
    with _failing():
        image = _unpacked(found, suffix, size)
        is_ready = image.size == size and found.orientation == 1 and not found.profile
        if not is_ready or image.mode not in _PACKS_BY_ITSELF:
            image = _in_plain_colours(image)
            if image.size != size:
                image = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
            if found.orientation in _TURNS:
                image = image.transpose(_TURNS[found.orientation])
            image = _in_colours_of_the_web(image, found.profile)
        return _packed(image, copy)


def blank(copy: Copy) -> bytes:
    """What stands for a copy that cannot be painted: nobody may wait for it to be mended."""
    return _packed(Image.new("L", (copy.width, copy.height), _BLANK), copy)


@contextmanager
def _failing() -> Iterator[None]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except _FAULTS as error:
        raise damaged() from error


def _unpacked(found: Container, suffix: str, size: tuple[int, int]) -> Image.Image:
    """The pixels; of a JPEG no more than twice as wide as needed are ever unpacked."""
    image = Image.open(io.BytesIO(found.whole()), formats=(_FORMATS[suffix],))
    if image.size != (found.width, found.height):
        raise damaged()
    width, height = size
    image.draft(None, (2 * width, 2 * height))
    image.load()
    return image


def _in_plain_colours(image: Image.Image) -> Image.Image:
    """Greys, three colours or four, with transparency or without, each of eight bits."""
    if image.mode == "I;16":
        # To convert it would cut off all but the darkest greys.
        return image.point(lambda value: value * _SIXTEEN_TO_EIGHT).convert("L")
    if image.mode in {"P", "PA"} or image.has_transparency_data:
        return image.convert("RGBA" if image.has_transparency_data else "RGB")
    return image.convert("L") if image.mode == "1" else image


def _in_colours_of_the_web(image: Image.Image, profile: bytes) -> Image.Image:
    """The picture in sRGB; one whose profile says nothing, or nonsense, as if it were."""
    if profile:
        mode = "RGBA" if image.mode in _WITH_ALPHA else "RGB"
        try:
            source = ImageCms.getOpenProfile(io.BytesIO(profile))
            made = ImageCms.profileToProfile(
                image, source, ImageCms.createProfile("sRGB"), outputMode=mode
            )
        except (ImageCms.PyCMSError, OSError, ValueError):
            made = None
        if made is not None:
            return made.convert("L") if image.mode == "L" else made
    return image.convert("RGB") if image.mode not in _GREYS | {"RGB", "RGBA"} else image


def _packed(image: Image.Image, copy: Copy) -> bytes:
    most = max(LIGHT * copy.width**2 // WIDTHS[0] ** 2, LIGHT)
    return _as_jpeg(image, most) if copy.suffix == ".jpg" else _as_png(image, most)


def _as_jpeg(image: Image.Image, most: int) -> bytes:
    """A JPEG that shows coarsely at once; where it is heavier than ``most``, with less detail."""
    image = image if image.mode in {"L", "RGB"} else image.convert("RGB")
    data = b""
    for quality in _QUALITIES:
        data = _saved(
            image, "JPEG", quality=quality, optimize=True, progressive=True, subsampling="4:2:0"
        )
        if len(data) <= most:
            break
    return data


def _as_png(image: Image.Image, most: int) -> bytes:
    """A PNG without loss; where it is heavier than ``most``, in 256 colours."""
    if image.mode == "RGBA" and image.getchannel("A").getextrema() == _ALL_OPAQUE:
        image = image.convert("RGB")  # as programs save what nobody sees through
    data = _saved(image, "PNG", optimize=True)
    if len(data) <= most or image.mode in _PACKS_BY_ITSELF:
        return data
    return min(data, _saved(_in_few_colours(image), "PNG", optimize=True), key=len)


def _in_few_colours(image: Image.Image) -> Image.Image:
    """The picture with a palette; its other colours are mixed of dots, but where one sees through.

    Pillow mixes none with transparency.
    """
    if image.mode in _WITH_ALPHA:
        return image.convert("RGBA").quantize(_MOST_COLOURS, Image.Quantize.FASTOCTREE)
    palette = image.quantize(_MOST_COLOURS, Image.Quantize.MEDIANCUT)
    return image.quantize(palette=palette, dither=Image.Dither.FLOYDSTEINBERG)


def _saved(image: Image.Image, form: str, **how: object) -> bytes:
    written = io.BytesIO()
    image.save(written, form, **how)
    return written.getvalue()
