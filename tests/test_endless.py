"""Inputs without an end: refused in a sentence, in the time that their length takes."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest

from site_builder.kinds import KINDS, SETTINGS
from site_builder.kinds.base import parse
from site_builder.load.markdown_file import read_markdown
from tests.command import run
from tests.hostile import records, regime
from tests.office import Office, article, listing

WHEN = ("--as-of", "2025-06-01", "--lang", "en")
PLACES = ("listings/x.yml", "cases/x.jsonl", "news/x.md", "holds.yml", "sign-offs/x.jsonl")
# What patterns stumble over, as long as a text may be.
RUNS = (
    " ",
    "1",
    "某",
    "《",
    "[",
    "![",
    "](",
    "[x](listing:",
    "<a",
    "<a:",
    "{{",
    "*a",
    "\t",
    "О",
    "〔2O",
)


def _check(folder: Path) -> list[str]:
    begun = time.monotonic()
    ran = run("check", "--site", folder, *WHEN)
    assert time.monotonic() - begun < 20
    assert ran.code == 1
    return ran.out.splitlines()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
@pytest.mark.parametrize("place", PLACES)
def test_a_pipe_is_no_file(tmp_path: Path, place: str) -> None:
    office = Office(tmp_path)
    office.write(place, "").unlink()
    os.mkfifo(office.content / place)
    assert _check(tmp_path) == [
        f"content/{place}: expected a file, found something else of this name"
    ]


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no such device")
@pytest.mark.parametrize("place", PLACES)
def test_a_link_to_a_device_leads_out(tmp_path: Path, place: str) -> None:
    office = Office(tmp_path)
    path = office.write(place, "")
    path.unlink()
    path.symlink_to("/dev/zero")
    assert _check(tmp_path) == [
        (
            f"content/{place}: expected a file inside the content folder,"
            " found a link that leads out of it"
        )
    ]


def test_folders_that_lead_to_each_other_end(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.signed("listings/a.yml", [listing(1)])
    (office.content / "listings" / "again").symlink_to(office.content / "listings")
    (office.content / "news").symlink_to(office.content / "news")
    assert _check(tmp_path) == [
        "content/listings/again: expected a file, found a link to a folder or to nothing",
        "content/news: expected a file, found a link to a folder or to nothing",
    ]


@pytest.mark.parametrize("place", PLACES)
def test_a_file_of_two_gibibytes_is_refused(tmp_path: Path, place: str) -> None:
    office = Office(tmp_path)
    with office.write(place, "").open("wb") as stream:
        stream.truncate(2 << 30)
    (said,) = _check(tmp_path)
    assert said.startswith(f"content/{place}:")


def test_a_regime_of_a_hundred_thousand_fields_is_told_of(tmp_path: Path) -> None:
    office = Office(tmp_path)
    fields = [f"  f.f{n}: {{show: full, citation: 第一条}}" for n in range(100_000)]
    office.write("regimes/own-list.yml", "\n".join(["id: own-list", "fields:", *fields, ""]))
    begun = time.process_time()
    ran = run("check", "--site", tmp_path, *WHEN)
    assert ran.code == 1
    assert time.process_time() - begun < 60


@pytest.mark.parametrize("text", ["[" * 100_000, "{" * 100_000, "- " * 100_000, "a: [" * 50_000])
@pytest.mark.parametrize("place", ["listings/x.yml", "news/x.md", "cases/x.jsonl", "site.yml"])
def test_brackets_without_an_end_are_one_problem(tmp_path: Path, place: str, text: str) -> None:
    office = Office(tmp_path)
    office.write(place, f"---\n{text}\n---\n" if place.endswith(".md") else f"{text}\n")
    assert len(_check(tmp_path)) <= 3


def test_a_paragraph_of_open_brackets_is_refused_with_its_line() -> None:
    for run_of in ("[", "![", "[a](b ", "[x](listing:", "[]("):
        text = f"---\nid: a\n---\n甲\n\n{run_of * 40}\n"
        (problem,) = read_markdown(text.encode(), "a.md").problems
        assert (problem.code, problem.line) == ("too-deep", 6)


def test_a_paragraph_of_many_closed_brackets_is_fine() -> None:
    text = "---\nid: a\n---\n" + "[a](b) （一） (1) 2) " * 500 + "\n\n(甲\n\n" * 50
    assert read_markdown(text.encode(), "a.md").problems == ()


def _spent(text: str) -> float:
    """The least of some times, as whatever else runs only adds to them."""
    return min(_once(text) for _turn in range(3))


def _once(text: str) -> float:
    begun = time.process_time()
    for kind, values in records(1, text):
        parse(KINDS[kind], values)
        parse(KINDS[kind], _everywhere(values, text))
    parse(SETTINGS["regime"], regime(text))
    return time.process_time() - begun


def _everywhere(values: Any, text: str) -> Any:
    if isinstance(values, dict):
        return {key: _everywhere(value, text) for key, value in values.items()}
    return [_everywhere(value, text) for value in values] if isinstance(values, list) else text


@pytest.mark.parametrize("run_of", RUNS)
def test_twice_the_text_takes_no_more_than_about_twice_the_time(run_of: str) -> None:
    length = 80_000
    once = _spent(run_of * (length // len(run_of)))
    assert _spent(run_of * (2 * length // len(run_of))) < 3 * once + 0.05


@pytest.mark.parametrize("run_of", RUNS)
def test_a_whole_check_of_a_long_body_ends(tmp_path: Path, run_of: str) -> None:
    office = Office(tmp_path)
    office.write("typical-cases/a.md", article(f"甲{run_of * (350_000 // len(run_of))}乙"))
    office.approve("typical-cases")
    begun = time.process_time()
    run("check", "--site", tmp_path, *WHEN)
    assert time.process_time() - begun < 10
