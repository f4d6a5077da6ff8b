import json
import time
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from site_builder.load import text as text_module
from site_builder.load.entries import Entry, Reading
from site_builder.load.yaml_core import read_value, read_yaml

HOSTILE = Path(__file__).parents[3] / "shared" / "data" / "hostile"
LOADERS = [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)]


def read(text: str) -> Reading:
    return read_yaml(text.encode(), "a.yml")


def entry_of(text: str) -> Entry:
    reading = read(text)
    assert reading.problems == ()
    (entry,) = reading.entries
    return entry


def scalar(text: str) -> Any:
    return entry_of(f"a: {text}").values["a"]


def ids(reading: Reading) -> list[str]:
    return [entry.values["id"] for entry in reading.entries]


def said(reading: Reading) -> list[str]:
    return [problem.text("en") for problem in reading.problems]


def code(reading: Reading) -> str:
    (problem,) = reading.problems
    return problem.code


@pytest.mark.parametrize(
    "text",
    ["- id: a\n- id: b\n", "[{id: a}, {id: b}]", "id: a\n---\nid: b\n", "- id: a\n---\nid: b"],
)
def test_a_file_holds_a_list_or_several_documents(text: str) -> None:
    reading = read(text)
    assert (ids(reading), reading.problems, reading.is_whole) == (["a", "b"], (), True)


def test_bom_and_crlf_change_nothing() -> None:
    plain = "a: 甲\nb: |\n  乙\n  丙\n"
    assert read("\ufeff" + plain.replace("\n", "\r\n")) == read(plain)


@pytest.mark.parametrize("word", ["true", "True", "TRUE"])
def test_three_spellings_are_true(word: str) -> None:
    assert scalar(word) is True


@pytest.mark.parametrize("word", ["false", "False", "FALSE"])
def test_three_spellings_are_false(word: str) -> None:
    assert scalar(word) is False


@pytest.mark.parametrize("word", ["", "~", "null", "Null", "NULL"])
def test_five_spellings_are_nothing(word: str) -> None:
    assert scalar(word) is None


AS_WRITTEN = """
on off yes no y n tRUE nULL 2025-03-01 12:30:45 2025-03-01T10:00:00Z 0o17 0x1F 1_000
0555567 -0 +7 186200.00 1e3 .inf .nan =
"""


@pytest.mark.parametrize("text", [*AS_WRITTEN.split(), "9" * 5000])
def test_every_other_word_stays_as_written(text: str) -> None:
    assert scalar(text) == text


@pytest.mark.parametrize("text", ["0", "14", "-14", "9007199254740993"])
def test_a_whole_number_is_a_number(text: str) -> None:
    assert scalar(text) == int(text)


@pytest.mark.parametrize("text", ['"14"', "'14'", "!!str 14", "! 14", '"true"', "'~'", '""'])
def test_what_is_quoted_or_tagged_as_text_is_text(text: str) -> None:
    assert isinstance(scalar(text), str)


def test_a_merge_key_is_an_ordinary_key() -> None:
    assert entry_of("<<: {a: 1}\nb: 2").values == {"<<": {"a": 1}, "b": 2}


def test_separators_end_no_line_in_yaml_1_2() -> None:
    entry = entry_of("a: 甲\u2028乙\u2029丙\nb: 1\n")
    assert (entry.values["a"], entry.line_of(("b",))) == ("甲\u2028乙\u2029丙", 2)


def test_each_value_stands_on_the_line_of_its_key() -> None:
    entry = read("# 说明\n---\n- id: a\n- id: b\n  events:\n    - kind: x\n      on: 1\n").entries[
        1
    ]
    assert entry.lines == {
        (): 4,
        ("id",): 4,
        ("events",): 5,
        ("events", 0): 6,
        ("events", 0, "kind"): 6,
        ("events", 0, "on"): 7,
    }


def test_what_is_missing_stands_where_it_should_be() -> None:
    entry = entry_of("id: a\nevents:\n  - kind: x\n")
    assert entry.line_of(("events", 0, "on")) == 3
    assert entry.line_of(("regime",)) == 1


def test_an_alias_is_a_copy_of_its_own() -> None:
    entry = entry_of("a: &x {b: [1]}\nc: *x\n")
    assert entry.values == {"a": {"b": [1]}, "c": {"b": [1]}}
    assert entry.values["a"]["b"] is not entry.values["c"]["b"]
    assert entry.line_of(("c", "b", 0)) == 2


def test_a_repeated_key_names_both_lines_and_the_record() -> None:
    reading = read("id: nm-1\nparty:\n  name: 甲\n  name: 乙\n")
    assert said(reading) == [
        "a.yml:4: party.name: expected each key once, found 'name' on lines 3 and 4"
    ]
    assert (code(reading), reading.problems[0].record) == ("duplicate-key", "nm-1")
    assert (reading.is_whole, reading.entries[0].is_sound) == (True, False)


def test_no_event_is_lost_to_a_repeated_key() -> None:
    (entry,) = read("events: [{kind: revoked}]\nfacts: x\nevents: [{kind: resumed}]\n").entries
    assert entry.values["events"] == [{"kind": "revoked"}, {"kind": "resumed"}]
    assert not entry.is_sound


def test_a_fault_in_one_record_leaves_the_others_sound() -> None:
    reading = read("- id: nm-1\n- id: nm-2\n  id: nm-3\n- id: nm-4\n")
    assert [entry.is_sound for entry in reading.entries] == [True, False, True]


@pytest.mark.parametrize("key", ["1", "true", "~", "20250301"])
def test_a_key_that_is_no_text_wants_quotes(key: str) -> None:
    reading = read(f"id: a\nx: {{{key}: 1}}\n")
    assert said(reading) == [f"a.yml:2: x: expected quotes around the key '{key}'"]
    assert code(reading) == "bad-key"


@pytest.mark.parametrize("key", ["? [a, b]\n: 1", "? {a: b}\n: 1", "? - a\n: 1"])
def test_a_list_is_no_key(key: str) -> None:
    reading = read(key)
    assert said(reading) == ["a.yml:1: expected text as a key"]
    assert code(reading) == "bad-key"


@pytest.mark.parametrize(
    "value",
    [
        "!!python/object/apply:os.system [ls]",
        "!!python/name:os.system x",
        "!local x",
        "!!binary aGk=",
        "!!timestamp 2025-03-01",
        "!!set {a, b}",
        "!!str [a]",
    ],
)
def test_an_unknown_tag_is_a_problem(value: str) -> None:
    reading = read(f"id: nm-1\na: {value}\n")
    assert said(reading) == [
        "a.yml:2: a: expected quotes around text that begins with !, found a YAML tag"
    ]
    assert code(reading) == "bad-yaml"


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("*x", "a.yml:1: a: expected quotes around text that begins with * or &"),
        ("**重要**", "a.yml:1: expected quotes around text that begins with * or &"),
        ("&", "a.yml:1: expected quotes around text that begins with * or &"),
        (">50万", "a.yml:1: expected quotes around text that begins with | or >"),
        ("|x", "a.yml:1: expected quotes around text that begins with | or >"),
        ("!a!b c", "a.yml:1: expected quotes around text that begins with !, found a YAML tag"),
    ],
)
@pytest.mark.parametrize("loader", LOADERS)
def test_text_with_a_special_beginning_wants_quotes(
    loader: object, value: str, problem: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_module, "_LOADER", loader)
    assert said(read(f"a: {value}\n")) == [problem]


@pytest.mark.parametrize(
    "char", ["\x07", "\x0b", "\x1b", "\x7f", "\x85", "\x9f", "\ufdd1", "\ufffe", "\U0010ffff"]
)
@pytest.mark.parametrize("quote", ["", '"', "'"])
def test_a_bad_character_spoils_its_record_alone(char: str, quote: str) -> None:
    reading = read(f"- id: nm-1\n- id: nm-2\n  persons:\n  - name: {quote}张{char}三{quote}\n")
    (problem,) = reading.problems
    assert (problem.line, problem.field) == (4, "persons[0].name")
    assert str(problem.message) == (
        "expected text without control characters, found one at character 2 of 3"
    )
    assert (ids(reading), code(reading)) == (["nm-1", "nm-2"], "bad-character")
    assert [entry.is_sound for entry in reading.entries] == [True, False]


def test_an_escaped_bad_character_is_one_too() -> None:
    assert code(read('a: "\\x1b"\n')) == "bad-character"
    assert code(read('a: "\\uFDD1"\n')) == "bad-character"


@pytest.mark.parametrize("levels", [66, 100_000])
@pytest.mark.parametrize(
    "start", ["[", "[\n", "{a: ", "- ", "? ", "[{a: ", "!!seq [", "&a [", '{"a":']
)
def test_what_is_too_deep_is_a_problem_and_quick(start: str, levels: int) -> None:
    before = time.perf_counter()
    reading = read(start * levels)
    assert time.perf_counter() - before < 2
    assert (code(reading), reading.is_whole) == ("too-deep", False)


def test_64_levels_are_read() -> None:
    assert entry_of("a: " + "[" * 63 + "]" * 63).is_sound


def test_aliases_of_aliases_are_not_expanded_without_end() -> None:
    laughs = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 20)]
    reading = read("\n".join(["a0: &a0 [哈]", *laughs]))
    assert said(reading) == [
        "a.yml:7: expected aliases that add little to the file, found ones that swell it"
    ]
    assert code(reading) == "yaml-too-large"


def test_long_text_is_not_multiplied_by_aliases() -> None:
    assert code(read(f"a: &a {'x' * 100_000}\nb: [{'*a, ' * 11}]\n")) == "yaml-too-large"


def test_aliases_that_stack_up_are_too_deep() -> None:
    stack = [f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, 2000)]
    assert code(read("\n".join(["a0: &a0 []", *stack]))) == "too-deep"


@pytest.mark.parametrize("text", ["a: &x [*x]", "a: &x {b: *x}", "&x a: *x\n? *x\n: 1", "&x [*x]"])
def test_an_alias_of_what_it_stands_in_is_no_endless_loop(text: str) -> None:
    assert read(text).problems


@pytest.mark.parametrize(
    ("text", "complete", "problem"),
    [
        (
            "- id: a\n- id: b\n- id: [c\n",
            ["a", "b"],
            "a.yml:3: expected a comma or a closing bracket, found neither",
        ),
        (
            "- id: a\n\n# x\n- @b\n",
            ["a"],
            "a.yml:4: expected quotes around text that begins with @, ` or %, and spaces, not tabs",
        ),
        ("- id: a\n- 'b\n", ["a"], "a.yml:2: expected a closing quotation mark, found none"),
        (
            "id: a\n---\nid: b\n---\nid: c: d\n",
            ["a", "b"],
            "a.yml:5: expected quotes around text with a colon and a space, or another indentation",
        ),
        (
            "id: a\n---\nid: b\nc\n",
            ["a"],
            "a.yml:4: expected a colon and a space after the key, found none",
        ),
        (
            '- id: a\n- id: "\\q"\n',
            ["a"],
            "a.yml:2: expected single quotes around text with a backslash",
        ),
        (
            "- id: a\n- id: b\n   x: 1\n- id: c\n",
            ["a"],
            "a.yml:3: expected quotes around text with a colon and a space, or another indentation",
        ),
    ],
)
def test_what_was_complete_before_a_fault_counts(
    text: str, complete: list[str], problem: str
) -> None:
    reading = read(text)
    assert (ids(reading), said(reading), reading.is_whole) == (complete, [problem], False)
    assert code(reading) == "bad-yaml"


@pytest.mark.parametrize(
    "text", ["- id: a\n- id: b\n events: []\n", "- id: a\n- {id: b}\n  events: []\n"]
)
def test_a_record_with_a_badly_indented_line_is_not_complete(text: str) -> None:
    reading = read(text)
    assert ids(reading) == ["a"]
    assert said(reading) == ["a.yml:3: expected the indentation of the lines above, found another"]


def test_a_list_with_a_stray_line_below_loses_the_last_record_alone() -> None:
    assert ids(read("- id: a\n- id: b\n}\n")) == ["a"]


@pytest.mark.parametrize(
    "text", ["id: a\nname：甲\n", "name：甲\nid: a\n", "- id: a\n- name：甲\n  id: b\n"]
)
def test_a_full_width_colon_is_called_by_its_name(text: str) -> None:
    *_others, problem = read(text).problems
    assert problem.line == text[: text.index("：")].count("\n") + 1
    assert str(problem.message) == (
        "expected a colon (:) and a space after the key, found a full-width colon"
    )


def test_bad_bytes_end_the_file_before_the_record_they_stand_in() -> None:
    data = "- id: a\n- id: b\n  name: 甲".encode() + b"\xff\n- id: c\n"
    reading = read_yaml(data, "a.yml")
    assert (ids(reading), code(reading), reading.is_whole) == (["a"], "bad-encoding", False)
    assert said(reading) == ["a.yml:3: expected UTF-8 text, found bytes that are not"]


def test_bad_bytes_in_quotes_are_the_one_problem() -> None:
    reading = read_yaml(b"- id: a\n- id: b\n- name: 'x\xff'\n", "a.yml")
    assert (ids(reading), code(reading)) == (["a", "b"], "bad-encoding")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("- 13800000000\n", "a number"),
        ("- 张三李四\n", "text of 4 characters"),
        ("- [a, b]\n", "a list of 2"),
        ("-\n", "nothing"),
        ("- true\n", "true or false"),
        ("张三李四\n", "text of 4 characters"),
    ],
)
def test_what_is_no_record_is_told_by_kind_and_length(text: str, found: str) -> None:
    reading = read(text)
    assert said(reading) == [f"a.yml:1: expected a record with keys, found {found}"]
    assert (code(reading), reading.is_whole) == ("not-a-record", True)


@pytest.mark.parametrize("text", ["", "\n \n", "\ufeff", "# 说明\n", "---\n", "---\n---\n", "~\n"])
def test_an_empty_file_is_a_problem(text: str) -> None:
    reading = read(text)
    assert said(reading) == ["a.yml: expected content, found an empty file"]
    assert (code(reading), reading.is_whole) == ("empty-file", True)


def test_an_empty_list_is_none() -> None:
    assert read("[]\n") == Reading((), (), is_whole=True)


def test_a_last_document_may_be_empty() -> None:
    assert entry_of("id: a\n---\n# 说明\n").values == {"id": "a"}


def test_a_file_that_is_no_text_is_not_yaml() -> None:
    reading = read_yaml(b"%PDF-1.7\n", "a.yml")
    assert said(reading) == ["a.yml: expected plain text, found a PDF"]
    assert (code(reading), reading.is_whole) == ("not-yaml", False)


def test_a_file_over_16_mib_is_not_read() -> None:
    reading = read_yaml(b"#" * (16 << 20) + b"\n", "a.yml")
    assert said(reading) == [
        "a.yml: expected at most 16 MiB, found 17: keep long lists as JSON lines"
    ]
    assert (code(reading), reading.is_whole) == ("file-too-large", False)


def test_a_file_of_nothing_but_problems_is_left_after_a_thousand() -> None:
    reading = read("- x\n" * 100_000)
    assert len(reading.problems) == 1001
    assert reading.problems[-1].text("en") == (
        "a.yml:1001: expected fewer than 1000 problems in a file"
    )
    assert not reading.is_whole


def test_one_value_comes_with_its_lines() -> None:
    assert read_value(b"- id: a\n- id: b\n", "organs.yml") == (
        [{"id": "a"}, {"id": "b"}],
        {(): 1, (0,): 1, (0, "id"): 1, (1,): 2, (1, "id"): 2},
        (),
    )


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "site.yml: expected content, found an empty file"),
        (b"# x\n", "site.yml: expected content, found an empty file"),
        (b"a: 1\n---\nb: 2\n", "site.yml:3: expected one document, found another below it"),
        (b"a: [1\n", "site.yml:1: expected a comma or a closing bracket, found neither"),
        (b"a: 1\n# \xff\n", "site.yml:2: expected UTF-8 text, found bytes that are not"),
        (b"PK\x03\x04", "site.yml: expected plain text, found a ZIP archive or an Office file"),
    ],
)
def test_one_value_that_cannot_be_read_is_none(data: bytes, problem: str) -> None:
    value, lines, problems = read_value(data, "site.yml")
    assert (value, lines, [found.text("en") for found in problems]) == (None, {}, [problem])


def test_one_value_with_a_flaw_comes_with_its_problem() -> None:
    value, _lines, problems = read_value(b"a: 1\na: 2\n", "site.yml")
    assert value == {"a": 2}
    assert [problem.code for problem in problems] == ["duplicate-key"]


# PyYAML writes a line separator in a key without quotes, and reads it back as a line end.
TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn", "Zl", "Zp"], include_characters="\t\n")
)


@given(
    st.lists(st.dictionaries(TEXTS, TEXTS | st.none() | st.booleans() | st.integers()), min_size=1),
    st.booleans(),
    st.sampled_from([True, False, None]),
)
def test_what_was_written_reads_back_equal(
    values: list[dict[str, Any]],
    is_unicode: bool,  # noqa: FBT001
    flow: bool | None,  # noqa: FBT001
) -> None:
    written = yaml.safe_dump(values, allow_unicode=is_unicode, default_flow_style=flow)
    reading = read(written)
    assert reading.problems == ()
    assert [entry.values for entry in reading.entries] == values


WORDS = ["- ", "id: a", ": ", "&a ", "*a", "!!str ", "|\n", ">\n", "---\n", "...\n", "%YAML 1.2\n"]
SNIPPETS = st.sampled_from([*"-[]{},:?'\"#!% \n\t\\：\x0b\u2028", *WORDS])


@given(st.lists(SNIPPETS | st.text(max_size=3)).map("".join))
@pytest.mark.parametrize("loader", LOADERS)
def test_no_text_is_a_crash(loader: object, text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_module, "_LOADER", loader)
        reading = read_yaml(text.encode("utf-8", "surrogatepass"), "a.yml")
    assert reading.is_whole or reading.problems


@pytest.mark.parametrize("text", ["[id: a", "[id: a\n", "- id: a\n- b: ]", "{", "'", "- '"])
def test_a_file_that_ends_too_early_is_a_problem_on_its_last_line(text: str) -> None:
    (problem,) = read(text).problems
    assert (problem.code, problem.line) == ("bad-yaml", text.rstrip().count("\n") + 1)


@given(st.binary())
def test_no_bytes_are_a_crash(data: bytes) -> None:
    assert isinstance(read_yaml(data, "a.yml"), Reading)


@pytest.mark.parametrize(
    "text", ['a: "\\UFFFFFFFF"', 'a: "\\U00110000"', f"%YAML {'1' * 5000}.2\n---\n"]
)
@pytest.mark.parametrize("loader", LOADERS)
def test_numbers_over_which_a_parser_trips_are_problems(
    loader: object, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_module, "_LOADER", loader)
    assert code(read(text)) == "bad-yaml"


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, float) else value


def _documents(text: str) -> list[Any]:
    found: list[Any] = []
    while text := text.lstrip():
        value, end = json.JSONDecoder().raw_decode(text)
        found += value if isinstance(value, list) else [value]
        text = text[end:]
    return found


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="the YAML test suite is not here")
def test_yaml_test_suite_is_read_as_it_says() -> None:
    wrong, compared = set(), 0
    for line in (HOSTILE / "yaml-test-suite.jsonl").read_text("utf-8").splitlines():
        case = json.loads(line)
        reading = read(case["yaml"])
        assert reading.is_whole or reading.problems
        expected = [] if case["should_fail"] else _documents(case["json"] or "")
        if reading.problems or not expected:
            continue
        compared += 1
        if [_plain(entry.values) for entry in reading.entries] != _plain(expected):
            wrong.add(case["id"])
    assert compared > 25
    assert wrong <= {"HM87/1"}  # libyaml takes the ?x of [?x] for a key


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="the naughty strings are not here")
def test_naughty_strings_survive_or_are_refused_for_a_character() -> None:
    strings = json.loads((HOSTILE / "naughty-strings.json").read_text("utf-8"))
    survived = 0
    for text in strings:
        reading = read(yaml.safe_dump({"a": text}, allow_unicode=True))
        if reading.problems:
            assert code(reading) == "bad-character"
        else:
            assert [entry.values for entry in reading.entries] == [{"a": text}]
            survived += 1
    assert survived > len(strings) * 0.9


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("mark", ["<<<<<<< HEAD", "|||||||", "=======", ">>>>>>> other"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- id: a\n- id: b\n", "- id: c\n"),
        ("- id: a\n- id: b\n  x: 'one\n", "  two'\n"),
    ],
)
def test_yaml_ends_before_the_record_that_the_mark_of_a_merge_follows(
    loader: Any, mark: str, before: str, after: str
) -> None:
    with mock.patch.object(text_module, "_LOADER", loader):
        reading = read(f"{before}{mark}\n{after}")
    assert (code(reading), reading.problems[0].line) == ("unresolved-merge", before.count("\n") + 1)
    assert (ids(reading), reading.is_whole) == (["a"], False)


def test_a_file_that_begins_with_the_mark_of_a_merge_has_no_record() -> None:
    reading = read("<<<<<<< HEAD\n- id: a\n")
    assert (code(reading), ids(reading)) == ("unresolved-merge", [])
