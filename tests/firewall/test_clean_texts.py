"""The clean texts are varied, and carry every number that such texts really carry."""

from __future__ import annotations

import re

from stdnum.cn import uscc
from stdnum.iso7064 import mod_11_10

from tests.firewall.clean_texts import _FILLERS, _SENTENCES, clean_texts

TEXTS = list(clean_texts(seed=6, count=1000))


def _all(pattern: str) -> list[str]:
    return [found for text in TEXTS for found in re.findall(pattern, text)]


def test_a_seed_gives_the_same_texts_and_another_gives_others() -> None:
    assert list(clean_texts(seed=6, count=20)) == TEXTS[:20]
    assert not set(clean_texts(seed=7, count=20)) & set(TEXTS)


def test_the_texts_differ_and_are_as_long_as_a_paragraph_or_two() -> None:
    assert len(set(TEXTS)) == 1000
    assert all(150 <= len(text) <= 400 for text in TEXTS)


def test_every_slot_has_its_filler_and_every_filler_a_slot() -> None:
    slots = set(re.findall(r"\{(\w+)\}", _SENTENCES.read_text(encoding="utf-8")))
    assert slots == set(_FILLERS)
    assert not _all("[{}]")


def test_codes_of_firms_are_valid_with_letters_and_without() -> None:
    codes = _all(r"统一社会信用代码为?(\w{18})")
    assert len(codes) > 100
    assert all(uscc.is_valid(code) for code in codes)
    assert len({code.isdigit() for code in codes}) == 2
    old = _all(r"注册号(\d{15})")
    assert len(old) > 30
    assert all(mod_11_10.is_valid(number) for number in old)


def test_the_texts_carry_numbers_of_every_kind() -> None:
    for pattern in (
        r"\d+\.\d\d元",
        r"\d,\d{3}元",
        r"\d万元",
        r"（20\d\d）内0102刑?\w+号",
        r"〔20\d\d〕\d+号",
        r"\b20\d{6}\b",
        r"\d{4}-\d\d-\d\d",
        r"二〇\w{2}年",
        r"12333",
        r"400-\d{3}-\d{4}",
        r"合同编号\d{8,12}",
        r"\d公里",
        r"\d:\d\d",
        r"\d%",
        r"小区",
        r"某\d",
    ):
        assert len(_all(pattern)) >= 10, pattern
