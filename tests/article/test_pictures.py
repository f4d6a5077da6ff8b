"""Pictures lose all but their pixels, and of those no more than a telephone can do without."""

from __future__ import annotations

import io
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageCms, ImageOps

from site_builder.article import WIDTHS, UnfitError, copies_of, copy_of, look
from site_builder.article.container import LONGEST_SIDE
from site_builder.article.copies import LIGHT
from tests.shown import AUTHOR, FORMATS, PHONE, damaged_pixels, exif, photograph, png, telling

NAMES = sorted(FORMATS)
POLYGLOT = b"<script>alert(1)</script>PK\x03\x04"
HIDDEN = [AUTHOR, PHONE, "李拍照", "a comment", "2024:05:06", "Exif", "xmp", "script", "acTL"]


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def written(picture: Image.Image, form: str, **how: object) -> bytes:
    made = io.BytesIO()
    picture.save(made, form, **how)
    return made.getvalue()


def published(name: str, data: bytes) -> list[bytes]:
    return [copy_of(name, data, copy) for copy in copies_of(name, data)]


def smallest(name: str, data: bytes) -> Image.Image:
    return opened(published(name, data)[0])


def are_alike(one: Image.Image, other: Image.Image, most: int = 24) -> bool:
    difference = ImageChops.difference(one.convert("RGB"), other.convert("RGB"))
    bound = Image.new("RGB", one.size, (most,) * 3)
    return ImageChops.subtract(difference, bound).getbbox() is None


def at(picture: Image.Image, x: int, y: int) -> tuple[int, ...]:
    found = picture.convert("RGBA").getpixel((x, y))
    assert isinstance(found, tuple)
    return found


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
    for copy in published(name, data + POLYGLOT):
        assert [text for text in HIDDEN if text.encode() in copy] == []
        assert "李".encode("utf-16-le") not in copy
        assert not opened(copy).getexif()
        assert look("a.jpg" if copy.startswith(b"\xff\xd8") else "a.png", copy).texts == ()


@settings(max_examples=40, deadline=None)
@given(
    name=st.sampled_from(NAMES),
    mode=st.sampled_from(["RGB", "RGBA", "L", "P", "1"]),
    width=st.integers(1, 2400),
    height=st.integers(1, 900),
    orientation=st.integers(1, 8),
)
def test_a_copy_is_never_larger_and_has_the_shape_of_the_picture(
    name: str, mode: str, width: int, height: int, orientation: int
) -> None:
    mode = "RGB" if name == "a.jpg" else mode
    picture = Image.linear_gradient("L").resize((width, height)).convert(mode)
    how = {} if name == "a.gif" else {"exif": exif(orientation)}
    data = written(picture, FORMATS[name], **how)
    if name != "a.gif" and orientation > 4:
        width, height = height, width
    copies = copies_of(name, data)
    assert [copy.width for copy in copies] == sorted({copy.width for copy in copies})
    for copy, made in zip(copies, published(name, data), strict=True):
        shown = opened(made)
        assert shown.size == (copy.width, copy.height)
        assert copy.width <= width
        assert copy.width <= WIDTHS[-1] or copy.is_untouched
        assert abs(copy.height - height * copy.width / width) <= 1
        assert {shown.format: copy.suffix} in ({"JPEG": ".jpg"}, {"PNG": ".png"})
        assert not shown.getexif()
        assert "icc_profile" not in shown.info
    assert look(name, data).weight <= len(made) + 500


def test_a_photograph_of_a_telephone_is_light_on_a_telephone_and_upright() -> None:
    data = photograph(4000, 3000, orientation=6)
    assert len(data) > 2_500_000
    assert [(copy.width, copy.height) for copy in copies_of("a.jpg", data)] == [
        (720, 960),
        (1080, 1440),
        (1440, 1920),
    ]
    made = published("a.jpg", data)
    assert len(made[0]) <= LIGHT
    assert look("a.jpg", data).weight == len(made[0])
    upright = ImageOps.exif_transpose(opened(data)).resize((720, 960))
    assert are_alike(opened(made[0]).resize((72, 96)), upright.resize((72, 96)))
    assert made == published("a.jpg", data)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp"])
def test_a_picture_stands_as_the_camera_was_held(name: str, orientation: int) -> None:
    corners = Image.new("RGB", (2, 2))
    corners.putdata([(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)])
    picture = corners.resize((48, 32), Image.Resampling.NEAREST)
    data = written(picture, FORMATS[name], exif=exif(orientation), quality=95)
    assert are_alike(smallest(name, data), ImageOps.exif_transpose(opened(data)), 60)


@pytest.mark.parametrize("name", ["a.jpg", "a.png"])
def test_a_light_picture_keeps_its_very_pixels(name: str) -> None:
    data = written(opened(png()), FORMATS[name])
    (copy,) = published(name, data)
    assert opened(copy).tobytes() == opened(data).tobytes()
    assert published(name, copy) == [copy]


@pytest.mark.parametrize(
    ("name", "mode"), [("a.png", "RGBA"), ("a.png", "P"), ("a.webp", "RGBA"), ("a.gif", "RGBA")]
)
def test_what_is_seen_through_stays_so(name: str, mode: str) -> None:
    picture = Image.new("RGBA", (2000, 500), (200, 0, 0, 255))
    picture.paste((0, 0, 0, 0), (0, 0, 1000, 500))
    how = {"lossless": True} if name == "a.webp" else {}
    data = written(picture.quantize(4) if mode == "P" else picture, FORMATS[name], **how)
    for copy in map(opened, published(name, data)):
        assert at(copy, 10, 10)[3] == 0
        assert at(copy, copy.width - 10, 10) == (200, 0, 0, 255)


def test_a_drawing_stays_one_without_loss_and_a_photograph_saved_as_one_does_not() -> None:
    drawing = Image.new("RGB", (3000, 1500), "white")
    for x in range(0, 3000, 40):
        drawing.paste((x % 251, 90, 200), (x, x % 300, x + 20, 1400))
    data = written(drawing, "png")
    (copy, *_wider) = copies_of("a.png", data)
    assert copy.suffix == ".png"
    expected = drawing.resize((copy.width, copy.height), Image.Resampling.LANCZOS)
    assert are_alike(smallest("a.png", data), expected, 1)
    pixels = opened(photograph(900, 600))
    assert {copy.suffix for copy in copies_of("a.png", written(pixels, "png"))} == {".jpg"}
    through = pixels.convert("RGBA")
    through.putalpha(128)
    data = written(through, "png")
    assert {copy.suffix for copy in copies_of("a.png", data)} == {".png"}
    assert look("a.png", data).weight < len(data) / 3


def test_colours_are_those_that_the_profile_means() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = profile.replace(b"rXYZ", b"----").replace(b"bXYZ", b"rXYZ").replace(b"----", b"bXYZ")
    red = Image.new("RGB", (40, 40), (255, 0, 0))
    for name, mode in (("a.jpg", "RGB"), ("a.png", "RGBA"), ("a.webp", "RGBA")):
        data = written(red.convert(mode), FORMATS[name], icc_profile=swapped, lossless=True)
        assert are_alike(smallest(name, data), Image.new("RGB", (40, 40), (0, 0, 255)))
        assert at(smallest(name, data), 9, 9)[3] == 255
    nonsense = written(red, "jpeg", icc_profile=b"no profile" * 20)
    assert are_alike(smallest("a.jpg", nonsense), red)


@pytest.mark.parametrize("mode", ["CMYK", "L"])
def test_a_photograph_for_a_press_shows_in_its_colours(mode: str) -> None:
    picture = opened(photograph(900, 600)).convert(mode)
    made = smallest("a.jpeg", written(picture, "jpeg", quality=95))
    assert made.mode == ("L" if mode == "L" else "RGB")
    assert are_alike(made.resize((90, 60)), picture.resize((90, 60)), 40)


def test_sixteen_bits_of_grey_are_as_bright_in_eight() -> None:
    deep = Image.new("I;16", (256, 4))
    deep.putdata([x * 257 for _y in range(4) for x in range(256)])
    made = smallest("a.png", written(deep, "png"))
    assert [made.getpixel((x, 0)) for x in (0, 100, 255)] == [0, 100, 255]


@pytest.mark.parametrize("name", ["a.gif", "a.png", "a.webp"])
def test_a_picture_that_moves_stands_still_and_that_is_told(name: str) -> None:
    first, second = (opened(png(shade)) for shade in (0, 200))
    how = {"lossless": True} if name == "a.webp" else {}
    more = {"save_all": True, "append_images": [second], "loop": 0, "duration": 100}
    data = written(first, FORMATS[name], **more, **how)
    assert getattr(opened(data), "n_frames", 1) == 2
    assert look(name, data).is_moving
    assert not look(name, telling(name)).is_moving
    (copy,) = map(opened, published(name, data))
    assert getattr(copy, "n_frames", 1) == 1
    assert are_alike(copy, first)


def test_a_jpeg_of_scans_over_scans_is_refused() -> None:
    data = written(opened(png()), "jpeg", progressive=True)
    start = data.rindex(b"\xff\xda")
    scan = data[start:-2]
    look("a.jpg", data)
    fault("a.jpg", data[:-2] + scan * 100 + data[-2:])


def test_pixels_that_do_not_unpack_are_found_when_the_file_is_looked_into() -> None:
    assert fault("a.png", damaged_pixels()) == (
        "expected a whole picture, found one that is damaged or cut short"
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_that_is_cut_short_anywhere_is_refused(name: str) -> None:
    whole = telling(name)
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
            assert fault(name, telling(other)).endswith(f"give the file the ending {other[1:]}")
    assert "found HEIC: open it and save it as JPEG" in fault(name, b"\0\0\0\x18ftypheic")


def test_a_picture_too_large_to_unpack_is_refused() -> None:
    def of_size(width: int, height: int) -> bytes:
        head = b"IHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\0\0\0\0"
        start = b"\x89PNG\r\n\x1a\n\0\0\0\x0d" + head + zlib.crc32(head).to_bytes(4, "big")
        return start + png()[33:]

    copies_of("a.png", of_size(10_000, 5_000))
    assert fault("a.png", of_size(10_000, 5_001)) == (
        "expected a picture of at most 50 million pixels, found 10000 × 5001"
    )
    fault("a.png", of_size(LONGEST_SIDE + 1, 1))
    fault("a.png", of_size(0, 1))


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
