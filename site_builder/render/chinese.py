"""What a page says in Chinese although the site speaks otherwise: names, places, quoted law.

It is marked where the page is finished, wherever it came from, so that a screen reader speaks it
right and it runs its own way amid text that runs another.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

TAG: Final = "zh-CN"
_HAN: Final = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_OPENING: Final = "0-9《〈〔【（「『"
_CLOSING: Final = "》〉〕】）」』。，；：！？、"
# Codes, numbers and signs stay with the words that they stand between; blanks part.
_BETWEEN: Final = "!-;=?-~·—～…“”‘’"
_RUN: Final = re.compile(
    f"[{_OPENING}]*[{_HAN}](?:[{_HAN}{_OPENING}{_CLOSING}{_BETWEEN}]*[{_HAN}{_CLOSING}])?"
)
_TEXT: Final = re.compile(f"(<(/?[a-zA-Z][a-zA-Z0-9]*)[^<>]*)>([^<]*[{_HAN}][^<]*)")
# What says itself in which language it is.
_TOLD: Final = re.compile(r'<([a-z][a-z0-9]*)\b[^<>]*\slang="[^<>]*>')
# An element that may hold no other.
_OPTION: Final = "option"


def marked(html: str) -> str:
    """A page with the Chinese in its text marked; its head, and what tells its language, stay."""
    return "".join(_parts(html))


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
    for tag in re.compile(f"<(/?){element}\\b").finditer(html, start):
        depth += -1 if tag[1] else 1
        if not depth:
            return tag.start()
    return len(html)


def _marked(found: re.Match[str]) -> str:
    opened, element, text = found.groups()
    if element == _OPTION:
        return f'{opened} lang="{TAG}">{text}'
    told, runs = _RUN.subn(_run, text)
    is_whole = runs == 1 and _RUN.fullmatch(text.strip())
    # One piece, whatever lays out what it stands in.
    return f"{opened}>{told}" if is_whole else f"{opened}><span>{told}</span>"


def _run(found: re.Match[str]) -> str:
    return f'<bdi lang="{TAG}">{found[0]}</bdi>'
