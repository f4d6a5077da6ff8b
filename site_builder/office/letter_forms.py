"""A letter as text, as a page that prints on A4, and as a Word file."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from site_builder.office.letter_end import in_chinese
from site_builder.word_file import word_file, word_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.office.letter import Letter

_INDENT: Final = "　　"
_STYLE: Final = """
@page { size: A4; margin: 35mm 27mm; }
body { font: 16pt/1.75 FangSong, STFangsong, "Noto Serif CJK SC", serif; color: #000;
  max-width: 156mm; margin: 8mm auto; overflow-wrap: anywhere; }
h1 { font: bold 22pt/1.4 "Heiti SC", SimHei, "Noto Sans CJK SC", sans-serif; text-align: center;
  margin: 0 0 8mm; }
p { margin: 0; text-indent: 2em; }
.number { text-align: center; text-indent: 0; margin-bottom: 8mm; }
.addressee { text-indent: 0; }
.sender, .day { text-align: right; text-indent: 0; break-before: avoid; }
.sender { margin-top: 16mm; }
"""
# 公文: headings in 黑体, text in 仿宋; sizes in half points, lengths in twentieths of a point.
_FONTS: Final = {"Normal": "仿宋", "Title": "黑体"}
_MARGINS: Final = (35, 27)
_PLAIN, _LARGE = 32, 44
_LINE, _TWO_SIGNS, _ROOM = 560, 640, 900


def as_text(written: Letter) -> str:
    """The letter for a screen, a paragraph a line."""
    lines = [
        f"{_INDENT * 4}{written.title}",
        "",
        written.number,
        "",
        written.addressee,
        *(f"{_INDENT}{paragraph}" for paragraph in written.paragraphs),
        "",
        f"{_INDENT * 6}{written.sender}",
        f"{_INDENT * 6}{in_chinese(written.day)}",
    ]
    return "".join(f"{line}\n" for line in lines)


def as_html(written: Letter) -> bytes:
    """The letter as one HTML file: no script, nothing from elsewhere."""
    lines = [
        "<!DOCTYPE html>",
        '<html lang="zh-CN">',
        "<head>",
        '<meta charset="utf-8">',
        f"<title>{escape(written.title)}</title>",
        f"<style>{_STYLE}</style>",
        "</head>",
        "<body>",
        f"<h1>{escape(written.title)}</h1>",
        f'<p class="number">{escape(written.number)}</p>',
        f'<p class="addressee">{escape(written.addressee)}</p>',
        *(f"<p>{escape(paragraph)}</p>" for paragraph in written.paragraphs),
        f'<p class="sender">{escape(written.sender)}</p>',
        f'<p class="day">{in_chinese(written.day)}</p>',
        "</body>",
        "</html>",
    ]
    return "".join(f"{line}\n" for line in lines).encode()


def as_docx(written: Letter) -> bytes:
    """The letter as a Word file; the same letter gives the same bytes."""
    return word_file(
        _body(written), title=written.title, day=written.day, fonts=_FONTS, margins=_MARGINS
    )


def _body(written: Letter) -> Iterator[str]:
    yield _paragraph(written.title, place="center", size=_LARGE, after=_ROOM // 2)
    yield _paragraph(written.number, place="center", after=_ROOM // 2)
    yield _paragraph(written.addressee)
    yield from (_paragraph(text, indent=_TWO_SIGNS) for text in written.paragraphs)
    yield _paragraph(written.sender, place="right", before=_ROOM)
    yield _paragraph(in_chinese(written.day), place="right")


def _paragraph(
    text: str,
    *,
    place: str = "left",
    size: int = _PLAIN,
    indent: int = 0,
    before: int = 0,
    after: int = 0,
) -> str:
    style = "Title" if size == _LARGE else "Normal"
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>'
        f'<w:spacing w:before="{before}" w:after="{after}" w:line="{_LINE}" w:lineRule="exact"/>'
        f'<w:ind w:firstLine="{indent}"/><w:jc w:val="{place}"/></w:pPr>'
        f'<w:r><w:rPr><w:sz w:val="{size}"/></w:rPr>{word_text(text)}</w:r></w:p>'
    )
