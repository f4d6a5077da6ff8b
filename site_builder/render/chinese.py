"""What a page says in Chinese although the site speaks otherwise: names, places, quoted law.

It is marked where the page is finished, wherever it came from, so that a screen reader speaks it
right and it runs its own way amid text that runs another.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

TAG: Final = "zh-CN"
_HAN: Final = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_OPENING: Final = "《〈〔【（「『"
# Codes, numbers and signs stay with the words that they stand between.
_INSIDE: Final = f"{_HAN}{_OPENING}》〉〕】）」』。，；：！？、!-;=?-~·—～…“”‘’"
_RUN: Final = re.compile(
    f"(?:[0-9][0-9 :.,—-]*+)?+[{_OPENING}]*+[{_HAN}]"
    f"[{_INSIDE}]*+(?: [0-9{_HAN}{_OPENING}][{_INSIDE}]*+)*+"
)
# What no longer belongs to it where it ends with that; a number does, at the end of all.
_BEHIND: Final = re.compile(r"[!-~·—～…“”‘’ ]+\Z")
_NUMBER: Final = re.compile(r" ?[0-9][0-9:.,—-]*\Z")
_TEXT: Final = re.compile(f">([^<{_HAN}]*+[{_HAN}][^<]*+)")
# An element that may hold no other.
_OPTION: Final = re.compile(f"(<option\\b[^<>]*+)>(?=[^<{_HAN}]*+[{_HAN}])")
# What says itself in which language it is.
_TOLD: Final = re.compile(r'<([a-z][a-z0-9]*+)\b[^<>]*? lang="')


def marked(html: str) -> str:
    """A page with the Chinese in its text marked; its head, and what tells its language, stay."""
    return "".join(_parts(_OPTION.sub(rf'\1 lang="{TAG}">', html)))


def _parts(html: str) -> Iterator[str]:
    at = html.index("<body")
    yield html[:at]
    while (told := _TOLD.search(html, at)) is not None:
        end = _end(html, told[1], told.end())
        yield _TEXT.sub(_marked, html[at : told.start()])
        yield html[told.start() : end]
        at = end
    yield _TEXT.sub(_marked, html[at:])


def _end(html: str, element: str, start: int) -> int:
    """Where an element ends that was opened just before ``start``."""
    depth = 1
    for tag in _tags(element).finditer(html, start):
        depth += -1 if tag[1] else 1
        if not depth:
            return tag.start()
    return len(html)


@cache
def _tags(element: str) -> re.Pattern[str]:
    return re.compile(f"<(/?){element}\\b")


def _marked(found: re.Match[str]) -> str:
    text = found[1]
    said = _RUN.sub(_run, text)
    is_whole = said.strip().startswith("<bdi") and said.strip().endswith("</bdi>")
    # One piece, whatever lays out what it stands in.
    return f">{said}" if is_whole and said.count("<bdi") == 1 else f"><span>{said}</span>"


def _run(found: re.Match[str]) -> str:
    text = found[0]
    behind = _BEHIND.search(text)
    is_last = not found.string[found.end() :].strip()
    if behind is None or (is_last and _NUMBER.fullmatch(behind[0])):
        return f'<bdi lang="{TAG}">{text}</bdi>'
    return f'<bdi lang="{TAG}">{text[: behind.start()]}</bdi>{behind[0]}'
