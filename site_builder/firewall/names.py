"""Full personal names in running text.

Every stretch that may be a name is weighed by what it is made of, how the text falls into
words around it, and which words stand before and behind; ``name_weights.json`` says what
each of these counts, as learned from labelled sentences. What is left of a name once it is
hidden (李某) is none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from site_builder.firewall.finding import Finding, Sort
from site_builder.firewall.name_evidence import LOOKS, REPEATED, View
from site_builder.firewall.name_gaps import joined
from site_builder.firewall.name_marks import SOUNDS
from site_builder.firewall.name_shapes import STOPS, spans
from site_builder.firewall.stretches import Taken
from site_builder.model.surnames import surname_of, surnames

if TYPE_CHECKING:
    from site_builder.firewall.plain import Plain

_SET_WIDE: Final = re.compile(r"(?<![一-鿿])([一-鿿]{1,2}) {1,2}([一-鿿]{1,2})(?![一-鿿])")
_DOT: Final = re.compile(r"(?<=[一-鿿])[·•・‧](?=[一-鿿])")
_LATIN: Final = re.compile(
    r"(?<![A-Za-z])[A-Z][a-z]{1,14}(?:['’\-][A-Z]?[a-z]+)?"
    r"(?: (?:[A-Z]\.|[A-Z][a-z]{1,14}(?:['’\-][A-Z]?[a-z]+)?|[A-Z]['’][A-Z][a-z]+)){1,3}"
    r"(?![A-Za-z])"
    r"|(?<![A-Za-z])[A-Z]['’][A-Z][a-z]+ [A-Z][a-z]+(?![A-Za-z])"
)
_NO_LATIN_NAME: Final = re.compile(
    r"\b(?:Ltd|Inc|Co|Corp|Group|Company|Word|Excel|Office|Windows|Center|Park|Tower|City)\b"
)

_OPEN: Final = re.compile("[（(]")
_LONGEST_PART: Final = 7
_TELLING: Final = 3
_REMEMBERED: Final = 4096
_NEVER, _NEARLY, _HOPELESS = -99.0, -3.0, -4.8
_FULL_STOP: Final = "。"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch that may be a name, and how much speaks for it."""

    start: int
    end: int
    weight: float


def names(text: Plain, *, least: float = 0.0) -> Iterator[Finding]:
    """Each full name in ``text``; ``least`` is how much more must speak for one than against."""
    for start, end in full_names(text.chars, least):
        name = text.chars[start:end].replace(" ", "")
        first, last = text.span(start, end)
        yield Finding(
            sort=Sort.FULL_NAME,
            start=first,
            end=last,
            replacement=f"{surname_of(name) or name[:1]}某",
        )


# The grounds of decisions are written alike in thousands of records.
@lru_cache(maxsize=_REMEMBERED)
def full_names(text: str, least: float = 0.0) -> tuple[tuple[int, int], ...]:
    """Where full names stand in a text, in order; none lies in another."""
    found = [*_dotted(text), *_latin(text), *_kept_apart(text, least)]
    taken = Taken(len(text), found)
    tight, wide = _set_tight(text)
    weighed = {(each.start, each.end): each.weight for each in candidates(tight)}
    for (start, end), weight in sorted(weighed.items(), key=lambda each: -each[1]):
        if weight <= least:
            break
        last = wide.get(start, _whole(tight, start, end, weighed))
        if not taken.any_of(start, last):
            found.append((start, last))
            taken.take(start, last)
    return tuple(sorted([*found, *_told_again(text, found, taken)]))


def _kept_apart(text: str, least: float) -> Iterator[tuple[int, int]]:
    """Names with something between surname and given name, or with 老 before them."""
    for put in joined(text):
        found = [each for each in candidates(put.chars) if each.weight > max(least, put.least)]
        last = 0
        for seam in sorted(put.seams):
            over = [each for each in found if each.start <= seam < each.end]
            if over and put.places[seam] >= last:
                likeliest = max(over, key=lambda each: each.weight)
                start, last = put.places[likeliest.start], put.places[likeliest.end - 1] + 1
                # 王某（建国）: the bracket behind is part of what hides the name.
                is_open = _OPEN.search(text, start, last) is not None
                last += is_open and text[last : last + 1] in {"）", ")"}
                yield start, last


def _told_again(text: str, found: list[tuple[int, int]], taken: Taken) -> Iterator[tuple[int, int]]:
    """Where else the names stand that were found: who is named once is named again."""
    for name in {text[start:end] for start, end in found if end - start >= _TELLING}:
        at = text.find(name)
        while at >= 0:
            end = at + len(name)
            if not taken.any_of(at, end) and text[end : end + 1] != "某":
                taken.take(at, end)
                yield at, end
            at = text.find(name, end)


def _whole(text: str, start: int, end: int, weighed: Mapping[tuple[int, int], float]) -> int:
    """Where a name ends, that one character behind it may belong to: better one too many."""
    longer = weighed.get((start, end + 1), _NEVER)
    is_last = text[end + 1 : end + 2] in {"", "、", *STOPS}
    return end + 1 if longer > 0 or (is_last and longer > _NEARLY) else end


def _set_tight(text: str) -> tuple[str, dict[int, int]]:
    """A text whose names stand tight, the spaces behind them; and where wide ones end in it."""
    wide: dict[int, int] = {}

    def joined(match: re.Match[str]) -> str:
        name = match[1] + match[2]
        if match[1] not in surnames():
            return match[0]
        wide[match.start()] = match.end()
        return name.ljust(len(match[0]))

    return _SET_WIDE.sub(joined, text), wide


def _dotted(text: str) -> Iterator[tuple[int, int]]:
    """Names whose parts a dot keeps apart (彼得·霍夫曼, 买买提·艾力)."""
    last = 0
    for dot in _DOT.finditer(text):
        if dot.start() < last:
            continue
        start, end = dot.start(), dot.end()
        while start > last and dot.start() - start < _LONGEST_PART and text[start - 1] in SOUNDS:
            start -= 1
        while end < len(text) and (text[end] in SOUNDS or _DOT.match(text, end)):
            end += 1
        if start < dot.start() and end > dot.end() and text[end : end + 1] != "某":
            yield start, end
            last = end


def _latin(text: str) -> Iterator[tuple[int, int]]:
    for match in _LATIN.finditer(text):
        if not _NO_LATIN_NAME.search(match[0]):
            yield match.span()


def candidates(text: str) -> Iterator[Candidate]:
    """Every stretch that may be a name, weighed."""
    again = weights()[0][REPEATED]
    count = cache(text.count)
    for place, sentence in _sentences(text):
        for start, end, weight in _weighed(sentence):
            is_again = count(sentence[start:end]) > 1
            yield Candidate(place + start, place + end, weight + again if is_again else weight)


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    """Each sentence with its place, and with the stop before it and the character behind it.

    No word and no role reaches across a full stop, so that is all that tells in a sentence.
    """
    start = 0
    while start < len(text):
        end = text.find(_FULL_STOP, start) + 1 or len(text)
        first = max(start - 1, 0)
        yield first, text[first : end + 1]
        start = end


# Decisions are made of sentences that many share.
@lru_cache(maxsize=_REMEMBERED)
def _weighed(sentence: str) -> tuple[tuple[int, int, float], ...]:
    """Where a name may stand in a sentence, and what the sentence itself says for it."""
    view = View(sentence)
    counts, bias = weights()
    found = []
    for start, end in spans(sentence):
        weight = bias
        for look in LOOKS:
            weight += sum([counts.get(mark, 0.0) for mark in look(view, start, end)])
            if weight < _HOPELESS:
                break
        found.append((start, end, weight))
    return tuple(found)


@cache
def weights() -> tuple[dict[str, float], float]:
    """What each mark counts, and how much must speak for a name before it is one."""
    data = files("site_builder.firewall").joinpath("name_weights.json").read_bytes()
    counts: dict[str, float] = json.loads(data)
    return counts, counts.pop("")
