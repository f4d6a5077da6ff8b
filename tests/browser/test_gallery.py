"""Every component of the theme with sample data, on one page."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from markupsafe import Markup
from playwright.sync_api import Page

from site_builder.forms import forms_for
from site_builder.model.moment import Term
from site_builder.model.record import Kind
from site_builder.render.cases import Step
from site_builder.render.edition import Edition, Translated
from site_builder.render.figures import Bar, Chart, Source
from site_builder.render.head import Crumb, Head, home_crumb
from site_builder.render.leaving import Leaving, Way
from site_builder.render.pages import drawn_on
from site_builder.render.paging import Group, Link
from site_builder.render.paging import Page as ListPage
from site_builder.render.place_picker import Picked
from site_builder.render.sheet import Sheet
from site_builder.render.theme import Theme
from site_builder.resources import theme_folder
from site_builder.store.public import Row
from tests.browser.test_accessibility import complaints
from tests.render.helpers import (
    CHANNELS,
    DAY,
    DECIDED,
    LAST_DAY,
    ORGAN,
    REGIME,
    a_case,
    a_corpus,
    a_fallen_case,
    a_listing,
    a_statistic,
    an_article,
    no_pictures,
)

TEMPLATE = Path(__file__).parent / "gallery.html"
LINKS = tuple(
    Link(text=name, path="listings/index.html", count=3) for name in ("呼和浩特市", "包头市")
)


def samples(edition: Edition) -> dict[str, Any]:
    """What the gallery shows its components with."""
    article = an_article(Kind.TYPICAL_CASE, "tc-one")
    return {
        "head": Head(title="组件"),
        "crumbs": (
            home_crumb(),
            Crumb(text="名单", path="listings/index.html"),
            Crumb(text="记录"),
        ),
        "today": edition.corpus.validity,
        "group": Group(title="按地区", links=LINKS),
        "picked": [
            Picked(name="呼和浩特市", channels=CHANNELS[:2], board="index.html", lists=LINKS),
            Picked(name="阿拉善盟", channels=(), board=None, lists=()),
        ],
        "others": [Translated("paid-not", "Not paid?", "en"), Translated("ug", "ئىش ھەققى", "ug")],
        "channels": CHANNELS,
        "listings": [a_listing(1), a_listing(2, current_name="新名称有限公司", last_day=None)],
        "cases": [a_case(1), a_case(2, type="judgment")],
        "articles": [article],
        "members": [(article, Markup("<p>开头。</p>"))],
        "notes": [{"on": DECIDED, "text": "更正了金额。"}],
        "page": ListPage(
            file="page-2026-03-02.html",
            nth=1,
            rows=[Row("nm-1", "2026-03-02", ""), Row("nm-2", "2026-02-28", "")],
            newer="index.html",
            older="page-2026-02-27.html",
        ),
        "steps": [Step("payment_order", "2026-01-10", ORGAN.name), Step("paid", "2026-02-25", "")],
        "regime": REGIME,
        "leavings": [
            Leaving(way=Way.NONE),
            Leaving(way=Way.BARRED, citation="第十三条"),
            Leaving(way=Way.ENDS_FIRST, first=LAST_DAY, citation="第十二条"),
            Leaving(way=Way.FROM_A_DAY, first=DAY, wait=Term(months=6), citation="第十二条"),
        ],
        "organ": ORGAN,
        "organ_name": edition.chrome.organ_name,
        "forms": forms_for(REGIME.id),
        "code": edition.qr(""),
        "sources": [
            Source(
                anchor="s1",
                name="发布会",
                title="通报",
                date="2025-12-01",
                records=(a_statistic("st-1"),),
                charts=(),
            )
        ],
        "chart": Chart(
            title="讨回工资（万元）",
            bars=(
                Bar(label="2024年", text="30", width="100"),
                Bar(label="2025年", text="12", width="40"),
            ),
        ),
        "notice": a_fallen_case().notice,
    }


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gallery")
    (folder / "templates").mkdir()
    copy(TEMPLATE, folder / "templates")
    edition = Edition(a_corpus(folder), Theme(folder / "templates"), no_pictures)
    sheet = Sheet(path="gallery.html", reads=(), context=partial(samples, edition))
    (folder / "site/assets").mkdir(parents=True)
    (folder / "site/gallery.html").write_bytes(edition.render("gallery.html", sheet))
    for file in drawn_on(edition):
        (folder / file.path).write_bytes(file.make())
    return folder / "site"


def test_the_gallery_shows_every_component() -> None:
    parts = theme_folder() / "components"
    macros = {file.stem for file in parts.glob("*.html") if "{% macro" in file.read_text("utf-8")}
    shown = re.findall(r'data-shows="([^"]+)"', TEMPLATE.read_text("utf-8"))
    assert {name for names in shown for name in names.split()} == macros


def test_axe_finds_nothing_in_any_component(
    page: Page, gallery: Path, served: Callable[..., str], console_errors: list[str]
) -> None:
    page.clock.set_fixed_time(f"{DAY}T12:00:00+08:00")
    page.goto(f"{served(gallery)}gallery.html")
    assert complaints(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert [error for error in console_errors if "404" not in error] == []
