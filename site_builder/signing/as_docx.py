"""A sheet as a Word file: real headings, table heads that repeat, Chinese fonts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from site_builder.i18n import _

if TYPE_CHECKING:
    from datetime import date

    from docx.document import Document

    from site_builder.signing.paper import Detail, Paper, Table

_PLAIN, _BOLD, _LATIN = "宋体", "黑体", "Times New Roman"
_STYLES: Final = {
    "Normal": _PLAIN,
    "List Bullet": _PLAIN,
    "Title": _BOLD,
    "Heading 1": _BOLD,
    "Heading 2": _BOLD,
    "Heading 3": _BOLD,
}
# The day from which a ZIP archive can tell days.
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
# Word takes minutes over longer files; the HTML sheet always has everything.
_MOST_DETAILS: Final = 300
# The width of the text on A4 between these margins, in twentieths of a point.
_WIDTH: Final = 10_092


def as_docx(written: Paper) -> bytes:
    """The sheet as a Word file; the same sheet gives the same bytes."""
    document = docx.Document()
    _set_up(document, written.day, f"{written.title} {written.checksum}")
    # In one piece: paragraph by paragraph takes minutes where a list is long.
    body = parse_xml(f"<w:body {nsdecls('w')}>{''.join(_body(written))}</w:body>")
    document.element.body[:0] = list(body)
    return _steady(document)


def _body(written: Paper) -> Iterator[str]:
    yield _paragraph(written.title, "Title", centred=True)
    checksum = f"{written.checksum_label}  {written.checksum}"
    yield _paragraph(checksum, centred=True, half_points=52)
    yield from _facts(written.facts)
    yield _paragraph(written.overview.heading, "Heading1")
    yield from _table(written.overview)
    if written.refused:
        yield _paragraph(written.refused_heading, "Heading1")
        yield from (_paragraph(line, "ListBullet") for line in written.refused)
    yield _paragraph(written.details_heading, "Heading1")
    for detail in written.details[:_MOST_DETAILS]:
        yield from _detail(detail, written.findings_heading)
    if len(written.details) > _MOST_DETAILS:
        more = _(
            "The HTML sheet of the same checksum has the details of {count} more records.",
            count=len(written.details) - _MOST_DETAILS,
        )
        yield _paragraph(more.text(written.language))
    yield _paragraph(written.signing_heading, "Heading1")
    yield from (_paragraph(f"{name}：" + "＿" * 16) for name in written.to_sign)


def _detail(detail: Detail, findings_heading: str) -> Iterator[str]:
    yield _paragraph(detail.heading, "Heading2")
    yield from _facts(detail.facts)
    for table in detail.tables:
        yield _paragraph(table.heading, "Heading3")
        yield from _table(table)
    if detail.findings:
        yield _paragraph(findings_heading, "Heading3")
        yield from (_paragraph(line, "ListBullet") for line in detail.findings)


def _paragraph(
    text: str, style: str = "Normal", *, centred: bool = False, half_points: int = 0
) -> str:
    place = '<w:jc w:val="center"/>' if centred else ""
    size = f'<w:rPr><w:b/><w:sz w:val="{half_points}"/></w:rPr>' if half_points else ""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{place}</w:pPr>'
        f"<w:r>{size}{_text(text)}</w:r></w:p>"
    )


def _table(table: Table) -> Iterator[str]:
    widths = [_WIDTH * width // 100 for width in table.widths]
    head = _row(table.columns, widths, is_head=True)
    yield from _rows(widths, [head, *(_row(row, widths) for row in table.rows)])


def _facts(facts: Iterable[tuple[str, str]]) -> Iterator[str]:
    widths = [_WIDTH // 4, _WIDTH * 3 // 4]
    yield from _rows(widths, (_row(fact, widths) for fact in facts))


def _rows(widths: Iterable[int], rows: Iterable[str]) -> Iterator[str]:
    yield '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/>'
    yield f'<w:tblW w:w="{_WIDTH}" w:type="dxa"/><w:tblLook w:val="0020"/></w:tblPr><w:tblGrid>'
    yield from (f'<w:gridCol w:w="{width}"/>' for width in widths)
    yield "</w:tblGrid>"
    yield from rows
    yield "</w:tbl>"


def _set_up(document: Document, day: date, title: str) -> None:
    for name, font in _STYLES.items():
        style = document.styles[name]
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        for script in ("ascii", "hAnsi"):
            fonts.set(qn(f"w:{script}"), _LATIN)
        fonts.set(qn("w:eastAsia"), font)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(16)
    section.top_margin = section.bottom_margin = Mm(18)
    properties = document.core_properties
    properties.created = properties.modified = datetime.combine(day, time(), UTC)
    properties.title, properties.author, properties.comments = title, "", ""
    properties.last_modified_by, properties.revision = "", 1


def _row(cells: Iterable[str], widths: Iterable[int], *, is_head: bool = False) -> str:
    marks = "<w:cantSplit/>" + ("<w:tblHeader/>" if is_head else "")
    bold = "<w:rPr><w:b/></w:rPr>" if is_head else ""
    whole = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f"<w:p><w:r>{bold}{_text(cell)}</w:r></w:p></w:tc>"
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr>{marks}</w:trPr>{whole}</w:tr>"


def _text(cell: str) -> str:
    lines = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in cell.split("\n"))
    return "<w:br/>".join(lines)


def _steady(document: Document) -> bytes:
    """The file with the day of nothing on its parts."""
    made, steady = io.BytesIO(), io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(steady, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            part = zipfile.ZipInfo(name, _EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.create_system = 0  # the same on Linux and Windows
            new.writestr(part, old.read(name))
    return steady.getvalue()
