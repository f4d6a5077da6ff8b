"""An event in a JSON line: that line says the event too, and every other byte stays."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.model.record import Kind
from site_builder.office.event_json import with_events
from tests.office import listing

PATH = "content/listings/a.jsonl"
EVENT = {"kind": "removed_early", "on": "2026-01-05", "document": "示人社移字〔2026〕2号"}


def _line(**changes: Any) -> str:
    return json.dumps(listing(1, **changes), ensure_ascii=False)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_only_its_line_changes(end: str, mark: str) -> None:
    lines = [json.dumps(listing(n), ensure_ascii=False) for n in (1, 2, 3)]
    old = mark + f"{lines[0]}{end}{end}  {lines[1]}  {end}{lines[2]}"
    made = with_events(old.encode(), PATH, Kind.LISTING, {("t-0002", 3): EVENT})
    assert made is not None
    assert made.decode() == old.replace(
        lines[1], f'{lines[1][:-1]}, "events": [{json.dumps(EVENT, ensure_ascii=False)}]}}'
    )


@pytest.mark.parametrize(
    "events", ["[]", "[ ]", "null", '""', '[{"kind":"remedied","on":"2025-06-01"} ]']
)
def test_events_in_the_middle_of_a_line(events: str) -> None:
    old = f'{{"events":{events},{_line()[1:]}'
    made = with_events(old.encode(), PATH, Kind.LISTING, {("t-0001", 1): EVENT})
    assert made is not None
    found = json.loads(made)
    assert found == {**json.loads(old), "events": [*(json.loads(events) or []), EVENT]}
    assert made.decode().endswith(_line()[1:])


def test_a_line_of_plain_ascii_stays_one() -> None:
    made = with_events(json.dumps(listing(1)).encode(), PATH, Kind.LISTING, {("t-0001", 1): EVENT})
    assert made is not None
    assert made.isascii()


@pytest.mark.parametrize(
    "old",
    [
        "",
        "[]",
        '{"id": "t-0001"',
        '{"id": "t-0001", "events": {}}',
        '{"id": "t-0001", "events": [], "events": []}',
        '{"id": "t-0002"}',
        '{"id": "t-0001", "a": NaN}',
    ],
)
def test_what_cannot_be_done_safely_is_not_done(old: str) -> None:
    assert with_events(old.encode(), PATH, Kind.LISTING, {("t-0001", 1): EVENT}) is None


def test_a_line_that_is_not_there_is_not_written() -> None:
    assert with_events(_line().encode(), PATH, Kind.LISTING, {("t-0001", 2): EVENT}) is None


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"])),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text('ab{}[]",: ', max_size=3), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(
    values=st.dictionaries(st.text('abc{}[]",:\\ ', max_size=4), VALUES, max_size=4),
    separators=st.sampled_from([(",", ":"), (", ", ": "), (" , ", " : ")]),
    is_ascii=st.booleans(),
)
def test_any_line_says_the_same_and_the_event(
    *, values: dict[str, Any], separators: tuple[str, str], is_ascii: bool
) -> None:
    line = json.dumps({**values, "id": "t-0001"}, separators=separators, ensure_ascii=is_ascii)
    made = with_events(line.encode(), PATH, Kind.LISTING, {("t-0001", 1): EVENT})
    assert made is not None
    assert json.loads(made) == {**json.loads(line), "events": [EVENT]}
