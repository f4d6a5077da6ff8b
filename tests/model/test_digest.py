from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.model.digest import digest_of
from site_builder.model.record import UNSIGNED, EventKind

LISTING = {
    "id": "nm-2025-0012",
    "employer": {"name": "示例有限公司", "region": "150102"},
    "arrears": {"amount": "186200.00", "workers": 14},
    "events": [{"kind": "remedied", "on": "2025-06-01"}],
}


def test_a_digest_is_that_of_the_canonical_json() -> None:
    # RFC 8785: keys sorted, no blanks, UTF-8.
    text = (
        '{"arrears":{"amount":"186200.00","workers":14},'
        '"employer":{"name":"示例有限公司","region":"150102"},'
        '"events":[{"kind":"remedied","on":"2025-06-01"}],"id":"nm-2025-0012"}'
    )
    assert digest_of(LISTING) == hashlib.sha256(text.encode()).hexdigest()


def test_the_order_of_keys_is_layout() -> None:
    assert digest_of(dict(reversed(LISTING.items()))) == digest_of(LISTING)


def test_the_order_of_events_and_names_is_not() -> None:
    names = {"former_names": ["甲", "乙"]}
    assert digest_of(names) != digest_of({"former_names": ["乙", "甲"]})


@pytest.mark.parametrize(
    "changed",
    [
        {"id": "nm-2025-0013"},
        {"employer": {"name": "示例有限公司"}},
        {"arrears": {"amount": "186200.0", "workers": 14}},
        {"arrears": {"amount": "186200.00", "workers": "14"}},
        {"events": []},
        {"events": [{"kind": "remedied", "on": "2025-06-02"}]},
        {"published_on": "2025-03-05"},
    ],
)
def test_any_changed_value_is_another_digest(changed: dict[str, Any]) -> None:
    assert digest_of({**LISTING, **changed}) != digest_of(LISTING)


@pytest.mark.parametrize("kind", sorted(EventKind))
def test_events_that_only_hide_stand_outside_and_all_others_inside(kind: EventKind) -> None:
    event = {"kind": kind.value, "on": "2026-01-05"}
    added = {**LISTING, "events": [*LISTING["events"], event]}
    assert (digest_of(added) == digest_of(LISTING)) is (kind in UNSIGNED)


def test_a_list_left_without_events_is_no_list() -> None:
    bare = {key: value for key, value in LISTING.items() if key != "events"}
    hidden = {**bare, "events": [{"kind": "revoked", "on": "2026-01-05"}]}
    assert digest_of(hidden) == digest_of({**bare, "events": []}) == digest_of(bare)


def test_taking_an_article_back_needs_no_new_sign_off() -> None:
    article = {"id": "tc-1", "title": "拿回过年钱"}
    withdrawn = {**article, "withdrawn": {"on": "2026-01-05", "reason": "有误"}}
    assert digest_of(withdrawn, "正文") == digest_of(article, "正文")


def test_an_article_is_signed_with_its_text_and_pictures() -> None:
    article = {"id": "tc-1"}
    digests = {
        digest_of(article),
        digest_of(article, "正文"),
        digest_of(article, "正文。"),
        digest_of(article, "正文", {"road.png": "a" * 64}),
        digest_of(article, "正文", {"road.png": "b" * 64}),
        digest_of(article, "正文", {"way.png": "a" * 64}),
    }
    assert len(digests) == 6


def test_the_values_stay_as_they_were() -> None:
    values = json.loads(json.dumps(LISTING))
    digest_of(values, "正文", {"road.png": "a" * 64})
    assert values == LISTING


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
VALUES = st.dictionaries(
    TEXTS.filter(lambda key: key not in {"events", "withdrawn", "body", "files"}),
    TEXTS | st.integers(0, 10**9) | st.lists(TEXTS, min_size=1, max_size=3),
    max_size=4,
)


@given(VALUES, VALUES)
def test_two_records_share_a_digest_only_if_they_are_the_same(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    assert (digest_of(one) == digest_of(other)) is (one == other)
