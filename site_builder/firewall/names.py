"""Full personal names in running text: by surname, by the words of which names are made, by what
stands around them.

Every stretch that may be a name is weighed by what it is made of, how the text falls into
words around it, and which words stand before and behind; ``name_weights`` says what each of
these counts. What is left of names, once they are hidden (李某), is none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from site_builder.firewall.finding import Finding, Sort
from site_builder.firewall.name_marks import (
    ALONE,
    BEHIND,
    COMMON,
    DOUBTFUL,
    FOREIGN,
    GIVEN,
    LEADING,
    NO_NAMES,
    ROLE,
    SPEAKING,
    SURE,
    is_part_of_a_title,
)
from site_builder.firewall.name_shapes import OPENS, STOPS, spans
from site_builder.firewall.segments import IS_LIKE_A_NAME, words
from site_builder.model.mongolian import is_mongolian
from site_builder.model.surnames import surname_of, surnames

if TYPE_CHECKING:
    from site_builder.firewall.plain import Plain
    from site_builder.firewall.segments import Word

_SET_WIDE: Final = re.compile(r"(?<![一-鿿])([一-鿿]{1,2}) {1,2}([一-鿿]{1,2})(?![一-鿿])")
_DOTTED: Final = re.compile(
    r"(?<![一-鿿·•])[一-鿿]{1,8}(?:[·•・‧][一-鿿]{1,10}){1,3}(?![一-鿿]{0,2}(?:公司|工程|项目|广场|小区|杯))"
)
_LATIN: Final = re.compile(
    r"(?<![A-Za-z])[A-Z][a-z]{1,14}(?:['’\-][A-Z]?[a-z]+)?"
    r"(?: (?:[A-Z]\.|[A-Z][a-z]{1,14}(?:['’\-][A-Z]?[a-z]+)?|[A-Z]['’][A-Z][a-z]+)){1,3}(?![A-Za-z])"
    r"|(?<![A-Za-z])[A-Z]['’][A-Z][a-z]+ [A-Z][a-z]+(?![A-Za-z])"
)
_NO_LATIN_NAME: Final = re.compile(
    r"\b(?:Ltd|Inc|Co|Corp|Group|Company|Word|Excel|Office|Windows|Center|Park|Tower|City)\b"
)


_WINDOW = 6
_NEVER, _NEARLY = -99.0, -3.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch that may be a name, and how much speaks for it."""

    start: int
    end: int
    weight: float


def names(text: Plain, shown: Collection[str] = ()) -> Iterator[Finding]:
    """Each full name in ``text`` that is not ``shown`` lawfully."""
    for start, end in full_names(text.chars):
        name = text.chars[start:end].replace(" ", "")
        if name in shown:
            continue
        first, last = text.span(start, end)
        yield Finding(
            sort=Sort.FULL_NAME,
            start=first,
            end=last,
            replacement=f"{surname_of(name) or name[:1]}某",
        )


def full_names(text: str) -> list[tuple[int, int]]:
    """Where full names stand in a text, in order; none lies in another."""
    found = [*_dotted(text), *_latin(text)]
    tight, wide = _set_tight(text)
    weighed = {(each.start, each.end): each.weight for each in candidates(tight)}
    for (start, end), weight in sorted(weighed.items(), key=lambda each: -each[1]):
        if weight <= 0:
            break
        last = wide.get(start, _whole(tight, start, end, weighed))
        if not any(start < stop and begin < last for begin, stop in found):
            found.append((start, last))
    return sorted(found)


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
    for match in _DOTTED.finditer(text):
        if "某" not in match[0]:
            yield match.span()


def _latin(text: str) -> Iterator[tuple[int, int]]:
    for match in _LATIN.finditer(text):
        if not _NO_LATIN_NAME.search(match[0]):
            yield match.span()


def candidates(text: str) -> Iterator[Candidate]:
    """Every stretch that may be a name, weighed."""
    view = View(text)
    counts, bias = weights()
    for start, end in spans(text):
        weight = bias + sum(counts.get(mark, 0.0) for mark in marks(view, start, end))
        yield Candidate(start, end, weight)


@cache
def weights() -> tuple[dict[str, float], float]:
    """What each mark counts, and how much must speak for a name before it is one."""
    data = files("site_builder.firewall").joinpath("name_weights.json").read_bytes()
    counts: dict[str, float] = json.loads(data)
    return counts, counts.pop("")


class View:
    """A text with its words, made ready to be asked about any stretch of it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = words(text)
        self._number = [number for number, word in enumerate(self.words) for _char in word.text]

    def inside(self, start: int, end: int) -> tuple[Word, ...]:
        """The words that a stretch touches."""
        return self.words[self._number[start] : self._number[end - 1] + 1]

    def word_at(self, place: int) -> Word:
        """The word that a character belongs to."""
        return self.words[self._number[place]]


def marks(view: View, start: int, end: int) -> Iterator[str]:
    """What speaks for or against a stretch being a name."""
    text = view.text
    name = text[start:end]
    made_of = list(_made_of(name))
    cut = list(_cut(view, start, end))
    before, behind = _before(view, start), _behind(view, end)
    left, right = _GROUPED.get(before, "other"), _GROUPED.get(behind, "other")
    yield from made_of
    yield from cut
    yield from (before, behind)
    yield f"{left}+{right}"
    yield f"{left}+{made_of[0]}"
    yield f"{left}+{cut[0]}"
    yield f"{right}+{cut[0]}"
    yield f"{made_of[0]}+{right}"
    yield f"{made_of[0]}+{cut[0]}"
    yield f"{made_of[0]}+{left}+{right}"
    lead = words(text[max(start - _WINDOW, 0) : start])[-1:]
    follow = words(text[end : end + _WINDOW])[:1]
    for side, near in (("left", lead), ("right", follow)):
        for word in near:
            yield f"{side}-word-{word.tag[:1]}-{min(len(word.text), 2)}"
            yield f"{made_of[0]}+{side}-word-{word.tag[:1]}-{min(len(word.text), 2)}"
    yield f"<{text[start - 1 : start]}"
    yield f">{text[end : end + 1]}"
    yield f">{text[end : end + 2]}"
    alone = words(name)
    yield f"alone-{len(alone)}-{'name' if alone[0].tag in IS_LIKE_A_NAME else _sort(alone[0])}"
    if name[:2] in NO_NAMES:
        yield f"begins-no-name-{_first_word(view, start)}"
    if name in NO_NAMES:
        yield "no-name"
        yield f"no-name+{left}"
        yield f"no-name+{left}+{right}"
    if text.count(name) > 1:
        yield "repeated"
    if is_part_of_a_title(text, start, end):
        yield "in-title"


def _made_of(name: str) -> Iterator[str]:
    if is_mongolian(name):
        yield "mongolian"
        yield f"mongolian-{min(len(name), 4)}"
        return
    size = 2 if name[:2] in surnames() and len(name) > 2 else 1 if name[:1] in surnames() else 0
    if not size or len(name) - size > 2:
        yield "shapeless"
        yield f"shapeless-{min(len(name), 5)}"
        yield f"foreign-{sum(char in FOREIGN for char in name) * 4 // len(name)}"
        return
    surname, given = name[:size], name[size:]
    yield "compound" if size > 1 else _sort_of_surname(surname)
    yield f"length-{size}-{len(given)}"
    yield f"surname-{surname}"
    for place, char in enumerate(given, 3 - len(given)):
        yield f"given-{place}-{char}"
    good = sum(char in GIVEN for char in given)
    yield f"given-{len(given)}-{good}"


def _first_word(view: View, start: int) -> int:
    """How long the word is that a stretch begins with, if it begins with it."""
    word = view.word_at(start)
    return min(len(word.text), 3) if word.start == start else 0


def _sort_of_surname(surname: str) -> str:
    sorts = (("sure", SURE), ("doubtful", DOUBTFUL), ("common", COMMON))
    return next((sort for sort, known in sorts if surname in known), "rare")


def _cut(view: View, start: int, end: int) -> Iterator[str]:
    inside = view.inside(start, end)
    first, last = inside[0], inside[-1]
    fits_left, fits_right = first.start == start, last.end == end
    if len(inside) == 1 and fits_left and fits_right:
        sort = "name" if first.tag in IS_LIKE_A_NAME else _sort(first)
        yield f"is-word-{sort}"
        yield f"is-word-{sort}-{min(end - start, 3)}"
        return
    yield f"cut-{'fits' if fits_left else 'hangs'}-{'fits' if fits_right else 'hangs'}"
    if fits_left:
        yield f"first-{'name' if first.tag in IS_LIKE_A_NAME else 'other'}-{min(len(first.text), 2)}"
    if len(inside) == 1:
        yield f"within-{min(len(first.text), 4)}"
    if len(inside) > 1 and fits_right:
        yield f"last-{'name' if last.tag in IS_LIKE_A_NAME else _sort(last)}-{min(len(last.text), 2)}"
    if not fits_right:
        yield f"cuts-{min(last.end - end, 2)}-{'name' if last.tag in IS_LIKE_A_NAME else 'other'}"
    if not fits_left:
        yield f"hangs-{min(start - first.start, 2)}-{'name' if first.tag in IS_LIKE_A_NAME else _sort(first)}"


def _sort(word: Word) -> str:
    return word.tag[:1]


_GROUPED: Final = {
    "starts-text": "stop",
    "behind-role": "role",
    "behind-leading": "leading",
    "behind-、": "list",
    "behind-mark-stop": "stop",
    "behind-mark-open": "open",
    "ends-text": "stop",
    "before-、": "list",
    "before-mark-stop": "stop",
    "before-mark-open": "open",
    "before-speaking": "speaking",
    "before-alone": "alone",
    "before-count": "count",
    "before-person": "person",
    "before-org": "org",
    "before-title": "title",
}


def _before(view: View, start: int) -> str:
    text = view.text
    if start == 0:
        return "starts-text"
    char = text[start - 1]
    if ROLE.search(text, max(start - 8, 0), start):
        return "behind-role"
    if LEADING.search(text, max(start - 4, 0), start):
        return "behind-leading"
    if char in "、":
        return "behind-、"
    if char in STOPS or char in OPENS:
        return f"behind-mark-{'open' if char in OPENS else 'stop'}"
    if char in "的某":
        return f"behind-{char}"
    if char.isascii():
        return "behind-ascii"
    word = view.word_at(start - 1)
    return f"behind-{word.tag[:1]}" if word.end == start else "behind-cut"


def _behind(view: View, end: int) -> str:
    text = view.text
    if end >= len(text):
        return "ends-text"
    char = text[end]
    if found := BEHIND.match(text, end):
        return f"before-{found.lastgroup}"
    if char == "、":
        return "before-、"
    if char in STOPS or char in OPENS:
        return f"before-mark-{'open' if char in OPENS else 'stop'}"
    if SPEAKING.match(text, end):
        return "before-speaking"
    if ALONE.match(text, end):
        return "before-alone"
    word = view.word_at(end)
    return f"before-{word.tag[:1]}" if word.start == end else "before-cut"
