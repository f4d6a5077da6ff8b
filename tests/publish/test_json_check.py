"""JSON is JSON, however long the file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from site_builder.export.json import in_lines
from site_builder.publish import json_check
from site_builder.publish.json_check import is_json, is_json_lines, texts_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


def whole(name: str, rows: Sequence[Mapping[str, object]]) -> bytes:
    return b"".join(in_lines(name, [json.dumps(row, ensure_ascii=False) for row in rows]))


ROWS = [{"id": f"nm-{number}", "name": "甲" * 20} for number in range(30)]


@pytest.fixture(params=["whole", "by lines"])
def length(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Read whole, or as a file that is too long for that."""
    if request.param == "by lines":
        monkeypatch.setattr(json_check, "_WHOLE", -1)
    return str(request.param)


def judged(folder: Path, data: bytes) -> bool:
    (folder / "x.json").write_bytes(data)
    return is_json(folder / "x.json")


@pytest.mark.usefixtures("length")
@pytest.mark.parametrize(
    "data",
    [
        whole("records", ROWS),
        whole("records", []),
        whole("records", ROWS[:1]),
        json.dumps(ROWS, indent=2).encode(),
        b'{"a": [\n1,\n2\n]}\n\n',
        b"null",
    ],
)
def test_json_in_any_shape_is_json(tmp_path: Path, data: bytes) -> None:
    assert judged(tmp_path, data)


@pytest.mark.usefixtures("length")
@pytest.mark.parametrize(
    "data",
    [
        b"",
        whole("records", ROWS)[:-3],
        whole("records", ROWS)[:700],
        whole("records", ROWS).replace(b"},\n", b"}\n", 1),
        whole("records", ROWS).replace(b"}\n]", b"},\n]"),
        whole("records", ROWS) + b"1",
        whole("records", ROWS).replace(b"nm-7", b'nm"7'),
        whole("records", ROWS).replace("甲".encode(), "甲".encode("gb18030"), 1),
        b"\xef\xbb\xbf{}",
        '{"a": 1}'.encode("utf-16"),
        b'{"a": NaN}',
        b"[" * 200_000,
    ],
)
def test_what_is_broken_anywhere_is_not(tmp_path: Path, data: bytes) -> None:
    assert not judged(tmp_path, data)


@pytest.mark.parametrize(
    ("data", "expected"),
    [(b"", True), (b"{}\n[1]\n", True), (b"{}\n{", False), (b"{}\n\n", False), (b"{}", False)],
)
def test_every_line_of_json_lines_is_a_value(tmp_path: Path, data: bytes, expected: object) -> None:
    (tmp_path / "x.jsonl").write_bytes(data)
    assert is_json_lines(tmp_path / "x.jsonl") is expected


def test_every_text_is_found_however_deep() -> None:
    assert texts_of({"a": ["b", {"c": "d"}, 1, None]}) == ["b", "d"]
