"""A build asked for the same moment again, of the same content: nothing to do but to say so."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from site_builder.firewall import Finding, Sort
from site_builder.last_build import FIREWALL_CODES, LastBuild
from site_builder.prepare import Prepared, prepare
from site_builder.report import Outcome, Report
from tests.command import run
from tests.office import Office, listing

REMOVED = {"kind": "removed_early", "on": "2025-05-01"}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office that has built its site once."""
    made = Office(tmp_path)
    made.signed("listings/a.jsonl", [listing(1), listing(2)])
    assert made.build().outcome is Outcome.PUBLISHED
    return made


def was_read(report: Report) -> bool:
    """Whether the content was read, and not only compared."""
    return "load" in report.seconds


def test_nothing_is_read_or_written_where_all_is_as_the_last_build_left_it(office: Office) -> None:
    before = {path: path.stat().st_mtime_ns for path in office.folders.output.rglob("*")}
    report = office.build()
    assert (report.outcome, was_read(report)) == (Outcome.UNCHANGED, False)
    assert before == {path: path.stat().st_mtime_ns for path in office.folders.output.rglob("*")}


def test_the_list_of_all_files_is_not_read_for_it(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[object] = []
    monkeypatch.setattr("site_builder.publish.ledger.read_manifest", read.append)
    assert office.build().outcome is Outcome.UNCHANGED
    assert read == []


def test_it_says_what_a_build_that_reads_everything_says(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.write("listings/draft.jsonl", [listing(3)])
    office.signed("listings/b.jsonl", [listing(4, decided_on="2025-05-31")])
    office.build()
    short = office.build().as_json("zh")
    monkeypatch.setattr(LastBuild, "report", lambda _self: None)
    long = office.build().as_json("zh")
    assert short.pop("seconds").keys() == {"compare"}
    del long["seconds"], long["peak_memory_mib"], short["peak_memory_mib"]
    assert short == long


def test_the_pipeline_is_not_even_loaded_for_it(office: Office) -> None:
    program = (
        "import atexit, sys; from site_builder.cli import main;"
        " atexit.register(lambda: print('site_builder.pipeline' in sys.modules)); main()"
    )
    where = ("--site", str(office.folders.site), "--as-of", "2025-06-01", "--quiet")
    command = [sys.executable, "-c", program, "build", *where]
    ran = subprocess.run(command, capture_output=True, check=True, text=True)
    assert ran.stdout.split() == ["False"]


def _content(office: Office) -> None:
    office.write("pages/about.md", "---\nid: about\ntitle: 关于\norgan: hrss\n---\n\n草稿。\n")


def _own_template(office: Office) -> None:
    own = office.content.parent / "templates/components/as_of.html"
    own.parent.mkdir(parents=True)
    own.write_text("{% macro as_of(validity) %}{% endmacro %}\n", "utf-8")


def _page(office: Office) -> None:
    page = office.site / "index.html"
    page.write_text(page.read_text("utf-8") + "<!-- -->", "utf-8")


def _one_page_less(office: Office) -> None:
    (office.site / "listings/t-0001.html").unlink()


def _memory(office: Office) -> None:
    (office.folders.state / "good.sqlite").unlink()


def _what_is_known(office: Office) -> None:
    file = office.folders.state / "last-build.json"
    file.write_text(file.read_text("utf-8").replace('"in_force": 2', '"in_force": 3'), "utf-8")


def _garbage(office: Office) -> None:
    (office.folders.state / "last-build.json").write_bytes(b"\x00[")


def _too_deep(office: Office) -> None:
    (office.folders.state / "last-build.json").write_text("[" * 200_000)


def _a_folder_instead(office: Office) -> None:
    file = office.folders.state / "last-build.json"
    file.unlink()
    (file / "inside").mkdir(parents=True)


def _link(office: Office) -> None:
    (office.content / "elsewhere").symlink_to(office.content / "listings")


@pytest.mark.parametrize(
    "change",
    [
        *(_content, _own_template, _page, _one_page_less, _memory),
        *(_what_is_known, _garbage, _too_deep, _a_folder_instead, _link),
    ],
)
def test_whatever_is_not_just_so_has_everything_read(
    office: Office, change: Callable[[Office], None]
) -> None:
    change(office)
    report = office.build()
    assert was_read(report)
    assert report.records["listing"]["in_force"] == 2
    assert (office.site / "listings/t-0001.html").is_file()


def test_another_moment_and_a_full_build_read_everything(office: Office) -> None:
    assert was_read(office.build(full=True))
    assert was_read(office.build("2025-06-01T00:01"))


def test_build_that_somebody_must_look_at_says_so_again_from_the_content(office: Office) -> None:
    office.write("listings/b.jsonl", [listing(3, decided_on="2025/6/1")])
    for _night in range(2):
        report = office.build()
        assert (report.outcome, was_read(report)) == (Outcome.PARTIAL, True)


def test_what_the_firewall_found_is_said_again_without_reading(office: Office) -> None:
    told = listing(3)
    told["decision"]["reason"] = "拖欠工人工资，联系电话13812345678"
    office.signed("listings/b.jsonl", [told])
    first, second = office.build(), office.build()
    assert [was_read(each) for each in (first, second)] == [True, False]
    assert [each.outcome for each in (first, second)] == [Outcome.PARTIAL, Outcome.PARTIAL]
    assert second.problems == first.problems
    assert {each.code for each in second.problems if each.is_error} == {"personal-data"}
    assert office.shown() == {"t-0001", "t-0002"}


def test_the_firewalls_codes_are_those_of_its_findings() -> None:
    codes = {Finding(sort=sort, start=0, end=1).code for sort in Sort}
    assert codes == FIREWALL_CODES


def test_record_that_was_taken_down_and_given_back_shows_again(office: Office) -> None:
    holds = office.content / "holds.yml"
    before = holds.read_bytes() if holds.is_file() else None
    who = ("--reason", "mistaken-identity", "--by", "值班员")
    site = ("--site", office.folders.site, "--as-of", "2025-06-01")
    assert run("takedown", "t-0001", *who, *site).code == 0
    assert "t-0001" not in office.shown()
    # As it was before, byte for byte: somebody took the line back by hand.
    holds.unlink() if before is None else holds.write_bytes(before)
    assert was_read(office.build())


def test_what_somebody_writes_while_the_site_is_built_and_takes_back_is_not_kept(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def written_meanwhile(*given: Any, **named: Any) -> Prepared:
        office.write("listings/a.jsonl", [listing(1), listing(2, events=[REMOVED])])
        return prepare(*given, **named)

    office.write("listings/a.jsonl", [listing(2), listing(1)])
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr("site_builder.pipeline.prepare", written_meanwhile)
        assert office.build().outcome is Outcome.PUBLISHED
    assert office.shown() == {"t-0001"}
    office.write("listings/a.jsonl", [listing(2), listing(1)])
    assert was_read(office.build())
