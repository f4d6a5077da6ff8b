"""Why a file is not fit to be published."""

from __future__ import annotations

from typing import Final

from site_builder.errors import SiteBuilderError
from site_builder.i18n import Message

MOST_MIB: Final = 16  # of one file that an article shows


class UnfitError(SiteBuilderError):
    """A file that no article may show as it is.

    ``line`` is the file's own, where it has lines.
    """

    def __init__(self, code: str, message: Message, line: int | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.line = line
