"""The text on the pages of a PDF, as a reader copies it out."""

from __future__ import annotations

import logging
import struct
import zlib
from typing import IO, TYPE_CHECKING

from pypdf import PdfReader, apply_configuration
from pypdf.errors import PyPdfError

if TYPE_CHECKING:
    from collections.abc import Iterator

_BROKEN = (
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


def pages_of(stream: IO[bytes]) -> Iterator[str]:
    """The text of each page, as far as the file can be read.

    A release holds only PDFs that it wrote itself, so that one which breaks off was damaged
    since, and nobody else can read it either; its bytes were looked at as they are.
    """
    try:
        with apply_configuration(jbig2dec_binary=None):
            for page in PdfReader(stream).pages:
                yield page.extract_text()
    except _BROKEN:
        return
