"""The day from which a workbook counts its days: 1900, or 1904 where it was begun on an old Mac."""

from __future__ import annotations

import io
import posixpath
import zipfile
from datetime import date

from site_builder.tables.cells import FIRST_DAY, Since1904
from site_builder.tables.xml import parser as xml_parser


def first_day_of(data: bytes) -> date:
    """The day that a workbook writes as 0.

    Raises:
        Exception: A part is missing, or is not what it should be.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        told = _attributes(archive.read(_book(archive)), "workbookPr")
    is_1904 = any(given.get("date1904") in {"1", "true"} for given in told)
    return Since1904.FIRST_DAY if is_1904 else FIRST_DAY


def _book(archive: zipfile.ZipFile) -> str:
    for given in _attributes(archive.read("_rels/.rels"), "Relationship"):
        if given.get("Type", "").endswith("/officeDocument"):
            return posixpath.normpath(given["Target"].removeprefix("/"))
    raise KeyError


def _attributes(xml: bytes, name: str) -> list[dict[str, str]]:
    """The attributes of every tag of a name, whatever its prefix."""
    found: list[dict[str, str]] = []

    def start(tag: str, given: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == name:
            found.append(given)

    parser = xml_parser()
    parser.StartElementHandler = start
    parser.Parse(xml, True)  # noqa: FBT003 (expat's own signature)
    return found
