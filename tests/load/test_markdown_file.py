import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from site_builder.load.entries import Entry, Reading
from site_builder.load.markdown_file import read_markdown
from site_builder.model.characters import UNSEEN

ARTICLE = "---\nid: tc-1\ntags: [调解]\n---\n\n# 标题\n\n---\n正文\n"


def entry_of(text: str) -> Entry:
    reading = read_markdown(text.encode(), "a.md")
    assert (reading.problems, reading.is_whole) == ((), True)
    (entry,) = reading.entries
    return entry


def said(reading: Reading) -> list[str]:
    return [problem.text("en") for problem in reading.problems]


def test_an_article_is_its_front_matter_and_its_body() -> None:
    assert entry_of(ARTICLE) == Entry(
        values={"id": "tc-1", "tags": ["调解"]},
        lines={(): 2, ("id",): 2, ("tags",): 3, ("tags", 0): 3},
        body="\n# 标题\n\n---\n正文\n",
        body_line=5,
    )


def test_bom_and_crlf_change_nothing() -> None:
    assert entry_of("\ufeff" + ARTICLE.replace("\n", "\r\n")) == entry_of(ARTICLE)


@pytest.mark.parametrize("end", ["---", "---\n", "---  \n"])
def test_a_body_may_be_empty(end: str) -> None:
    entry = entry_of(f"---\nid: a\n{end}")
    assert (entry.values, entry.body, entry.body_line) == ({"id": "a"}, "", 4)


def test_dashes_within_a_value_do_not_end_the_front_matter() -> None:
    assert entry_of("---\na: |\n  ---\nb: x --- y\n---\n").values == {"a": "---\n", "b": "x --- y"}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "# 标题\n---\nid: a\n---\n",
            "a.md:1: expected --- on the first line, then the front matter, found neither",
        ),
        ("---\nid: a\n\n正文\n", "a.md:1: expected a line --- below the front matter, found none"),
        ("---\n", "a.md:1: expected a line --- below the front matter, found none"),
    ],
)
def test_an_article_without_front_matter_is_a_problem(text: str, problem: str) -> None:
    reading = read_markdown(text.encode(), "a.md")
    assert (reading.entries, said(reading), reading.is_whole) == ((), [problem], False)
    assert reading.problems[0].code == "no-front-matter"


@pytest.mark.parametrize(
    ("front", "problem"),
    [
        ("", "a.md:2: expected a record with keys, found nothing"),
        ("- id: a\n", "a.md:2: expected a record with keys, found a list of 1"),
        ("标题\n", "a.md:2: expected a record with keys, found text of 2 characters"),
        ("id: a\nb: [1\n", "a.md:3: expected a comma or a closing bracket, found neither"),
        ("id: a\n...\n--- \nb: 1\n", "a.md:1"),
    ],
)
def test_front_matter_that_is_no_record_is_a_problem(front: str, problem: str) -> None:
    reading = read_markdown(f"---\n{front}---\n正文\n".encode(), "a.md")
    if problem == "a.md:1":
        assert reading.entries[0].body == "b: 1\n---\n正文\n"
    else:
        assert (reading.entries, said(reading), reading.is_whole) == ((), [problem], False)


def test_a_flaw_in_the_front_matter_keeps_the_entry_from_being_sound() -> None:
    reading = read_markdown("---\nid: tc-1\ntitle: 甲\ntitle: 乙\n---\n".encode(), "a.md")
    assert said(reading) == [
        "a.md:4: title: expected each key once, found 'title' on lines 3 and 4"
    ]
    assert [entry.is_sound for entry in reading.entries] == [False]


def test_a_bad_character_in_the_body_names_its_line_and_record() -> None:
    reading = read_markdown("---\nid: tc-1\n---\n甲\n乙\x07丙\n".encode(), "a.md")
    assert said(reading) == [
        "a.md:5: body: expected text without control characters, found one at character 2 of 3"
    ]
    assert (reading.problems[0].code, reading.problems[0].record) == ("bad-character", "tc-1")
    assert [entry.is_sound for entry in reading.entries] == [False]


def test_bad_bytes_in_the_body_leave_what_may_hide_the_article() -> None:
    data = "---\nid: tc-1\nwithdrawn: {on: 2025-03-01}\n---\n甲".encode() + b"\xff\n"
    reading = read_markdown(data, "a.md")
    assert said(reading) == ["a.md:5: expected UTF-8 text, found bytes that are not"]
    assert [(entry.values["id"], entry.is_sound) for entry in reading.entries] == [("tc-1", False)]
    assert not reading.is_whole


def test_bad_bytes_in_the_front_matter_are_the_one_problem() -> None:
    reading = read_markdown(b"---\nid: tc-1\ntitle: \xff\n---\n", "a.md")
    assert (reading.entries, reading.is_whole) == ((), False)
    assert said(reading) == ["a.md:3: expected UTF-8 text, found bytes that are not"]


@pytest.mark.parametrize(
    ("data", "code", "is_whole"),
    [
        (b"", "empty-file", True),
        (b"\xef\xbb\xbf \n", "empty-file", True),
        (b"PK\x03\x04", "not-markdown", False),
        (b"---\n" + b"#" * (16 << 20), "file-too-large", False),
    ],
)
def test_what_is_no_article_is_one_problem(data: bytes, code: str, is_whole: bool) -> None:  # noqa: FBT001
    reading = read_markdown(data, "a.md")
    assert ([problem.code for problem in reading.problems], reading.is_whole) == ([code], is_whole)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"], include_characters="\t\n")))
def test_a_body_reads_back_equal(body: str) -> None:
    assume(not UNSEEN.search(body))
    assert entry_of(f"---\nid: a\n---\n{body}").body == body


def test_a_body_that_hides_a_character_is_told_with_its_line() -> None:
    (problem,) = read_markdown("---\nid: a\n---\n工资\n已\u202e付\n".encode(), "a.md").problems
    assert problem.code == "bad-character"
    assert problem.text("en") == (
        "a.md:5: body: expected characters that everybody sees,"
        " found U+202E RIGHT-TO-LEFT OVERRIDE at character 2 of 3"
    )


def test_a_body_keeps_pictures_of_several_characters() -> None:
    assert entry_of("---\nid: a\n---\n❤️ 👨‍👩‍👧").body == "❤️ 👨‍👩‍👧"


@given(st.binary().map(b"---\n".__add__))
def test_no_bytes_are_a_crash(data: bytes) -> None:
    assert isinstance(read_markdown(data, "a.md"), Reading)


@pytest.mark.parametrize("mark", ["<<<<<<< HEAD", "|||||||", "=======", ">>>>>>> other"])
@pytest.mark.parametrize(("before", "line"), [("", 1), ("---\nid: a\n", 3), (ARTICLE, 10)])
def test_the_mark_of_an_unresolved_merge_is_told_with_its_line(
    before: str, line: int, mark: str
) -> None:
    text = f"{before}{mark}\n{ARTICLE.removeprefix(before)}"
    (problem,) = read_markdown(text.encode(), "a.md").problems
    assert (problem.code, problem.line) == ("unresolved-merge", line)


@pytest.mark.parametrize(
    "line", ["========", "======", "标题", " <<<<<<<", "<<<<<<<<", "a <<<<<<<"]
)
def test_what_looks_like_the_mark_of_a_merge_is_none(line: str) -> None:
    assert entry_of(f"{ARTICLE}{line}\n").body.endswith(f"{line}\n")
