"""The sheet on paper, in Word, on a terminal and for programs."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING

import docx
import html5lib
import pytest
from docx.oxml.ns import qn

from site_builder.signing import as_json, as_text, in_short, write_sheets
from site_builder.signing.as_docx import as_docx
from site_builder.signing.as_html import as_html
from site_builder.signing.labels import visible
from site_builder.signing.paper import TO_SIGN, paper
from tests.office import Office, listing
from tests.signing.desks import FILE, sheet
from tests.vet.night import Nights

if TYPE_CHECKING:
    from pathlib import Path

    from site_builder.signing import Sheet

NASTY = "测试区<script>alert('1')</script>&\"公司"


@pytest.fixture
def found(tmp_path: Path) -> Sheet:
    """One changed listing, one new with a finding, one faulty."""
    office = Nights(tmp_path / "site")
    office.signed(FILE, [listing(1)])
    office.night()
    changed = listing(1, name=NASTY, arrears={"amount": "120.00"})
    office.write(FILE, [changed, listing(2, regime="nope-2022"), listing(3, arears=1)])
    return sheet(office)


def test_html_is_whole_and_strict_and_lets_nothing_out(found: Sheet) -> None:
    text = as_html(paper(found, "en")).decode()
    html5lib.HTMLParser(strict=True).parse(text)
    assert "<script" not in text
    assert "&lt;script&gt;" in text
    for outside in ("http:", "https:", "url(", "@import", "<link", "<img", "javascript:"):
        assert outside not in text


def test_html_has_the_checksum_the_days_and_the_lines_to_sign(found: Sheet) -> None:
    text = as_html(paper(found, "en")).decode()
    for part in ("审签单", found.checksum, "2025-06-02", "120.00", "不公开", *TO_SIGN):
        assert part in text
    assert text.index("t-0001") < text.index("t-0002") < text.index("拟稿人")


def test_html_prints_on_a4_with_heads_that_repeat(found: Sheet) -> None:
    text = as_html(paper(found, "en")).decode()
    assert "size: A4" in text
    assert text.count("<thead>") == text.count("<table>") > 3
    assert "table-header-group" in text


def test_the_same_sheet_is_the_same_bytes(found: Sheet) -> None:
    assert as_html(paper(found, "zh")) == as_html(paper(found, "zh"))
    assert as_docx(paper(found, "zh")) == as_docx(paper(found, "zh"))


def test_docx_has_headings_and_heads_that_repeat(found: Sheet) -> None:
    document = docx.Document(io.BytesIO(as_docx(paper(found, "en"))))
    styles = {paragraph.style.name for paragraph in document.paragraphs if paragraph.style}
    assert {"Title", "Heading 1", "Heading 2", "Heading 3"} <= styles
    overview = document.tables[1]
    assert overview.rows[0]._tr.find(f"./{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    assert [cell.text for cell in overview.rows[1].cells][1:4:2] == ["t-0001", NASTY]


def test_docx_names_a_chinese_font_for_every_style_in_use(found: Sheet) -> None:
    document = docx.Document(io.BytesIO(as_docx(paper(found, "en"))))
    for name in {paragraph.style.name for paragraph in document.paragraphs if paragraph.style}:
        fonts = document.styles[name].element.find(f"./{qn('w:rPr')}/{qn('w:rFonts')}")
        assert fonts is not None
        assert fonts.get(qn("w:eastAsia")) in {"宋体", "黑体"}
        assert fonts.get(qn("w:eastAsiaTheme")) is None


def test_docx_knows_no_day_but_that_of_the_sheet(found: Sheet) -> None:
    data = as_docx(paper(found, "en"))
    properties = docx.Document(io.BytesIO(data)).core_properties
    assert str(properties.created)[:10] == str(properties.modified)[:10] == "2025-06-02"
    assert properties.author == properties.last_modified_by == ""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_long_list_keeps_its_overview_whole_and_says_what_word_lacks(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.write("listings/a.jsonl", [listing(number) for number in range(1, 304)])
    written = paper(sheet(office, "listings/a.jsonl"), "en")
    document = docx.Document(io.BytesIO(as_docx(written)))
    assert len(document.tables[1].rows) == 304
    said = [each.text for each in document.paragraphs if "more records" in each.text]
    assert said == ["The HTML sheet of the same checksum has the details of 3 more records."]
    assert as_html(written).decode().count("<h3>") == 303


def test_text_holds_everything_too(found: Sheet) -> None:
    text = as_text(found, "en")
    for part in ("审签单", found.checksum, "t-0001", NASTY, "120.00", *TO_SIGN):
        assert part in text
    assert "arears: no field 'arears' here; did you mean 'arrears'?" in text


def test_in_short_each_record_has_its_line_and_its_changes(found: Sheet) -> None:
    name = listing(1)["employer"]["name"]
    assert in_short(found, "en").splitlines() == [
        f"审签单 {found.checksum}, 2025-06-02: waiting for a sign-off 2, new 1, changed 1",
        "  changed  listing  t-0001  content/listings/a.yml:1",
        f"    employer.name: {name} → {NASTY}",
        "    arrears.amount: — → 120.00",
        "  new  listing  t-0002  content/listings/a.yml:16",
    ]


def test_in_short_a_long_list_is_cut_with_a_word_about_the_rest(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.write("listings/a.jsonl", [listing(number) for number in range(1, 61)])
    lines = in_short(sheet(office), "en").splitlines()
    assert len(lines) == 42
    assert lines[-1] == "  20 more: 'site-builder review' prints them all"


def test_json_says_what_changed_and_what_shows(found: Sheet) -> None:
    written = json.loads(as_json(found, "en"))
    assert (written["checksum"], written["day"]) == (found.checksum, "2025-06-02")
    changed, new = written["records"]
    assert changed["changes"][1] == {"field": "arrears.amount", "old": None, "new": "120.00"}
    assert changed["public"]["last_day"] == "2028-03-01"
    assert (new["standing"], new["public"]["held_back_by_errors"]) == ("new", True)
    assert [problem["code"] for problem in written["refused"]] == ["unknown-field"]


def test_what_turns_or_hides_characters_is_named() -> None:
    assert visible("测试\u202e区公司\u200b") == "测试⟨U+202E⟩区公司⟨U+200B⟩"


def test_files_are_replaced_whole_and_leave_nothing_else(found: Sheet, tmp_path: Path) -> None:
    folder = tmp_path / "审签 单"
    first = write_sheets(found, folder, ["html", "docx"])
    again = write_sheets(found, folder, ["html", "docx"])
    assert first == again
    assert sorted(file.name for file in folder.iterdir()) == [
        f"审签单-2025-06-02-{found.checksum}.docx",
        f"审签单-2025-06-02-{found.checksum}.html",
    ]
