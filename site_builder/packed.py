"""Packed documents (DOCX, XLSX) that are the same bytes whenever and wherever they are made."""

from __future__ import annotations

import io
import shutil
import zipfile
from typing import IO, Final

# The day from which a ZIP archive can tell days.
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
# Whoever opens such a document looks for it first.
_TYPES: Final = "[Content_Types].xml"


def steadied(made: IO[bytes]) -> bytes:
    """A packed document with the day of nothing on its parts."""
    steady = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(steady, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != _TYPES, name)):
            part = zipfile.ZipInfo(name, _EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.create_system = 0  # the same on Linux and Windows
            with old.open(name) as source, new.open(part, "w") as target:
                shutil.copyfileobj(source, target)
    return steady.getvalue()
