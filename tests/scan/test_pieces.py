"""Wherever in a file a value stands, packed or encoded, it is looked at."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

import docx
import openpyxl
import pytest

from site_builder.scan import pieces
from site_builder.scan.scanner import Scanner, Withheld
from site_builder.scan.texts import Texts

if TYPE_CHECKING:
    from pathlib import Path

NAME = "内蒙古示例建筑工程有限公司"
NUMBER = "150102000012345"
RECORD = Withheld("a-1", (NAME, NUMBER))


def leaks(folder: Path, data: bytes, name: str = "file.bin") -> bool:
    """Whether a file of these bytes is found to show the record."""
    (folder / name).write_bytes(data)
    ((path, texts),) = Texts(folder).of([name])
    return bool(Scanner([RECORD]).leaks(folder, path, texts))


def workbook(value: str | int) -> bytes:
    book, stream = openpyxl.Workbook(), io.BytesIO()
    book.create_sheet("甲").cell(2, 2, value)
    book.save(stream)
    return stream.getvalue()


def document(text: str) -> bytes:
    made, stream = docx.Document(), io.BytesIO()
    made.add_paragraph(text[:3]).add_run(text[3:]).bold = True
    made.save(stream)
    return stream.getvalue()


def zipped(data: bytes, name: str = "inner.bin") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return stream.getvalue()


def png(text: str) -> bytes:
    """A picture with ``text`` among its facts."""
    chunk = b"tEXt" + b"Comment\0" + text.encode()
    end = struct.pack(">I", 0) + b"IEND" + struct.pack(">I", zlib.crc32(b"IEND"))
    facts = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return b"\x89PNG\r\n\x1a\n" + facts + end


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(workbook(NAME), id="text of a workbook"),
        pytest.param(workbook(NUMBER), id="digits as text of a workbook"),
        pytest.param(workbook(int(NUMBER)), id="number of a workbook"),
        pytest.param(document(NAME), id="document"),
        pytest.param(zipped(workbook(NAME)), id="workbook in an archive"),
        pytest.param(zipped(zipped(document(NAME))), id="document in an archive in an archive"),
        pytest.param(zipped(b"", f"{NAME}.txt"), id="name of a packed file"),
        pytest.param(gzip.compress(NAME.encode()), id="compressed"),
        pytest.param(gzip.compress(zipped(NAME.encode())), id="archive, compressed"),
        pytest.param(zipped(gzip.compress(NAME.encode())), id="compressed, in an archive"),
        pytest.param(png(NAME), id="picture"),
        pytest.param(b"\xff\xfe\x00" + NAME.encode() + b"\x00\xff", id="bytes"),
        pytest.param(NAME.encode("utf-16"), id="UTF-16"),
        pytest.param(b"\xfe\xff" + NAME.encode("utf-16-be"), id="UTF-16, big end first"),
        pytest.param(NAME.encode("utf-8-sig"), id="UTF-8 with its mark"),
        pytest.param(zipped(NAME.encode("utf-16")), id="UTF-16, packed"),
    ],
)
def test_value_is_found_wherever_it_is_packed(tmp_path: Path, data: bytes) -> None:
    assert leaks(tmp_path, data)


def test_archive_is_unpacked_to_a_settled_depth(tmp_path: Path) -> None:
    data = NAME.encode()
    for _ in range(40):
        data = zipped(data)
    assert not leaks(tmp_path, data)


def test_packed_file_that_cannot_be_read_keeps_no_other_from_it(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", b"broken" * 100)
        archive.writestr("b", NAME.encode())
    data = bytearray(stream.getvalue())
    data[31:40] = b"\xff" * 9
    assert leaks(tmp_path, bytes(data))


def test_compressed_file_that_is_cut_off_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    data = gzip.compress(NAME.encode() + bytes(range(256)) * 5000, 0)
    assert leaks(tmp_path, data[:600_000])


@pytest.mark.parametrize("before", range(20, 80))
def test_value_across_the_border_of_two_pieces_of_utf_16_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: int
) -> None:
    monkeypatch.setattr(pieces, "_PIECE", 63)
    monkeypatch.setattr(pieces, "_OVERLAP", 60)
    assert leaks(tmp_path, ("." * before + NAME + "." * 70).encode("utf-16"))


def test_no_piece_is_larger_than_settled(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(gzip.compress(bytes(20 << 20)))
    assert max(map(len, pieces.pieces(tmp_path, "file"))) <= (4 << 20) + (64 << 10) + 2
