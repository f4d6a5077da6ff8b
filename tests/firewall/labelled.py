"""The labelled sentences on which the recogniser of personal names is measured.

Every person in them is invented. The typical ones are prose as offices publish it, in which the
names were forgotten: case facts, handling, notices, news. The adversarial ones are names that are
common words, places that look like names, and the like. Of each sort one file is for tuning; the
other, held out, was drawn the same way and is only ever measured on.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
TYPICAL_DEV: Final = HERE / "typical_dev.jsonl"
TYPICAL_HELD_OUT: Final = HERE / "typical_held_out.jsonl"
ADVERSARIAL_DEV: Final = HERE / "names_dev.jsonl"
ADVERSARIAL_HELD_OUT: Final = HERE / "names_held_out.jsonl"

_COMPOUND: Final = (
    "欧阳、司徒、尉迟、呼延、相里、上官、诸葛、司马、夏侯、皇甫、东方、令狐、慕容、宇文、长孙、"
    "公孙、端木、轩辕、澹台、淳于、单于、申屠、万俟、赫连、独孤、南宫、西门、闻人"
)


@dataclass(frozen=True, slots=True)
class Name:
    """A full name where it stands in its sentence, and where its given name begins."""

    start: int
    given: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and every full name in it, each occurrence once, in order."""

    text: str
    names: tuple[str, ...]
    firms: tuple[str, ...] = ()

    def placed(self) -> tuple[Name, ...]:
        """The names where they stand."""
        places = []
        at = 0
        for name in self.names:
            start = self.text.index(name, at)
            at = start + len(name)
            places.append(Name(start, start + _surname(name), at))
        return tuple(places)


def sentences(file: Path) -> list[Sentence]:
    """The sentences of one of the four files."""
    rows = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    return [Sentence(row["text"], tuple(row["names"]), tuple(row.get("firms", ()))) for row in rows]


def _surname(name: str) -> int:
    # A name without a surname keeps its first character when it is masked (法释〔2016〕19号 9).
    return 2 if name[:2] in _COMPOUND.split("、") else 1


def apart(names: tuple[Name, ...]) -> bool:
    """Whether no name overlaps the next."""
    return all(one.end <= other.start for one, other in pairwise(names))
