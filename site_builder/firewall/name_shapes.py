"""Which stretches of a text have the shape of a name, or stand where only a name would."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from site_builder.firewall.name_marks import (
    ALONE,
    BEHIND,
    FOREIGN,
    NEVER_GIVEN,
    NO_NAMES,
    PLAUSIBLE,
    ROLE,
    SPEAKING,
    TITLES,
)
from site_builder.model.mongolian import is_mongolian, mongolian_stretches
from site_builder.model.regions import is_called_so
from site_builder.model.surnames import surnames

_HAN_RUN: Final = re.compile("[一-鿿㐀-䶿]{2,}")
_LONGEST: Final = 9
_HALF: Final = 2
_SHORT: Final = 3
STOPS: Final = frozenset("，。；！？”’）)》】]\n—…-,#>」』/ \t")
OPENS: Final = frozenset("“‘（(：:《【[|「『")
# 伍拾万元 is a sum; 小王 and 老李 name nobody whole.
_SUM: Final = re.compile("[伍陆](?:[拾佰仟]|万(?:$|[零壹贰叁肆伍陆柒捌玖元]))")
_CALLED: Final = re.compile("[小老阿大].(?![一-鿿])")
_PLACES: Final = frozenset("镇乡村县旗市区路街盟州")
_REGIONS: Final = frozenset("镇乡县区")
_HAMLETS: Final = frozenset("庄屯湾沟堡")
# Names in set words of state, in books and in what bears them: they tell of no case.
_SET_WORDS: Final = re.compile(
    r"[一-鿿]{2,3}(?=总书记|新时代中国特色社会主义|(?:法治|经济|外交|强军|生态文明|文化)思想)"
    r"|(?<=以)[一-鿿]{2,3}(?=同志为核心)|(?<=国家主席)[一-鿿]{2,3}|(?<=国务院总理)[一-鿿]{2,3}"
    r"|(?<=《)[一-鿿]{2,4}(?=(?:[评自]?传|文[集选]|[选全]集|谈治国理政)》?)"
    r"|(?:学习|弘扬|践行|发扬|传承|继承)[一-鿿]{2,4}(?=精神)"
    r"|[一-鿿]{2,4}(?=纪念[馆堂园碑]|故居|烈士陵园|文学[院馆奖])"
)
_BEGINNINGS_OF_TITLES: Final = frozenset(title[:size] for title in TITLES for size in (1, 2))


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Every stretch that has the shape of a name, or stands where only a name would."""
    found = dict.fromkeys((*_mongolian(text), *_by_surname(text), *_by_sound(text)))
    set_words = [match.span() for match in _SET_WORDS.finditer(text)] if found else []
    for start, end in found:
        if any(start < last and first < end for first, last in set_words):
            continue
        # A place is a person only where a role stands before it.
        name = text[start:end]
        is_behind = ROLE.search(text, max(start - 8, 0), start) is not None
        if _is_region(name) or _is_within_a_place(text, start, end):
            continue
        if is_behind or not _is_place(name):
            yield start, end


def _is_region(name: str) -> bool:
    """Whether it ends a longer place's name: 石家庄市长安区 names no mayor."""
    return len(name) < _SHORT and name[-1] in _REGIONS


def _is_within_a_place(text: str, start: int, end: int) -> bool:
    """Whether it only ends or goes into a long place's name, 林格尔 in 和林格尔."""
    befores = range(max(start - _HALF, 0), start)
    wider = {text[first:last] for first in befores for last in (end, end + 1)}
    return any(len(name) > _SHORT and is_called_so(name) for name in wider)


def _is_place(name: str) -> bool:
    is_long = len(name) >= _SHORT
    return is_called_so(name) or name[-1] in _HAMLETS or (is_long and name[-1] in _PLACES)


def _mongolian(text: str) -> Iterator[tuple[int, int]]:
    for start, end in mongolian_stretches(text):
        for first in (start, start - 1, start - 2):
            whole = first == start or (first >= 0 and is_mongolian(text[first:end]))
            if whole and text[first:end] not in NO_NAMES and not _is_hidden(text, end):
                yield first, end


def _by_surname(text: str) -> Iterator[tuple[int, int]]:
    known = surnames()
    for run in _HAN_RUN.finditer(text):
        stop = run.end()
        for start in range(run.start(), stop - 1):
            for size in (1, 2):
                if text[start : start + size] not in known:
                    continue
                for end in (start + size + 1, start + size + 2):
                    if end <= stop and _may_be(text, start, start + size, end):
                        yield start, end


def _by_sound(text: str) -> Iterator[tuple[int, int]]:
    """Names without a known surname: of the sounds of other languages, or behind a role."""
    for run in _HAN_RUN.finditer(text):
        for start in range(run.start(), run.end() - 1):
            is_behind = ROLE.search(text, max(start - 8, 0), start) is not None
            if is_behind or (text[start] in FOREIGN and _may_begin(text, start)):
                longest = min(start + _LONGEST, run.end())
                ends = (end for end in range(start + 2, longest + 1) if _may_end(text, end))
                for end in ends:
                    if _sounds_so(text[start:end], is_behind=is_behind):
                        yield start, end


def _sounds_so(name: str, *, is_behind: bool) -> bool:
    if not NEVER_GIVEN.isdisjoint(name) or _CALLED.match(name):
        return False
    if name[0] in surnames() and name[1:] in TITLES:
        return False
    if name in NO_NAMES and name not in PLAUSIBLE:
        return False
    sounds = sum(char in FOREIGN for char in name)
    return (is_behind and len(name) <= _SHORT) or sounds * _HALF >= len(name)


def _may_begin(text: str, start: int) -> bool:
    """Whether a name may begin here: behind a role, in a list, or where a sentence starts."""
    if (
        start == 0
        or text[start - 1] in STOPS
        or text[start - 1] in OPENS
        or text[start - 1] == "、"
    ):
        return True
    return ROLE.search(text, max(start - 8, 0), start) is not None


def _may_end(text: str, end: int) -> bool:
    if _is_hidden(text, end):
        return False
    if end == len(text) or text[end] in STOPS or text[end] in OPENS or text[end] == "、":
        return True
    return bool(SPEAKING.match(text, end) or ALONE.match(text, end) or BEHIND.match(text, end))


def _may_be(text: str, start: int, given: int, end: int) -> bool:
    """Whether these characters may be a given name, and are no title, nor hidden in part."""
    if not NEVER_GIVEN.isdisjoint(text[given:end]) or _is_hidden(text, end):
        return False
    if _SUM.match(text, start):
        return False
    if text[given:end] in _BEGINNINGS_OF_TITLES and any(
        text.startswith(title, given) for title in TITLES if len(title) >= end - given
    ):
        return False
    if text[start:end] not in NO_NAMES:
        return True
    # A common word is hardly ever a name, and then only where somebody's role stands before it.
    return text[start:end] in PLAUSIBLE and ROLE.search(text, max(start - 8, 0), start) is not None


def _is_hidden(text: str, end: int) -> bool:
    following = text[end : end + 2]
    return following[:1] in {"某", "×", "*"} or following == "·某"
