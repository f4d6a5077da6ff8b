"""Lines are only ever added, whole, whoever writes at the same time and however a run ends."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from site_builder.errors import SiteBuilderError
from site_builder.signing.ledger import append
from site_builder.store.lock import locked

LINE = '{"id": "t-0001", "on": "2025-03-02"}'
OTHER = '{"id": "t-0002", "on": "2025-03-02"}'


def test_lines_are_added_and_nothing_else_changes(tmp_path: Path) -> None:
    file = tmp_path / "sign-offs/2025.jsonl"
    append(file, [LINE])
    append(file, [OTHER, LINE])
    assert file.read_bytes() == f"{LINE}\n{OTHER}\n{LINE}\n".encode()


def test_nothing_to_add_makes_no_file(tmp_path: Path) -> None:
    append(tmp_path / "2025.jsonl", [])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("length", range(1, len(LINE)))
def test_what_a_killed_run_left_of_a_line_goes(tmp_path: Path, length: int) -> None:
    file = tmp_path / "2025.jsonl"
    file.write_bytes(f"{LINE}\n".encode() + LINE.encode()[:length])
    append(file, [OTHER])
    assert file.read_text("utf-8").splitlines() == [LINE, OTHER]


def test_a_first_line_cut_short_goes_and_the_byte_order_mark_stays(tmp_path: Path) -> None:
    file = tmp_path / "2025.jsonl"
    file.write_bytes(b"\xef\xbb\xbf" + LINE.encode()[:10])
    append(file, [OTHER])
    assert file.read_bytes() == b"\xef\xbb\xbf" + f"{OTHER}\n".encode()


def test_a_line_cut_within_a_character_goes_too(tmp_path: Path) -> None:
    file = tmp_path / "2025.jsonl"
    file.write_bytes('{"id": "t-0001", "drafter": "经'.encode()[:-1])
    append(file, [OTHER])
    assert file.read_text("utf-8") == f"{OTHER}\n"


def test_a_whole_line_without_its_end_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "2025.jsonl"
    file.write_text(LINE, "utf-8")
    append(file, [OTHER])
    assert file.read_text("utf-8") == f"{LINE}\n{OTHER}\n"


def test_a_full_disk_leaves_no_half_a_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "2025.jsonl"
    append(file, [LINE])

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        append(file, [OTHER] * 100)
    assert file.read_text("utf-8") == f"{LINE}\n"


def test_a_file_that_another_program_holds_open_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(*_arguments: object, **_options: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "open", held)
    with pytest.raises(SiteBuilderError) as caught:
        append(tmp_path / "2025.jsonl", [LINE])
    assert caught.value.message.text("en") == (
        "2025.jsonl is open in another program, or its permissions forbid it: close it there"
        " and repeat the command"
    )


def _append_often(file: Path, name: str) -> None:
    for number in range(20):
        line = json.dumps(
            {"id": f"{name}-{number:03}", "document": "签" * 3000}, ensure_ascii=False
        )
        append(file, [line] * 5)


def test_many_at_once_never_mix_their_lines(tmp_path: Path) -> None:
    file = tmp_path / "2025.jsonl"
    workers = [
        multiprocessing.get_context("spawn").Process(target=_append_often, args=(file, name))
        for name in ("aaa", "bbb", "ccc")
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    ids = [json.loads(line)["id"] for line in file.read_text("utf-8").splitlines()]
    assert len(ids) == 300
    # What one call wrote stands together.
    assert all(len(set(ids[start : start + 5])) == 1 for start in range(0, 300, 5))


def test_the_lock_is_held_while_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[bool] = []

    @contextmanager
    def watched(descriptor: int, *, wait: bool) -> Iterator[None]:
        with locked(descriptor, wait=wait):
            held.append(wait)
            yield

    monkeypatch.setattr("site_builder.signing.ledger.locked", watched)
    append(tmp_path / "2025.jsonl", [LINE])
    assert held == [True]
