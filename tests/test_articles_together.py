"""Corrections, releases of several typical cases, and what only a moment tells of an article."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from site_builder.model.moment import Moment
from site_builder.prepare import reading
from tests.office import Office, article, codes, listing

pytestmark = pytest.mark.apart

TC = "typical-cases"


def news(body: str = "导语。", **changes: Any) -> str:
    front = {"id": "nw-1", "title": "发布三起案例", "organ": "hrss", "published_on": "2025-04-01"}
    head = yaml.safe_dump({**front, **changes}, allow_unicode=True, sort_keys=False)
    return f"---\n{head}---\n\n{body}\n"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "site")


def told(office: Office, as_of: str) -> list[tuple[str, str, int | None]]:
    with reading(office.folders, Moment.parse(as_of)) as found:
        return [
            (p.code, p.path.rpartition("/")[2], p.line)
            for p in found.problems
            if p.code in {"link-to-nothing", "link-will-end", "embargo-passed", "batch-apart"}
        ]


def test_a_correction_shows_from_its_day_and_moves_the_feed(office: Office) -> None:
    notes = [{"on": "2025-06-02", "text": "人数应为14人。"}]
    office.signed(f"{TC}/tc-1.md", article(corrections=notes))
    assert codes(office.build("2025-06-01")) == []
    assert "人数应为14人" not in office.page(f"{TC}/tc-1.html")
    office.build("2025-06-02")
    assert "人数应为14人" in office.page(f"{TC}/tc-1.html")
    # Entries of one moment are told apart by fractions of a second.
    days = re.findall(r"<(updated|published)>([^.+<]*)", office.page("feed.atom"))
    corrected = "2025-06-02T00:00:00"
    assert days == [
        ("updated", corrected),
        ("updated", corrected),
        ("published", "2025-04-01T00:00:00"),
    ]


def test_a_correction_that_was_not_signed_is_not_shown(office: Office) -> None:
    office.signed(f"{TC}/tc-1.md", article())
    office.build()
    office.write(f"{TC}/tc-1.md", article(corrections=[{"on": "2025-06-01", "text": "新的。"}]))
    assert codes(office.build("2025-06-02")) == ["changed-after-sign-off"]
    assert "新的。" not in office.page(f"{TC}/tc-1.html")


def test_cases_of_a_release_come_and_go_with_their_own_state(office: Office) -> None:
    office.signed(f"{TC}/a.md", article())
    office.signed(f"{TC}/b.md", article(id="tc-2", embargo_until="2025-06-01T09:00"))
    office.signed("news/nw-1.md", news(typical_cases=["tc-2", "tc-1"]))
    office.build("2025-06-01T08:59")
    assert 'data-id="tc-2"' not in office.page("news/nw-1.html")
    office.build("2025-06-01T09:00")
    page = office.page("news/nw-1.html")
    assert page.index('data-id="tc-2"') < page.index('data-id="tc-1"')
    withdrawn = {"on": "2025-06-02", "reason": "已更正"}
    office.write(f"{TC}/a.md", article(withdrawn=withdrawn))
    office.build("2025-06-02")
    assert 'data-id="tc-1"' not in office.page("news/nw-1.html")
    assert "../news/nw-1.html" in office.page(f"{TC}/tc-2.html")


def test_cases_that_do_not_go_out_together_are_told(office: Office) -> None:
    embargo = "2025-06-01T09:00"
    office.signed(f"{TC}/a.md", article(published_on="2025-06-01"))
    office.signed(f"{TC}/b.md", article(id="tc-2", embargo_until="2025-06-01T10:00"))
    office.signed(f"{TC}/c.md", article(id="tc-3", embargo_until=embargo))
    group = news(typical_cases=["tc-1", "tc-2", "tc-3"], embargo_until=embargo)
    office.signed("news/nw-1.md", group)
    assert told(office, "2025-05-30") == [
        ("batch-apart", "nw-1.md", 7),
        ("batch-apart", "nw-1.md", 8),
    ]
    assert told(office, "2025-06-01T10:00") == []


def test_an_embargo_that_passed_before_anybody_signed_is_told(office: Office) -> None:
    office.write("news/nw-1.md", news(embargo_until="2025-06-01T09:00"))
    assert told(office, "2025-06-01T08:59") == []
    assert told(office, "2025-06-01T09:00") == [("embargo-passed", "nw-1.md", 6)]
    office.approve("news/nw-1.md")
    assert told(office, "2025-06-01T09:00") == []


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("../listings/t-0001.html", "link-will-end"),
        ("../listings/t-0099.html", "link-to-nothing"),
        ("../cases/2025/t-0001.html", "link-to-nothing"),
        ("nw-2.html", "link-to-nothing"),
        ("../about.html", "link-to-nothing"),
        ("nw-1.html", None),
        ("../index.html", None),
        ("../sitemap.html", None),
        ("../listings/index.html", None),
        ("https://example.gov.cn/x.html", None),
        ("#fn", None),
        ("listing:t-0001", None),
    ],
)
def test_where_links_of_an_article_lead_is_told(
    office: Office, target: str, code: str | None
) -> None:
    office.signed("listings/a.yml", [listing(1)])
    office.write("news/nw-1.md", news(f"第一行\n\n见[这里]({target})。"))
    office.approve("news/nw-1.md")
    assert told(office, "2025-06-01") == ([(code, "nw-1.md", 10)] if code else [])
