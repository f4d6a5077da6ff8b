"""Sheets as files, in a folder of the office's choice."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from site_builder.errors import SiteBuilderError
from site_builder.i18n import Language, _
from site_builder.signing.as_docx import as_docx
from site_builder.signing.as_html import as_html
from site_builder.signing.paper import TITLE, Paper, paper

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
        SiteBuilderError: A file may not be written, or another program holds it open.
    """
    written = paper(sheet, language)
    files = []
    for form in forms:
        file = folder / f"{TITLE}-{sheet.day}-{sheet.checksum}.{form}"
        _replace(file, _WRITERS[form](written))
        files.append(file)
    return files


def _replace(file: Path, data: bytes) -> None:
    part = file.with_name(f".{file.name}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(data)
        part.replace(file)
    except PermissionError as error:
        message = _(
            "could not write {name}: another program has it open, or its permissions forbid it",
            name=file.name,
        )
        raise SiteBuilderError(message) from error
    finally:
        part.unlink(missing_ok=True)
