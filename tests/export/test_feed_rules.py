"""The feeds are clean by the rules of the W3C feed validator, whatever the titles say."""

import base64
import gzip
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from site_builder.export.atom import feed
from site_builder.export.changes import changes
from site_builder.model.public import PublicRecord
from site_builder.model.record import Kind
from site_builder.model.site import Organ
from site_builder.store.public import PublicCorpus
from tests.export.examples import (
    PUBLISHER,
    a_case,
    a_corpus,
    a_leaving,
    a_listing,
    an_article,
    an_entry,
    made,
)
from tests.export.feed_rules import KNOWN, OF_MARKUP, events, has_markup
from tests.export.reading import parsed, texts

CASES = Path(__file__).parents[3] / "shared/data/hostile/feed-cases.jsonl.gz"
STRINGS = CASES.with_name("naughty-strings.json")
HOSTILE = [
    "<b>甲</b>",
    "</script><script>alert(1)</script>",
    "A&B公司",
    "&lt;b&gt; &amp; &nbsp; &#60;",
    "]]><![CDATA[",
    "甲\x00\x0b\ufffe乙\x85\x9f丙",
    "<a",
    "&",
    "\u202e倒写",
    " 前后有空 ",
]


def cases() -> list[dict[str, Any]]:
    if not CASES.exists():
        return []
    with gzip.open(CASES, "rt", encoding="utf-8") as lines:
        return [case for case in map(json.loads, lines) if case["path"].startswith("atom/")]


def expected(case: dict[str, Any]) -> str:
    return str(case["expect"]).partition("{")[0]


APPLYING = [case for case in cases() if expected(case).lstrip("!") in KNOWN]


def test_every_case_is_one_of_these_rules_of_markup_or_tells_that_something_is_valid() -> None:
    if not CASES.exists():
        pytest.skip("the cases are not at hand")
    others = {expected(case).lstrip("!") for case in cases()} - KNOWN - OF_MARKUP
    assert {name for name in others if not name.startswith("Valid")} == {"Error"}
    assert len(APPLYING) > 70


@pytest.mark.parametrize("case", APPLYING, ids=lambda case: case["path"])
def test_these_rules_judge_as_the_validator_does(case: dict[str, Any]) -> None:
    found, event = events(base64.b64decode(case["base64"])), expected(case)
    if event.startswith("!"):
        assert event[1:] not in found
    else:
        assert event in found


def records() -> Iterator[PublicRecord]:
    naughty = json.loads(STRINGS.read_bytes()) if STRINGS.exists() else []
    for number, text in enumerate([*HOSTILE, *naughty]):
        yield an_article(f"nw-{number:04}", text, f"2025-03-{number % 9 + 1:02}")
    for number, text in enumerate(HOSTILE):
        yield a_listing(f"nm-{number}", employer={"name": text}, published_on="2025-04-01")
        yield a_case(f"cf-{number}", party={"name": text}, published_on="2025-04-01")
        yield an_article(f"tc-{number}", text, "2025-04-01", Kind.TYPICAL_CASE)


def feeds(folder: Path, name: str = "示例", some: int | None = None) -> dict[str, bytes]:
    """The feeds of a site whose publisher, articles and parties have hostile names."""
    left = [a_leaving(f"nm-gone-{number}") for number in range(9)]
    entered = [an_entry(f"nm-{number}", "2025-03-02") for number in range(9)]
    corpus: PublicCorpus = a_corpus(folder, list(records())[:some], changes=[*left, *entered])
    publisher: Organ = replace(PUBLISHER, name=name)
    chrome = corpus.chrome
    corpus.chrome = replace(
        chrome,
        site=replace(chrome.site, name=name),
        organs={**chrome.organs, publisher.id: publisher},
    )
    return made([*feed(corpus), *changes(corpus)])


@pytest.mark.parametrize("path", ["site/feed.atom", "site/data/changes.atom"])
@pytest.mark.parametrize("name", HOSTILE)
def test_a_feed_of_hostile_names_is_clean(tmp_path: Path, name: str, path: str) -> None:
    data = feeds(tmp_path, name)[path]
    assert events(data) == set()
    assert not has_markup(data)


@pytest.mark.parametrize("text", HOSTILE)
def test_each_hostile_title_is_clean(tmp_path: Path, text: str) -> None:
    corpus = a_corpus(tmp_path, [an_article("nw-1", text, "2025-03-07")])
    assert events(made(feed(corpus))["site/feed.atom"]) == set()


def test_every_naughty_string_is_clean(tmp_path: Path) -> None:
    if not STRINGS.exists():
        pytest.skip("the strings are not at hand")
    for number, text in enumerate(json.loads(STRINGS.read_bytes())):
        corpus = a_corpus(tmp_path, [an_article("nw-1", text, "2025-03-07")])
        assert events(made(feed(corpus))["site/feed.atom"]) == set(), number


def test_an_empty_feed_is_clean(tmp_path: Path) -> None:
    files = made([*feed(a_corpus(tmp_path)), *changes(a_corpus(tmp_path))])
    for path in ("site/feed.atom", "site/data/changes.atom"):
        assert events(files[path]) == set()


def test_entries_of_one_day_are_told_apart_by_when_they_were_updated_and_stay_so(
    tmp_path: Path,
) -> None:
    def updated(*numbers: int) -> dict[str | None, str | None]:
        news = [an_article(f"nw-{number:03}", "新闻", "2025-03-07") for number in numbers]
        root = parsed(made(feed(a_corpus(tmp_path, news)))["site/feed.atom"])
        return dict(zip(texts(root, "entry/id"), texts(root, "entry/updated"), strict=True))

    many = updated(*range(30))
    assert len(set(many.values())) == 30
    assert all(str(moment).startswith("2025-03-07T00:00:00.") for moment in many.values())
    assert updated(7).items() <= many.items()


def test_no_two_of_very_many_entries_of_one_day_were_updated_at_once(tmp_path: Path) -> None:
    entered = [an_entry(f"nm-{number}", "2025-03-02") for number in range(2000)]
    data = made(changes(a_corpus(tmp_path, changes=entered)))["site/data/changes.atom"]
    assert events(data) == set()
