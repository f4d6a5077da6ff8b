"""Each fault that fails a whole site alone: it is seen on its first day, and not the day before."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from site_builder.inspection import Outcome, inspect_release
from site_builder.inspection.rules import Weight, all_rules
from site_builder.inspection.verdict import Level
from site_builder.model.moment import Moment
from site_builder.model.regime import Certainty
from tests.inspection.tiny import Tiny, said


@pytest.fixture
def tiny(tmp_path: Path) -> Tiny:
    return Tiny(tmp_path)


@pytest.mark.parametrize(
    ("day", "outcome", "left"),
    [
        ("2026-05-19", Outcome.SOUND, 14),
        ("2026-05-28", Outcome.SOUND, 5),
        ("2026-05-29", Outcome.NEAR, 4),  # the tenth day after
        ("2026-06-01", Outcome.NEAR, 1),
        ("2026-06-02", Outcome.VETO, 0),  # two weeks after
        ("2026-09-02", Outcome.VETO, 0),
    ],
)
def test_a_home_page_fails_the_site_two_weeks_after_its_newest_item(
    tiny: Tiny, day: str, outcome: Outcome, left: int
) -> None:
    tiny.column("news", "工作动态", "2026-05-19", "2026-03-01")
    tiny.on_home = ["news/news-0.html", "news/news-1.html"]
    judged = tiny.judged("home-not-updated", day)
    assert judged.outcome is outcome
    assert [(found.days_left, str(found.fault_from)) for found in judged.found] == [
        (left, "2026-06-02")
    ]


def test_only_dated_items_that_the_home_page_leads_to_make_it_fresh(tiny: Tiny) -> None:
    tiny.column("news", "工作动态", "2026-05-30")
    tiny.page("about.html", '<p data-record data-id="about">', tags={"PubDate": "2026-06-01 00:00"})
    tiny.on_home = ["about.html"]
    judged = tiny.judged("home-not-updated", home='<time datetime="2026-06-01">')
    assert judged.outcome is Outcome.VETO
    assert said(judged) == ["index.html: the home page leads to no item with a day"]
    tiny.on_home = ["news/news-0.html#top"]
    assert tiny.outcome("home-not-updated") is Outcome.SOUND


def test_an_item_still_to_come_makes_no_page_fresh(tiny: Tiny) -> None:
    tiny.column("news", "工作动态", "2026-06-03")
    tiny.on_home = ["news/news-0.html"]
    assert tiny.outcome("home-not-updated", "2026-06-02") is Outcome.VETO
    assert tiny.outcome("home-not-updated", "2026-06-03") is Outcome.SOUND


@pytest.mark.parametrize(
    ("columns", "day", "outcome", "faults"),
    [
        (5, "2026-05-18", Outcome.NEAR, 0),
        (4, "2026-05-19", Outcome.POINTS, 4),
        (5, "2026-05-19", Outcome.VETO, 5),
    ],
)
def test_five_columns_of_news_without_an_item_of_two_weeks_fail_the_site(
    tiny: Tiny, columns: int, day: str, outcome: Outcome, faults: int
) -> None:
    for number in range(columns):
        tiny.column(f"news{number}", "工作动态", "2026-05-05", "2026-01-01")
    tiny.column("good", "工作动态", "2026-05-17")
    judged = tiny.judged("columns-not-updated", day)
    assert (judged.outcome, judged.faults) == (outcome, faults)


@pytest.mark.parametrize(
    ("day", "outcome"),
    [("2027-02-27", Outcome.NEAR), ("2027-02-28", Outcome.POINTS), ("2027-02-23", Outcome.SOUND)],
)
def test_notices_count_as_not_updated_six_months_later(
    tiny: Tiny, day: str, outcome: Outcome
) -> None:
    tiny.column("notices", "公示公告", "2026-08-31")
    assert tiny.outcome("columns-not-updated", day) is outcome


def test_a_column_whose_items_tell_no_day_counts_as_not_updated(tiny: Tiny) -> None:
    tiny.column("notices", "公示公告", "2026-05-31")
    page = tiny.output / "site" / "notices" / "notices-0.html"
    page.write_text(page.read_text("utf-8").replace("PubDate", "pubdate"), "utf-8")
    assert said(tiny.judged("columns-not-updated")) == [
        "notices/index.html: “notices” has no item with a day"
    ]


def test_figures_have_no_pages_so_their_list_tells_the_day(tiny: Tiny) -> None:
    item = '<p data-record data-id="f-1"></p><time datetime="2025-06-02">'
    as_of = '<p class="as-of"><time datetime="2026-06-01"></time></p>'
    tiny.column("figures", "数据发布", body=item + as_of)
    assert tiny.outcome("columns-long-not-updated", "2026-05-01") is Outcome.SOUND
    # How long is long no source says, so one column alone is only told.
    assert tiny.outcome("columns-long-not-updated", "2026-06-02") is Outcome.NOTICE


def test_ten_columns_long_out_of_date_fail_the_site_and_nine_do_not(tiny: Tiny) -> None:
    for number in range(9):
        tiny.column(f"open{number}", "信息公开", "2025-06-01")
    assert tiny.outcome("columns-long-not-updated") is Outcome.NOTICE
    tiny.column("open9", "信息公开", "2025-06-01")
    assert tiny.outcome("columns-long-not-updated") is Outcome.VETO


def test_five_empty_columns_fail_the_site_and_four_cost_points(tiny: Tiny) -> None:
    for number in range(4):
        tiny.column(f"empty{number}", "工作动态")
    assert tiny.outcome("empty-columns") is Outcome.POINTS
    tiny.column("empty4", "工作动态")
    judged = tiny.judged("empty-columns")
    assert (judged.outcome, judged.faults) == (Outcome.VETO, 5)


def test_an_emptied_list_is_not_empty_when_it_says_as_of_which_day(tiny: Tiny) -> None:
    tiny.column("list", "公示公告", body="<p>截至<time>2026年6月1日</time>，当前无在列主体。</p>")
    assert tiny.outcome("empty-columns") is Outcome.SOUND
    # The words alone make no column of news any fuller.
    tiny.column("list", "工作动态", body="<p>截至2026年6月1日，当前无在列主体。</p>")
    assert tiny.outcome("empty-columns") is Outcome.POINTS
    tiny.column("list", "公示公告")
    assert said(tiny.judged("empty-columns")) == [
        "list/index.html: “list” is empty, and does not say as of which day"
    ]


def test_a_day_of_publication_still_to_come_is_forged(tiny: Tiny) -> None:
    tiny.column("news", "工作动态", "2026-06-02")
    assert tiny.outcome("forged-dates", "2026-06-02") is Outcome.SOUND
    judged = tiny.judged("forged-dates", "2026-06-01")
    assert judged.outcome is Outcome.VETO
    assert said(judged) == ["news/news-0.html: published on 2026-06-02, a day still to come"]


def test_what_was_true_for_the_release_is_no_lie_when_asked_of_an_earlier_day(tiny: Tiny) -> None:
    tiny.column("news", "工作动态", "2026-06-01")
    assert tiny.outcome("forged-dates", "2026-05-01") is Outcome.SOUND


@pytest.mark.parametrize(
    ("as_of", "at", "outcome"),
    [
        ("2026-05-19", "2026-05-19T00:03:00+08:00", Outcome.VETO),
        ("2026-05-20", "2026-05-20T00:03:00+08:00", Outcome.SOUND),
        # A release that was made for a day of the past proves nothing.
        ("2026-01-01", "2026-05-20T00:03:00+08:00", Outcome.SOUND),
    ],
)
def test_a_day_of_publication_later_than_the_item_stood_here_is_forged(
    tiny: Tiny, as_of: str, at: str, outcome: Outcome
) -> None:
    tiny.column("news", "工作动态", "2026-05-20")
    lines = [
        {"at": at, "as_of": as_of, "entered": ["news-0"], "left": []},
        {"at": "2026-05-31T00:03:00+08:00", "as_of": "2026-05-31", "entered": ["news-0"]},
    ]
    ledger = "".join(f"{json.dumps(line)}\n" for line in lines)
    (tiny.output / "ledger.jsonl").write_text(f"{ledger}half a li", "utf-8")
    assert tiny.outcome("forged-dates") is outcome


def test_a_site_that_leads_to_nobody_fails(tiny: Tiny) -> None:
    tiny.channel = '<a href="https://beian.miit.gov.cn/">备案</a>'
    assert tiny.outcome("no-consultation") is Outcome.VETO
    tiny.channel = '<a href="tel:12333">12333</a>'
    assert tiny.outcome("no-consultation") is Outcome.BY_PEOPLE
    tiny.channel = '<a href="https://12345.example.gov.cn/">留言</a>'
    assert tiny.outcome("no-consultation") is Outcome.SOUND


def test_no_rule_known_from_memory_alone_fails_a_site() -> None:
    vetoes = [rule for rule in all_rules() if rule.weight is Weight.VETO]
    assert len(vetoes) == 10
    assert all(rule.certainty not in {None, Certainty.FROM_MEMORY} for rule in vetoes)


def test_a_veto_that_is_only_remembered_would_cost_points_and_no_more(tiny: Tiny) -> None:
    tiny.judged("home-not-updated")
    (rule,) = (rule for rule in all_rules() if rule.id == "home-not-updated")
    remembered = replace(rule, certainty=Certainty.FROM_MEMORY)
    day = Moment.parse("2026-06-01")
    outcomes = [
        inspect_release(tiny.output, day, rules=[each]).judged[0].outcome
        for each in (rule, remembered)
    ]
    assert outcomes == [Outcome.VETO, Outcome.POINTS]


def test_what_files_do_not_tell_is_left_to_people(tiny: Tiny) -> None:
    judged = tiny.judged("unreachable")
    assert judged.outcome is Outcome.BY_PEOPLE
    assert [found.level for found in judged.found] == [Level.UNASKED]
