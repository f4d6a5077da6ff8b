import json
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from site_builder.model.public import PublicRecord
from site_builder.model.record import Kind
from site_builder.resources import theme_folder
from site_builder.search import index, pages, search_index
from site_builder.search.row import texts_of
from site_builder.store.public import PublicCorpus
from tests.render.helpers import DAY, a_corpus, a_listing, a_statistic, an_article


def files(corpus: PublicCorpus) -> dict[str, bytes]:
    """Every file of the index, by its path beside the search page."""
    found = search_index(corpus)
    return {artifact.path.removeprefix("site/search/"): artifact.make() for artifact in found}


def entry(corpus: PublicCorpus) -> Any:
    return json.loads(files(corpus)["entry.json"])


def listings(count: int) -> Iterable[PublicRecord]:
    return map(a_listing, range(1, count + 1))


def test_small_list_is_one_small_file(tmp_path: Path) -> None:
    found = entry(a_corpus(tmp_path, *listings(12)))
    assert found["format"] == pages.FORMAT
    assert [shard["records"] for shard in found["shards"]] == [12]


def test_empty_list_is_an_index_that_says_so(tmp_path: Path) -> None:
    corpus = a_corpus(tmp_path)
    (shard,) = entry(corpus)["shards"]
    assert shard["records"] == 0
    assert json.loads(files(corpus)[shard["file"]])["rows"] == []


def test_entry_counts_what_each_shard_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "_SHARD_RECORDS", 10)
    found = files(a_corpus(tmp_path, *listings(60)))
    named = json.loads(found["entry.json"])
    shards = named["shards"]
    assert len(shards) == 8
    files_named = {shard[part] for shard in shards for part in ("file", "texts")}
    files_named |= set(named["tables"].values())
    assert files_named == found.keys() - {"entry.json"}
    for shard in shards:
        assert sum(map(len, json.loads(found[shard["file"]])["rows"])) == shard["records"]
        assert len(json.loads(found[shard["texts"]])["texts"]) == shard["records"]


def test_every_record_stands_in_exactly_one_shard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "_SHARD_RECORDS", 10)
    records = list(listings(60))
    shards = [json.loads(data) for data in files(a_corpus(tmp_path, *records)).values()]
    ids = [row["id"] for shard in shards for firm in shard.get("rows", []) for row in firm]
    assert sorted(ids) == [record.id for record in records]


def test_one_changed_record_changes_one_shard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "_SHARD_RECORDS", 10)
    before = files(a_corpus(tmp_path / "before", *listings(60)))
    renamed = a_listing(7, name="内蒙古另一个建筑有限公司")
    after = files(
        a_corpus(tmp_path / "after", *listings(6), renamed, *map(a_listing, range(8, 61)))
    )
    # The shard, and the texts beside it.
    assert len(after.keys() - before.keys()) == 2
    assert len(before.keys() - after.keys()) == 2


def test_records_in_another_order_make_the_same_bytes(tmp_path: Path) -> None:
    records = list(listings(20))
    forth = files(a_corpus(tmp_path / "forth", *records))
    assert files(a_corpus(tmp_path / "back", *reversed(records))) == forth


def test_new_day_alone_changes_nothing(tmp_path: Path) -> None:
    today = search_index(a_corpus(tmp_path, *listings(3)))
    tomorrow = search_index(a_corpus(tmp_path, *listings(3), day=DAY + timedelta(days=1)))
    assert {a.path: a.fingerprint for a in today} == {a.path: a.fingerprint for a in tomorrow}


def test_renamed_body_makes_its_name_new_in_every_shard(tmp_path: Path) -> None:
    corpus = a_corpus(tmp_path, *listings(3))
    before = files(corpus)
    organs = {key: replace(organ, name="新局") for key, organ in corpus.chrome.organs.items()}
    corpus.chrome = replace(corpus.chrome, organs=organs)
    after = files(corpus)
    shards = {name for name in before if name.startswith("shard-")}
    assert shards
    assert shards.isdisjoint(after)


def test_new_version_names_its_shards_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = a_corpus(tmp_path, *listings(3))
    before = entry(corpus)
    monkeypatch.setattr(index, "code_digest", lambda: "another program")
    assert entry(corpus)["shards"][0]["file"] != before["shards"][0]["file"]


def test_only_a_rare_character_makes_the_table_of_sounds_anew(tmp_path: Path) -> None:
    def sounds(folder: str, name: str) -> Any:
        return entry(a_corpus(tmp_path / folder, a_listing(1, name=name)))["tables"]["sounds"]

    assert sounds("a", "内蒙古新达建筑有限公司") == sounds("b", "包头市ABC劳务公司(乙)")
    assert sounds("c", "内蒙古喆堃建筑有限公司") != sounds("d", "内蒙古鑫达建筑有限公司")


def test_texts_are_what_a_reader_sees_and_nothing_of_a_person(tmp_path: Path) -> None:
    article = an_article(
        Kind.NEWS, "nw-one", body="走访**三家**[工地](x.html)。\n\n- ![图](a.png) `一`"
    )
    natural = a_listing(2)
    values = {**natural.values, "employer": {**natural.values["employer"]}}
    values["employer"]["party_kind"] = "natural_person"
    found = files(a_corpus(tmp_path, article, a_listing(1), replace(natural, values=values)))
    (listed,) = (json.loads(d)["texts"] for n, d in found.items() if n.startswith("texts-"))
    texts = {each["id"]: each["texts"] for each in listed}
    assert texts["nw-one"] == ["走访三家工地。\n\n图 一"]
    assert texts["nm-2026-0001"] == ["拖欠工资", "第五条"]
    assert texts["nm-2026-0002"] == []


def test_of_blocks_the_words_are_read_and_not_how_they_are_drawn() -> None:
    chart = "```chart\ntype: line\ntitle: 各月\ndata: a.csv\nsource: 月报\n1月: 3\n```"
    article = an_article(
        Kind.NEWS,
        "nw-one",
        body=f"前[^1]。\n\n{chart}\n\n[^1]: 注释。",
        summary="摘要。",
        corrections=[{"on": "2026-01-01", "text": "更正。"}],
    )
    said = [text.split() for text in texts_of(article)]
    assert said == [["前。", "各月", "月报", "1月:", "3", "注释。"], ["更正。"], ["摘要。"]]


def test_figures_are_not_looked_up(tmp_path: Path) -> None:
    article = an_article(Kind.TYPICAL_CASE, "tc-one")
    (shard,) = entry(a_corpus(tmp_path, article, a_statistic("st-one")))["shards"]
    assert shard["records"] == 1


def test_browser_knows_the_format_that_is_written() -> None:
    client = (theme_folder() / "static" / "js" / "shards.mjs").read_text("utf-8")
    assert re.findall(r"FORMAT = (\d+)", client) == [str(pages.FORMAT)]
