import json
from dataclasses import replace
from pathlib import Path

from site_builder import __version__
from site_builder.export.as_of import stamp
from tests.export.examples import a_corpus, made


def test_stamp_says_for_when_and_until_when(tmp_path: Path) -> None:
    corpus = a_corpus(tmp_path, as_of="2025-03-10T09:30")
    assert json.loads(made(stamp(corpus))["site/as-of.json"]) == {
        "format": 1,
        "as_of": "2025-03-10T09:30",
        "valid_until": "2025-03-13",
        "next_change_at": "2025-03-20T00:00:00+08:00",
        "version": __version__,
    }


def test_no_known_change_is_null(tmp_path: Path) -> None:
    corpus = a_corpus(tmp_path)
    corpus.validity = replace(corpus.validity, next_change_at=None)
    assert json.loads(made(stamp(corpus))["site/as-of.json"])["next_change_at"] is None


def test_fingerprint_changes_with_the_day(tmp_path: Path) -> None:
    [one] = stamp(a_corpus(tmp_path, as_of="2025-03-10"))
    [two] = stamp(a_corpus(tmp_path, as_of="2025-03-11"))
    assert one.fingerprint != two.fingerprint
