"""One article read anew, for a preview that follows what is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.kinds import KINDS
from site_builder.load.files import label
from site_builder.load.records import Reader

if TYPE_CHECKING:
    from pathlib import Path

    from site_builder.errors import Problem
    from site_builder.model.record import Record
    from site_builder.store.memory import Memory


def article_again(
    content: Path, file: Path, memory: Memory | None
) -> tuple[Record, list[Problem]] | None:
    """The one article that a file holds, and what is wrong with it.

    None where the whole content is to be read: the file is gone, holds no article or none that
    keeps to its kind, or another file beside it may be meant.
    """
    kind = next(
        (
            kind
            for kind, spec in KINDS.items()
            if spec.is_article and file.is_relative_to(content / spec.folder)
        ),
        None,
    )
    if kind is None or not file.is_file():
        return None
    reader = Reader(content, memory)
    opened = reader.open(file, label(content, file), kind)
    records = list(opened.records())
    reader.close()
    if len(records) != 1 or opened.faulty or not opened.is_whole:
        return None
    return records[0], opened.problems
