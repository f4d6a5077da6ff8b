"""A sheet as a Word file: real headings, table heads that repeat, Chinese fonts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from site_builder.i18n import _
from site_builder.signing.word import word_file, word_text

if TYPE_CHECKING:
    from site_builder.signing.paper import Detail, Paper, Table

_PLAIN, _BOLD = "宋体", "黑体"
_STYLES: Final = {
    "Normal": _PLAIN,
    "List Bullet": _PLAIN,
    "Title": _BOLD,
    "Heading 1": _BOLD,
    "Heading 2": _BOLD,
    "Heading 3": _BOLD,
}
# Word takes minutes over longer files; the HTML sheet always has everything.
_MOST_DETAILS: Final = 300
# The width of the text on A4 between these margins, in twentieths of a point.
_WIDTH: Final = 10_092


def as_docx(written: Paper) -> bytes:
    """The sheet as a Word file; the same sheet gives the same bytes."""
    return word_file(
        _body(written),
        title=f"{written.title} {written.checksum}",
        day=written.day,
        fonts=_STYLES,
        margins=(18, 16),
    )


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
        f"<w:r>{size}{word_text(text)}</w:r></w:p>"
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


def _row(cells: Iterable[str], widths: Iterable[int], *, is_head: bool = False) -> str:
    marks = "<w:cantSplit/>" + ("<w:tblHeader/>" if is_head else "")
    bold = "<w:rPr><w:b/></w:rPr>" if is_head else ""
    whole = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f"<w:p><w:r>{bold}{word_text(cell)}</w:r></w:p></w:tc>"
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr>{marks}</w:trPr>{whole}</w:tr>"
