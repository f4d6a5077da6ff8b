"""Languages by their tags."""

from __future__ import annotations

import pytest

from site_builder.model.tongue import Tongue, tongue


def _known(tag: str) -> Tongue:
    found = tongue(tag)
    assert found is not None
    return found


@pytest.mark.parametrize("tag", ["ug", "ar", "fa", "kk-Arab", "kk-CN", "ky-Arab", "he", "KK-ARAB"])
def test_some_scripts_run_from_the_right(tag: str) -> None:
    assert _known(tag).direction == "rtl"


@pytest.mark.parametrize("tag", ["en", "mn", "mn-Mong", "kk", "ug-Latn", "bo", "ii", "za", "zh"])
def test_most_scripts_run_from_the_left(tag: str) -> None:
    assert _known(tag).direction == "ltr"


@pytest.mark.parametrize("tag", ["mn-Mong", "mn-CN", "mnc"])
def test_mongolian_letters_stand_in_columns(tag: str) -> None:
    assert _known(tag).is_vertical
    assert not _known("mn").is_vertical


@pytest.mark.parametrize(
    ("tag", "chinese", "own"),
    [
        ("mn", "蒙古语", "монгол"),
        ("mn-Mong", "蒙古语（蒙古文）", "ᠮᠣᠩᠭᠣᠯ"),
        ("ug-Arab", "维吾尔语", "ئۇيغۇرچە"),
        ("ug-Latn", "维吾尔语（拉丁文）", None),
        ("bo", "藏语", "བོད་སྐད་"),
        ("zh", "中文", "中文"),
        ("sjo", "sjo", None),
    ],
)
def test_a_language_is_called_in_chinese_and_by_itself(
    tag: str, chinese: str, own: str | None
) -> None:
    assert (_known(tag).chinese, _known(tag).own) == (chinese, own)


@pytest.mark.parametrize(
    "tag", ["", "m", "xx", "english", "en_US", "en-Xxxx", "en-ZQ", "蒙文", "en\n"]
)
def test_what_is_no_tag_is_none(tag: str) -> None:
    assert tongue(tag) is None
