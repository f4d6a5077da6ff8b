"""A first look for a few values, in seconds: as they are written, in every file of a release.

It folds nothing, so it finds no other way of writing them; the scan of the next build does.
"""

from __future__ import annotations

import html
from functools import partial
from typing import TYPE_CHECKING

from site_builder.forked import run_by_run
from site_builder.scan.pieces import pieces
from site_builder.scan.scanner import Leak

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from site_builder.scan.scanner import Withheld

# Shorter ones are words, or many people's names.
_LONG_ENOUGH = 5
_PACKED = (".xlsx", ".docx", ".zip", ".gz")
# A larger file is not held whole: a province's downloads have 300 MiB each.
_HELD_WHOLE = 4 << 20


def look_plainly(
    folder: Path, paths: Sequence[str], wanted: Iterable[Withheld], *, jobs: int = 1
) -> list[Leak]:
    """The files that hold a value of five characters or more just as it is written."""
    patterns = {
        record.id: {form.encode() for value in record.values for form in _forms(value)}
        for record in wanted
    }
    work = partial(_look, folder, patterns)
    runs = run_by_run(work, paths, jobs=jobs, folder=folder)
    return sorted(leak for found in runs for leak in found)


def _forms(value: str) -> tuple[str, ...]:
    return (value, html.escape(value)) if len(value) >= _LONG_ENOUGH else ()


def _look(folder: Path, patterns: dict[str, set[bytes]], paths: Sequence[str]) -> set[Leak]:
    found = set()
    for path in paths:
        file = folder / path
        is_in_pieces = path.endswith(_PACKED) or file.stat().st_size > _HELD_WHOLE
        texts = pieces(folder, path) if is_in_pieces else [file.read_bytes()]
        for text in texts:
            for record, forms in patterns.items():
                if any(form in text for form in forms):
                    found.add(Leak(path, record))
    return found
