"""A Word file from its paragraphs: A4, Chinese fonts, and the same bytes for the same words."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from docx.document import Document

_LATIN: Final = "Times New Roman"
# The day from which a ZIP archive can tell days.
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def word_file(
    parts: Iterable[str],
    *,
    title: str,
    day: date,
    fonts: Mapping[str, str],
    margins: tuple[int, int],
) -> bytes:
    """The file whose body is ``parts``, as WordprocessingML.

    ``fonts`` are the Chinese fonts of the styles in use; ``margins`` those above and below,
    and those beside the text, in millimetres.
    """
    document = docx.Document()
    _set_fonts(document, fonts)
    _set_page(document, *margins)
    properties = document.core_properties
    properties.created = properties.modified = datetime.combine(day, time(), UTC)
    properties.title, properties.author, properties.comments = title, "", ""
    properties.last_modified_by, properties.revision = "", 1
    # In one piece: paragraph by paragraph takes minutes where a list is long.
    body = parse_xml(f"<w:body {nsdecls('w')}>{''.join(parts)}</w:body>")
    document.element.body[:0] = list(body)
    return _steady(document)


def word_text(words: str) -> str:
    """Words as the text of a run; each line of them on a line of its own."""
    lines = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in words.split("\n"))
    return "<w:br/>".join(lines)


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
