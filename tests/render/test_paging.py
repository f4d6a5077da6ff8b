"""Lists on pages: nothing is left out, and what comes or goes changes the pages around it alone."""

from __future__ import annotations

import hashlib
import posixpath
import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.model.public import PublicRecord
from site_builder.render import paging
from site_builder.render.cuts import REACH, cuts
from site_builder.render.pages import pages
from site_builder.render.theme import Theme
from tests.promised import standing
from tests.render.helpers import a_case, a_corpus, a_listing, elements, no_pictures, rendered, words

IDS = st.lists(st.integers(0, 10**6), min_size=3 * REACH, max_size=20 * REACH, unique=True).map(
    lambda numbers: [f"nm-{number}" for number in numbers]
)
# As many a day as in a county on some days and in a province on others.
FIRST = date(2026, 3, 1)
LISTED = [
    a_listing(n, starts_on=FIRST + timedelta(n // 3 if n < 150 else 50 + (n - 150) // 80))
    for n in range(400)
]


def listed(records: list[PublicRecord], tmp_path: Path) -> dict[str, str]:
    found = rendered(a_corpus(tmp_path, *records))
    return {path: page for path, page in found.items() if re.match("listings/(index|page)", path)}


def shown(page: str) -> list[str]:
    return [row.attrib["data-id"] for row in elements(page, "tr") if "data-id" in row.attrib]


def linked(page: str, rel: str) -> str | None:
    found = [str(e.get("href")) for e in elements(page, "a") if e.get("rel") == rel]
    return found[0] if found else None


@given(IDS)
def test_no_page_of_several_has_fewer_rows_than_the_reach(ids: list[str]) -> None:
    edges = [0, *cuts(ids), len(ids)]
    assert min(end - start for start, end in pairwise(edges)) >= REACH


@given(IDS)
def test_a_page_begins_at_what_ranks_highest_around_it(ids: list[str]) -> None:
    ranks = [hashlib.blake2b(each.encode(), digest_size=8).digest() for each in ids]
    inner = range(REACH, len(ids) - REACH)
    assert cuts(ids) == [n for n in inner if ranks[n] == max(ranks[n - REACH : n + REACH + 1])]


@given(IDS, st.data())
def test_what_goes_moves_no_beginning_but_those_around_it(
    ids: list[str], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(ids) - 1))
    left = ids[:place] + ids[place + 1 :]
    # Near an end of the list a beginning stands or falls with the number of rows that follow.
    moved = {ids[cut] for cut in cuts(ids)} ^ {left[cut] for cut in cuts(left)}
    around = {
        *ids[max(place - REACH, 0) : place + REACH + 1],
        *ids[: REACH + 1],
        *ids[-REACH - 1 :],
    }
    assert moved <= around


def test_pages_leave_nothing_out_and_follow_each_other(tmp_path: Path) -> None:
    site = listed(LISTED, tmp_path)
    file: str | None = "index.html"
    before, ids, seen = None, [], []
    while file is not None:
        page = site[f"listings/{file}"]
        assert linked(page, "prev") == before
        seen.append(f"listings/{file}")
        ids += shown(page)
        before, file = file, linked(page, "next")
    assert sorted(seen) == sorted(site)
    assert len(seen) > 5
    newest = sorted(LISTED, key=lambda record: (-record.starts_on.toordinal(), record.id))
    assert ids == [record.id for record in newest]


def test_a_page_is_called_after_the_day_on_which_it_begins(tmp_path: Path) -> None:
    site = listed(LISTED, tmp_path)
    started = {record.id: record.starts_on.isoformat() for record in LISTED}
    del site["listings/index.html"]
    for path, page in site.items():
        first = started[shown(page)[0]]
        assert re.fullmatch(rf"listings/page-{first}(-[2-9])?\.html", path)
    # One day alone has more rows than a page.
    assert any(re.search(r"-2\.html$", path) for path in site)
    titles = [words(next(elements(page, "title"))) for page in site.values()]
    assert len(set(titles)) == len(titles)


def test_the_first_page_leads_to_each_of_the_others(tmp_path: Path) -> None:
    site = listed(LISTED, tmp_path)
    first = site.pop("listings/index.html")
    links = {posixpath.join("listings", str(a.get("href"))) for a in elements(first, "a")}
    assert {path.replace("listings/", "listings/../listings/") for path in site} <= links


def test_of_very_many_pages_the_first_leads_to_one_of_each_month(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "_LINKS", 1)
    site = listed(LISTED, tmp_path)
    (group,) = (e for e in elements(site["listings/index.html"], "details") if "page-" in _hrefs(e))
    named = [words(link) for link in group.iter("a")]
    assert [name.split()[0] for name in named] == ["2026年4月", "2026年3月"]
    counts = [int(name.split()[1]) for name in named]
    assert sum(counts) == len(LISTED) - len(shown(site["listings/index.html"]))


def _hrefs(element: object) -> str:
    return " ".join(str(a.get("href")) for a in element.iter("a"))  # type: ignore[attr-defined]


def test_a_night_leaves_the_pages_as_they_are_where_nothing_came_or_went(tmp_path: Path) -> None:
    """A day's listings end, one in the middle is removed, and more than a page enters."""
    theme, last = Theme(None), LISTED[-1].starts_on

    def prints(name: str, records: list[PublicRecord]) -> dict[str, str]:
        corpus = a_corpus(tmp_path / name, *records)
        made = standing(pages(corpus, theme, no_pictures))
        return {a.path: a.fingerprint for a in made if "/listings/page-" in a.path}

    before = prints("before", LISTED)
    entered = [a_listing(n, starts_on=last + timedelta(days=1)) for n in range(500, 560)]
    after = prints("after", [*LISTED[3:200], *LISTED[201:], *entered])
    same = {path for path in before if after.get(path) == before[path]}
    assert len(before) - len(same) <= 3
    assert len(before) > 6


def test_a_short_list_is_one_page(tmp_path: Path) -> None:
    site = rendered(a_corpus(tmp_path, *(a_case(number) for number in range(1, 2 * REACH + 1))))
    assert "page-" not in "".join(site)
    assert len(shown(site["cases/index.html"])) == 2 * REACH
