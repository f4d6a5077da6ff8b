"""What speaks for or against a stretch of a text being somebody's name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Final

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
from site_builder.firewall.name_shapes import OPENS, STOPS
from site_builder.firewall.segments import IS_LIKE_A_NAME, words
from site_builder.model.mongolian import is_mongolian
from site_builder.model.surnames import surnames

if TYPE_CHECKING:
    from site_builder.firewall.segments import Word

# How many characters on either side are cut into words anew, as if the name were none of them.
_WINDOW: Final = 6
_LONGEST_GIVEN: Final = 2
REPEATED: Final = "repeated"
_PLACES: Final = frozenset("路街巷集镇村屯沟湾梁堡营庄矿河湖桥站店场厂园岛岭坡寨旗县市区盟州")


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


def _itself(view: View, start: int, end: int) -> Iterator[str]:
    """What a stretch is made of, and how the text falls into words there."""
    made_of = _made_of(view.text[start:end])
    cut = list(_cut(view, start, end))
    yield from made_of
    yield from cut
    yield f"{made_of[0]}+{cut[0]}"


def _neighbours(view: View, start: int, end: int) -> Iterator[str]:
    """What stands right before and behind a stretch."""
    text = view.text
    name = text[start:end]
    sort, cut = _made_of(name)[0], next(_cut(view, start, end))
    before, behind = _before(view, start), _behind(view, end)
    left, right = _GROUPED.get(before, "other"), _GROUPED.get(behind, "other")
    yield from (before, behind)
    yield f"{left}+{right}"
    yield f"{left}+{sort}"
    yield f"{left}+{cut}"
    yield f"{right}+{cut}"
    yield f"{sort}+{right}"
    yield f"{sort}+{left}+{right}"
    yield f"<{text[start - 1 : start]}"
    yield f">{text[end : end + 1]}"
    yield f">{text[end : end + 2]}"
    if name[-1] in _PLACES and len(name) > _LONGEST_GIVEN:
        yield "ends-like-a-place"
        yield f"ends-like-a-place+{left}"
    if name[:2] in NO_NAMES:
        yield f"begins-no-name-{_first_word(view, start)}"
    if name in NO_NAMES:
        yield "no-name"
        yield f"no-name+{left}"
        yield f"no-name+{left}+{right}"


def _around(view: View, start: int, end: int) -> Iterator[str]:
    """What the words around a stretch tell, cut anew as if it were none of them."""
    text = view.text
    name = text[start:end]
    sort = _made_of(name)[0]
    lead = words(text[max(start - _WINDOW, 0) : start])[-1:]
    follow = words(text[end : end + _WINDOW])[:1]
    for side, near in (("left", lead), ("right", follow)):
        for word in near:
            yield f"{side}-word-{word.tag[:1]}-{min(len(word.text), 2)}"
            yield f"{sort}+{side}-word-{word.tag[:1]}-{min(len(word.text), 2)}"
    alone = words(name)
    yield f"alone-{len(alone)}-{_sort(alone[0])}"
    if is_part_of_a_title(text, start, end):
        yield "in-title"


# In this order: each is asked only of what the ones before leave possible.
LOOKS: Final = (_itself, _neighbours, _around)


@lru_cache(maxsize=8192)
def _made_of(name: str) -> tuple[str, ...]:
    if is_mongolian(name):
        return "mongolian", f"mongolian-{min(len(name), 4)}"
    size = 2 if name[:2] in surnames() and name[2:] else 1 if name[:1] in surnames() else 0
    if not size or len(name) - size > _LONGEST_GIVEN:
        sounds = sum(char in FOREIGN for char in name) * 4 // len(name)
        return "shapeless", f"shapeless-{min(len(name), 5)}", f"foreign-{sounds}"
    surname, given = name[:size], name[size:]
    return (
        "compound" if size > 1 else _sort_of_surname(surname),
        f"length-{size}-{len(given)}",
        f"surname-{surname}",
        *(f"given-{place}-{char}" for place, char in enumerate(given, 3 - len(given))),
        f"given-{len(given)}-{sum(char in GIVEN for char in given)}",
    )


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
        sort = _sort(first)
        yield f"is-word-{sort}"
        yield f"is-word-{sort}-{min(end - start, 3)}"
        return
    yield f"cut-{'fits' if fits_left else 'hangs'}-{'fits' if fits_right else 'hangs'}"
    if fits_left:
        yield f"first-{_name_or_not(first)}-{min(len(first.text), 2)}"
    if len(inside) == 1:
        yield f"within-{min(len(first.text), 4)}"
    if len(inside) > 1 and fits_right:
        yield f"last-{_sort(last)}-{min(len(last.text), 2)}"
    if not fits_right:
        yield f"cuts-{min(last.end - end, 2)}-{_name_or_not(last)}"
    if not fits_left:
        yield f"hangs-{min(start - first.start, 2)}-{_sort(first)}"


def _name_or_not(word: Word) -> str:
    return "name" if word.tag in IS_LIKE_A_NAME else "other"


def _sort(word: Word) -> str:
    return "name" if word.tag in IS_LIKE_A_NAME else word.tag[:1]


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
        found = "role"
    elif LEADING.search(text, max(start - 4, 0), start):
        found = "leading"
    elif char in "、的某":
        found = char
    elif char in STOPS or char in OPENS:
        found = _mark(char)
    else:
        word = view.word_at(start - 1)
        found = "ascii" if char.isascii() else word.tag[:1] if word.end == start else "cut"
    return f"behind-{found}"


def _behind(view: View, end: int) -> str:
    text = view.text
    if end >= len(text):
        return "ends-text"
    char = text[end]
    if named := BEHIND.match(text, end):
        found = str(named.lastgroup)
    elif char == "、":
        found = char
    elif char in STOPS or char in OPENS:
        found = _mark(char)
    elif SPEAKING.match(text, end):
        found = "speaking"
    elif ALONE.match(text, end):
        found = "alone"
    else:
        word = view.word_at(end)
        found = word.tag[:1] if word.start == end else "cut"
    return f"before-{found}"


def _mark(char: str) -> str:
    return "mark-open" if char in OPENS else "mark-stop"
