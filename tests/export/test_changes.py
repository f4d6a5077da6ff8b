import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from site_builder.export.changes import changes
from site_builder.model.public import PublicChange
from site_builder.model.record import Kind
from tests.export.examples import BASE_URL, a_corpus, a_leaving, an_entry, made
from tests.export.reading import parsed, texts

PAGE = "https://example.gov.cn/qxmd/listings/{}.html"
TOMB = "{http://purl.org/atompub/tombstones/1.0}"
CAME_BACK = [
    a_leaving("nm-1", "2025-02-01", reason="withheld", citation="", is_public=True),
    an_entry("nm-1", "2025-02-20"),
]


def told(folder: Path, *found: PublicChange) -> Any:
    return json.loads(made(changes(a_corpus(folder, changes=found)))["site/data/changes.json"])


def feed(folder: Path, found: Iterable[PublicChange] = ()) -> ET.Element:
    return parsed(made(changes(a_corpus(folder, changes=found)))["site/data/changes.atom"])


def test_a_leaving_tells_id_day_class_and_article_and_ends_like_every_row(tmp_path: Path) -> None:
    [row] = told(tmp_path, a_leaving("nm-gone"))["changes"]
    assert row == {
        "on": "2025-03-01",
        "id": "nm-gone",
        "kind": "listing",
        "change": "leaves",
        "reason": "expired",
        "citation": "《暂行办法》第十一条",
        "page": PAGE.format("nm-gone"),
        "last_day": "2025-02-28",
        "do_not_use_from": "2025-03-01",
    }
    assert list(row)[-2:] == ["last_day", "do_not_use_from"]


def test_an_entry_tells_until_when_it_may_be_used(tmp_path: Path) -> None:
    [row] = told(tmp_path, an_entry("nm-1"))["changes"]
    assert (row["change"], row["reason"], row["citation"]) == ("enters", "in_force", None)
    assert (row["last_day"], row["do_not_use_from"]) == ("2028-03-01", "2028-03-02")
    [endless] = told(tmp_path, an_entry("nm-2", do_not_use_from=None))["changes"]
    assert (endless["last_day"], endless["do_not_use_from"]) == (None, None)


def test_every_change_is_told_the_newest_first_one_a_line(tmp_path: Path) -> None:
    found = [a_leaving("nm-9", "2025-01-01"), *CAME_BACK, a_leaving("nm-0", "2025-02-20")]
    rows = told(tmp_path, *found)["changes"]
    assert [(row["on"], row["id"]) for row in rows] == [
        ("2025-02-20", "nm-0"),
        ("2025-02-20", "nm-1"),
        ("2025-02-01", "nm-1"),
        ("2025-01-01", "nm-9"),
    ]
    corpus = a_corpus(tmp_path, changes=found)
    assert made(changes(corpus))["site/data/changes.json"].count(b"\n{") == len(rows)


def test_without_changes_both_files_are_sound(tmp_path: Path) -> None:
    assert told(tmp_path) == {
        "format": 1,
        "schema_version": "1.0",
        "retention_days": 90,
        "resync_from": [f"{BASE_URL}data/{name}.json" for name in ("listings", "cases")],
        "changes": [],
    }
    assert texts(feed(tmp_path), "updated") == ["2000-01-01T00:00:00+08:00"]


def test_the_feed_tells_of_each_record_how_it_stands(tmp_path: Path) -> None:
    root = feed(tmp_path, [*CAME_BACK, a_leaving("nm-gone", "2025-03-01")])
    assert texts(root, "entry/id") == [PAGE.format("nm-1")]
    [updated] = texts(root, "entry/updated")
    assert str(updated).startswith("2025-02-20T00:00:00.")
    tombs = [(tomb.get("ref"), tomb.get("when")) for tomb in root.iter(f"{TOMB}deleted-entry")]
    assert tombs == [(PAGE.format("nm-gone"), "2025-03-01T00:00:00+08:00")]
    assert texts(root, "updated") == ["2025-03-01T00:00:00+08:00"]


def test_the_feed_has_an_id_of_its_own_and_entries_without_a_name(tmp_path: Path) -> None:
    article = an_entry("tc-1", kind=Kind.TYPICAL_CASE, path="typical-cases/tc-1.html")
    root = feed(tmp_path, [article])
    assert texts(root, "id") == ["https://example.gov.cn/qxmd/data/changes.atom"]
    assert texts(root, "entry/title") == ["开始公示：典型案例 tc-1"]


def test_both_files_are_remade_when_a_change_comes_or_goes(tmp_path: Path) -> None:
    known = [
        tuple(artifact.fingerprint for artifact in changes(a_corpus(tmp_path, changes=found)))
        for found in ([], [a_leaving()], [a_leaving(reason="revoked")], [an_entry("nm-gone")])
    ]
    assert len(set(known)) == len(known)
    assert all(len(set(column)) == len(known) for column in zip(*known, strict=True))
