import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from site_builder.export import sitemap as module
from site_builder.export.sitemap import sitemaps
from site_builder.model.public import PublicRecord
from site_builder.model.record import Kind
from site_builder.model.site import Channel
from tests.export.examples import a_case, a_corpus, a_gone, a_listing, an_article, made
from tests.export.reading import parsed, texts

BASE = "https://example.gov.cn/qxmd/"
SCHEMA = Path(__file__).parents[3] / "shared/data/schemas/sitemap-0.9.xsd"
LISTS = [
    "",
    "listings/",
    "cases/",
    "typical-cases/",
    "news/",
    "statistics/",
    "search/",
    "check/",
    "sitemap.html",
    "data/",
]


def locations(data: bytes) -> list[str]:
    return [str(text).removeprefix(BASE) for text in texts(parsed(data), "url/loc")]


def whole(folder: Path, *records: PublicRecord) -> bytes:
    return made(sitemaps(a_corpus(folder, records)))["site/sitemap.xml"]


def test_an_empty_site_has_its_own_pages_in_the_sitemap(tmp_path: Path) -> None:
    assert locations(whole(tmp_path)) == LISTS


def test_sitemap_names_every_page_with_a_record_or_a_list(tmp_path: Path) -> None:
    found = locations(
        whole(
            tmp_path,
            a_listing("nm-1"),
            a_case("cf-1"),
            an_article("tc-1", "案例", "2025-03-07", Kind.TYPICAL_CASE),
            an_article("nw-1", "新闻", "2025-03-07"),
            an_article("about", "关于", "2025-03-07", Kind.PAGE),
            an_article("st-1", "数字", "2025-03-07", Kind.STATISTIC),
        )
    )
    assert found == [
        *LISTS,
        "listings/region/150000/",
        "listings/region/150100/",
        "listings/region/150102/",
        "listings/organ/nm-hhht-hrss/",
        "listings/letter/S/",
        "listings/2025-03/",
        "cases/type/administrative_penalty/",
        "cases/region/150000/",
        "cases/region/150100/",
        "cases/region/150102/",
        "cases/organ/nm-hhht-hrss/",
        "cases/letter/S/",
        "cases/2025-03/",
        "listings/nm-1.html",
        "cases/2025/cf-1.html",
        "typical-cases/tc-1.html",
        "news/nw-1.html",
        "about.html",
    ]


def test_sitemap_names_the_boards_of_regions_with_channels(tmp_path: Path) -> None:
    corpus = a_corpus(tmp_path, ())
    channel = Channel(id="hotline", name="投诉电话", phone="12333", regions=("150102",))
    corpus.chrome = replace(corpus.chrome, channels=(channel,))
    boards = locations(made(sitemaps(corpus))["site/sitemap.xml"])[len(LISTS) :]
    assert boards == [
        "notice-board/",
        *(f"notice-board/{code}.html" for code in corpus.chrome.board_regions()),
    ]
    assert "notice-board/150102.html" in boards


def test_natural_persons_and_gone_pages_are_not_in_the_sitemap(tmp_path: Path) -> None:
    person = a_listing("nm-person", employer={"party_kind": "natural_person"})
    case = a_case("cf-person", party={"party_kind": "natural_person"})
    corpus = a_corpus(tmp_path, [person, case], [a_gone("nm-gone")])
    data = made(sitemaps(corpus))["site/sitemap.xml"]
    assert [path for path in locations(data) if path.endswith(".html")] == ["sitemap.html"]


def test_a_record_was_modified_when_it_was_published_and_a_list_never_says(tmp_path: Path) -> None:
    root = parsed(whole(tmp_path, a_listing(published_on="2025-03-05")))
    assert texts(root, "url/lastmod") == ["2025-03-05"]


def test_above_the_limit_an_index_names_parts_that_hold_every_address_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = [a_listing(f"nm-{n}") for n in range(5)]
    records += [an_article(f"nw-{n}", "新闻", "2025-03-07") for n in range(3)]
    once = locations(whole(tmp_path, *records))
    monkeypatch.setattr(module, "_LIMIT", 4)
    files = made(sitemaps(a_corpus(tmp_path, records)))
    index = texts(parsed(files.pop("site/sitemap.xml")), "sitemap/loc")
    assert index == [f"{BASE}{path.removeprefix('site/')}" for path in files]
    parts = [locations(data) for data in files.values()]
    assert [path for part in parts for path in part] == once
    assert [len(part) for part in parts] == [4, 4, 4, 4, 4, 4]


def test_a_part_changes_only_with_its_own_records(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_LIMIT", 13)
    listing, news = a_listing("nm-1"), an_article("nw-1", "新闻", "2025-03-07")
    changed = an_article("nw-1", "改题", "2025-03-07")
    before, after = (
        [artifact.fingerprint for artifact in sitemaps(a_corpus(tmp_path, [listing, article]))]
        for article in (news, changed)
    )
    assert [one == two for one, two in zip(before, after, strict=True)] == [True, True, False]


def test_sitemap_holds_to_the_schema(tmp_path: Path) -> None:
    if not SCHEMA.exists():
        pytest.skip("the schema lies in ../shared, which is not here")
    if shutil.which("xmllint") is None:
        pytest.skip("xmllint is not installed (Debian: libxml2-utils)")
    file = tmp_path / "sitemap.xml"
    (tmp_path / "store").mkdir()
    file.write_bytes(
        whole(tmp_path / "store", a_listing(), an_article("nw-1", "新闻", "2025-03-07T09:00"))
    )
    command = ["xmllint", "--nonet", "--noout", "--schema", str(SCHEMA), str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.strip()) == (0, f"{file} validates")
