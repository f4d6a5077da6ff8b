"""Reads the parts of a workbook, which declare nothing of their own."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from typing import NoReturn, TypeAlias
from xml.parsers import expat

Attributes: TypeAlias = dict[str, str]


def parse(
    archive: zipfile.ZipFile,
    part: str,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], object] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Tell of each element of a part where it starts and ends, and of what text it holds."""
    found = parser()
    found.StartElementHandler = lambda tag, given: start(local(tag), given)
    if end is not None:
        found.EndElementHandler = lambda tag: end(local(tag))
    if text is not None:
        found.CharacterDataHandler = text
    with archive.open(optional(archive, part) or part) as stream:
        found.ParseFile(stream)


def optional(archive: zipfile.ZipFile, name: str) -> str | None:
    """A part as the archive writes its name; None where it has none."""
    return next((found for found in archive.namelist() if found.lower() == name.lower()), None)


def local(name: str) -> str:
    """The name of an element or an attribute, whatever stands for its namespace."""
    return name.rpartition(":")[2]


def parser() -> expat.XMLParserType:
    """A parser that stops at a document type.

    Excel writes none. One may declare texts made of each other, a few lines of which
    unfold to terabytes, or parts that lie outside the file.

    Raises:
        ValueError: From its parsing, at a document type.
    """
    made = expat.ParserCreate()
    made.StartDoctypeDeclHandler = _refuse
    return made


def _refuse(*_declared: object) -> NoReturn:
    raise ValueError
