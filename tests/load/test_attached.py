"""What an article may show and lead to, and what is said of everything else."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from site_builder.load.attached import Shelf, Shown
from site_builder.load.markdown_file import read_markdown
from site_builder.store.memory import Memory
from tests.shown import AUTHOR, PHONE, pdf, photograph, pixels, png, telling

if TYPE_CHECKING:
    from site_builder.errors import Problem

FILES = {
    "news/a.png": png(),
    "news/in/my picture.jpg": telling("a.jpg"),
    "news/a.csv": "县,人数\n甲县,3\n".encode(),
    "news/a.pdf": pdf(PHONE),
    "news/a.docx": b"PK\x03\x04",
    "news/svg.png": b"<svg/>",
    "news/text.pdf": b"text",
    "pages/b.pdf": pdf(),
    "listings/2025.csv": "编号,单位名称\nx,某公司\n".encode(),
}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    for name, data in FILES.items():
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (tmp_path / "secret.png").write_bytes(png())
    (tmp_path / "secret.pdf").write_bytes(pdf())
    (tmp_path / "content" / "news" / "linked.pdf").symlink_to(tmp_path / "secret.pdf")
    return tmp_path / "content"


def moving() -> bytes:
    """A GIF of two pictures."""
    written = io.BytesIO()
    pixels().save(written, "gif", save_all=True, append_images=[pixels(200)])
    return written.getvalue()


def long_picture() -> bytes:
    """A picture as of many screens below each other, which nothing makes light."""
    written = io.BytesIO()
    picture = Image.open(io.BytesIO(photograph(720, 3000))).convert("RGBA")
    picture.putalpha(200)
    picture.save(written, "png")
    return written.getvalue()


def shown(content: Path, body: str, kind: str = "news", memory: Memory | None = None) -> Shown:
    text = f"---\nid: x\n---\n第一段。\n\n{body}\n"
    (entry,) = read_markdown(text.encode(), "content/news/x.md").entries
    return Shelf(content, memory).shown(content / kind, entry, "content/news/x.md", "x")


def said(problems: list[Problem]) -> list[tuple[str, str, int | None]]:
    return [(problem.code, problem.path, problem.line) for problem in problems]


@pytest.mark.parametrize(
    ("body", "path", "texts"),
    [
        ("![a](a.png)", "news/a.png", ()),
        ("[![a](a.png)](https://www.gov.cn/)", "news/a.png", ()),
        ("![a [b] c](a.png 'words')", "news/a.png", ()),
        ("![a\nb](../news/./a.png)", "news/a.png", ()),
        ("![各县](a.csv)", "news/a.csv", ("县", "人数", "县：甲县", "人数：3")),
        ("见[全文](a.pdf)。", "news/a.pdf", (AUTHOR, PHONE)),
        ("见[全文](a.pdf#page=2)。", "news/a.pdf", (AUTHOR, PHONE)),
        ("见[全文][a]。\n\n[a]: a.pdf", "news/a.pdf", (AUTHOR, PHONE)),
        ("![a](in/my%20picture.jpg)", "news/in/my picture.jpg", (AUTHOR, PHONE, "李拍照")),
        ("![a](<in/my picture.jpg>)", "news/in/my picture.jpg", (AUTHOR, PHONE, "李拍照")),
        ("[b](../pages/b.pdf)", "pages/b.pdf", (AUTHOR,)),
    ],
)
def test_a_file_of_the_content_folder_is_shown_and_what_it_says_is_known(
    content: Path, body: str, path: str, texts: tuple[str, ...]
) -> None:
    found = shown(content, body)
    assert said(found.problems) == []
    assert list(found.files) == [path]
    (attached,) = found.attached
    assert (attached.path, attached.line) == (path, 6 + body.count("\n"))
    assert [text for text in texts if text not in attached.texts] == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("![a](../../secret.png)", "outside-content"),
        ("[a](../../secret.pdf)", "outside-content"),
        ("[a](..%2F..%2Fsecret.pdf)", "outside-content"),
        ("[a](../../secret.html)", "outside-content"),
        ("[a](../../etc/passwd)", "outside-content"),
        ("[a](linked.pdf)", "outside-content"),
        ("[a](/etc/passwd)", "outside-content"),
        ("[a](/news/a.pdf)", "outside-content"),
        ("[a](file:///etc/passwd)", "outside-content"),
        ("[a](FILE:a.pdf)", "outside-content"),
        ("[a](//example.com/a.pdf)", "outside-content"),
        (r"[a](C:\\secret.pdf)", "outside-content"),
        (r"[a](\\\\server\\secret.pdf)", "outside-content"),
        ("![a](../listings/2025.csv)", "outside-content"),
        ("![a](file:///etc/a.png)", "foreign-picture"),
        ("![a](https://example.com/a.png)", "foreign-picture"),
        ("![a](data:image/png;base64,AAAA)", "foreign-picture"),
        ("![a](none.png)", "missing-picture"),
        ("![a](a.pdf)", "missing-picture"),
        ("![a]()", "missing-picture"),
        ("![a](none.csv)", "missing-table"),
        ("[a](none.pdf)", "missing-attachment"),
        ("[a](a.docx)", "missing-attachment"),
        ("[a](a.png)", "missing-attachment"),
        ("[a](a.csv)", "missing-attachment"),
        ("[a](other.md)", "missing-attachment"),
        ("[a](../listings/2025.csv)", "missing-attachment"),
        ("[a](a.pdf%00.html.pdf)", "missing-attachment"),
        (f"[a]({'x' * 5000}.pdf)", "missing-attachment"),
        ("[a](javascript:alert(1))", "bad-link"),
        ("[a](JaVaScRiPt:alert)", "bad-link"),
        ("[a](data:text/html,x)", "bad-link"),
        ("<ftp://example.com/x>", "bad-link"),
        ("![a](svg.png)", "bad-picture"),
        ("![a][b]\n\n[b]: a.png", "bad-picture"),
        ("[a](text.pdf)", "bad-attachment"),
        ("见![各县](a.csv)表", "bad-table"),
        ("- ![各县](a.csv)", "bad-table"),
    ],
)
def test_whatever_else_an_article_links_is_refused(content: Path, body: str, code: str) -> None:
    found = shown(content, body)
    assert said(found.problems) == [(code, "content/news/x.md", 6)]
    assert code == "bad-picture" or found.attached == ()


@pytest.mark.parametrize(
    "address",
    [
        "#note",
        "other.html",
        "other.html?x=1#y",
        "../repair.html",
        "../statistics/index.html#x",
        "./",
        "../listings/",
        "../data/listings.csv",
        "../forms/repair.docx",
        "../feed.atom",
        "listing:nm-2025-0001",
        "https://www.gov.cn/a.docx",
        "http://www.gov.cn/",
        "mailto:x@example.gov.cn",
        "tel:12333",
    ],
)
def test_links_to_the_site_and_to_the_web_stay_as_they_are(content: Path, address: str) -> None:
    assert shown(content, f"[a]({address})") == Shown({}, (), [])


def test_what_is_written_as_html_or_code_shows_no_file(content: Path) -> None:
    body = '<img src="../../secret.png"> `![a](none.png)`\n\n    ![a](none.png)\n'
    assert shown(content, body) == Shown({}, (), [])


def test_each_link_has_its_own_line(content: Path) -> None:
    found = shown(content, "[a](none.pdf)\n\n![b](a.png)\n\n[c](none.pdf) [d](x.pdf)")
    assert said(found.problems) == [
        ("missing-attachment", "content/news/x.md", line) for line in (6, 10, 10)
    ]


@pytest.mark.parametrize(
    ("name", "code", "message"),
    [
        ("a.gif", "moving-picture", "found one that moves"),
        ("a.png", "heavy-picture", "expected a picture of at most 200 KB on a telephone, found "),
    ],
)
def test_what_shows_otherwise_than_one_hopes_is_a_warning(
    content: Path, name: str, code: str, message: str
) -> None:
    (content / "news" / name).write_bytes(moving() if name == "a.gif" else long_picture())
    found = shown(content, f"![a]({name})")
    assert said(found.problems) == [(code, "content/news/x.md", 6)]
    assert not found.problems[0].is_error
    assert message in str(found.problems[0].message)
    assert list(found.files) == [f"news/{name}"]


def test_a_photograph_that_the_camera_turned_and_that_is_large_is_nothing_to_tell_of(
    content: Path,
) -> None:
    (content / "news" / "a.jpg").write_bytes(photograph(2400, 1800, orientation=6))
    assert shown(content, "![a](a.jpg)").problems == []


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("IMG_0123.HEIC", "an iPhone takes JPEG by itself under Settings"),
        ("scan.tif", "found .tif: open it and save a photograph as JPEG, a drawing as PNG"),
    ],
)
def test_a_picture_that_no_browser_shows_is_refused_with_the_way_to_save_it(
    content: Path, name: str, message: str
) -> None:
    (content / "news" / name).write_bytes(b"\0\0\0\x18ftypheic")
    found = shown(content, f"![a]({name})")
    assert said(found.problems) == [("bad-picture", "content/news/x.md", 6)]
    assert message in str(found.problems[0].message)


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        ("", None, "expected a table, found an empty file"),
        (",县\n1,2", 1, "expected a heading over every column, found one empty"),
        ("县\n1\n2,3", 3, "expected no cell beyond the headings, found one"),
        ("县\n" + "1\n" * 301, 1, "expected at most 300 rows and 20 columns"),
        (",".join("县" * 21), 1, "expected at most 300 rows and 20 columns"),
        ("县\n" + "字" * 1001, 2, "expected at most 1000 characters in a cell"),
        ("县\n\x1b[31m", None, "expected text without control characters"),
        ('县\n"甲', 2, "expected a closing quotation mark"),
        (b"PK\x03\x04", None, "expected a CSV file, found an Excel workbook"),
        (b"a\n\xff\xff\xff\xff\xff", None, "expected UTF-8 or GB18030 text"),
    ],
)
def test_a_table_that_no_page_can_show_is_refused(
    content: Path, data: str | bytes, line: int | None, message: str
) -> None:
    (content / "news" / "a.csv").write_bytes(data if isinstance(data, bytes) else data.encode())
    (problem,) = shown(content, "![各县](a.csv)").problems
    assert problem.code == "bad-table"
    assert message in str(problem.message)
    if line is not None:
        assert (problem.path, problem.line) == ("content/news/a.csv", line)


def test_a_file_that_is_too_large_is_refused(content: Path) -> None:
    with (content / "news" / "a.png").open("ab") as stream:
        stream.truncate((16 << 20) + 1)
    (problem,) = shown(content, "![a](a.png)").problems
    assert (problem.code, str(problem.message)) == (
        "bad-picture",
        "expected a file of at most 16 MiB",
    )


def test_what_a_file_says_is_remembered_by_its_bytes(content: Path, tmp_path: Path) -> None:
    memory = Memory(tmp_path / "state")
    (content / "news" / "a.gif").write_bytes(moving())
    shelf = Shelf(content, memory)
    text = b"---\nid: x\n---\n\n[a](a.pdf) ![b](a.gif)\n"
    (entry,) = read_markdown(text, "content/news/x.md").entries
    first = shelf.shown(content / "news", entry, "content/news/x.md", "x")
    memory.remember_parsed(shelf.fresh)
    again = Shelf(content, memory)
    assert again.shown(content / "news", entry, "content/news/x.md", "x") == first
    assert again.fresh == []
    memory.close()


@pytest.mark.parametrize(
    "body",
    [
        "[" * 301,
        "[\n\n" * 3001,
        "字" * 300_001,
        "- " * 500 + "x",
        "> - " * 60 + "x",
        ">" * 3000,
        "#\n" * 301,
        "# 字\n" * 301,
        "字\n---\n" * 301,
        "- \n" * 301,
        "> * * *\n" * 301,
    ],
)
def test_a_text_that_no_page_can_be_made_of_is_refused(content: Path, body: str) -> None:
    (problem,) = shown(content, body).problems
    assert (problem.code, problem.line) == ("article-too-large", 4)


@pytest.mark.parametrize(
    "body",
    [
        "[" * 300,
        "![a](" * 300,
        "*a _b **c __d " * 5000,
        "- " * 20 + "x",
        "# 字\n" * 300,
        "# 字\n\n" * 1000,
        "- 字\n" * 1000,
        "|字|\n|-|\n" + "|-|\n" * 1000,
        " " * 100_000 + "x",
    ],
)
def test_a_text_that_is_all_beginnings_ends(content: Path, body: str) -> None:
    assert "article-too-large" not in {problem.code for problem in shown(content, body).problems}
