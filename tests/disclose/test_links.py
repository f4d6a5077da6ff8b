from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from site_builder.disclose.links import settle_links
from site_builder.model.record import Kind
from tests.disclose.examples import a_listing, an_article, an_event, disclosed, shown

if TYPE_CHECKING:
    from pathlib import Path


def settled(body: str, *listed: str) -> str:
    return settle_links(body, lambda record_id: record_id in listed)


def test_words_and_link_stay_while_the_listing_is_in_force() -> None:
    body = "查处[示例公司](listing:nm-1)，责令支付。"
    assert settled(body, "nm-1") == body


def test_a_firm_whose_listing_is_not_in_force_is_a_certain_company() -> None:
    assert settled("查处[示例公司](listing:nm-1)，责令支付。") == "查处某公司，责令支付。"


def test_each_link_goes_by_its_own_listing() -> None:
    body = "[甲](listing:nm-1)、[乙](listing:nm-2)和[丙](listing:nm-1)"
    assert settled(body, "nm-2") == "某公司、[乙](listing:nm-2)和某公司"


@pytest.mark.parametrize(
    "written",
    [
        "[示例公司](listing:nm-1)",
        "[](listing:nm-1)",
        "[示例\n公司](listing:nm-1)",
        "[示例[建工]公司](listing:nm-1)",
        "[示例\\[公司](listing:nm-1)",
        "[示例公司\\](listing:nm-1)",
        "[**示例**公司](listing:nm-1)",
        "![示例公司](listing:nm-1)",
        "[示例公司](<listing:nm-1>)",
        "[示例公司]( listing:nm-1 )",
        '[示例公司](listing:nm-1 "示例公司")',
        "[示例公司](Listing:nm-1)",
        "[示例公司](listing:nm-1?x#y)",
        "[示例公司](listing:)",
        "[示例公司](listing:nm-1",
    ],
)
def test_a_link_however_it_is_written_loses_its_words(written: str) -> None:
    assert settled(f"前{written}") == "前某公司"


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("[示例公司][a]来", "某公司来"),
        ("[示例公司][A]来", "某公司来"),
        ("[a][]来", "某公司来"),
        ("[a]来", "某公司来"),
        ("[别的][b]来", "[别的][b]来"),
    ],
)
def test_a_link_by_reference_loses_its_words(written: str, left: str) -> None:
    definitions = "\n\n[b]: https://example.gov.cn/\n[a]: listing:nm-1 '示例公司'\n"
    found = settled(written + definitions)
    assert found.split("\n")[0] == left
    assert "示例公司" not in found
    assert settled(written + definitions, "nm-1") == written + definitions


@pytest.mark.parametrize(
    "body",
    [
        "[政策](https://example.gov.cn/)",
        "![图](road.png)",
        "[listing](other.html)",
        "listing:nm-1",
        "[未完",
        "[a] (listing:nm-1)",
        "数组[1](2)",
    ],
)
def test_other_text_stays_as_it_is(body: str) -> None:
    assert settled(body) == body


def test_a_long_text_of_brackets_takes_no_time() -> None:
    body = "[" * 20_000 + "[x]" * 20_000 + "\\" * 20_000
    assert settled(body) == body


def test_an_article_names_a_firm_only_while_it_is_listed(tmp_path: Path) -> None:
    article = an_article("tc-1", "查处[示例公司](listing:nm-1)。", published_on="2025-01-01")
    listing = a_listing("nm-1", an_event("removed_early", "2026-01-05"))
    bodies = {
        as_of: shown(disclosed(tmp_path, as_of, article, listing), "tc-1").body
        for as_of in ("2025-02-28", "2025-03-01", "2026-01-04", "2026-01-05")
    }
    assert bodies == {
        "2025-02-28": "查处某公司。",
        "2025-03-01": "查处[示例公司](listing:nm-1)。",
        "2026-01-04": "查处[示例公司](listing:nm-1)。",
        "2026-01-05": "查处某公司。",
    }


def test_a_link_to_anything_but_a_listing_shows_no_words(tmp_path: Path) -> None:
    news = an_article("nw-1", "见[示例公司](listing:tc-1)", kind=Kind.NEWS)
    found = disclosed(tmp_path, "2025-06-01", an_article("tc-1", "正文"), news)
    assert shown(found, "nw-1").body == "见某公司"


def test_an_article_is_another_one_once_its_firm_has_left(tmp_path: Path) -> None:
    article = an_article("tc-1", "查处[示例公司](listing:nm-1)。")
    listing = a_listing("nm-1", an_event("removed_early", "2026-01-05"))
    digests = [
        shown(disclosed(tmp_path, as_of, article, listing), "tc-1").digest
        for as_of in ("2025-06-01", "2026-01-04", "2026-01-05")
    ]
    assert digests[0] == digests[1] != digests[2]
