"""``schema``: what editors are given."""

from __future__ import annotations

import json

import pytest

from tests.command import Ran, run

KINDS = [
    "listing",
    "case",
    "typical-case",
    "news",
    "page",
    "statistic",
    "organ",
    "channel",
    "regime",
    "calendar",
]


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_printed_for_each_kind(kind: str) -> None:
    found = run("schema", kind)
    assert (found.code, found.err) == (0, "")
    assert json.loads(found.out)["type"] == "object"


def test_another_kind_is_wrong_usage_and_the_kinds_are_named() -> None:
    assert run("schema", "listings", "--lang", "en") == Ran(
        2,
        "",
        f"KIND: expected one of {', '.join(KINDS)}, found 'listings'\nsite-builder schema --help\n",
    )
