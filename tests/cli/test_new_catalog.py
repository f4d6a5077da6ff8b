"""``new catalog``: what a site says to its readers, for somebody to translate."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.i18n import for_readers
from tests.command import run
from tests.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "site")


def new(office: Office, *arguments: str) -> tuple[int, str]:
    ran = run("new", *arguments, "--site", office.content.parent, "--lang", "en")
    return ran.code, ran.err


def test_it_holds_what_readers_meet_with_the_chinese_beside_it(office: Office) -> None:
    code, told = new(office, "catalog", "mn-mong")
    count = len(for_readers())
    assert (code, told) == (0, f"{count} sentences, {count} of them still to translate\n")
    text = (office.content / "locale" / "mn-Mong.po").read_text("utf-8")
    assert '#. 中文：首页\nmsgid "Home"\nmsgstr ""\n' in text
    assert "expected" not in text.replace("unexpected", "")
    assert '"Language: mn-Mong\\n"' in text


def test_run_again_it_keeps_what_is_translated_and_what_is_said_no_more(office: Office) -> None:
    new(office, "catalog", "ug")
    file = office.content / "locale" / "ug.po"
    text = file.read_text("utf-8").replace('msgid "Home"\nmsgstr ""', 'msgid "Home"\nmsgstr "Öy"')
    file.write_text(text + '\nmsgid "Said of old"\nmsgstr "Kona"\n', "utf-8")
    assert new(office, "catalog", "ug")[0] == 0
    again = file.read_text("utf-8")
    assert 'msgid "Home"\nmsgstr "Öy"' in again
    assert '#~ msgid "Said of old"\n#~ msgstr "Kona"' in again
    assert new(office, "catalog", "ug")[0] == 0
    assert file.read_text("utf-8") == again


@pytest.mark.parametrize(
    "arguments", [("catalog",), ("catalog", "xx-yy"), ("catalog", "en"), ("news", "ug")]
)
def test_a_catalog_has_a_language_that_is_not_the_products(
    office: Office, arguments: tuple[str, ...]
) -> None:
    assert new(office, *arguments)[0] == 2


def test_what_is_no_catalog_is_left_as_it_is(office: Office) -> None:
    file = office.write("locale/ug.po", "msgid Home\n")
    assert new(office, "catalog", "ug")[0] == 2
    assert file.read_text("utf-8") == "msgid Home\n"
