"""``inspect``: what it prints, and its exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command import run
from tests.office import Office, listing


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    made = Office(tmp_path_factory.mktemp("office") / "site")
    made.signed("listings/a.yml", [listing(1, published_on="2025-03-05")])
    made.build("2025-03-06")
    return made


def test_a_fresh_release_exits_0(office: Office) -> None:
    ran = run("inspect", "--site", office.folders.site, "--as-of", "2025-03-18", "--lang", "en")
    assert ran.code == 0
    assert "soon due  首页不更新" in ran.out
    assert "2025-03-05; days left: 1; counts as not updated from 2025-03-19 on" in ran.out
    assert "on 2025-03-18: 0 vetoes, " in ran.err


def test_a_veto_exits_1_and_json_tells_which(office: Office) -> None:
    site = office.folders.site
    ran = run("inspect", "--json", "--site", site, "--as-of", "2025-03-19", "--lang", "en")
    assert ran.code == 1
    told = json.loads(ran.out)
    assert (told["as_of"], told["release"]["as_of"]) == ("2025-03-19", "2025-03-06")
    vetoes = [each for each in told["indicators"] if each["outcome"] == "veto"]
    assert [each["id"] for each in vetoes] == ["home-not-updated"]
    assert vetoes[0]["certainty"] == "reported_twice"
    assert vetoes[0]["found"] == [
        {
            "level": "fault",
            "path": "index.html",
            "pages": 1,
            "message": "home page: newest of 2025-03-05; counts as not updated since 2025-03-19",
            "days_left": 0,
            "fault_from": "2025-03-19",
        }
    ]


def test_what_comes_on_by_itself_is_told_when_the_home_page_needs_it(tmp_path: Path) -> None:
    office = Office(tmp_path / "site")
    soon = listing(2, decided_on="2025-03-20")
    office.signed("listings/a.yml", [listing(1, published_on="2025-03-05"), soon])
    office.build("2025-03-06")
    call = ("inspect", "--site", office.folders.site, "--lang", "en", "--as-of")
    assert "next item" not in run(*call, "2025-03-14").err
    assert "publishes its next item on 2025-03-20 by itself\n" in run(*call, "2025-03-15").err
    assert '"next_item_on": "2025-03-20"' in run(*call, "2025-03-19", "--json").out
    assert "publishes nothing by itself within 30 days\n" in run(*call, "2025-03-21").err


def test_tags_links_and_words_of_a_real_release_are_sound(office: Office) -> None:
    site = office.folders.site
    told = json.loads(run("inspect", "--json", "--site", site, "--as-of", "2025-03-06").out)
    outcomes = {each["id"]: each["outcome"] for each in told["indicators"]}
    sound = ("tags-site", "tags-column", "tags-article", "dead-links-home", "dead-links")
    assert {outcomes[name] for name in (*sound, "placeholders", "page-size")} == {"sound"}


@pytest.mark.parametrize("stamp", ["[]", "{", '{"as_of": "2025-03-06", "valid_until": 3}'])
def test_a_release_that_does_not_say_when_it_was_made_is_none(tmp_path: Path, stamp: str) -> None:
    (tmp_path / "output" / "site").mkdir(parents=True)
    (tmp_path / "output" / "site" / "as-of.json").write_text(stamp, "utf-8")
    assert run("inspect", "--site", tmp_path).code == 2


def test_where_nothing_is_built_there_is_nothing_to_inspect(tmp_path: Path) -> None:
    ran = run("inspect", "--site", tmp_path, "--lang", "en")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"no release in {tmp_path}/output/site: expected as-of.json there\n"
