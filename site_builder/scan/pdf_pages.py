"""The text on the pages of a PDF, as a reader copies it out."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from site_builder.pdf_reader import PDF_FAULTS, pdf_reader

if TYPE_CHECKING:
    from collections.abc import Iterator


def pages_of(stream: IO[bytes]) -> Iterator[str]:
    """The text of each page, as far as the file can be read.

    A release holds only PDFs that it wrote itself, so that one which breaks off was damaged
    since, and nobody else can read it either; its bytes were looked at as they are.
    """
    try:
        with pdf_reader(stream) as reader:
            for page in reader.pages:
                yield page.extract_text()
    except PDF_FAULTS:
        return
