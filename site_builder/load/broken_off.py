"""A YAML file that breaks off: what stands above the fault in the record that it hits."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from site_builder.load.text import decode
from site_builder.load.yaml_core import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.load.entries import Entry, Reading


def broken_off(reading: Reading, data: bytes, path: str) -> Iterator[Entry]:
    """The entries that a fault keeps from being read whole, as far as they stand above it.

    Nothing of them may be relied on but what hides: that acts, however the file goes on.
    """
    line = max((problem.line or 0 for problem in reading.problems[-1:]), default=0)
    if reading.is_whole or line < 1:
        return
    text, _cut = decode(data, path)
    above = "\n".join(text.split("\n")[: line - 1])
    for entry in read_yaml(above.encode(), path).entries[len(reading.entries) :]:
        yield replace(entry, is_sound=False)
