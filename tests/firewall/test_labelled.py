"""The labelled sentences are what they claim to be: a fair measure."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Final

import pytest

from tests.firewall.labelled import (
    ADVERSARIAL_DEV,
    ADVERSARIAL_HELD_OUT,
    TYPICAL_DEV,
    TYPICAL_HELD_OUT,
    Sentence,
    apart,
    sentences,
)

TYPICAL: Final = (TYPICAL_DEV, TYPICAL_HELD_OUT)
ADVERSARIAL: Final = (ADVERSARIAL_DEV, ADVERSARIAL_HELD_OUT)
NEAR_COPY: Final = 0.4

ALL = pytest.mark.parametrize("file", [*TYPICAL, *ADVERSARIAL], ids=lambda file: file.stem)
ALL_TYPICAL = pytest.mark.parametrize("file", TYPICAL, ids=lambda file: file.stem)
ALL_ADVERSARIAL = pytest.mark.parametrize("file", ADVERSARIAL, ids=lambda file: file.stem)


@ALL
def test_every_name_stands_in_its_sentence_as_often_as_it_is_labelled(file: Path) -> None:
    for sentence in sentences(file):
        assert apart(sentence.placed())
        for name, times in Counter(sentence.names).items():
            assert sentence.text.count(name) == times, sentence


@ALL
def test_every_firm_stands_in_its_sentence_and_is_no_name(file: Path) -> None:
    for sentence in sentences(file):
        assert all(firm in sentence.text for firm in sentence.firms)
        assert not set(sentence.firms) & set(sentence.names)


@ALL_ADVERSARIAL
def test_two_fifths_of_the_sentences_or_more_are_clean(file: Path) -> None:
    rows = sentences(file)
    clean = sum(not sentence.names for sentence in rows)
    assert len(rows) >= 350
    assert clean / len(rows) >= 0.4


@ALL
def test_a_masked_name_is_no_full_name(file: Path) -> None:
    assert not [name for sentence in sentences(file) for name in sentence.names if "某" in name]


@ALL_TYPICAL
def test_somewhat_more_than_half_of_the_typical_sentences_name_one_to_four_people(
    file: Path,
) -> None:
    rows = sentences(file)
    named = [row for row in rows if row.names]
    assert len(rows) == 260 if file == TYPICAL_HELD_OUT else len(rows) >= 260
    assert 0.52 <= len(named) / len(rows) <= 0.58
    assert all(len(set(row.names)) <= 4 for row in named)


@ALL_TYPICAL
def test_typical_sentences_are_prose_and_twenty_are_paragraphs_that_repeat_a_name(
    file: Path,
) -> None:
    long = [row for row in sentences(file) if len(row.text) > 160]
    assert all(20 <= len(row.text) <= 300 for row in sentences(file))
    repeating = [row for row in sentences(file) if max(Counter(row.names).values(), default=0) >= 3]
    assert len([row for row in repeating if len(row.text) >= 150]) == 20
    assert not [row for row in long if row not in repeating]


@pytest.mark.parametrize(
    ("one", "other"),
    list(combinations([*TYPICAL, *ADVERSARIAL], 2)),
    ids=lambda file: file.stem,
)
def test_no_sentence_and_no_name_is_in_two_files(one: Path, other: Path) -> None:
    these, those = sentences(one), sentences(other)
    assert not {row.text for row in these} & {row.text for row in those}
    assert not _people(these) & _people(those)


def test_no_typical_sentence_of_one_file_is_nearly_one_of_the_other() -> None:
    dev, held_out = ([_pieces(row) for row in sentences(file)] for file in TYPICAL)
    likest = max(len(one & other) / len(one | other) for one in dev for other in held_out)
    assert likest < NEAR_COPY


def _people(rows: list[Sentence]) -> set[str]:
    return {name for row in rows for name in row.names}


def _pieces(row: Sentence) -> set[str]:
    text = re.sub(r"[，。、“”：；！？（）]", "", row.text)
    for name in sorted(set(row.names), key=len, reverse=True):
        text = text.replace(name, "〇")
    return {text[at : at + 4] for at in range(len(text) - 3)}
