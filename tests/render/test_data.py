"""The page of open data: what there is, how large, and on what terms it may be used."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from site_builder.dictionary import DATA_SETS
from site_builder.model.artifact import Artifact, Closing, Measure
from site_builder.model.site import Contact, Licence
from site_builder.render.pages import pages
from site_builder.render.theme import Theme
from tests.render.helpers import a_corpus, elements, no_pictures, words

CSV = "site/data/listings.csv"
MEASURES = {CSV: Measure(1234567, "ab" * 32), "site/data/changes.atom": Measure(7, "cd" * 32)}


def page(folder: Path, **changed: Any) -> str:
    return closed(folder, **changed).make().decode()


def main(found: str) -> str:
    return words(next(iter(elements(found, "main"))))


def closed(folder: Path, measures: Any = MEASURES, **changed: Any) -> Artifact:
    corpus = a_corpus(folder)
    corpus.chrome = replace(corpus.chrome, site=replace(corpus.chrome.site, **changed))
    [closing] = (
        each for each in pages(corpus, Theme(None), no_pictures) if isinstance(each, Closing)
    )
    assert closing.path == "site/data/index.html"
    return closing.close(measures)


def test_a_file_is_shown_with_its_size_and_digest(tmp_path: Path) -> None:
    text = main(page(tmp_path))
    assert "listings.csv" in text
    assert "1,234,567 字节" in text
    assert "ab" * 32 in text


def test_what_is_not_in_the_release_has_no_link_and_says_why(tmp_path: Path) -> None:
    found = page(tmp_path)
    links = {link.get("href") for link in elements(found, "a")}
    assert "../data/listings.csv" in links
    assert not {"../data/listings.xlsx", "../data/cases.csv"} & links
    assert "超过20,000行的不提供" in main(found)


def test_every_column_is_explained(tmp_path: Path) -> None:
    text = main(page(tmp_path))
    for data_set in DATA_SETS:
        for column in data_set.columns:
            assert column.name in text
            assert column.meaning.text("zh") in text


def test_it_says_when_to_stop_using_a_record_and_what_to_do_after_a_long_absence(
    tmp_path: Path,
) -> None:
    text = main(page(tmp_path))
    assert "自 do_not_use_from 所载日期零时起" in text
    assert "变动记录保留90天" in text
    assert "删除全表中没有的记录" in text


def test_it_says_that_no_licence_was_chosen_and_what_that_means(tmp_path: Path) -> None:
    found = page(tmp_path)
    assert "未声明。" in main(found)
    assert "未声明不等于许可" in main(found)


def test_it_shows_the_licence_and_the_contact_that_the_site_names(tmp_path: Path) -> None:
    licence = Licence("示例许可", "https://example.gov.cn/licence")
    contact = Contact(name="数据科", phone="0471-12333", email="data@example.gov.cn")
    found = page(tmp_path, licence=licence, contact=contact)
    text = main(found)
    assert "未声明" not in text
    assert "示例许可" in text
    assert "数据科" in text
    assert "data@example.gov.cn" in text


def test_it_is_made_anew_when_a_file_is_another_and_only_then(tmp_path: Path) -> None:
    other = {**MEASURES, CSV: Measure(1234567, "ef" * 32)}
    prints = [closed(tmp_path / str(n), m) for n, m in enumerate((MEASURES, MEASURES, other))]
    assert prints[0].fingerprint == prints[1].fingerprint != prints[2].fingerprint


def test_every_page_leads_to_it(tmp_path: Path) -> None:
    corpus = a_corpus(tmp_path)
    for each in pages(corpus, Theme(None), no_pictures):
        if isinstance(each, Artifact) and each.path.endswith(".html"):
            links = {link.get("href", "") for link in elements(each.make().decode(), "a")}
            assert any(link.endswith("data/index.html") for link in links) is (
                each.path != "site/gone.html"
            ), each.path
