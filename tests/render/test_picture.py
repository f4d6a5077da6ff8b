import hashlib
import struct
from pathlib import Path

import pytest

from site_builder.render.picture import pictures_in, size

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 640, 480)
GIF = b"GIF89a" + struct.pack("<HH", 640, 480)
JPEG = b"\xff\xd8" + struct.pack(">BBHBB", 0xFF, 0xE0, 4, 0, 0)
JPEG += struct.pack(">BBHBHH", 0xFF, 0xC0, 17, 8, 480, 640)
SHA = hashlib.sha256(PNG).hexdigest()


@pytest.mark.parametrize("data", [PNG, GIF, JPEG])
def test_the_size_is_read_from_the_first_bytes(data: bytes) -> None:
    assert size(data) == (640, 480)


@pytest.mark.parametrize("data", [b"", b"text", PNG[:20], JPEG[:9]])
def test_what_cannot_be_read_has_no_size(data: bytes) -> None:
    assert size(data) is None


def test_a_picture_is_given_as_it_was_signed_off(tmp_path: Path) -> None:
    (tmp_path / "site.png").write_bytes(PNG)
    assert pictures_in(tmp_path)("site.png", SHA) == PNG


def test_another_picture_under_the_same_name_is_not_given(tmp_path: Path) -> None:
    (tmp_path / "site.png").write_bytes(GIF)
    assert pictures_in(tmp_path)("site.png", SHA) is None


@pytest.mark.parametrize("path", ["gone.png", ".", "site.png/x"])
def test_what_is_no_file_is_not_given(tmp_path: Path, path: str) -> None:
    (tmp_path / "site.png").write_bytes(PNG)
    assert pictures_in(tmp_path)(path, SHA) is None
