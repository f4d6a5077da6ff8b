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

# It tells of faults in words that may quote the file.
logging.getLogger("pypdf").addHandler(logging.NullHandler())
logging.getLogger("pypdf").propagate = False


@contextmanager
def pdf_reader(stream: IO[bytes]) -> Iterator[PdfReader]:
    """A reader of the PDF; reading a damaged one raises any of ``PDF_FAULTS``."""
    with apply_configuration(jbig2dec_binary=None):
        yield PdfReader(stream)
