"""Pictures lose all but their pixels, and the pixels stay as they are."""

from __future__ import annotations

import io
import zlib

import pytest
from PIL import Image

from site_builder.article import UnfitError, look, published
from site_builder.article.container import LONGEST_SIDE
from tests.shown import AUTHOR, FORMATS, PHONE, png, telling

NAMES = sorted(FORMATS)
POLYGLOT = b"<script>alert(1)</script>PK\x03\x04"


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def fault(name: str, data: bytes) -> str:
    with pytest.raises(UnfitError) as raised:
        look(name, data)
    assert raised.value.code == "bad-picture"
    return str(raised.value)


@pytest.mark.parametrize("name", NAMES)
def test_what_a_picture_says_is_told_and_not_published(name: str) -> None:
    data = telling(name)
    told = " ".join(look(name, data).texts)
    assert all(text in told for text in (AUTHOR, PHONE, "李拍照", "a comment"))
    copy = published(name, data + POLYGLOT).data
    hidden = [AUTHOR, PHONE, "李拍照", "a comment", "2024:05:06", "Exif", "xmp", "script"]
    assert [text for text in hidden if text.encode() in copy] == []
    assert "李".encode("utf-16-le") not in copy
    assert not opened(copy).getexif()
    assert look(name, copy).texts == ()


@pytest.mark.parametrize("name", NAMES)
def test_the_pixels_stay_as_they_are(name: str) -> None:
    data = telling(name)
    copy = published(name, data)
    assert opened(copy.data).convert("RGB").tobytes() == opened(data).convert("RGB").tobytes()
    assert copy.size == opened(data).size == (24, 16)
    assert published(name, copy.data) == copy


@pytest.mark.parametrize("frames", ["gif", "png", "webp"])
def test_a_picture_that_moves_keeps_moving(frames: str) -> None:
    written = io.BytesIO()
    first, second = (opened(png(shade)) for shade in (0, 200))
    first.save(written, frames, save_all=True, append_images=[second], loop=0, duration=100)
    copy = opened(published(f"a.{frames}", written.getvalue()).data)
    assert getattr(copy, "n_frames", 1) == 2
    assert copy.info["loop"] == 0


@pytest.mark.parametrize("mode", ["CMYK", "L"])
def test_a_photograph_in_other_colours_stays_as_it_is(mode: str) -> None:
    written = io.BytesIO()
    opened(png()).convert(mode).save(written, "jpeg", progressive=True)
    copy = published("a.jpeg", written.getvalue()).data
    assert opened(copy).tobytes() == opened(written.getvalue()).tobytes()


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_that_is_cut_short_anywhere_is_refused(name: str) -> None:
    whole = published(name, telling(name)).data
    for length in range(len(whole)):
        fault(name, whole[:length])


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<!doctype html><script>alert(1)</script>",
        b"%PDF-1.7",
    ],
)
def test_what_is_no_picture_is_refused(name: str, data: bytes) -> None:
    assert fault(name, data) == (
        "expected a picture of the kind that its name says, found something else"
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_of_another_kind_than_its_name_is_refused(name: str) -> None:
    for other in NAMES:
        if other != name:
            fault(name, telling(other))


def test_a_picture_too_large_to_unpack_is_refused() -> None:
    def of_size(width: int, height: int) -> bytes:
        head = b"IHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\0\0\0\0"
        start = b"\x89PNG\r\n\x1a\n\0\0\0\x0d" + head + zlib.crc32(head).to_bytes(4, "big")
        return start + png()[33:]

    look("a.png", of_size(10_000, 5_000))
    assert fault("a.png", of_size(10_000, 5_001)) == (
        "expected a picture of at most 50 million pixels, found 10000 × 5001"
    )
    fault("a.png", of_size(LONGEST_SIDE + 1, 1))
    fault("a.png", of_size(0, 1))


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp"])
def test_a_picture_that_a_camera_turned_is_told_of(name: str) -> None:
    assert look(name, telling(name, orientation=6)).is_turned
    assert not look(name, telling(name)).is_turned


@pytest.mark.parametrize("name", NAMES)
def test_whatever_is_wrong_with_a_picture_is_said(name: str) -> None:
    data = telling(name)
    for place in range(len(data)):
        broken = data[:place] + bytes((data[place] ^ 0xFF,)) + data[place + 1 :]
        try:
            look(name, broken)
            published(name, broken)
        except UnfitError as error:
            assert error.code == "bad-picture"  # noqa: PT017 - most changes are no fault
