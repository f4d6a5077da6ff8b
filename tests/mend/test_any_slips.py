"""Slips put anywhere into generated files: what is mended says what was meant."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.kinds import KINDS
from site_builder.kinds.base import Parsed, parse
from site_builder.load.markdown_file import read_markdown
from site_builder.load.yaml_core import read_yaml
from site_builder.mend.lines import Edit, edited
from site_builder.mend.slips import COLON
from site_builder.model.record import Kind
from site_builder.office.yaml_places import records_in
from tests.mend.mending import fixed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.office.yaml_places import Node

WORDS = st.text(
    "工资欠薪甲乙。，：；“”‘’（）［］｛｝「」 :,'\"#-—/.0123４５ab\u3000[]{}|>",
    min_size=1,
    max_size=30,
)
TEXTS = st.lists(WORDS.filter(str.strip), min_size=1, max_size=3).map("\n".join)
LINES = WORDS.filter(lambda text: text.isprintable() and text.strip(" \u3000"))
DAYS = st.dates(min_value=date(2022, 1, 1), max_value=date(2099, 1, 1)).map(str)
EVENTS = st.lists(
    st.fixed_dictionaries({"kind": st.just("removed_early"), "on": DAYS, "reason": TEXTS}),
    max_size=2,
)
COLONS = st.sampled_from(["：", "： ", "：\u3000", ":\u3000", ":\xa0", " ：", "﹕", ":"])


@st.composite
def listings(draw: st.DrawFn) -> list[dict[str, Any]]:
    """One to three sound listings."""
    found = [
        {
            "id": f"t-000{number}",
            "regime": "arrears-list-2022",
            "employer": {"name": draw(LINES), "region": "150102"},
            "decision": {
                "number": draw(LINES),
                "organ": "hrss",
                "decided_on": draw(DAYS),
                "reason": draw(TEXTS),
            },
            "events": draw(EVENTS),
        }
        for number in range(draw(st.integers(1, 3)))
    ]
    faults = [parse(KINDS[Kind.LISTING], each) for each in found]
    assert all(isinstance(each, Parsed) for each in faults), faults
    return found


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Listings as YAML, in one of the styles that people write."""
    style = draw(st.sampled_from([None, False]))
    width = draw(st.sampled_from([40, 1000]))
    return yaml.safe_dump(
        draw(listings()),
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=style,
        width=width,
    )


def _keys(node: Node) -> Iterator[tuple[Node, Node]]:
    """Every key of a record, at any depth, with its value."""
    for key, value in node.pairs:
        yield key, value
        yield from _keys(value)
    for item in node.items:
        yield from _keys(item)


@st.composite
def slipped(draw: st.DrawFn) -> tuple[str, str]:
    """Listings as YAML, and the same with other colons behind some of its keys."""
    text = draw(texts())
    lines = text.split("\n")
    edits = []
    for record in records_in(text):
        for key, value in _keys(record):
            colon = draw(st.none() | COLONS)
            line, column = key.end
            if colon is None or (value.start[0] > line and colon in {":", ":\u3000", ":\xa0"}):
                continue
            is_last = value.start[0] > line
            end = len(lines[line]) if is_last else value.start[1]
            colon = colon.strip() if is_last else colon
            edits.append(Edit(line, column, end, colon, COLON))
    return text, "\n".join(edited(lines, edits))


def _said(text: str) -> list[dict[str, Any]]:
    return [entry.values for entry in read_yaml(text.encode(), "a.yml").entries]


@given(texts())
@settings(max_examples=150, deadline=None)
def test_a_file_without_slips_stays_byte_by_byte(text: str) -> None:
    assert fixed(text).text == text


@given(slipped())
@settings(max_examples=250, deadline=None)
def test_mended_yaml_says_what_was_meant(pair: tuple[str, str]) -> None:
    right, slips = pair
    found = fixed(slips)
    assert _said(found.text) == _said(right)
    assert fixed(found.text).text == found.text


@given(texts(), st.sampled_from(["\t", "\u3000", "\xa0\xa0", "\ufeff  "]))
@settings(max_examples=100, deadline=None)
def test_mended_indentation_says_what_was_meant(text: str, blank: str) -> None:
    lines = text.split("\n")
    first = next(records_in(text))
    edits = [
        Edit(key.start[0], 0, key.start[1], blank * (key.start[1] // 2), COLON)
        for key, _value in _keys(first)
        if not lines[key.start[0]][: key.start[1]].strip() and key.start[1] % 2 == 0
    ]
    slips = "\n".join(edited(lines, list(dict.fromkeys(edits))))
    found = fixed(slips)
    assert found.text == slips or _said(found.text) == _said(text)
    if edits and blank != "\ufeff  ":
        assert _said(found.text) == _said(text)


@given(LINES, TEXTS, st.sampled_from(["：", "：\u3000", ":\u3000"]), st.booleans())
@settings(max_examples=150, deadline=None)
def test_mended_front_matter_says_what_was_meant(
    title: str, body: str, colon: str, has_odd_fence: bool
) -> None:
    values = {
        "id": "tc-1",
        "title": title,
        "organ": "hrss",
        "regime": "typical-case",
        "published_on": "2025-03-05",
    }
    front = yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=1000)
    right = f"---\n{front}---\n{body}\n"
    slips = right.replace("organ: ", f"organ{colon}").replace("title: ", f"title{colon}", 1)
    if has_odd_fence:
        slips = slips.replace("\n---\n", "\n———\n", 1)
    found = fixed(slips, Kind.TYPICAL_CASE, "md")
    entry, meant = (read_markdown(text.encode(), "a.md").entries[0] for text in (found.text, right))
    assert (entry.values, entry.body) == (meant.values, meant.body)
    assert fixed(right, Kind.TYPICAL_CASE, "md").text == right
