"""PDFs, read by a library that says nothing of them and starts no other program."""

from __future__ import annotations

import logging
import struct
import zlib
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Final

from pypdf import PdfReader, apply_configuration
from pypdf.errors import PyPdfError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdf import PageObject

# What pypdf meets in files that no program wrote as it should.
PDF_FAULTS: Final = (
    PyPdfError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)

# How it tells that it passed over a part of a page that has texts of its own.
_PASSED_OVER: Final = ("Impossible to decode XFormObject", "Exceeded %(limit)d form XObject")

# It tells of faults in words that may quote the file.
logging.getLogger("pypdf").addHandler(logging.NullHandler())
logging.getLogger("pypdf").propagate = False


# What a page is drawn with, line by line: a few kB can say it millions of times on each page.
_MOST_OPERATORS: Final = 3_000_000


class PassedOverError(Exception):
    """A part of a page was not read, though other programs may show it."""


class Spare:
    """How much more of a PDF is read, all its pages together."""

    def __init__(self) -> None:
        """Nothing was read yet."""
        self._operators = _MOST_OPERATORS

    def take(self, *_said: object) -> None:
        """Read one operator."""
        self._operators -= 1
        if self._operators < 0:
            raise PassedOverError


class _Heard(logging.Handler):
    """Whether anything was said to be passed over."""

    def __init__(self) -> None:
        super().__init__()
        self.is_passed_over = False

    def emit(self, record: logging.LogRecord) -> None:
        self.is_passed_over |= str(record.msg).startswith(_PASSED_OVER)


@contextmanager
def pdf_reader(stream: IO[bytes]) -> Iterator[PdfReader]:
    """A reader of the PDF; reading a damaged one raises any of ``PDF_FAULTS``."""
    with apply_configuration(jbig2dec_binary=None):
        yield PdfReader(stream)


def whole_text_of(page: PageObject, spare: Spare) -> str:
    """The text of a page, all of it.

    Raises:
        PassedOverError: The library left out a part that it could not read, or one too many.
    """
    heard, said = _Heard(), logging.getLogger("pypdf")
    said.addHandler(heard)
    try:
        text = page.extract_text(visitor_operand_before=spare.take)
    finally:
        said.removeHandler(heard)
    if heard.is_passed_over:
        raise PassedOverError
    return text
