"""What the builds of many nights leave in ``output/ledger.jsonl``, whatever goes wrong."""

from __future__ import annotations

import json
import os
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from site_builder import pipeline
from site_builder.publish.ledger import keep_ledger, read_ledger, replayed
from site_builder.report import Outcome
from tests.command import run
from tests.office import Office, article, case, codes, ids, listing, tree

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from site_builder.errors import Problem

LAST_DAY, NIGHT = "2028-03-01", "2028-03-02"
CASES, TYPICAL, PAGE, FIGURE = "tc-0001", "tc-1", "about", "f-1"
ABOUT = "---\nid: about\ntitle: 关于本站\norgan: hrss\npublished_on: 2025-01-01\n---\n\n说明。\n"
PAID = {
    "id": FIGURE,
    "label": "追回工资",
    "value": "3300",
    "unit": "万元",
    "year": 2024,
    "organ": "hrss",
    "source": {"name": "测试区人社局", "title": "年度通报", "date": "2025-01-20"},
}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path / "site")
    made.signed("listings/a.yml", [listing(1), listing(2, decided_on="2025-05-01")])
    return made


def _lines(office: Office) -> list[dict[str, Any]]:
    text = (office.folders.output / "ledger.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def _kill_before_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(output: Path, ids: Collection[str] | None = None) -> tuple[Problem, ...]:
        if ids is not None:
            raise KeyboardInterrupt
        return keep_ledger(output)

    monkeypatch.setattr(pipeline, "keep_ledger", killed)


def test_a_release_is_told_with_the_time_of_its_switch(office: Office) -> None:
    before = datetime.now().astimezone().replace(microsecond=0)
    assert office.build(LAST_DAY).outcome is Outcome.PUBLISHED
    (line,) = _lines(office)
    at = datetime.fromisoformat(line["at"])
    assert before <= at <= datetime.now().astimezone()
    assert at.utcoffset() == timedelta(hours=8)
    assert (line["as_of"], line["entered"], line["left"]) == (LAST_DAY, sorted(ids([1, 2])), [])
    assert "recovered" not in line


def test_an_unchanged_build_adds_nothing_and_an_ending_is_told(office: Office) -> None:
    office.build(LAST_DAY)
    assert office.build(LAST_DAY).outcome is Outcome.UNCHANGED
    assert len(_lines(office)) == 1
    office.build(NIGHT)
    assert [(line["entered"], line["left"]) for line in _lines(office)[1:]] == [([], ["t-0001"])]


def test_it_names_nobody_and_is_not_published(office: Office) -> None:
    office.build(LAST_DAY)
    text = (office.folders.output / "ledger.jsonl").read_text("utf-8")
    assert not any(word in text for word in ("公司", "测试人", "测人社"))
    for part in ("site", "server"):
        assert not [path for path in tree(office.folders.output / part) if "ledger" in path]


def test_replaying_it_gives_what_is_public_on_every_night(office: Office) -> None:
    office.signed("cases/a.yml", [case(1, issued_on="2026-04-02")])
    office.signed("typical-cases/tc-1.md", article(id=TYPICAL))
    office.signed("pages/about.md", ABOUT)
    office.signed("statistics/a.yml", [PAID])
    nights = ["2025-04-30", "2026-04-01", "2026-04-02", "2027-04-02", "2027-04-03", NIGHT]
    whole = b""
    for night in nights:
        office.build(night)
        ledger = (office.folders.output / "ledger.jsonl").read_bytes()
        assert ledger.startswith(whole)
        whole = ledger
        assert replayed(read_ledger(office.folders.output)) == office.shown()
    assert office.shown() == {"t-0002", TYPICAL, PAGE, FIGURE}
    ended = [line for line in _lines(office) if CASES in line["left"]]
    assert [line["as_of"] for line in ended] == ["2027-04-03"]


@pytest.mark.parametrize("following", [NIGHT, "2028-03-03"])
def test_a_build_killed_before_it_told_is_told_by_the_next(
    office: Office, monkeypatch: pytest.MonkeyPatch, following: str
) -> None:
    office.build(LAST_DAY)
    with monkeypatch.context() as patched:
        _kill_before_the_line(patched)
        office.build(NIGHT)
    assert office.listed() == {"t-0002"}
    made = datetime.fromisoformat("2028-03-02T00:03:11+08:00").timestamp()
    os.utime(office.site, (made, made), follow_symlinks=False)
    office.build(following)
    line = _lines(office)[1]
    assert (line["at"], line["as_of"]) == ("2028-03-02T00:03:11+08:00", NIGHT)
    assert (line["left"], line["recovered"]) == (["t-0001"], True)
    assert len(_lines(office)) == (2 if following == NIGHT else 3)


def test_state_that_is_lost_with_the_line_loses_nothing_of_it(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        _kill_before_the_line(patched)
        office.build(LAST_DAY)
    for file in office.folders.state.iterdir():
        file.unlink()
    office.build(NIGHT)
    assert [(line["entered"], line["left"]) for line in _lines(office)] == [
        (["t-0001", "t-0002"], []),
        ([], ["t-0001"]),
    ]


def test_a_site_moved_whole_goes_on_with_its_ledger(office: Office, tmp_path: Path) -> None:
    office.build(LAST_DAY)
    before = _lines(office)
    moved = office.folders.site.rename(tmp_path / "moved")
    assert run("build", "--site", moved, "--as-of", NIGHT, "--lang", "en").code == 0
    assert read_ledger(moved / "output")[0].at == before[0]["at"]
    assert replayed(read_ledger(moved / "output")) == {"t-0002"}


def test_a_ledger_that_cannot_be_kept_stops_no_removal(office: Office) -> None:
    office.build(LAST_DAY)
    (office.folders.output / "ledger.jsonl").unlink()
    (office.folders.output / "ledger.jsonl").mkdir()
    report = office.build(NIGHT)
    assert (report.outcome, codes(report)) == (Outcome.PARTIAL, ["ledger-unwritten"])
    assert office.listed() == {"t-0002"}
    (office.folders.output / "ledger.jsonl").rmdir()
    assert office.build(NIGHT).outcome is Outcome.UNCHANGED
    assert [(line["entered"], "recovered" in line) for line in _lines(office)] == [
        (["t-0002"], True)
    ]


def test_a_live_site_that_somebody_harmed_is_mended_without_a_line(office: Office) -> None:
    office.build(LAST_DAY)
    before = _lines(office)
    manifest = office.site / "manifest.json"
    manifest.write_bytes(manifest.read_bytes()[:100])
    office.build(LAST_DAY)
    assert json.loads(manifest.read_bytes())["format"] == 1
    assert _lines(office) == before
