import html
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from site_builder.export.atom import feed
from site_builder.i18n import translate
from site_builder.model.public import PublicChange, PublicRecord
from site_builder.model.record import Kind
from tests.export.examples import (
    a_case,
    a_corpus,
    a_leaving,
    a_listing,
    an_article,
    an_entry,
    made,
)
from tests.export.reading import parsed, texts

ATOM = "{http://www.w3.org/2005/Atom}"
TOMB = "{http://purl.org/atompub/tombstones/1.0}"


def read(folder: Path, *records: PublicRecord) -> ET.Element:
    return parsed(made(feed(a_corpus(folder, records)))["site/feed.atom"])


def test_feed_says_who_publishes_it_and_where_it_stands(tmp_path: Path) -> None:
    root = read(tmp_path)
    assert root.tag == f"{ATOM}feed"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "zh-CN"
    assert texts(root, "id") == ["https://example.gov.cn/qxmd/"]
    assert texts(root, "title") == ["示例自治区根治欠薪信息公开"]
    assert texts(root, "author/name") == ["内蒙古自治区人力资源和社会保障厅"]
    assert [(link.get("rel"), link.get("href")) for link in root.iter(f"{ATOM}link")] == [
        ("self", "https://example.gov.cn/qxmd/feed.atom"),
        ("alternate", "https://example.gov.cn/qxmd/"),
    ]


def test_an_entry_for_a_listing_says_who_until_when_and_where(tmp_path: Path) -> None:
    [entry] = read(tmp_path, a_listing()).iter(f"{ATOM}entry")
    page = "https://example.gov.cn/qxmd/listings/nm-2025-0012.html"
    assert texts(entry, "id") == [page]
    assert [link.get("href") for link in entry.iter(f"{ATOM}link")] == [page]
    assert texts(entry, "title") == ["列入：内蒙古示例建筑工程有限公司"]
    assert texts(entry, "summary") == [
        "决定机关：呼和浩特市人力资源和社会保障局。公示至2028年3月1日，期满后不得展示或者使用。"
    ]
    assert texts(entry, "published") == ["2025-03-05T00:00:00+08:00"]
    [updated] = texts(entry, "updated")
    assert re.fullmatch(r"2025-03-05T00:00:00\.\d{6}\+08:00", str(updated))


def test_an_entry_for_a_case_says_who_until_when_and_where(tmp_path: Path) -> None:
    [entry] = read(tmp_path, a_case()).iter(f"{ATOM}entry")
    name = "内蒙古示例建筑工程有限公司"
    assert texts(entry, "id") == ["https://example.gov.cn/qxmd/cases/2025/cf-2025-0001.html"]
    assert texts(entry, "title") == [translate("Case: {name}", "zh").format(name=name)]
    [summary] = texts(entry, "summary")
    assert "2026年3月1日" in str(summary)
    assert [category.get("term") for category in entry.iter(f"{ATOM}category")] == ["case"]


def test_a_case_that_shows_no_name_and_no_document_goes_by_its_id(tmp_path: Path) -> None:
    unnamed = replace(a_case(), title="")
    [title] = texts(read(tmp_path, unnamed), "entry/title")
    assert unnamed.id in str(title)


def test_newest_comes_first_whatever_its_kind(tmp_path: Path) -> None:
    root = read(
        tmp_path,
        a_listing("nm-1", published_on="2025-03-05"),
        an_article("tc-1", "案例", "2025-03-07T09:00", Kind.TYPICAL_CASE),
        an_article("nw-1", "新闻", "2025-03-07"),
        an_article("about", "关于", "2025-03-09", Kind.PAGE),
    )
    assert texts(root, "entry/title") == ["案例", "新闻", "列入：内蒙古示例建筑工程有限公司"]


def test_feed_is_as_new_as_its_newest_entry(tmp_path: Path) -> None:
    news = [an_article(f"nw-{day}", "新闻", f"2025-03-0{day}T09:30") for day in (1, 7, 3)]
    assert texts(read(tmp_path, *news), "updated") == ["2025-03-07T09:30:00+08:00"]


def test_an_empty_feed_does_not_take_the_day_of_the_build(tmp_path: Path) -> None:
    assert texts(read(tmp_path), "updated") == ["2000-01-01T00:00:00+08:00"]


def test_feed_holds_the_newest_thirty(tmp_path: Path) -> None:
    news = [
        an_article(f"nw-{n:02}", f"新闻{n}", f"2024-{n % 12 + 1:02}-{n % 28 + 1:02}")
        for n in range(40)
    ]
    entries = texts(read(tmp_path, *news), "entry/published")
    newest = sorted((record.published_on.timestamp for record in news), reverse=True)
    assert entries == newest[:30]


def test_natural_persons_are_in_no_feed_and_take_no_place(tmp_path: Path) -> None:
    persons = [
        a_listing(f"nm-p-{n}", published_on="2025-03-09", employer={"party_kind": "natural_person"})
        for n in range(40)
    ]
    party = {"party_kind": "natural_person", "credit_code": None}
    person = a_case("cf-p", published_on="2025-03-09", party=party)
    root = read(tmp_path, *persons, person, a_listing(published_on="2025-03-01"))
    assert texts(root, "entry/title") == ["列入：内蒙古示例建筑工程有限公司"]


def test_what_xml_cannot_hold_is_dropped_and_the_rest_escaped(tmp_path: Path) -> None:
    root = read(tmp_path, an_article("nw-1", "<b>甲\x00\x0b\ufffe&乙</b>]]>", "2025-03-07"))
    [title] = root.findall(f"{ATOM}entry/{ATOM}title")
    assert (title.get("type"), html.unescape(str(title.text))) == ("html", "<b>甲&乙</b>]]>")


def test_every_address_lies_under_the_base(tmp_path: Path) -> None:
    root = read(tmp_path, a_listing(), an_article("nw-1", "新闻", "2025-03-07"))
    addresses = [*texts(root, "entry/id"), *(link.get("href") for link in root.iter(f"{ATOM}link"))]
    for address in addresses:
        assert address is not None
        assert urlsplit(address)[:2] == ("https", "example.gov.cn")
        assert urlsplit(address).path.startswith("/qxmd/")


def test_fingerprint_is_that_of_the_newest_entries_alone(tmp_path: Path) -> None:
    news = [an_article(f"nw-{n:02}", "新闻", f"2025-03-{n + 1:02}") for n in range(30)]
    old = an_article("nw-old", "旧闻", "2020-01-01")
    new = an_article("nw-new", "新新闻", "2025-04-01")
    [before] = feed(a_corpus(tmp_path, news, as_of="2025-04-02"))
    [with_old] = feed(a_corpus(tmp_path, [*news, old], as_of="2025-04-03"))
    [with_new] = feed(a_corpus(tmp_path, [*news, new]))
    assert before.fingerprint == with_old.fingerprint != with_new.fingerprint


# Tombstones


def tombstones(folder: Path, *changes: PublicChange) -> list[tuple[str | None, str | None]]:
    root = parsed(made(feed(a_corpus(folder, changes=changes)))["site/feed.atom"])
    return [(tomb.get("ref"), tomb.get("when")) for tomb in root.iter(f"{TOMB}deleted-entry")]


def test_what_left_is_named_by_the_id_of_its_entry_and_its_first_day_off(tmp_path: Path) -> None:
    listing = a_listing("nm-gone")
    [entry] = texts(read(tmp_path, listing), "entry/id")
    assert tombstones(tmp_path, a_leaving("nm-gone")) == [(entry, "2025-03-01T00:00:00+08:00")]


def test_a_tombstone_tells_the_class_of_the_reason_and_no_more(tmp_path: Path) -> None:
    corpus = a_corpus(tmp_path, changes=[a_leaving("nm-gone", reason="withheld")])
    root = parsed(made(feed(corpus))["site/feed.atom"])
    [tomb] = root.iter(f"{TOMB}deleted-entry")
    assert [(child.tag, child.text) for child in tomb] == [(f"{TOMB}comment", "withheld")]


def test_what_came_back_has_no_tombstone(tmp_path: Path) -> None:
    left = a_leaving("nm-1", "2025-02-01", is_public=True)
    assert tombstones(tmp_path, left, an_entry("nm-1", "2025-03-01")) == []


def test_what_left_twice_has_one_tombstone_the_newer(tmp_path: Path) -> None:
    changes = [
        a_leaving("nm-1", "2025-01-01", reason="withheld"),
        an_entry("nm-1", "2025-02-01", is_public=False),
        a_leaving("nm-1", "2025-03-01"),
    ]
    assert [when for _ref, when in tombstones(tmp_path, *changes)] == ["2025-03-01T00:00:00+08:00"]


def test_feed_is_as_new_as_what_left_last(tmp_path: Path) -> None:
    news = an_article("nw-1", "新闻", "2025-02-01T09:30")
    for left, expected in (("2025-01-31", "02-01T09:30"), ("2025-03-01", "03-01T00:00")):
        corpus = a_corpus(tmp_path, [news], changes=[a_leaving("nm-gone", left)])
        root = parsed(made(feed(corpus))["site/feed.atom"])
        assert texts(root, "updated") == [f"2025-{expected}:00+08:00"]


def test_the_feed_is_remade_when_something_left(tmp_path: Path) -> None:
    [before] = feed(a_corpus(tmp_path))
    [after] = feed(a_corpus(tmp_path, changes=[a_leaving()]))
    [entered] = feed(a_corpus(tmp_path, changes=[an_entry("nm-1")]))
    assert before.fingerprint == entered.fingerprint != after.fingerprint
