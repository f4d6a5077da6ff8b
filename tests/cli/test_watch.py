"""``watch``: another machine, which has nothing of the site, says whether it is as it should be."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from site_builder.cli.watch import MAX_AGE_HOURS
from tests.command import Ran, run
from tests.office import Office, listing
from tests.publish.serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

WORKFLOW = Path("site_builder/_sample/.github/workflows/nightly.yml")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A site made at the workflow's hour."""
    made = Office(tmp_path_factory.mktemp("office") / "site")
    made.signed("listings/a.yml", [listing(1), listing(2, decided_on="2026-05-01")])
    made.build("2026-06-01T00:03")
    return made


@pytest.fixture
def url(office: Office) -> Iterator[str]:
    with serving(office.site) as server:
        yield server.url


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another machine: a folder with nothing in it."""
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")


def _watch(*arguments: object, at: str = "2026-06-01T08:00") -> Ran:
    ran = run("watch", *arguments, "--as-of", at, "--pause", 0, "--lang", "en")
    assert list(Path().iterdir()) == []
    return ran


def test_a_sound_site_exits_0_with_a_sentence(url: str) -> None:
    ran = _watch(url)
    assert (ran.code, ran.out) == (0, "")
    assert re.fullmatch(
        rf"{url}: sound; made for 2026-06-01T00:03, may be relied on until 2026-06-04, "
        r"\d+ files compared\n",
        ran.err,
    )
    assert _watch(url, "--quiet") == Ran(0, "", "")


def test_a_missed_night_exits_3_in_the_morning_with_a_sentence(url: str) -> None:
    assert _watch(url, at="2026-06-02T08:00") == Ran(
        3,
        f"{url}: as-of.json: made for 2026-06-01T00:03, 31 hours ago;"
        " expected a release of the last 20 hours\n",
        f"{url}: 1 faults; somebody must look now\n",
    )
    assert _watch(url, "--max-age", 32, at="2026-06-02T08:00").code == 0


def test_a_clock_a_year_ahead_exits_3(office: Office, url: str) -> None:
    office.build("2027-06-01T00:03")
    try:
        ran = _watch(url)
    finally:
        office.build("2026-06-01T00:03")
    assert ran.code == 3
    assert "made for 2027-06-01T00:03, which is yet to come: a clock is wrong" in ran.out


def test_a_site_that_cannot_be_reached_exits_3() -> None:
    ran = _watch("http://127.0.0.1:1/", "--attempts", 2)
    assert (ran.code, ran.out) == (
        3,
        "http://127.0.0.1:1/: as-of.json: the server gave no whole answer\n",
    )


def test_json_names_each_fault(url: str) -> None:
    ran = _watch(url, "--json", at="2026-06-05")
    assert ran.code == 3
    found = json.loads(ran.out)
    messages = [fault.pop("message") for fault in found["faults"]]
    assert found == {
        "url": url,
        "as_of": "2026-06-01T00:03",
        "valid_until": "2026-06-04",
        "faults": [
            {"code": "stale", "path": "as-of.json"},
            {"code": "past-validity", "path": "as-of.json"},
        ],
    }
    assert messages[1] == "may be relied on until 2026-06-04, which is over"


def test_json_of_a_site_that_says_nothing_has_no_days(url: str) -> None:
    found = json.loads(_watch(f"{url}nowhere", "--json", "--attempts", 1).out)
    assert (found["as_of"], found["valid_until"]) == (None, None)
    assert [fault["code"] for fault in found["faults"]] == ["unreachable", "unreachable"]


@pytest.mark.parametrize("address", ["ftp://example.gov.cn/", "example.gov.cn", "http://"])
def test_an_address_of_another_sort_is_wrong_usage(address: str) -> None:
    assert _watch(address) == Ran(
        2, "", "expected an address of a site, like https://example.gov.cn/path/\n"
    )


def test_no_address_is_wrong_usage() -> None:
    assert run("watch").code == 2


def test_a_night_that_was_missed_is_told_before_the_morning_run_and_no_sound_one_is() -> None:
    text = (Path(__file__).parents[2] / WORKFLOW).read_text("utf-8")
    crons = re.findall(r'cron: "(\d+) (\d+) \* \* \*"', text)
    first = datetime(2025, 3, 1)  # noqa: DTZ001 - Asia/Shanghai, as everywhere
    runs = sorted(
        first + timedelta(days=day, hours=(int(hour) + 8) % 24, minutes=int(minute))
        for day in range(3)
        for minute, hour in crons
    )
    gaps = [following - one for one, following in pairwise(runs)]
    limit = timedelta(hours=MAX_AGE_HOURS)
    assert max(gaps) + timedelta(hours=2) < limit
    night = max(range(len(gaps)), key=lambda number: gaps[number])
    assert runs[night] + limit < runs[night] + gaps[night] + gaps[night + 1]
