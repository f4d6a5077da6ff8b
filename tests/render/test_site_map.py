"""The site map for people, and the foot of every page that leads to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from posixpath import join, normpath

import pytest

from site_builder.model.site import Government
from site_builder.render.pages import pages
from site_builder.render.theme import Theme
from tests.promised import standing
from tests.render.helpers import (
    SITE,
    a_corpus,
    a_listing,
    elements,
    everything,
    no_pictures,
    rendered,
)

GOVERNMENT = Government(
    site_name="示例",
    site_domain="example.gov.cn",
    id_code="1500000001",
    police_record="蒙公网安备 15010202000123号",
    conac="https://bszs.conac.cn/sitename?method=show&id=1",
    report_errors="https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=1500000001",
)


def _links(page: str, folder: str = "") -> set[str]:
    addresses = (str(link.get("href")) for link in elements(page, "a"))
    return {
        address if ":" in address else normpath(join(folder, address.partition("#")[0]))
        for address in addresses
    }


def test_the_site_map_leads_to_every_list_and_to_the_sites_own_pages(tmp_path: Path) -> None:
    site = rendered(everything(tmp_path))
    # Of places those within the publisher's own; their pages lead on to what lies inside.
    lists = {p for p in site if p.endswith("/index.html") and "/region/" not in p}
    found = _links(site["sitemap.html"])
    assert (lists | {"about.html", "report.html"}) - found == set()
    assert any(path.startswith("listings/region/") for path in found)


def test_every_page_but_one_leads_to_the_site_map(tmp_path: Path) -> None:
    site = rendered(everything(tmp_path))
    without = [
        path
        for path, page in site.items()
        if "sitemap.html" not in _links(page, path.rpartition("/")[0])
    ]
    # One is served at any address, with links from the host's root; one has no links at all.
    assert without == ["404.html", "gone.html"]
    assert "/qxmd/sitemap.html" in _links(site["404.html"])


def test_a_new_day_or_one_record_more_in_every_list_changes_no_site_map(tmp_path: Path) -> None:
    def known(name: str, day: date, *numbers: int) -> str:
        (tmp_path / name).mkdir()
        corpus = a_corpus(tmp_path / name, *map(a_listing, numbers), day=day)
        found = standing(pages(corpus, Theme(None), no_pictures))
        return next(each.fingerprint for each in found if each.path == "site/sitemap.html")

    first = known("a", date(2026, 11, 21), 1)
    assert known("b", date(2026, 11, 22), 1) == first
    assert known("c", date(2026, 11, 22), 1, 2) == first
    assert known("d", date(2026, 11, 22)) != first


def test_the_foot_leads_to_mark_errors_and_the_record_of_the_police(tmp_path: Path) -> None:
    corpus = everything(tmp_path)
    corpus.chrome = replace(corpus.chrome, site=replace(SITE, government=GOVERNMENT))
    foot = list(elements(rendered(corpus)["news/nw-one.html"], "footer"))[-1]
    outside = [str(a.get("href")) for a in foot.iter() if ":" in str(a.get("href"))]
    assert outside == [
        GOVERNMENT.report_errors,
        GOVERNMENT.conac,
        "https://beian.mps.gov.cn/#/query/webSearch?code=15010202000123",
    ]


@pytest.mark.parametrize("written", [None, "核发中", "蒙公网安备 1501020200012号"])
def test_a_number_that_is_none_leads_to_where_records_are_looked_up(written: str | None) -> None:
    government = replace(GOVERNMENT, police_record=written)
    assert government.police_page == "https://beian.mps.gov.cn/"
