"""What is kept between builds, and what is not trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from site_builder.store import memory
from site_builder.store.memory import Memory

if TYPE_CHECKING:
    from pathlib import Path

KEY = b"the hash of a line"


def _parsed(folder: Path) -> str | None:
    kept = Memory(folder)
    found = kept.parsed(KEY)
    kept.close()
    return found


def test_a_parsed_line_is_remembered_until_the_program_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Memory(tmp_path)
    first.remember_parsed([(KEY, "what it gave")])
    first.close()
    assert _parsed(tmp_path) == "what it gave"
    monkeypatch.setattr(memory, "program_digest", lambda: "0123456789abcdef")
    assert _parsed(tmp_path) is None


def test_an_index_that_leads_to_another_line_is_not_believed(tmp_path: Path) -> None:
    asked = KEY[:-1] + bytes([KEY[-1] ^ 1])
    kept = Memory(tmp_path)
    kept.remember_parsed([(KEY, "what it gave")])
    kept.close()
    file = tmp_path / "parsed.sqlite"
    data = bytearray(file.read_bytes())
    # The key stands in its row and in the index; the row's text stands right behind it.
    places = [at for at in range(len(data)) if data[at : at + len(KEY)] == KEY]
    [index] = [at for at in places if b"what it gave" not in data[at : at + 100]]
    data[index : index + len(KEY)] = asked
    file.write_bytes(data)
    kept = Memory(tmp_path)
    assert kept.parsed(asked) is None
    kept.close()


@pytest.mark.parametrize("text", [b"what it gave", "某公司".encode(), b"content/site.yml", b"[1]"])
def test_an_entry_in_which_a_bit_turned_is_forgotten(tmp_path: Path, text: bytes) -> None:
    kept = Memory(tmp_path)
    kept.remember_parsed([(KEY, "what it gave")])
    kept.remember_file("content/site.yml", "name: 某公司".encode())
    kept.remember_settings("organ", {"hrss": ("content/organs.yml", "[1]")})
    assert _answers(kept).count(None) == 0
    kept.close()
    for file in tmp_path.glob("*.sqlite"):
        data = file.read_bytes()
        turned = bytes([text[0] ^ 0x80]) + text[1:]
        file.write_bytes(data.replace(text, turned))
    kept = Memory(tmp_path)
    assert _answers(kept).count(None) == 1
    kept.close()


def test_a_folder_in_place_of_a_file_is_made_a_file_again(tmp_path: Path) -> None:
    (tmp_path / "good.sqlite").mkdir()
    kept = Memory(tmp_path)
    kept.remember_file("content/site.yml", b"name: a")
    assert kept.file("content/site.yml") == b"name: a"
    kept.close()


def _answers(kept: Memory) -> list[object]:
    organs = kept.settings("organ")
    return [kept.parsed(KEY), kept.file("content/site.yml"), organs.get("hrss")]


def test_the_state_folder_is_its_owners_alone(tmp_path: Path) -> None:
    Memory(tmp_path / "state").close()
    assert (tmp_path / "state").stat().st_mode & 0o777 == 0o700
