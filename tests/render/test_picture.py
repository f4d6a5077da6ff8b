import hashlib
import struct
from pathlib import Path

import pytest

from site_builder.render.picture import size

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 640, 480)
GIF = b"GIF89a" + struct.pack("<HH", 640, 480)
JPEG = b"\xff\xd8" + struct.pack(">BBHBB", 0xFF, 0xE0, 4, 0, 0)
JPEG += struct.pack(">BBHBHH", 0xFF, 0xC0, 17, 8, 480, 640)


@pytest.mark.parametrize("data", [PNG, GIF, JPEG])
def test_the_size_is_read_from_the_first_bytes(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "picture").write_bytes(data)
    assert size(tmp_path / "picture", hashlib.sha256(data).hexdigest()) == (640, 480)


@pytest.mark.parametrize("data", [b"", b"text", PNG[:20], JPEG[:9]])
def test_what_cannot_be_read_has_no_size(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "picture").write_bytes(data)
    assert size(tmp_path / "picture", hashlib.sha256(data).hexdigest()) is None


def test_another_picture_has_no_size(tmp_path: Path) -> None:
    (tmp_path / "picture").write_bytes(PNG)
    assert size(tmp_path / "picture", "0" * 64) is None
