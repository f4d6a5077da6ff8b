"""Downloads are whole."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from site_builder.publish.table_check import cells_of, is_packed, table_faults

if TYPE_CHECKING:
    from pathlib import Path

QUOTES = "expected a table whose quotes are all closed"
CELLS = "expected a row of headings, and a cell for each in every row"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\ufeffid,name\r\nnm-1,甲\r\n", None),
        ('id,name\r\nnm-1,"甲,\r\n乙"\r\n', None),
        ("id\r\n", None),
        ("", CELLS),
        ("id,name\r\nnm-1\r\n", CELLS),
        ("id,name\r\nnm-1,甲,乙\r\n", CELLS),
        ('id,name\r\nnm-1,"甲\r\n', QUOTES),
        ('id,name\r\nnm-1,"甲"乙\r\n', QUOTES),
        ("id,name\r\nnm-1,甲", "expected a table whose last row is whole"),
    ],
)
def test_a_table_has_a_cell_for_each_heading(
    tmp_path: Path, text: str, expected: str | None
) -> None:
    (tmp_path / "x.csv").write_text(text, "utf-8", newline="")
    found = [message.text("en") for message in table_faults(tmp_path / "x.csv")]
    assert found == ([expected] if expected else [])


def test_a_table_in_another_encoding_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes("id,name\r\nnm-1,甲\r\n".encode("gb18030"))
    assert [message.text("en") for message in table_faults(tmp_path / "x.csv")] == [
        "expected UTF-8"
    ]


def test_what_a_broken_table_shows_is_read_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text(
        'id,name\r\nnm-1,"甲"乙\r\nnm-2,丙\r\nnm-3', "utf-8", newline=""
    )
    assert list(cells_of(tmp_path / "x.csv", ["id", "listing"])) == ["nm-1", "nm-2", "nm-3"]


def test_a_packed_document_can_be_unpacked(tmp_path: Path) -> None:
    file = tmp_path / "x.docx"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word.xml", "<a>some text</a>")
    assert is_packed(file)
    data = file.read_bytes()
    for broken in (b"", data[:40], data.replace(b"some", b"more")):
        file.write_bytes(broken)
        assert not is_packed(file)
