import base64
import json
import time
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.errors import Problem
from site_builder.load.entries import Entry
from site_builder.load.json_lines import json_lines, read_json_line

HOSTILE = Path(__file__).parents[3] / "shared" / "data" / "hostile"
MIB = 1 << 20


def lines_of(data: bytes) -> list[tuple[int, bytes] | str]:
    found = json_lines(BytesIO(data), "a.jsonl")
    return [line.text("en") if isinstance(line, Problem) else line for line in found]


def values_of(line: bytes) -> dict[str, Any]:
    found = read_json_line(line, 1, "a.jsonl")
    assert isinstance(found, Entry), found
    return found.values


def problem_of(line: bytes) -> Problem:
    found = read_json_line(line, 7, "a.jsonl")
    assert isinstance(found, Problem), found
    return found


def test_lines_come_with_their_numbers_and_without_blank_ones() -> None:
    assert lines_of(b'\xef\xbb\xbf{"a":1}\r\n\n  \n{"b":2}') == [(1, b'{"a":1}'), (4, b'{"b":2}')]


def test_an_empty_file_has_no_lines() -> None:
    assert lines_of(b"") == []


def test_a_line_of_1_mib_is_read() -> None:
    line = b'{"a":"' + b"x" * (MIB - 8) + b'"}'
    assert lines_of(line + b"\r\n{}\n") == [(1, line), (2, b"{}")]


@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n", b"\r\r\r\n", b"x" * 3 * MIB + b"\n"])
def test_a_longer_line_is_a_problem_and_left_out(end: bytes) -> None:
    problem = "a.jsonl:2: expected at most 1 MiB on a line, found more"
    found = lines_of(b'{"a":1}\n{"' + b"x" * (MIB - 1) + end + b"\n{}")
    assert found[:2] == [(1, b'{"a":1}'), problem]
    assert [line[1] for line in found[2:]] == [b"{}"]


def test_a_longer_line_is_never_held_in_memory() -> None:
    class Endless(BytesIO):
        asked = 0

        def readline(self, size: int | None = -1) -> bytes:
            assert size is not None
            assert 0 < size <= MIB + 2
            self.asked += 1
            return b"x" * size if self.asked < 100 else b""

    (problem,) = json_lines(Endless(), "a.jsonl")
    assert isinstance(problem, Problem)
    assert problem.code == "line-too-long"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (
            b'\n[{"id":"a"},\n{"id":"b"}]',
            "a.jsonl:2: expected one JSON object on each line, found a JSON array",
        ),
        (
            b'{\n"id":"a"\n}',
            "a.jsonl:1: expected one JSON object on each line, found one over several lines",
        ),
        (
            b"[" + b" " * 2 * MIB,
            "a.jsonl:1: expected one JSON object on each line, found a JSON array",
        ),
        (
            b"PK\x03\x04\n{}",
            "a.jsonl:1: expected plain text, found a ZIP archive or an Office file",
        ),
        (
            '{"id":"a"}\n'.encode("utf-16"),
            "a.jsonl:1: expected UTF-8 text, found UTF-16: save it as UTF-8",
        ),
    ],
)
def test_a_file_that_is_something_else_is_one_problem(data: bytes, problem: str) -> None:
    assert lines_of(data) == [problem]


def test_an_entry_stands_on_its_line() -> None:
    found = read_json_line(b'{"a":{"b":1}}', 7, "a.jsonl")
    assert isinstance(found, Entry)
    assert found.line_of(("a", "b")) == 7


def test_numbers_are_kept_as_they_are_written() -> None:
    line = b'{"a":14,"b":186200.00,"c":1e3,"d":-0,"e":1E400,"f":-7}'
    assert values_of(line) == {
        "a": 14,
        "b": "186200.00",
        "c": "1e3",
        "d": "-0",
        "e": "1E400",
        "f": -7,
    }


def test_a_number_of_any_length_is_read() -> None:
    assert values_of(b'{"a":' + b"9" * 100_000 + b"}") == {"a": "9" * 100_000}


def test_a_repeated_key_is_a_problem_of_its_record() -> None:
    problem = problem_of(b'{"id":"nm-1","employer":{"name":"a","name":"b"}}')
    assert problem.code == "duplicate-key"
    assert problem.record == "nm-1"
    assert problem.text("en") == (
        "a.jsonl:7: name: expected each key once, found 'name' twice on this line"
    )


@pytest.mark.parametrize("number", [b"NaN", b"Infinity", b"-Infinity"])
def test_what_is_no_json_number_is_a_problem(number: bytes) -> None:
    problem = problem_of(b'{"a":[' + number + b"]}")
    assert problem.code == "bad-json"
    assert problem.text("en") == "a.jsonl:7: expected JSON numbers, found NaN or Infinity"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (b"[1,2]", "a list of 2"),
        (b'"13800000000"', "text of 11 characters"),
        (b"13800000000", "a number"),
        (b"true", "true or false"),
        (b"null", "nothing"),
    ],
)
def test_what_is_no_object_is_told_by_kind_and_length(line: bytes, found: str) -> None:
    problem = problem_of(line)
    assert problem.code == "not-a-record"
    assert problem.text("en") == f"a.jsonl:7: expected a record with keys, found {found}"


def test_a_fault_names_its_place() -> None:
    problem = problem_of(b'{"a":1,}')
    assert problem.code == "bad-json"
    assert problem.text("en") == (
        "a.jsonl:7: expected one JSON object, found a fault at character 8"
    )


def test_what_is_not_utf_8_is_a_problem_of_that_line() -> None:
    problem = problem_of(b'{"a":"\xff"}')
    assert problem.code == "bad-encoding"
    assert problem.text("en") == "a.jsonl:7: expected UTF-8 text, found bytes that are not"


@pytest.mark.parametrize("levels", [65, 100_000])
@pytest.mark.parametrize(("start", "end"), [('{"a":', "}"), ("[", "]")])
def test_what_is_too_deep_is_a_problem(levels: int, start: str, end: str) -> None:
    line = start * levels + "1" + end * levels
    problem = problem_of(line.encode())
    assert problem.code == "too-deep"
    assert (
        problem.text("en") == "a.jsonl:7: expected at most 64 levels of lists and keys, found more"
    )


def test_64_levels_are_read_and_brackets_in_text_are_none() -> None:
    line = '{"text":"' + "[{" * 1000 + '\\"[","deep":' + "[" * 63 + "]" * 63 + "}"
    assert values_of(line.encode()) == json.loads(line)


def test_unclosed_quotes_cost_no_more_time_than_others() -> None:
    before = time.perf_counter()
    problem_of(b"[" * 65 + b'"' + b'\\"' * (MIB // 2))
    assert time.perf_counter() - before < 2


@pytest.mark.parametrize(
    "char", ["\\ud800", "\\u0000", "\\u001b", "\\u007f", "\\u0085", "\\b", "\\r", "\\uFFFE", "\x7f"]
)
def test_a_bad_character_names_its_field_and_record(char: str) -> None:
    problem = problem_of(f'{{"id":"nm-1","persons":[{{"name":"张{char}"}}]}}'.encode())
    assert problem.code == "bad-character"
    assert problem.record == "nm-1"
    assert problem.text("en") == (
        "a.jsonl:7: persons[0].name: "
        "expected text without control characters, found one at character 2 of 2"
    )


def test_a_bad_character_in_a_key_is_not_printed() -> None:
    assert problem_of(b'{"a\\u001b[2J":1}').field == "a\N{REPLACEMENT CHARACTER}[2J"


def test_escaped_characters_are_the_characters() -> None:
    line = json.dumps({"a": '张😀\t\n\\"/'}, ensure_ascii=True)
    assert values_of(line.encode()) == {"a": '张😀\t\n\\"/'}


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"], include_characters="\t\n"))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
    max_leaves=10,
)


@given(st.dictionaries(TEXTS, VALUES), st.booleans())
def test_what_was_written_reads_back_equal(values: dict[str, Any], is_ascii: bool) -> None:  # noqa: FBT001
    assert values_of(json.dumps(values, ensure_ascii=is_ascii).encode()) == values


@given(st.binary() | st.text().map(str.encode))
def test_no_bytes_are_a_crash(line: bytes) -> None:
    assert isinstance(read_json_line(line, 1, "a.jsonl"), Entry | Problem)


def _suite() -> list[dict[str, str]]:
    file = HOSTILE / "json-test-suite.jsonl"
    if not file.is_file():
        return []
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


@pytest.mark.skipif(not _suite(), reason="the JSON test suite is not here")
@pytest.mark.parametrize("bare", [True, False])
def test_json_test_suite_is_read_strictly(bare: bool) -> None:  # noqa: FBT001
    for case in _suite():
        data = base64.b64decode(case["base64"])
        line = data if bare else b'{"a":' + data + b"}"
        found = read_json_line(line, 1, "a.jsonl")
        if case["expect"] == "reject":
            assert isinstance(found, Problem), case["name"]
        elif case["expect"] == "accept" and isinstance(found, Problem):
            allowed = {"not-a-record", "bad-character", "duplicate-key"}
            assert found.code in allowed, case["name"]


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="the naughty strings are not here")
@pytest.mark.parametrize("is_ascii", [True, False])
def test_naughty_strings_survive_or_are_refused_for_a_character(is_ascii: bool) -> None:  # noqa: FBT001
    strings = json.loads((HOSTILE / "naughty-strings.json").read_text("utf-8"))
    survived = 0
    for text in strings:
        found = read_json_line(json.dumps({"a": text}, ensure_ascii=is_ascii).encode(), 1, "")
        if isinstance(found, Entry):
            assert found.values == {"a": text}
            survived += 1
        else:
            assert found.code == "bad-character"
    assert survived > len(strings) * 0.9


@pytest.mark.parametrize("mark", ["<<<<<<< HEAD", "|||||||", "=======", ">>>>>>> other"])
def test_the_mark_of_an_unresolved_merge_is_called_so(mark: str) -> None:
    problem = problem_of(mark.encode())
    assert (problem.code, problem.line) == ("unresolved-merge", 7)
