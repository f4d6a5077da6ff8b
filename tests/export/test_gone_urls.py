from dataclasses import replace
from pathlib import Path

from site_builder.export.gone_urls import gone_urls
from site_builder.model.public import Gone
from site_builder.model.record import Kind
from tests.export.examples import a_corpus, a_gone, made


def lines(folder: Path, *gone: Gone) -> list[str]:
    data = made(gone_urls(a_corpus(folder, gone=gone)))["site/gone-urls.txt"]
    assert not data or data.endswith(b"\n")
    return data.decode("ascii").splitlines()


def test_each_ended_record_is_one_line_with_its_full_address_sorted(tmp_path: Path) -> None:
    case = replace(a_gone("aa-1"), kind=Kind.CASE, path="cases/2025/aa-1.html")
    article = replace(a_gone("bb-1"), kind=Kind.NEWS, path="news/bb-1.html")
    assert lines(tmp_path, article, a_gone("cc-1"), case, a_gone("cc-0")) == [
        "https://example.gov.cn/qxmd/cases/2025/aa-1.html",
        "https://example.gov.cn/qxmd/listings/cc-0.html",
        "https://example.gov.cn/qxmd/listings/cc-1.html",
        "https://example.gov.cn/qxmd/news/bb-1.html",
    ]


def test_where_nothing_ended_the_file_is_empty(tmp_path: Path) -> None:
    assert lines(tmp_path) == []


def test_a_figure_had_no_address_of_its_own(tmp_path: Path) -> None:
    figure = replace(a_gone("st-1"), kind=Kind.STATISTIC, path="statistics/index.html#st-1")
    assert lines(tmp_path, figure) == []
