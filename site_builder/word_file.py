"""A Word file from its paragraphs: A4, Chinese fonts, and the same bytes for the same words."""

from __future__ import annotations

import io
from datetime import UTC, datetime, time
from functools import cache
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from site_builder.packed import steadied

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from docx.document import Document

FONTS: Final = {
    "Normal": "宋体",
    "List Bullet": "宋体",
    "Title": "黑体",
    "Heading 1": "黑体",
    "Heading 2": "黑体",
    "Heading 3": "黑体",
}
MARGINS: Final = (18, 16)
# The width of the text on A4 between those margins, in twentieths of a point.
WIDTH: Final = 10_092
_LATIN: Final = "Times New Roman"
# A picture of an empty page, the bibliography's settings, and the styles once more for Word 2010.
_UNUSED: Final = ("/thumbnail", "/customXml", "/stylesWithEffects")
_TABLES: Final = ("Normal Table", "Table Grid")


def word_file(
    parts: Iterable[str],
    *,
    title: str,
    day: date,
    fonts: Mapping[str, str] = FONTS,
    margins: tuple[int, int] = MARGINS,
) -> bytes:
    """The file whose body is ``parts``, as WordprocessingML.

    ``fonts`` are the Chinese fonts of the styles in use; ``margins`` those above and below,
    and those beside the text, in millimetres.
    """
    document = docx.Document(io.BytesIO(_template()))
    _set_fonts(document, fonts)
    _set_page(document, *margins)
    properties = document.core_properties
    properties.created = properties.modified = datetime.combine(day, time(), UTC)
    properties.title, properties.author, properties.comments = title, "", ""
    properties.last_modified_by, properties.revision = "", 1
    # In one piece: paragraph by paragraph takes minutes where a list is long.
    body = parse_xml(f"<w:body {nsdecls('w')}>{''.join(parts)}</w:body>")
    document.element.body[:0] = list(body)
    made = io.BytesIO()
    document.save(made)
    return steadied(made)


def paragraph(
    text: str, style: str = "Normal", *, centred: bool = False, half_points: int = 0
) -> str:
    """A paragraph; ``style`` without blanks, ``half_points`` the size of bold letters."""
    place = '<w:jc w:val="center"/>' if centred else ""
    size = f'<w:rPr><w:b/><w:sz w:val="{half_points}"/></w:rPr>' if half_points else ""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{place}</w:pPr>'
        f"<w:r>{size}{word_text(text)}</w:r></w:p>"
    )


def table(widths: Iterable[int], rows: Iterable[str]) -> Iterator[str]:
    """A table of ``rows``, as wide as the text."""
    yield '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/>'
    yield f'<w:tblW w:w="{WIDTH}" w:type="dxa"/><w:tblLook w:val="0020"/></w:tblPr><w:tblGrid>'
    yield from (f'<w:gridCol w:w="{width}"/>' for width in widths)
    yield "</w:tblGrid>"
    yield from rows
    yield "</w:tbl>"


def row(
    cells: Iterable[str], widths: Iterable[int], *, is_head: bool = False, height: int = 0
) -> str:
    """A row that stays on one page; a head is repeated on each.

    ``height`` is the least, in twentieths of a point: room to write by hand.
    """
    marks = "<w:cantSplit/>"
    marks += f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    marks += "<w:tblHeader/>" if is_head else ""
    bold = "<w:rPr><w:b/></w:rPr>" if is_head else ""
    whole = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f"<w:p><w:r>{bold}{word_text(cell)}</w:r></w:p></w:tc>"
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr>{marks}</w:trPr>{whole}</w:tr>"


def word_text(words: str) -> str:
    """Words as the text of a run; each line of them on a line of its own."""
    lines = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in words.split("\n"))
    return "<w:br/>".join(lines)


@cache
def _template() -> bytes:
    """The library's blank document without what no form shows: a third of it is left."""
    document = docx.Document()
    for relations in (document.part.rels, document.part.package.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.endswith(_UNUSED):
                del relations[key]
    styles = document.styles
    for style in list(styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in _TABLES:
            styles.element.remove(style.element)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _set_fonts(document: Document, fonts: Mapping[str, str]) -> None:
    for name, font in fonts.items():
        style = document.styles[name]
        found = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            found.attrib.pop(qn(f"w:{theme}"), None)
        for script in ("ascii", "hAnsi"):
            found.set(qn(f"w:{script}"), _LATIN)
        found.set(qn("w:eastAsia"), font)


def _set_page(document: Document, above: int, beside: int) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(beside)
    section.top_margin = section.bottom_margin = Mm(above)
