"""Every sentence that the project says has its Chinese, and says it with the same values."""

from __future__ import annotations

import re

from babel.messages.pofile import read_po

from scripts.catalog import FILE, extracted
from site_builder.i18n import READERS, for_readers

PLACEHOLDER = re.compile(r"%\([a-z_]+\)s|\{[a-z_]+\}")


def _catalog() -> dict[str, str]:
    with FILE.open("rb") as stream:
        return {
            str(entry.id): str(entry.string)
            for entry in read_po(stream, locale="zh_CN")
            if entry.id
        }


def test_every_sentence_has_its_chinese() -> None:
    catalog = _catalog()
    assert [
        str(entry.id) for entry in extracted() if entry.id and not catalog.get(str(entry.id))
    ] == []


def test_no_translation_is_left_over() -> None:
    said = {str(entry.id) for entry in extracted() if entry.id}
    assert sorted(_catalog().keys() - said) == []


def test_what_readers_meet_is_marked() -> None:
    marked = {str(each.id) for each in extracted() if READERS in each.auto_comments}
    assert for_readers().keys() == marked
    assert not [said for said in marked if said.startswith("expected ")]


def test_a_translation_uses_the_values_of_its_sentence() -> None:
    wrong = [
        said
        for said, chinese in _catalog().items()
        if not set(PLACEHOLDER.findall(chinese)) <= set(PLACEHOLDER.findall(said))
    ]
    assert wrong == []
