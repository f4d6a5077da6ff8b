"""Texts in which a version control's merge was left half-way."""

from __future__ import annotations

import re
from typing import Final

from site_builder.errors import Problem
from site_builder.i18n import _

# What Git writes around the two versions of a stretch that it could not merge.
_MARK: Final = re.compile(r"^(?:<{7}|>{7}|\|{7})(?:[ \t].*)?$|^={7}$", re.MULTILINE)
_ANY: Final = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")


def unmerged(text: str, path: str, first: int = 1) -> Problem | None:
    """The first mark of a merge that nobody finished, where ``text`` begins on line ``first``.

    Its lines end in LF or CR LF.
    """
    if not any(mark in text for mark in _ANY):
        return None
    found = _MARK.search(text.replace("\r\n", "\n"))
    if found is None:
        return None
    message = _(
        "expected one version of the text, found the mark of an unresolved merge ({mark}): keep"
        " what is right and delete the marks",
        mark=found[0][:7],
    )
    line = first + found.string.count("\n", 0, found.start())
    return Problem(code="unresolved-merge", message=message, path=path, line=line)
