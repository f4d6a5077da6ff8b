"""A served site is watched: what is stale, broken or not there is told, and nothing else."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from site_builder.model.moment import Moment
from site_builder.publish.watch import Patience, Watched, watch
from tests.publish.serving import AS_OF, Server, page, serving, write_manifest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MADE = {**AS_OF, "as_of": "2025-03-01T00:03", "next_change_at": "2025-03-04T00:00:00+08:00"}
MOMENT = "2025-03-01T08:00"
NO_STAMP = "expected format, as_of, valid_until, next_change_at and version"


def a_site(folder: Path, stamp: object = MADE) -> Path:
    """A small release, made for a moment."""
    files = {"index.html": page("首页"), "as-of.json": json.dumps(stamp)}
    files |= {f"listings/nm-{number}.html": page("甲") for number in range(6)}
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, "utf-8")
    write_manifest(folder)
    return folder


def seen(
    server: Server, moment: str = MOMENT, *, waited: list[float] | None = None, attempts: int = 1
) -> Watched:
    """What a look at the served site finds."""
    patience = Patience(attempts=attempts, pause=7, wait=([] if waited is None else waited).append)
    return watch(server.url, Moment.parse(moment), max_age=timedelta(hours=20), patience=patience)


def faults(server: Server, moment: str = MOMENT) -> list[str]:
    """Code, path and message of each fault."""
    found = seen(server, moment).faults
    return [f"{fault.code} {fault.text('en')}" for fault in found]


def at(folder: Path, moment: str, **stamp: object) -> list[str]:
    """The faults of a site at a moment, its stamp changed."""
    with serving(a_site(folder, MADE | stamp)) as server:
        return faults(server, moment)


def test_a_site_that_is_as_it_should_be_has_no_fault(tmp_path: Path) -> None:
    with serving(a_site(tmp_path)) as server:
        found = seen(server)
    assert (found.faults, found.files) == ((), 8)
    assert found.stamp is not None
    assert str(Moment(found.stamp.as_of)) == "2025-03-01T00:03"


# Time


@pytest.mark.parametrize(
    ("moment", "hours"), [("2025-03-01T20:03", None), ("2025-03-01T20:04", 20)]
)
def test_a_release_is_stale_after_its_longest_age(
    tmp_path: Path, moment: str, hours: int | None
) -> None:
    expected = (
        f"stale as-of.json: made for 2025-03-01T00:03, {hours} hours ago;"
        " expected a release of the last 20 hours"
    )
    assert at(tmp_path, moment) == ([expected] if hours else [])


@pytest.mark.parametrize(
    ("moment", "is_stale"),
    [("2025-03-01T23:59", False), ("2025-03-02T03:00", False), ("2025-03-02T03:01", True)],
)
def test_a_release_is_stale_three_hours_into_a_day_on_which_records_ended(
    tmp_path: Path,
    moment: str,
    is_stale: bool,  # noqa: FBT001
) -> None:
    change = {"as_of": "2025-03-01T18:00", "next_change_at": "2025-03-02T00:00:00+08:00"}
    expected = (
        "stale as-of.json: made for 2025-03-01T18:00, though something changed at 2025-03-02:"
        " what ended then may still be shown"
    )
    assert at(tmp_path, moment, **change) == ([expected] if is_stale else [])


def test_an_embargo_that_ran_out_wakes_nobody(tmp_path: Path) -> None:
    change = {"next_change_at": "2025-03-01T09:00:00+08:00"}
    assert at(tmp_path, "2025-03-01T19:00", **change) == []


def test_nothing_has_to_change(tmp_path: Path) -> None:
    assert at(tmp_path, MOMENT, next_change_at=None) == []


@pytest.mark.parametrize(("moment", "is_over"), [("2025-03-02T23:59", False), ("2025-03-03", True)])
def test_validity_holds_through_its_last_day(
    tmp_path: Path,
    moment: str,
    is_over: bool,  # noqa: FBT001
) -> None:
    stamp = {"as_of": "2025-03-02T20:00", "valid_until": "2025-03-02", "next_change_at": None}
    expected = "past-validity as-of.json: may be relied on until 2025-03-02, which is over"
    assert at(tmp_path, moment, **stamp) == ([expected] if is_over else [])


@pytest.mark.parametrize(
    ("as_of", "is_told"),
    [("2025-03-01T08:10", False), ("2025-03-01T08:11", True), ("2026-03-01", True)],
)
def test_a_release_of_a_moment_to_come_tells_of_a_wrong_clock(
    tmp_path: Path,
    as_of: str,
    is_told: bool,  # noqa: FBT001
) -> None:
    stamp = {"as_of": as_of, "valid_until": "2026-03-04", "next_change_at": None}
    expected = (
        f"from-the-future as-of.json: made for {as_of}, which is yet to come: a clock is wrong"
    )
    assert at(tmp_path, MOMENT, **stamp) == ([expected] if is_told else [])


# What is served


@pytest.mark.parametrize("stamp", [[], {}, {**MADE, "as_of": "today"}, {**MADE, "version": 1}])
def test_a_stamp_of_another_shape_is_a_fault(tmp_path: Path, stamp: object) -> None:
    with serving(a_site(tmp_path, stamp)) as server:
        assert faults(server) == [f"malformed as-of.json: {NO_STAMP}"]


@pytest.mark.parametrize("content", ["", "<html>", "[]", '{"format": 1}', "[" * 100_000])
def test_a_manifest_of_another_shape_is_a_fault(tmp_path: Path, content: str) -> None:
    (a_site(tmp_path) / "manifest.json").write_text(content, "utf-8")
    with serving(tmp_path) as server:
        assert faults(server) == ["bad-manifest manifest.json: expected the list of all files"]


def test_a_manifest_that_lacks_what_every_release_has_is_a_fault(tmp_path: Path) -> None:
    (a_site(tmp_path) / "manifest.json").write_text('{"format": 1, "files": {}}', "utf-8")
    with serving(tmp_path) as server:
        assert faults(server) == [
            "missing-file index.html: every release has this file",
            "missing-file as-of.json: every release has this file",
        ]


def test_a_file_that_is_not_the_listed_one_is_a_fault(tmp_path: Path) -> None:
    (a_site(tmp_path) / "index.html").write_text(page("别的"), "utf-8")
    (tmp_path / "listings/nm-3.html").unlink()
    with serving(tmp_path) as server:
        assert faults(server) == [
            "bad-hash index.html: is not the file that is listed",
            "unreachable listings/nm-3.html: expected status 200, found 404",
        ]


@pytest.mark.parametrize("name", ["as-of.json", "manifest.json"])
def test_a_file_that_tells_of_the_others_and_is_not_there_is_one_fault(
    tmp_path: Path, name: str
) -> None:
    (a_site(tmp_path) / name).unlink()
    with serving(tmp_path) as server:
        assert faults(server) == [f"unreachable {name}: expected status 200, found 404"]


def test_a_server_that_is_down_is_one_fault(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        pass
    assert faults(server) == ["unreachable as-of.json: the server gave no whole answer"]


def test_another_hour_looks_at_other_files(tmp_path: Path) -> None:
    def asked(hour: int) -> list[str]:
        patience = Patience(attempts=1)
        moment = Moment.parse(f"2025-03-01T{hour:02}:30")
        with serving(tmp_path) as server:
            watch(server.url, moment, max_age=timedelta(days=1), sample=2, patience=patience)
            return [line for line in server.asked if "listings" in line]

    a_site(tmp_path)
    assert asked(8) == asked(8)
    assert len({path for hour in (8, 9, 10) for path in asked(hour)}) == 6


# A release that is being copied


def healing(site: Path, after: int) -> Callable[[int], None]:
    """Before the answer of this number, put the right file in place of another."""
    right = (site / "index.html").read_bytes()
    (site / "index.html").write_text(page("别的"), "utf-8")
    return lambda number: number == after and (site / "index.html").write_bytes(right)  # type: ignore[return-value]


def test_what_differs_while_a_release_is_copied_wakes_nobody(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    waited: list[float] = []
    with serving(site, before=healing(site, 12)) as server:
        assert seen(server, attempts=4, waited=waited).faults == ()
    assert waited == [7]


def test_what_still_differs_is_told_after_the_last_attempt(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    waited: list[float] = []
    with serving(site, before=healing(site, 1000)) as server:
        found = seen(server, attempts=4, waited=waited)
    assert [fault.code for fault in found.faults] == ["bad-hash"]
    assert waited == [7, 7, 7]


def test_nobody_waits_for_time_to_go_back(tmp_path: Path) -> None:
    waited: list[float] = []
    with serving(a_site(tmp_path)) as server:
        found = seen(server, "2025-03-03", attempts=4, waited=waited)
    assert [fault.code for fault in found.faults] == ["stale"]
    assert waited == []
