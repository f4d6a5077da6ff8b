"""``build`` by a clock that cannot be believed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from site_builder.model.moment import Moment
from tests.command import Ran, run
from tests.office import Office, ids, listing, tree

if TYPE_CHECKING:
    from pathlib import Path

LIVE = "2028-03-01T00:05"


class _Clocked(Office):
    """A site whose live release is of one night, and a machine whose clock can be set."""

    monkeypatch: pytest.MonkeyPatch

    def run(self, clock: str, *arguments: str) -> Ran:
        self.monkeypatch.setattr("site_builder.clock.now", lambda: Moment.parse(clock))
        return run("build", "--site", self.folders.site, "--lang", "en", *arguments)

    def told(self) -> tuple[str, list[str]]:
        report = json.loads((self.folders.output / "report.json").read_bytes())
        return report["outcome"], [problem["code"] for problem in report["problems"]]

    def files(self) -> dict[str, bytes]:
        files = tree(self.folders.site)
        return {path: data for path, data in files.items() if path != "output/report.json"}


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> _Clocked:
    made = _Clocked(tmp_path / "site")
    made.monkeypatch = monkeypatch
    made.signed("listings/a.yml", [listing(1), listing(2, decided_on="2025-05-01")])
    assert made.run(LIVE).code == 0
    return made


@pytest.mark.parametrize("clock", ["2028-03-01T00:04", "1970-01-01T08:00", "2029-03-01T00:05"])
def test_a_clock_that_cannot_be_believed_publishes_nothing_and_says_so(
    office: _Clocked, clock: str
) -> None:
    before = office.files()
    ran = office.run(clock)
    assert (ran.code, ran.out) == (3, "")
    said, sentence = ran.err.splitlines()
    assert said.startswith(f"this machine's clock says {clock}, which is ")
    assert LIVE in said
    assert sentence.startswith("NOT published: ")
    assert office.told() == ("not_published", ["clock-refused"])
    assert office.files() == before


def test_a_day_that_a_person_names_is_built_whatever_the_clock_says(office: _Clocked) -> None:
    assert office.run("1970-01-01T08:00", "--as-of", "2028-03-02").code == 0
    assert office.listed() == ids([2])
    assert office.run("1970-01-01T08:00", "--as-of", "2028-03-01").code == 0
    assert office.listed() == ids([1, 2])


def test_after_a_named_day_the_next_nights_are_held_against_it(office: _Clocked) -> None:
    tomorrow = "2028-03-20"
    assert office.run("2028-03-02T09:00", "--as-of", tomorrow).code == 0
    assert office.run("2028-03-03T00:05").code == 3
    assert office.run("2028-03-03T08:00", "--as-of", "2028-03-03").code == 0
    assert office.run("2028-03-04T00:05").code == 0


def test_the_same_minute_again_and_the_next_night_are_believed(office: _Clocked) -> None:
    assert office.run(LIVE).code == 0
    assert office.run("2028-03-02T00:05").code == 0
    assert office.listed() == ids([2])


@pytest.mark.parametrize("command", ["check", "deadlines"])
def test_who_only_asks_may_ask_by_any_clock(office: _Clocked, command: str) -> None:
    office.monkeypatch.setattr("site_builder.clock.now", lambda: Moment.parse("2001-01-01"))
    assert run(command, "--site", office.folders.site).code in {0, 1}
