"""The labelled sentences are what they claim to be: a fair measure."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.firewall.labelled import DEV, HELD_OUT, apart, sentences

BOTH = pytest.mark.parametrize("file", [DEV, HELD_OUT], ids=["dev", "held-out"])


@BOTH
def test_every_name_stands_in_its_sentence_as_often_as_it_is_labelled(file: Path) -> None:
    for sentence in sentences(file):
        assert apart(sentence.placed())
        for name, times in Counter(sentence.names).items():
            assert sentence.text.count(name) == times, sentence


@BOTH
def test_every_firm_stands_in_its_sentence_and_is_no_name(file: Path) -> None:
    for sentence in sentences(file):
        assert all(firm in sentence.text for firm in sentence.firms)
        assert not set(sentence.firms) & set(sentence.names)


@BOTH
def test_two_fifths_of_the_sentences_or_more_are_clean(file: Path) -> None:
    rows = sentences(file)
    clean = sum(not sentence.names for sentence in rows)
    assert len(rows) >= 350
    assert clean / len(rows) >= 0.4


@BOTH
def test_a_masked_name_is_no_full_name(file: Path) -> None:
    assert not [name for sentence in sentences(file) for name in sentence.names if "某" in name]


def test_no_sentence_and_no_name_is_in_both() -> None:
    dev, held_out = sentences(DEV), sentences(HELD_OUT)
    assert not {row.text for row in dev} & {row.text for row in held_out}
    assert not {name for row in dev for name in row.names} & {
        name for row in held_out for name in row.names
    }
