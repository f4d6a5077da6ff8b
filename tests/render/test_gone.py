"""The old addresses of penalties that were withdrawn, and of those that say nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from site_builder.model.record import EventKind
from site_builder.render.pages import pages
from site_builder.render.theme import Theme
from tests.promised import standing
from tests.render.helpers import (
    a_case,
    a_corpus,
    a_fallen_case,
    elements,
    metas,
    no_pictures,
    rendered,
    words,
)

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from site_builder.model.public import PublicRecord

PAGE = "cases/2026/cf-2026-0001.html"


def notice(folder: Path, *records: PublicRecord, **told: Any) -> str:
    return rendered(a_corpus(folder, *records, gone=(a_fallen_case(**told),)))[PAGE]


def facts(page: str) -> dict[str, str]:
    main = next(elements(page, "main"))
    terms, values = (list(main.iter(tag)) for tag in ("dt", "dd"))
    return {words(term): words(value) for term, value in zip(terms, values, strict=True)}


def test_a_notice_tells_number_day_body_how_when_and_why_and_no_more(tmp_path: Path) -> None:
    page = notice(tmp_path)
    assert facts(page) == {
        "文书文号": "示人社罚字〔2026〕1号",
        "作出机关": "呼和浩特市人力资源和社会保障局",
        "作出日期": "2026年3月1日",
        "处理结果": "撤销决定",
        "处理日期": "2026年10月1日",
        "理由": "主要证据不足",
    }
    assert "依据：行政处罚法第四十八条" in words(next(elements(page, "main")))
    assert "data-record" not in page
    assert metas(page)["robots"] == "noindex"
    assert "canonical" not in page
    assert "文号" not in words(next(elements(page, "title")))


@pytest.mark.parametrize(
    ("event", "title"),
    [
        (EventKind.REVOKED, "已撤销"),
        (EventKind.CHANGED, "已变更"),
        (EventKind.CONFIRMED_UNLAWFUL, "已确认违法"),
        (EventKind.CONFIRMED_VOID, "已确认无效"),
    ],
)
def test_its_title_says_how_the_document_fell(tmp_path: Path, event: EventKind, title: str) -> None:
    assert words(next(elements(notice(tmp_path, event=event), "h1"))) == title


def test_what_is_not_told_has_no_line(tmp_path: Path) -> None:
    bare = dict.fromkeys(("number", "issued_on", "organ", "reason"))
    page = notice(tmp_path, **bare)
    assert list(facts(page)) == ["处理结果", "处理日期"]
    assert "None" not in page


def test_a_reason_is_words_not_markup(tmp_path: Path) -> None:
    page = notice(tmp_path, reason="<script>alert(1)</script>&{{ 7*7 }}")
    assert facts(page)["理由"] == "<script>alert(1)</script>&{{ 7*7 }}"


def test_the_document_that_took_its_place_is_named(tmp_path: Path) -> None:
    page = notice(tmp_path, event=EventKind.CHANGED, replaced_by="示人社罚字〔2026〕9号")
    assert facts(page)["变更后的文书"] == "示人社罚字〔2026〕9号"


def test_a_case_that_took_its_place_is_linked_while_it_is_public(tmp_path: Path) -> None:
    changed = {"event": EventKind.CHANGED, "replacing_case": "cf-2026-0002"}
    page = notice(tmp_path, a_case(2), **changed)
    links = [link.get("href") for link in elements(page, "a")]
    assert "../../cases/2026/cf-2026-0002.html" in links
    assert "示例2建筑" not in page
    (tmp_path / "later").mkdir()
    assert "cf-2026-0002" not in notice(tmp_path / "later", **changed)


def test_a_notice_is_remade_when_the_case_that_took_its_place_leaves(tmp_path: Path) -> None:
    gone = (a_fallen_case(event=EventKind.CHANGED, replacing_case="cf-2026-0002"),)
    known = set()
    for name, records in (("a", (a_case(2),)), ("b", ())):
        (tmp_path / name).mkdir()
        corpus = a_corpus(tmp_path / name, *records, gone=gone)
        made = {a.path: a.fingerprint for a in standing(pages(corpus, Theme(None), no_pictures))}
        known.add(made[f"site/{PAGE}"])
    assert len(known) == 2
