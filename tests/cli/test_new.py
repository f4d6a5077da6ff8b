"""``new``: articles begun by hand, and from Word without what Word remembers besides."""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape
from pathlib import Path
from typing import Any

import docx
import pytest
import yaml
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from PIL import Image

from site_builder.article.links import converter
from tests.command import Ran, run
from tests.office import Office

PRIVATE = "张建国身份证号"
TEXT_BOX = f"""
<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 {nsdecls("w")}><mc:Choice Requires="wps"><w:drawing><w:txbxContent><w:p><w:r><w:t>{PRIVATE}</w:t>
</w:r></w:p></w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r>
<w:t>{PRIVATE}</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent>
"""


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "site")


def new(office: Office, *options: object) -> Ran:
    where = ("--site", office.folders.site, "--as-of", "2026-10-31", "--lang", "en")
    return run("new", *options, *where)


def written(ran: Ran) -> tuple[dict[str, Any], str, Path]:
    """The front matter and the body of the file that was begun, and where it is."""
    assert ran.code == 0, ran.err
    file = Path(ran.out.strip())
    _nothing, head, body = file.read_text("utf-8").split("---\n", 2)
    return yaml.safe_load(head), body.strip(), file


def check(office: Office) -> str:
    return run("check", "--site", office.folders.site, "--as-of", "2026-10-31", "--lang", "en").out


def test_a_typical_case_begins_with_its_three_parts(office: Office) -> None:
    head, body, file = written(new(office, "typical-case", "--title", "一次要回六年的工钱"))
    assert head == {
        "id": file.stem,
        "title": "一次要回六年的工钱",
        "organ": "hrss",
        "regime": "typical-case",
        "occurred_in": "150102",
        "published_on": head["published_on"],
    }
    assert str(head["published_on"]) == "2026-10-31"
    assert re.fullmatch(r"tc-[a-z0-9]{10}", file.stem)
    assert re.findall("^## (.*)$", body, re.MULTILINE) == ["基本案情", "处理结果", "典型意义"]
    # What is still to be written keeps it from the public.
    places = re.findall(r"^content/typical-cases/\S+:\d+: (\w+): ", check(office), re.MULTILINE)
    assert places == ["body"] * 3


def test_news_and_pages_have_no_parts(office: Office) -> None:
    head, body, file = written(new(office, "news", "--title", "走访工地"))
    assert (head["organ"], "regime" in head, body) == ("hrss", False, "【待补：正文】")
    assert file.parent.name == "news"
    head, _body, file = written(new(office, "page", "--title", "怎样投诉", "--id", "how-to"))
    assert (file.name, head["id"]) == ("how-to.md", "how-to")


def test_what_was_begun_can_be_finished_and_shows(office: Office) -> None:
    head, _body, file = written(new(office, "news", "--title", "走访工地"))
    file.write_text(file.read_text("utf-8").replace("【待补：正文】", "走访三家工地。"), "utf-8")
    assert check(office) == ""
    office.approve(f"news/{file.name}", on="2026-10-31")
    office.build("2026-10-31")
    assert "走访三家工地。" in office.page(f"news/{head['id']}.html")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("poem",), "expected one of typical-case, news, page, bulletin, catalog, found 'poem'"),
        (("news", "--organ", "nobody"), "no body 'nobody' in organs.yml"),
        (("news", "--id", "../x"), "expected an id like tc-2026-1, found '../x'"),
        (("news", "--id", "nw-13800138000"), "expected an id like tc-2026-1, found "),
        (("news", "--id", "NW-1"), "expected 3 to 64 characters of a-z, 0-9 and -, found 'NW-1'"),
        (("page", "--id", "index"), "expected an id that is not index, page-…"),
        (("news", "--id", "hrss"), "there is a body, channel or regime 'hrss' already"),
        (("news", "--title", "两\n行"), "on one line after --title"),
    ],
)
def test_wrong_usage(office: Office, options: tuple[str, ...], said: str) -> None:
    ran = new(office, *options)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_nothing_is_written_over(office: Office) -> None:
    _head, _body, file = written(new(office, "news", "--title", "甲", "--id", "nw-1"))
    before = file.read_bytes()
    ran = new(office, "news", "--title", "乙", "--id", "nw-1")
    assert ran.code == 2
    assert "there is a record 'nw-1' already" in ran.err
    file.write_text("broken", "utf-8")
    assert "there is a file nw-1.md already" in new(office, "news", "--id", "nw-1").err
    file.write_bytes(before)


def test_a_bulletin_takes_the_id_of_no_record(office: Office) -> None:
    _head, _body, file = written(new(office, "news", "--title", "甲", "--id", "nw-1"))
    file.rename(file.with_name("other.md"))
    ran = new(office, "bulletin", "--month", "2026-09", "--id", "nw-1")
    assert (ran.code, ran.out) == (2, "")
    assert "there is a record 'nw-1' already" in ran.err


def a_word_file(path: Path) -> Path:
    """What a press office writes, with all that must not come along."""
    document = docx.Document()
    document.core_properties.author = PRIVATE
    title = document.add_paragraph("三天要回十二万元*工资*")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph("一、基本案情")
    paragraph = document.add_paragraph("甲公司拖欠工资")
    paragraph.add_run("十二万元").bold = True
    paragraph.add_run("。")
    paragraph.add_run(PRIVATE).font.hidden = True
    _tracked(paragraph, "w:del", "w:delText", PRIVATE)
    _tracked(paragraph, "w:ins", "w:t", "经查属实。")
    paragraph.add_run()._r.append(parse_xml(TEXT_BOX))
    comment = OxmlElement("w:commentReference")
    paragraph.add_run()._r.append(comment)
    document.add_heading("处理结果", level=1)
    document.add_paragraph("责令三日内付清", style="List Bullet")
    document.add_paragraph("已付清", style="List Bullet")
    document.add_paragraph("# 不是标题")
    table = document.add_table(rows=2, cols=2)
    for at, text in enumerate(("项目", "金额", "工资", "12，000")):
        table.cell(at // 2, at % 2).text = text
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(picture, "PNG")
    picture.seek(0)
    document.add_picture(picture)
    document.save(str(path))
    return path


def test_what_begins_like_a_list_or_a_heading_in_word_stays_as_it_was_typed(
    office: Office, tmp_path: Path
) -> None:
    lines = ("1. 欠薪不足<30人", "2. 编号#3", "#1楼", "- 甲", "--", "===", "<b>", "a|b_c_")
    document = docx.Document()
    document.add_paragraph("走访工地")
    for line in lines:
        document.add_paragraph(line)
    document.add_paragraph("\n".join(("正文", *lines)))
    document.add_paragraph("1. 付清", style="List Bullet")
    call = document.add_paragraph("电话0471")
    call.add_run()._r.append(OxmlElement("w:noBreakHyphen"))
    call.add_run("12345")
    document.save(str(tmp_path / "稿.docx"))
    _head, body, _file = written(new(office, "news", "--from", tmp_path / "稿.docx"))
    html = converter().convert(body)
    assert re.findall("<(?!/|p>|br)[^>]*>", html) == ["<ul>", "<li>"]
    text = unescape(re.sub("<[^>]*>", "", html)).split()
    said = " ".join(("走访工地", *lines, "正文", *lines, "1. 付清", "电话0471-12345"))
    assert " ".join(text) == said


def test_what_of_word_has_no_place_in_a_text_is_told_and_says_nothing_twice(
    office: Office, tmp_path: Path
) -> None:
    document = docx.Document()
    call = document.add_paragraph("拖欠")
    math = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    call._p.append(parse_xml(f'<m:oMath xmlns:m="{math}"><m:r><m:t>18</m:t></m:r></m:oMath>'))
    call.add_run()._r.append(OxmlElement("w:sym"))
    said = "<w:ruby><w:rt><w:r><w:t>xin</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>薪</w:t></w:r>"
    ruby = f"<w:r {nsdecls('w')}>{said}</w:rubyBase></w:ruby></w:r>"
    document.add_paragraph("欠")._p.append(parse_xml(ruby))
    table = document.add_table(rows=2, cols=2)
    for at, text in enumerate(("项目", "金额", "工资")):
        table.cell(at // 2, at % 2).text = text
    inner = table.cell(1, 1).add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "甲一万", "乙两万"
    document.save(str(tmp_path / "稿.docx"))
    ran = new(office, "news", "--id", "nw-9", "--from", tmp_path / "稿.docx")
    _head, body, file = written(ran)
    assert body.split("\n\n")[:2] == ["拖欠", "欠薪"]
    assert (file.parent / "nw-9-1.csv").read_text("utf-8") == "项目,金额\n工资,甲一万 乙两万\n"
    assert "2 formulas and signs of another font" in ran.err


def _tracked(paragraph: Any, change: str, text: str, words: str) -> None:
    outer, run_, inner = OxmlElement(change), OxmlElement("w:r"), OxmlElement(text)
    outer.set(qn("w:author"), PRIVATE)
    inner.text = words
    run_.append(inner)
    outer.append(run_)
    paragraph._p.append(outer)


def test_a_word_file_comes_without_what_word_remembers(office: Office, tmp_path: Path) -> None:
    word = a_word_file(tmp_path / "稿.docx")
    ran = new(office, "typical-case", "--id", "tc-9", "--from", word)
    head, body, file = written(ran)
    assert head["title"] == "三天要回十二万元*工资*"
    assert body.split("\n\n") == [
        "## 基本案情",
        "甲公司拖欠工资**十二万元**。经查属实。",
        "## 处理结果",
        "- 责令三日内付清\n- 已付清",
        "\\# 不是标题",
        "![【待补：表格名称】](tc-9-1.csv)",
        "![【待补：图片说明】](tc-9-2.png)",
    ]
    assert (file.parent / "tc-9-1.csv").read_text("utf-8") == "项目,金额\n工资,12，000\n"
    assert (file.parent / "tc-9-2.png").read_bytes().startswith(b"\x89PNG")
    for each in file.parent.iterdir():
        assert PRIVATE.encode() not in each.read_bytes()
    assert PRIVATE not in ran.err
    for said in (
        "1 deletions under tracked changes",
        "1 insertions under tracked changes, which were taken over",
        "1 comments",
        "1 stretches of hidden text",
        "1 drawings, charts and text boxes",
        "the author's name and other properties",
    ):
        assert f"left behind: {said}\n" in ran.err


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "expected a Word file (.docx), found something else in x.docx"),
        (b"PK\x03\x04 no archive", "expected a Word file (.docx)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is of an older Word: save it as .docx first"),
        (b"%PDF-1.7", "expected a Word file (.docx)"),
    ],
)
def test_what_is_no_word_file_is_said_and_nothing_is_begun(
    office: Office, tmp_path: Path, data: bytes, said: str
) -> None:
    word = tmp_path / "x.docx"
    word.write_bytes(data)
    ran = new(office, "news", "--from", word)
    assert ran.code == 2
    assert said in ran.err
    assert not (office.content / "news").exists()


def test_an_archive_of_something_else_is_no_word_file(office: Office, tmp_path: Path) -> None:
    word = tmp_path / "x.docx"
    with zipfile.ZipFile(word, "w") as archive:
        archive.writestr("a.txt", "x")
    assert "expected a Word file (.docx)" in new(office, "news", "--from", word).err


def test_an_endless_word_file_is_refused_unread(office: Office, tmp_path: Path) -> None:
    word = tmp_path / "x.docx"
    with zipfile.ZipFile(word, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(9):
            archive.writestr(f"word/{number}.xml", b"\0" * (64 << 20))
    assert "expected a Word file of at most 64 MiB" in new(office, "news", "--from", word).err


@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf", b" " * 5000])
def test_a_word_file_of_nothing_but_empty_paragraphs_is_refused_unread(
    office: Office, tmp_path: Path, before: bytes
) -> None:
    """A few hundred kB of them took the memory of the whole machine, and minutes."""
    plain, word = a_word_file(tmp_path / "稿.docx"), tmp_path / "x.docx"
    with (
        zipfile.ZipFile(plain) as old,
        zipfile.ZipFile(word, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = before + data.replace(b"</w:body>", b"<w:p/>" * (3 << 20) + b"</w:body>")
            made.writestr(name, data)
    assert "whose text alone is more than 16 MiB" in new(office, "news", "--from", word).err


def test_a_word_file_whose_parts_have_a_password_is_none(office: Office, tmp_path: Path) -> None:
    word = a_word_file(tmp_path / "稿.docx")
    data = bytearray(word.read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(mark, at + 1)
    word.write_bytes(bytes(data))
    assert "expected a Word file (.docx)" in new(office, "news", "--from", word).err
