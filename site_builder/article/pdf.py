"""PDFs that articles offer: what they say, and a copy without who made them and when."""

from __future__ import annotations

import io
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from pypdf import PdfReader, PdfWriter

from site_builder.article.container import texts_of_xmp
from site_builder.article.pdf_walk import Walk
from site_builder.article.unfit import UnfitError
from site_builder.i18n import _
from site_builder.pdf_reader import PDF_FAULTS, PassedOverError, Spare, pdf_reader, whole_text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_PAGES: Final = 300
MOST_CHARACTERS: Final = 600_000


def texts_of(data: bytes) -> list[str]:
    """Everything that a PDF says: of itself, on its pages, in its fields and its bookmarks.

    Raises:
        UnfitError: It cannot be read whole, or has in it what may not be published.
    """
    with _reading(data) as reader:
        about = reader.metadata
        texts = [str(value) for value in about.values() if value] if about else []
        packet = reader.root_object.get("/Metadata")
        if packet is not None:
            texts += texts_of_xmp(packet.get_object().get_data())
        walk = Walk()
        walk.through(reader.root_object)
        texts += walk.texts
        if len(reader.pages) > MOST_PAGES:
            message = _("expected a PDF of at most {limit} pages", limit=MOST_PAGES)
            raise UnfitError("bad-attachment", message)
        spare = Spare()
        for page in reader.pages:
            texts.append(whole_text_of(page, spare))
            if sum(map(len, texts)) > MOST_CHARACTERS:
                message = _("expected a PDF of at most {limit} characters", limit=MOST_CHARACTERS)
                raise UnfitError("bad-attachment", message)
    return [text for text in texts if text.strip()]


def cleaned(data: bytes) -> bytes:
    """The PDF without document information, XMP, earlier versions and photographs' metadata.

    Raises:
        UnfitError: It cannot be read whole, or has in it what may not be published.
    """
    with _reading(data) as reader:
        Walk().through(reader.root_object)
        for key in ("/Info", "/ID"):
            reader.trailer.pop(key, None)
        written = io.BytesIO()
        # Only what can be reached is copied: nothing of what was deleted and left in the file.
        PdfWriter(clone_from=reader).write(written)
        return written.getvalue()


@contextmanager
def _reading(data: bytes) -> Iterator[PdfReader]:
    if not data.startswith(b"%PDF-"):
        message = _("expected a PDF, found something else of this name")
        raise UnfitError("bad-attachment", message)
    try:
        with pdf_reader(io.BytesIO(data)) as reader:
            if reader.is_encrypted:
                message = _("expected a PDF that anybody may open, found one that is encrypted")
                raise UnfitError("bad-attachment", message)
            yield reader
    except PassedOverError as error:
        message = _("expected a PDF whose every page can be read, found parts that cannot")
        raise UnfitError("bad-attachment", message) from error
    except PDF_FAULTS as error:
        message = _("expected a whole PDF, found one that is damaged or cut short")
        raise UnfitError("bad-attachment", message) from error
