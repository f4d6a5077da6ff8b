"""An article that somebody wrote in Word, as Markdown: without what Word remembers besides.

What was deleted under tracked changes, comments, hidden text, names of authors, headers and
footnotes stay behind; how much of each is told, and none of it is quoted.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from docx.oxml.ns import qn

from site_builder.i18n import Message, _
from site_builder.intake.word_opened import opened

if TYPE_CHECKING:
    from docx.document import Document

TO_FILL: Final = "【待补：{what}】"
# Shapes, charts and text boxes, with a copy for older programs.
_ALTERNATE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
# What is written small above a character tells how it is said, and is no word of the text.
_GONE: Final = frozenset(
    {qn("w:del"), qn("w:moveFrom"), qn("w:rt"), qn("w:txbxContent"), _ALTERNATE}
)
_FORMULA: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
# Markdown knows no backslash before <, which means nothing by itself.
_MARKS: Final = re.compile(r"([\\`*_\[\]>|])")
_MARKED: Final = re.compile(rf"\\{_MARKS.pattern}")
# What begins a line and makes more of it than text: a heading, a list, a line drawn under text.
_BEGINNING: Final = re.compile(
    r"^(?P<sign>#|[-+](?=\s)|-+$)|^(?P<number>\d+)(?=\.\s)|^=(?==*$)", re.MULTILINE
)
_HEADING: Final = re.compile(r"(?:heading|标题)\s*(\d)", re.IGNORECASE)
_TITLES: Final = frozenset({"title", "标题"})
# So parts are called where nobody set a style.
_PART: Final = re.compile(
    r"[【\[（(]?(?:[一二三四五六七八九十]+、)?\s*(?P<part>基本案情|案情简介|处理结果|处理情况|典型意义)[】\]）)]?[:：]?"
)
_LISTS: Final = ("List", "列表")
_BLANKS: Final = " \t\u3000\n"
_LINE_END: Final = re.compile(r"[ \t\u3000]*\n[ \t\u3000]*")
_LONGEST_TITLE: Final = 60
_LEVELS: Final = 4
_PICTURES: Final = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp"})


@dataclass(slots=True)
class WordArticle:
    """What an article says, and the files that it shows, by their names beside it.

    ``left`` counts what was left behind, by what it is called.
    """

    title: str = ""
    body: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    left: Counter[str] = field(default_factory=Counter)


def word_article(file: Path, name: str) -> WordArticle:
    """Read a Word file; pictures and tables are called by ``name`` and a number.

    Raises:
        UsageError: It is none that can be read.
    """
    document = opened(file)
    found = WordArticle()
    _Reading(document, name, found).read()
    return found


def left_said(left: Counter[str]) -> Iterator[Message]:
    """What was left behind, in words."""
    said = {
        "deleted": _("{count} deletions under tracked changes", count=left["deleted"]),
        "inserted": _(
            "{count} insertions under tracked changes, which were taken over",
            count=left["inserted"],
        ),
        "comment": _("{count} comments", count=left["comment"]),
        "hidden": _("{count} stretches of hidden text", count=left["hidden"]),
        "note": _("{count} footnotes and endnotes", count=left["note"]),
        "picture": _("{count} pictures that are no PNG, JPEG, GIF or WebP", count=left["picture"]),
        "drawing": _("{count} drawings, charts and text boxes", count=left["drawing"]),
        "formula": _("{count} formulas and signs of another font", count=left["formula"]),
        "properties": _("the author's name and other properties"),
    }
    return (said[what] for what in said if left[what])


class _Reading:
    """One Word file being read."""

    def __init__(self, document: Document, name: str, found: WordArticle) -> None:
        self._document = document
        self._name = name
        self._found = found
        self._has_begun = False
        self._styles = {style.style_id: style.name or "" for style in document.styles}

    def read(self) -> None:
        """Take over what the article says, and count what stays behind."""
        body = self._document.element.body
        self._count(body)
        blocks: list[str] = []
        for element in self._blocks(body):
            if element.tag == qn("w:tbl"):
                blocks.append(self._table(element))
            elif text := self._paragraph(element):
                # Lines of a list belong together.
                if text.startswith("- ") and blocks and blocks[-1].startswith("- "):
                    blocks[-1] += f"\n{text}"
                else:
                    blocks.append(text)
        self._found.body = "\n\n".join(block for block in blocks if block)

    def _blocks(self, parent: Any) -> Iterator[Any]:
        """Paragraphs and tables in their order, those in frames of their own too."""
        for element in parent:
            if element.tag in {qn("w:p"), qn("w:tbl")}:
                yield element
            elif element.tag in {qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:moveTo")}:
                yield from self._blocks(element)

    def _count(self, body: Any) -> None:
        left = self._found.left
        left["deleted"] = len(list(body.iter(qn("w:del"), qn("w:moveFrom"))))
        left["inserted"] = len(list(body.iter(qn("w:ins"), qn("w:moveTo"))))
        left["comment"] = len(list(body.iter(qn("w:commentReference"))))
        left["note"] = len(list(body.iter(qn("w:footnoteReference"), qn("w:endnoteReference"))))
        left["formula"] = len(list(body.iter(_FORMULA, qn("w:sym"))))
        left["hidden"] = sum(1 for run in body.iter(qn("w:r")) if _is_hidden(run))
        about = self._document.core_properties
        left["properties"] = int(bool(about.author or about.last_modified_by or about.comments))

    def _paragraph(self, paragraph: Any) -> str:
        """A paragraph in Markdown; nothing, if it is empty or the title."""
        text = _LINE_END.sub("\n", self._inline(paragraph)).strip(_BLANKS)
        plain = " ".join(text.replace("**", "").split())
        is_first, self._has_begun = not self._has_begun, self._has_begun or bool(text)
        if self._is_title(paragraph, plain, is_first=is_first):
            self._found.title = _unmarked(plain)
            return ""
        style = self._style(paragraph)
        if text and (heading := _HEADING.match(style)):
            return f"{'#' * min(int(heading[1]) + 1, _LEVELS)} {plain}"
        if part := _PART.fullmatch(_unmarked(plain)):
            return f"## {part['part']}"
        is_listed = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None
        if text and "![" not in text and (is_listed or style.startswith(_LISTS)):
            return f"- {_as_text(plain)}"
        return _as_text(text)

    def _is_title(self, paragraph: Any, plain: str, *, is_first: bool) -> bool:
        """Whether it is called one, or is a short line in the middle before everything else."""
        if self._found.title or not plain or "![" in plain:
            return False
        placed = paragraph.find(f"{qn('w:pPr')}/{qn('w:jc')}")
        is_central = placed is not None and placed.get(qn("w:val")) == "center"
        is_short = is_first and is_central and len(plain) <= _LONGEST_TITLE
        return self._style(paragraph).lower() in _TITLES or is_short

    def _style(self, paragraph: Any) -> str:
        found = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        return "" if found is None else self._styles.get(found.get(qn("w:val")), "")

    def _inline(self, paragraph: Any) -> str:
        """The words of a paragraph, its pictures on lines of their own."""
        parts: list[str] = []
        for run in paragraph.iter(qn("w:r")):
            if _is_hidden(run) or any(above.tag in _GONE for above in run.iterancestors()):
                continue
            text = "".join(self._piece(child) for child in run)
            is_bold = _is_on(run, "w:b") and text.strip() and "![" not in text
            parts.append(f"**{text}**" if is_bold and "\n" not in text else text)
        return "".join(parts).replace("****", "")

    def _piece(self, child: Any) -> str:
        if child.tag == qn("w:t"):
            return _MARKS.sub(r"\\\1", child.text or "")
        if child.tag in {qn("w:tab"), qn("w:br"), qn("w:cr")}:
            return " " if child.tag == qn("w:tab") else "\n"
        if child.tag == qn("w:noBreakHyphen"):
            return "-"
        if child.tag in {qn("w:drawing"), qn("w:pict"), qn("w:object"), _ALTERNATE}:
            return self._picture(child)
        return ""

    def _picture(self, drawing: Any) -> str:
        pictures = [] if drawing.tag == _ALTERNATE else list(drawing.iter(qn("a:blip")))
        if not pictures:
            self._found.left["drawing"] += 1
        for shown in pictures:
            part = self._document.part.related_parts.get(shown.get(qn("r:embed")))
            suffix = Path(str(part.partname)).suffix.lower() if part is not None else ""
            if part is None or suffix not in _PICTURES:
                self._found.left["picture"] += 1
                continue
            about = next(iter(drawing.iter(qn("wp:docPr"))), None)
            said = "" if about is None else " ".join((about.get("descr") or "").split())
            alt = _MARKS.sub(r"\\\1", said) or TO_FILL.format(what="图片说明")
            return f"\n\n![{alt}]({self._kept(suffix, part.blob)})\n\n"
        return ""

    def _table(self, table: Any) -> str:
        rows = [
            [
                " ".join(_unmarked(self._inline(each)) for each in cell.iter(qn("w:p"))).strip()
                for cell in _own(row, qn("w:tc"))
            ]
            for row in _own(table, qn("w:tr"))
        ]
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows(rows)
        file = self._kept(".csv", text.getvalue().encode())
        return f"![{TO_FILL.format(what='表格名称')}]({file})"

    def _kept(self, suffix: str, data: bytes) -> str:
        name = f"{self._name}-{len(self._found.files) + 1}{suffix}"
        self._found.files[name] = data
        return name


def _own(parent: Any, tag: str) -> Iterator[Any]:
    """The rows of a table, or the cells of a row: not those of a table within a cell."""
    for element in parent:
        if element.tag == tag:
            yield element
        else:
            yield from _own(element, tag)


def _is_on(run: Any, name: str) -> bool:
    properties = run.find(qn("w:rPr"))
    found = None if properties is None else properties.find(qn(name))
    return found is not None and found.get(qn("w:val"), "1") not in {"0", "false", "off"}


def _is_hidden(run: Any) -> bool:
    return _is_on(run, "w:vanish")


def _as_text(text: str) -> str:
    """Lines of which none begins as what Markdown makes a heading, a list or a rule of."""
    return _BEGINNING.sub(_kept_as_text, text)


def _kept_as_text(found: re.Match[str]) -> str:
    if found["number"]:
        return f"{found['number']}\\"
    return f"\\{found['sign']}" if found["sign"] else "&#61;"


def _unmarked(text: str) -> str:
    """Words without the marks of Markdown."""
    return _MARKED.sub(r"\1", text.replace("**", ""))
