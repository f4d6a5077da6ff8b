"""The builder folds as the browser does: `node --test` runs the same vectors."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.model.text import fold

VECTORS = json.loads((Path(__file__).parent.parent / "vectors" / "fold.json").read_bytes())


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["why"])
def test_text_folds_as_the_vectors_say(vector: dict[str, str]) -> None:
    assert fold(vector["text"]) == vector["folded"]


@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
