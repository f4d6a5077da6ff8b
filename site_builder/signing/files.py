"""Sheets as files, in a folder of the office's choice."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from site_builder.i18n import Language
from site_builder.signing.as_docx import as_docx
from site_builder.signing.as_html import as_html
from site_builder.signing.paper import TITLE, Paper, paper
from site_builder.store.files import write_whole

if TYPE_CHECKING:
    from site_builder.signing.sheet import Sheet

_WRITERS: Final[dict[str, Callable[[Paper], bytes]]] = {
    "html": as_html,
    "docx": as_docx,
}


def write_sheets(
    sheet: Sheet, folder: Path, forms: Iterable[str], language: Language = "zh"
) -> list[Path]:
    """Write ``审签单-DAY-CHECKSUM.FORM`` for each form; the same sheet replaces itself.

    Paper is read by an office in China, so it is in Chinese unless asked otherwise.

    Raises:
        OpenElsewhereError: A file may not be written, or another program holds it open.
    """
    written = paper(sheet, language)
    files = []
    for form in forms:
        file = folder / f"{TITLE}-{sheet.day}-{sheet.checksum}.{form}"
        write_whole(file, _WRITERS[form](written))
        files.append(file)
    return files
