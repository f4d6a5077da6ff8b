"""A text cut into words, each with its part of speech and its place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final


@dataclass(frozen=True, slots=True)
class Word:
    """One word: ``tag`` is its part of speech as jieba names it, ``x`` for one it does not know."""

    text: str
    tag: str
    start: int
    end: int


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[Word, ...]:
    """The words of ``text`` in their order, punctuation among them."""
    import rjieba  # noqa: PLC0415 - its dictionary takes 30 MiB, and most processes ask nothing

    found: list[Word] = []
    place = 0
    for word, tag in rjieba.tag(text):
        found.append(Word(word, tag, place, place + len(word)))
        place += len(word)
    return tuple(found)


IS_LIKE_A_NAME: Final = frozenset({"nr", "nrfg", "nrt"})
