"""The catalog of a language that a site adds: what is wrong with it, where, and what it lacks."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.errors import Problem
from site_builder.i18n import for_readers
from site_builder.load.catalog import read_catalogs
from tests.catalogs import bracketed

HEAD = 'msgid ""\nmsgstr ""\n"Language: ug\\n"\n\n'


def read(folder: Path, text: str | bytes, name: str = "ug.po") -> list[Problem]:
    (folder / "locale").mkdir(exist_ok=True)
    (folder / "locale" / name).write_bytes(text.encode() if isinstance(text, str) else text)
    (found,) = read_catalogs(folder)
    assert found.setting is None or not any(problem.is_error for problem in found.problems)
    return found.problems


def entry(msgid: str, msgstr: str) -> str:
    return f'msgid "{msgid}"\nmsgstr "{msgstr}"\n\n'


@pytest.mark.parametrize(
    ("msgid", "msgstr", "message"),
    [
        (
            "{amount} yuan",
            "{sum} som",
            "expected the places {amount}, found {sum}",
        ),
        (
            "Figures: %(n)s (%(day)s)",
            "%(n)s",
            "expected the places %(day)s %(n)s, found %(n)s",
        ),
        ("Home", "<b>Öy</b>", "expected words alone, found a sign of markup: < > or &"),
        (
            "Home",
            "100% Öy",
            "expected no sign of a place, one of { } %, but in the places",
        ),
        ("Home", "Öy\\nÖy", "expected one line of text"),
    ],
)
def test_a_sentence_that_cannot_be_used_is_told_with_its_line(
    tmp_path: Path, msgid: str, msgstr: str, message: str
) -> None:
    (found,) = read(tmp_path, HEAD + entry("Look up", "Izde") + entry(msgid, msgstr))
    assert (found.code, found.path, found.line, found.field) == (
        "bad-catalog",
        "content/locale/ug.po",
        8,
        msgid,
    )
    assert str(found.message) == message


@pytest.mark.parametrize(
    ("text", "line"), [(HEAD + "msgid Home\n", 5), (b"\xff\xfe\xff", None), ("no catalog", 1)]
)
def test_what_is_no_catalog_is_told(tmp_path: Path, text: str | bytes, line: int | None) -> None:
    (found,) = read(tmp_path, text)
    assert (found.code, found.line) == ("bad-catalog", line)


@pytest.mark.parametrize("name", ["xx-yy.po", "UG.po", "ug.pot", "en.po", "zh.po"])
def test_a_catalog_is_called_after_a_language_that_is_not_the_products(
    tmp_path: Path, name: str
) -> None:
    (found,) = read(tmp_path, HEAD + entry("Home", "Öy"), name)
    assert (found.code, found.path) == ("bad-catalog", f"content/locale/{name}")


def test_what_lacks_is_one_warning_with_a_count_and_the_first_sentences(tmp_path: Path) -> None:
    said = list(for_readers())
    text = HEAD + "".join(entry(each.replace('"', '\\"'), bracketed(each)) for each in said[4:])
    (found,) = read(tmp_path, text)
    assert (found.code, found.is_error) == ("untranslated", False)
    assert str(found.message).startswith("4 sentences are not translated")
    assert " / ".join(said[:3]) in str(found.message)


def test_what_the_product_says_no_more_is_still_signed(tmp_path: Path) -> None:
    (tmp_path / "locale").mkdir()
    text = HEAD + entry("Home", "Öy") + entry("Said of old", "Kona")
    (tmp_path / "locale" / "ug.po").write_text(text, "utf-8")
    (found,) = read_catalogs(tmp_path)
    assert found.setting is not None
    assert found.setting.values == {"Home": "Öy", "Said of old": "Kona"}


def test_what_is_marked_as_uncertain_counts_as_not_translated(tmp_path: Path) -> None:
    (found,) = read(tmp_path, HEAD + "#, fuzzy\n" + entry("Home", "Öy") + entry("Look up", "Iz"))
    assert f"{len(for_readers()) - 1} sentences" in str(found.message)
