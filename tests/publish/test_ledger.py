"""The ledger of releases: only ever added to, and true of what is in force whatever happened."""

from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.publish.ledger import (
    LEDGER,
    Entry,
    Stay,
    keep_ledger,
    latest_stay,
    read_ledger,
    replayed,
)
from site_builder.publish.switch import switch

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

PAGE = '<p data-record data-id="{id}" data-kind="listing" data-hidden-from="">'


def put_in_force(output: Path, ids: Iterable[str], at: str = "2026-11-22T00:03:11+08:00") -> None:
    """A release that shows these records, its link made at a moment."""
    shown = sorted(ids)
    folder = output / ".releases" / "-".join(("r", *shown))
    for part in ("site/listings", "server"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    for name in shown:
        (folder / "site" / "listings" / f"{name}.html").write_text(PAGE.format(id=name), "utf-8")
    files = {f"listings/{name}.html": {"bytes": 1, "sha256": "0" * 64} for name in shown}
    manifest = {"format": 1, "files": files}
    (folder / "site" / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    (folder / "site" / "as-of.json").write_text('{"as_of": "2026-11-22"}', "utf-8")
    switch(output, folder)
    made = datetime.fromisoformat(at).timestamp()
    os.utime(output / "site", (made, made), follow_symlinks=False)


def publish(output: Path, ids: Collection[str], at: str = "2026-11-22T00:03:11+08:00") -> None:
    """As a build does it: settle what was left out, switch, tell."""
    assert keep_ledger(output) == ()
    put_in_force(output, ids, at)
    assert keep_ledger(output, ids) == ()


def lines(output: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (output / LEDGER).read_text("utf-8").splitlines()]


def test_a_release_is_one_line_with_its_moment_digest_and_ids(tmp_path: Path) -> None:
    publish(tmp_path, {"b", "a"}, "2026-11-22T00:03:11.9+08:00")
    publish(tmp_path, {"b", "c"}, "2026-11-23T00:03:07+08:00")
    first, second = lines(tmp_path)
    assert first == {
        "format": 1,
        "at": "2026-11-22T00:03:11+08:00",
        "as_of": "2026-11-22",
        "manifest_sha256": first["manifest_sha256"],
        "entered": ["a", "b"],
        "left": [],
    }
    assert len(first["manifest_sha256"]) == 64
    assert (second["at"], second["entered"], second["left"]) == (
        "2026-11-23T00:03:07+08:00",
        ["c"],
        ["a"],
    )


def test_a_moment_is_told_in_shanghai_wherever_the_machine_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    publish(tmp_path, {"a"}, "2026-11-21T16:03:11+00:00")
    assert lines(tmp_path)[0]["at"] == "2026-11-22T00:03:11+08:00"


def test_the_release_in_force_is_told_once(tmp_path: Path) -> None:
    publish(tmp_path, {"a"})
    before = (tmp_path / LEDGER).read_bytes()
    for ids in (None, {"a"}):
        assert keep_ledger(tmp_path, ids) == ()
    assert (tmp_path / LEDGER).read_bytes() == before


def test_a_release_that_nobody_told_is_read_from_its_pages(tmp_path: Path) -> None:
    publish(tmp_path, {"a", "b"})
    put_in_force(tmp_path, {"b", "c"}, "2026-11-23T00:03:07+08:00")
    assert keep_ledger(tmp_path) == ()
    assert lines(tmp_path)[1] == lines(tmp_path)[1] | {
        "at": "2026-11-23T00:03:07+08:00",
        "entered": ["c"],
        "left": ["a"],
        "recovered": True,
    }
    assert [entry.is_recovered for entry in read_ledger(tmp_path)] == [False, True]


def test_without_a_sound_release_nothing_is_told(tmp_path: Path) -> None:
    assert keep_ledger(tmp_path) == ()
    put_in_force(tmp_path, {"a"})
    (tmp_path / "site" / "manifest.json").write_text('{"format": 1, "fil', "utf-8")
    assert keep_ledger(tmp_path) == ()
    (tmp_path / "site" / "manifest.json").unlink()
    assert keep_ledger(tmp_path) == ()
    assert not (tmp_path / LEDGER).exists()


@pytest.mark.parametrize("kept", [0, 1, 40, -2, -1])
def test_half_a_line_costs_no_other_and_its_release_is_told_again(
    tmp_path: Path, kept: int
) -> None:
    publish(tmp_path, {"a"})
    whole = (tmp_path / LEDGER).read_bytes()
    publish(tmp_path, {"a", "b"})
    last = (tmp_path / LEDGER).read_bytes().removeprefix(whole)
    (tmp_path / LEDGER).write_bytes(whole + last[:kept])
    publish(tmp_path, {"b", "c"})
    told = (tmp_path / LEDGER).read_bytes()
    assert told.startswith(whole + last[:kept])
    assert [(entry.entered, entry.left) for entry in read_ledger(tmp_path)] == [
        (("a",), ()),
        (("b",), ()),
        (("c",), ("a",)),
    ]


@pytest.mark.parametrize(
    "strange",
    [
        b"\xff\xfe\n",
        b"\0" * 100 + b"\n",
        b"[1]\n",
        b"7\n",
        b"\n\n",
        b"[" * 100_000 + b"\n",
        b'{"format": 2, "at": "", "as_of": "", "manifest_sha256": "", "entered": [], "left": []}\n',
    ],
)
def test_what_is_no_line_is_passed_over_and_left_alone(tmp_path: Path, strange: bytes) -> None:
    publish(tmp_path, {"a"})
    with (tmp_path / LEDGER).open("ab") as ledger:
        ledger.write(strange)
    before = (tmp_path / LEDGER).read_bytes()
    publish(tmp_path, {"b"})
    assert (tmp_path / LEDGER).read_bytes().startswith(before)
    assert replayed(read_ledger(tmp_path)) == {"b"}


def test_a_lost_ledger_begins_again_with_all_that_shows(tmp_path: Path) -> None:
    publish(tmp_path, {"a", "b"})
    (tmp_path / LEDGER).unlink()
    publish(tmp_path, {"b"})
    assert [(entry.entered, entry.left) for entry in read_ledger(tmp_path)] == [
        (("a", "b"), ()),
        ((), ("a",)),
    ]


def test_a_ledger_that_cannot_be_read_or_written_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_in_force(tmp_path, {"a"})

    def refuse(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", refuse)
        problem = keep_ledger(tmp_path, {"a"})[0]
    assert (problem.code, problem.path, problem.is_error) == ("ledger-unwritten", LEDGER, True)
    assert str(problem.message) == (
        "could not keep the ledger of releases: No space left on device"
    )
    (tmp_path / LEDGER).unlink()
    (tmp_path / LEDGER).mkdir()
    assert [problem.code for problem in keep_ledger(tmp_path, {"a"})] == ["ledger-unwritten"]


def test_the_latest_stay_of_a_record_is_told() -> None:
    def entry(at: str, *entered: str, left: tuple[str, ...] = ()) -> Entry:
        return Entry(at=at, as_of="", manifest_sha256="", entered=entered, left=left)

    told = [
        entry("1", "a", "b"),
        entry("2", left=("a", "b")),
        entry("3", "b"),
        entry("4", "c", left=("never",)),
    ]
    assert latest_stay(told, "a") == Stay("1", "2")
    assert latest_stay(told, "b") == Stay("3")
    assert latest_stay(told[:3], "c") is None
    assert latest_stay(told, "never") is None


NIGHTS = st.lists(
    st.tuples(
        st.sets(st.sampled_from("abcdef"), max_size=6),
        st.sampled_from(["told", "killed before it was told", "killed while it was told"]),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=40, deadline=None)
@given(NIGHTS)
def test_replaying_it_gives_the_records_in_force(nights: list[tuple[set[str], str]]) -> None:
    with TemporaryDirectory() as folder:
        output = Path(folder)
        for ids, end in nights:
            keep_ledger(output)
            put_in_force(output, ids)
            if end != "told":
                before = (output / LEDGER).read_bytes() if (output / LEDGER).exists() else b""
                keep_ledger(output, ids)
                last = (output / LEDGER).read_bytes().removeprefix(before)
                half = last[: len(last) // 2] if "while" in end else b""
                (output / LEDGER).write_bytes(before + half)
                keep_ledger(output)
            else:
                keep_ledger(output, ids)
            assert replayed(read_ledger(output)) == ids
