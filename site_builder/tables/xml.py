"""A parser for the parts of a workbook, which declares nothing of its own."""

from __future__ import annotations

from typing import NoReturn
from xml.parsers import expat


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
