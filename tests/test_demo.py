"""The demo holds what it promises: real retold cases and figures, and every state of a listing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from site_builder.build import build
from site_builder.folders import Folders
from site_builder.inspection import Outcome as Inspection
from site_builder.inspection import inspect_release
from site_builder.model.moment import Moment
from site_builder.options import Options
from site_builder.report import Outcome, Report

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
CONTENT = ROOT / "content"


AS_OF = Moment.parse("2026-11-21")


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    folder = tmp_path_factory.mktemp("demo")
    return Folders(ROOT, folder / "output", folder / "state")


@pytest.fixture(scope="module")
def report(folders: Folders) -> Report:
    return build(folders, Options(as_of=AS_OF))


def _front_matters(folder: str) -> Iterator[dict[str, Any]]:
    for path in sorted((CONTENT / folder).glob("*.md")):
        yield yaml.safe_load(path.read_text("utf-8").split("---\n")[1])


def test_it_builds_without_a_problem(report: Report) -> None:
    assert report.outcome is Outcome.PUBLISHED
    # Nothing in the content is wrong; it is November, and nobody has written the next calendar.
    assert [problem.code for problem in report.problems] == ["calendar-missing"]


@pytest.mark.usefixtures("report")
def test_inspectors_would_find_nothing_but_the_codes_that_it_has_not(folders: Folders) -> None:
    found = inspect_release(folders.output, AS_OF)
    assert found.count(Inspection.VETO) == 0
    loses = [each.rule.id for each in found.judged if each.outcome is Inspection.POINTS]
    assert loses == ["codes"]


def test_it_has_every_state_of_a_listing_but_two(report: Report) -> None:
    listings = report.records["listing"]
    assert set(listings) == {
        "held",
        "unvetted",
        "revoked",
        "removed_early",
        "expired",
        "scheduled",
        "shielded",
        "suspended",
        "in_force",
    }
    assert sum(listings.values()) >= 40
    assert listings["in_force"] >= 15


@pytest.mark.parametrize("event", ["remedied", "contested", "criminal_proceedings"])
def test_a_listing_in_force_shows_what_became_of_it(report: Report, event: str) -> None:
    assert any(event in events for _listing, events in _in_force(report))


def test_a_listing_in_force_was_published_twice_and_one_knows_no_early_removal(
    report: Report,
) -> None:
    listings = [listing for listing, _events in _in_force(report)]
    assert any(listing.get("republished_by") for listing in listings)
    assert any(listing["regime"] == "nm-credit-2021" for listing in listings)


def _in_force(report: Report) -> Iterator[tuple[dict[str, Any], set[str]]]:
    """The listings of the YAML files that show, each with the kinds of its events."""
    for path in sorted((CONTENT / "listings").glob("*.yml")):
        for document in yaml.safe_load_all(path.read_text("utf-8")):
            for listing in document if isinstance(document, list) else [document]:
                if listing["id"] not in dict(report.withheld):
                    yield listing, {event["kind"] for event in listing.get("events", ())}


def test_every_article_of_the_sources_names_its_source(report: Report) -> None:
    assert report.records["typical-case"]["in_force"] >= 9
    assert report.records["news"]["in_force"] >= 2
    for front in _front_matters("typical-cases"):
        assert front["source"]["name"], front["id"]
        assert front["source"]["title"], front["id"]


def test_every_figure_has_year_unit_and_source() -> None:
    figures = [
        f
        for path in sorted((CONTENT / "statistics").glob("*.yml"))
        for f in yaml.safe_load(path.read_text("utf-8"))
    ]
    assert len(figures) >= 80
    for figure in figures:
        assert {"label", "value", "unit", "year", "source"} <= figure.keys(), figure["id"]
        assert "region" in figure or figure.get("note"), figure["id"]


def test_its_bodies_stand_on_every_level() -> None:
    organs = yaml.safe_load((CONTENT / "organs.yml").read_text("utf-8"))
    assert {"province", "prefecture", "county", "grassroots"} <= {
        organ["level"] for organ in organs
    }


def test_its_sign_offs_name_two_people_and_a_document() -> None:
    lines = [
        json.loads(line)
        for path in (CONTENT / "sign-offs").glob("*.jsonl")
        for line in path.read_text("utf-8").splitlines()
    ]
    assert lines
    assert all(line["drafter"] != line["approver"] and line["document"] for line in lines)
