"""An event in a YAML file: it says what it said, and the event; no other line changes."""

from __future__ import annotations

import difflib
import json
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from site_builder.load.yaml_core import read_yaml
from site_builder.model.record import Kind
from site_builder.office.event_yaml import with_events
from tests.office import listing

PATH = "content/listings/a.yml"
EVENT = {"kind": "removed_early", "on": "2026-01-05", "document": "示人社移字〔2026〕2号"}
BODY = """regime: arrears-list-2022
employer: {name: 测试区晨砾建筑劳务有限公司, region: "150102"}
decision: {number: 测人社列字〔2025〕1号, organ: hrss, decided_on: 2025-03-01}
"""


def _values(data: bytes) -> list[dict[str, Any]]:
    reading = read_yaml(data, PATH)
    assert reading.problems == ()
    return [entry.values for entry in reading.entries]


def _with(text: str, name: str = "t-0001", event: Any = None) -> str:
    """``text`` with the event, after a look at all that must hold of it."""
    event = event or EVENT
    data = text.encode()
    entry = next(e for e in read_yaml(data, PATH).entries if e.values["id"] == name)
    made = with_events(data, PATH, Kind.LISTING, {(name, entry.line_of(())): event})
    assert made is not None
    expected = _values(data)
    values = next(values for values in expected if values["id"] == name)
    values["events"] = [*(values.get("events") or []), event]
    assert _values(made) == expected
    return made.decode()


def _changed(old: str, new: str) -> tuple[list[str], list[str]]:
    """The lines that went and the lines that came."""
    marks = list(difflib.ndiff(old.splitlines(keepends=True), new.splitlines(keepends=True)))
    return [m[2:] for m in marks if m[0] == "-"], [m[2:] for m in marks if m[0] == "+"]


FLOW = "{kind: removed_early, on: 2026-01-05, document: 示人社移字〔2026〕2号}"


@pytest.mark.parametrize(
    ("old", "came"),
    [
        ("", ["events:\n", f"  - {FLOW}\n"]),
        ("persons:\n- {name: 甲乙, role: principal}\n", ["events:\n", f"- {FLOW}\n"]),
        ("events:\n  - {kind: remedied, on: 2025-06-01}  # 已核\n", [f"  - {FLOW}\n"]),
        ("events:\n- {kind: remedied, on: 2025-06-01}\n# 完\n", [f"- {FLOW}\n"]),
        (
            "events:\n  -   kind: remedied\n      on: 2025-06-01\n\n# 完\n",
            [
                "  -   kind: removed_early\n",
                "      on: 2026-01-05\n",
                "      document: 示人社移字〔2026〕2号\n",
            ],
        ),
        ("project:\n", ["events:\n", f"  - {FLOW}\n"]),
    ],
)
def test_a_new_event_stands_on_lines_of_its_own(old: str, came: list[str]) -> None:
    text = f"# 县里的\nid: t-0001\n{BODY}{old}"
    assert _changed(text, _with(text)) == ([], came)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("events: []\n", f"events: [{FLOW}]\n"),
        ("events: [ ]   # 暂无\n", f"events: [ {FLOW}]   # 暂无\n"),
        ("events:   # 暂无\n", f"events: [{FLOW}]   # 暂无\n"),
        ("events: ~\n", f"events: [{FLOW}]\n"),
        ("events: ''\n", f"events: [{FLOW}]\n"),
        (
            "events: [{kind: remedied, on: 2025-06-01}, ]  # x\n",
            f"events: [{{kind: remedied, on: 2025-06-01}}, {FLOW}, ]  # x\n",
        ),
        (
            "events: [\n  {kind: remedied, on: 2025-06-01}, # a\n]\n",
            f"events: [\n  {{kind: remedied, on: 2025-06-01}}, {FLOW}, # a\n]\n",
        ),
    ],
)
def test_a_list_on_one_line_is_filled_where_it_stands(old: str, new: str) -> None:
    text = f"id: t-0001\n{BODY}"
    assert (
        _with(f"{text}{old}published_on: 2025-03-05\n") == f"{text}{new}published_on: 2025-03-05\n"
    )


def test_a_record_on_one_line_gets_its_event_there() -> None:
    text = json.dumps(listing(1), ensure_ascii=False) + "\n"
    assert _with(text) == text.replace("}}\n", f"}}, events: [{FLOW}]}}\n")


def test_of_several_documents_one_changes() -> None:
    parts = [f"---\n# {n}\nid: t-000{n}\n{BODY}" for n in (1, 2, 3)]
    gone, came = _changed("".join(parts), _with("".join(parts), "t-0002"))
    assert (gone, came) == ([], ["events:\n", f"  - {FLOW}\n"])
    assert _with("".join(parts), "t-0002") == parts[0] + parts[1] + "".join(came) + parts[2]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("last", ["", "\n", "\n\n\n", "\n# 完", "\n...\n"])
def test_line_ends_a_mark_and_the_end_of_the_file_stay(end: str, mark: str, last: str) -> None:
    text = (
        mark + f"id: t-0001\n{BODY}events:\n  - {{kind: remedied, on: 2025-06-01}}{last}"
    ).replace("\n", end)
    made = _with(text)
    assert made.startswith(mark)
    assert made.count(end) == len(made.replace("\r\n", "\n").replace("\r", "\n").split("\n")) - 1
    assert made.replace(f"{end}  - {FLOW}", "") == text


def test_two_records_of_one_file_at_once() -> None:
    text = "".join(f"- {json.dumps(listing(n), ensure_ascii=False)}\n" for n in (1, 2, 3))
    made = with_events(
        text.encode(), PATH, Kind.LISTING, {("t-0001", 1): EVENT, ("t-0003", 3): EVENT}
    )
    assert made is not None
    assert [len(values.get("events", ())) for values in _values(made)] == [1, 0, 1]


@pytest.mark.parametrize(
    "text",
    [
        "12",
        "2026-01-05",
        "no",
        "null",
        "a: b",
        "甲 #乙",
        "- 甲",
        '说"好"',
        "it's",
        "{甲}",
        "[甲]",
        "甲, 乙",
        "&甲",
        "*甲",
        "!甲",
        "%甲",
        "@甲",
        "`甲`",
        "|",
        ">",
        "甲：乙",
        "12:30",
        "1_000",
        "0x1F",
        "~",
        "甲\\乙",
        " 甲 ",
        "〔2026〕",
        "“甲”公司",
        "甲\u3000乙",
        "😀",
        "甲#乙",
        "?",
        "---",
        "=",
        "<<",
    ],
)
@pytest.mark.parametrize(
    "old", ["", "events: []\n", "events:\n  - kind: remedied\n    on: 2025-06-01\n"]
)
def test_whatever_a_document_is_called_is_read_back(text: str, old: str) -> None:
    event = {"kind": "removed_early", "on": "2026-01-05", "document": text}
    made = _with(f"id: t-0001\n{BODY}{old}", event=event)
    # Older readers of YAML must not take it for a number or a yes either.
    found = yaml.safe_load(made)["events"][-1]
    assert (found["kind"], found["document"]) == ("removed_early", text)


@pytest.mark.parametrize(
    "text",
    [
        f"id: t-0001\n{BODY}events: &a []\nproject: {{name: *a}}\n",
        f"id: t-0001\n{BODY}events: {{kind: remedied}}\n",
        f"id: t-0001\n{BODY}events: 三\n",
        f"id: t-0001\n{BODY}events: []\nevents: []\n",
        f"id: t-0002\n{BODY}",
        f"{BODY}",
        f"id: t-0001\n{BODY}facts: |+\n  a\n\n\n",
    ],
)
def test_what_cannot_be_done_safely_is_not_done(text: str) -> None:
    assert with_events(text.encode(), PATH, Kind.LISTING, {("t-0001", 1): EVENT}) is None


def test_a_file_in_another_encoding_is_left_alone() -> None:
    data = f"id: t-0001\n{BODY}".encode("gb18030")
    assert with_events(data, PATH, Kind.LISTING, {("t-0001", 1): EVENT}) is None


def test_a_faulty_record_can_still_be_hidden() -> None:
    text = f"id: t-0001\nregimee: x\n{BODY}"
    made = with_events(text.encode(), PATH, Kind.LISTING, {("t-0001", 1): EVENT})
    assert made == f"{text}events:\n  - {FLOW}\n".encode()


def test_a_record_above_a_break_can_still_be_hidden() -> None:
    text = f"---\nid: t-0001\n{BODY}---\nid: t-0002\n  bad: [\n"
    made = with_events(text.encode(), PATH, Kind.LISTING, {("t-0001", 2): EVENT})
    assert made is not None
    assert made.decode().replace(f"events:\n  - {FLOW}\n", "") == text


def test_of_two_records_on_one_line_each_is_meant_by_its_id() -> None:
    text = "[{id: t-0001, regime: a}, {id: t-0002, regime: b}]"
    made = _with(text, "t-0002")
    assert made == f"[{{id: t-0001, regime: a}}, {{id: t-0002, regime: b, events: [{FLOW}]}}]"
    twice = b"[{id: t-0001}, {id: t-0001}]"
    assert with_events(twice, PATH, Kind.LISTING, {("t-0001", 1): EVENT}) is None


def test_an_event_too_many_is_refused() -> None:
    full = listing(1, events=[{"kind": "remedied", "on": "2025-06-01"}] * 500)
    text = yaml.safe_dump(full, allow_unicode=True)
    assert with_events(text.encode(), PATH, Kind.LISTING, {("t-0001", 1): EVENT}) is None


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co", "Zl", "Zp"]),
    min_size=1,
    max_size=12,
).filter(lambda text: bool(text.strip()))
LONG = st.builds("\n".join, st.lists(WORDS, min_size=1, max_size=3))
EVENTS = st.lists(
    st.fixed_dictionaries(
        {"kind": st.sampled_from(["remedied", "suspended"]), "on": st.just("2025-06-01")},
        optional={"document": WORDS, "reason": LONG},
    ),
    max_size=2,
)
RECORDS = st.lists(
    st.fixed_dictionaries(
        {"regime": WORDS, "decision": st.fixed_dictionaries({"number": WORDS, "reason": LONG})},
        optional={"events": st.none() | st.just("") | EVENTS, "basis": LONG},
    ),
    min_size=1,
    max_size=3,
)
OPTIONS = st.fixed_dictionaries(
    {
        "allow_unicode": st.booleans(),
        "default_flow_style": st.sampled_from([None, True, False]),
        "default_style": st.sampled_from([None, '"', "'"]),
        "indent": st.sampled_from([2, 3, 4, 8]),
        "width": st.sampled_from([20, 80, 10_000]),
        "explicit_start": st.booleans(),
        "sort_keys": st.booleans(),
        "line_break": st.sampled_from(["\n", "\r\n"]),
    }
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(records=RECORDS, options=OPTIONS, is_list=st.booleans(), data=st.data())
def test_in_any_layout_only_the_event_is_new(
    *, records: list[dict[str, Any]], options: dict[str, Any], is_list: bool, data: st.DataObject
) -> None:
    for number, record in enumerate(records):
        record["id"] = f"t-000{number}"
    text = (
        yaml.safe_dump(records, **options)
        if is_list
        else yaml.safe_dump_all(records, **{**options, "explicit_start": True})
    )
    entries = read_yaml(text.encode(), PATH).entries
    index = data.draw(st.integers(0, len(records) - 1))
    place = (f"t-000{index}", entries[index].line_of(()))
    made = with_events(text.encode(), PATH, Kind.LISTING, {place: EVENT})
    if made is None:  # only what ends in a text that keeps its blank lines
        assert "|" in text or ">" in text
        return
    expected = [entry.values for entry in entries]
    expected[index]["events"] = [*(expected[index].get("events") or []), EVENT]
    assert [entry.values for entry in read_yaml(made, PATH).entries] == expected
    gone, _came = _changed(text, made.decode())
    is_filled_in_place = options["default_flow_style"] is not False or not records[index].get(
        "events"
    )
    assert len(gone) <= (1 if is_filled_in_place else 0)


NOTES = st.sampled_from(["", "# 注", "  # 注: a", "      # - x: [", "#", "   "])
TAILS = st.sampled_from(["", "", "  # 核", " #", "   "])
PLAIN = st.text("甲乙丙丁戊己庚辛", min_size=1, max_size=6)
FLAT = st.fixed_dictionaries(
    {"regime": PLAIN, "decision": st.fixed_dictionaries({"number": PLAIN, "organ": PLAIN})},
    optional={
        "events": st.lists(
            st.fixed_dictionaries(
                {"kind": st.sampled_from(["remedied", "suspended"]), "on": st.just("2025-06-01")},
                optional={"document": PLAIN},
            ),
            max_size=2,
        ),
        "persons": st.lists(st.fixed_dictionaries({"name": PLAIN}), max_size=2),
        "project": st.none() | st.fixed_dictionaries({"name": PLAIN}),
    },
)


def _by_hand(record: dict[str, Any], data: st.DataObject) -> list[str]:
    """A record as somebody might write it: his own indents, notes, blanks and short lists."""
    step = data.draw(st.sampled_from([0, 1, 2, 4]))
    lines = []
    for key in data.draw(st.permutations(sorted(record))):
        value = record[key]
        if isinstance(value, list) and data.draw(st.booleans()):
            shown = ", ".join("{" + _pairs(item, ", ") + "}" for item in value)
            lines.append(f"{key}: [{shown}]")
        elif isinstance(value, list) and value:
            lines.append(f"{key}:")
            for item in value:
                if data.draw(st.booleans()):
                    lines.append(f"{' ' * step}- {{{_pairs(item, ', ')}}}")
                else:
                    gap = data.draw(st.sampled_from([1, 3]))
                    inner = _pairs(item, "\n" + " " * (step + 1 + gap))
                    lines += f"{' ' * step}-{' ' * gap}{inner}".split("\n")
        elif isinstance(value, dict):
            lines.append(f"{key}:")
            lines += [f"{' ' * (step or 2)}{pair}" for pair in _pairs(value, "\n").split("\n")]
        else:
            lines.append(f"{key}: {value or data.draw(st.sampled_from(['', '~', '[]']))}")
    noted = []
    for line in lines:
        noted += [line + data.draw(TAILS), *data.draw(st.lists(NOTES, max_size=2))]
    return noted


def _pairs(values: dict[str, str], between: str) -> str:
    return between.join(f"{key}: {value}" for key, value in values.items())


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    records=st.lists(FLAT, min_size=1, max_size=3),
    is_list=st.booleans(),
    end=st.sampled_from(["\n", "\r\n"]),
    data=st.data(),
)
def test_in_what_somebody_wrote_only_the_event_is_new(
    *, records: list[dict[str, Any]], is_list: bool, end: str, data: st.DataObject
) -> None:
    lines = ["# 本县"]
    for number, record in enumerate(records):
        written = _by_hand({**record, "id": f"t-000{number}"}, data)
        if is_list:
            lines += [f"{'-' if index == 0 else ' '} {line}" for index, line in enumerate(written)]
        else:
            lines += ["---", *written]
    old = end.join(lines) + data.draw(st.sampled_from(["", end]))
    index = data.draw(st.integers(0, len(records) - 1))
    entries = read_yaml(old.encode(), PATH).entries
    place = (f"t-000{index}", entries[index].line_of(()))
    made = with_events(old.encode(), PATH, Kind.LISTING, {place: EVENT})
    assert made is not None
    expected = [entry.values for entry in entries]
    expected[index]["events"] = [*(expected[index].get("events") or []), EVENT]
    assert [entry.values for entry in read_yaml(made, PATH).entries] == expected
    gone, came = _changed(old, made.decode())
    # A list on one line is filled there; a last line gets an end before another follows.
    assert len(gone) <= 1
    assert all(
        line.rstrip("\r\n") in "".join(came) or "[" in line or "]" in "".join(came) for line in gone
    )
    assert len(came) <= 3 + len(gone)
