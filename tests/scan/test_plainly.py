"""The first look for a few values, as they are written, whatever the size of a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.scan import plainly
from site_builder.scan.plainly import look_plainly
from site_builder.scan.scanner import Leak, Withheld

FIRM = Withheld("t-0001", ("测试区远穗1号建筑劳务有限公司", "张三"))


def test_a_value_is_found_as_it_is_written_and_as_a_page_escapes_it(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(f"<p>{FIRM.values[0]}</p>", "utf-8")
    (tmp_path / "b.html").write_text("<p>A&amp;B Works</p>", "utf-8")
    (tmp_path / "c.html").write_text("<p>张三</p>", "utf-8")
    wanted = [FIRM, Withheld("t-0002", ("A&B Works",))]
    found = look_plainly(tmp_path, ["a.html", "b.html", "c.html"], wanted)
    assert found == [Leak("a.html", "t-0001"), Leak("b.html", "t-0002")]


@pytest.mark.parametrize("before", [0, (1 << 20) - 7, (1 << 20) + 5, 5 << 20])
def test_a_download_is_looked_into_wherever_it_shows_one_and_never_held_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: int
) -> None:
    text = b"x" * before + FIRM.values[0].encode()
    (tmp_path / "cases.csv").write_bytes(text + b"y" * (plainly._HELD_WHOLE + 1 - len(text)))
    (tmp_path / "other.csv").write_bytes(b"x" * (plainly._HELD_WHOLE + 1))
    monkeypatch.delattr(Path, "read_bytes")
    found = look_plainly(tmp_path, ["cases.csv", "other.csv"], [FIRM])
    assert found == [Leak("cases.csv", "t-0001")]
