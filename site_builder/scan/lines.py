"""The words of a file; those of a page line by line, for pages share most of their lines.

A line here begins with a tag. No tag holds a ``<``, so every line begins outside of all
tags, and the words of a page are those of its lines. Two things may go on from line to
line: single Chinese characters that are one word, and a tag that only undoing escapes
reveals. Where they do, the page is looked at as a whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from site_builder.scan.plain import join_singles, spread, take_apart

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_PAGE = b"<!doctype html"
_CUT = b"\n<"
_REMEMBERED = 16 << 10
_SHORT = 1 << 10
_LINES_REMEMBERED = 16384
# No character, so it stands in no line that is text; it keeps lines apart that are folded together.
_BETWEEN = "\uffff".encode()
_BETWEEN_LINES = b" %s <%s><" % (_BETWEEN, _BETWEEN)
# What may begin an escape; and what nobody could tell from what stands between lines.
_ALONE = (b"&", b"%", b"\\", _BETWEEN)
_FIRST_OF_HAN, _ALONE_LONG = range(0xE4, 0xEA), 3

_Parts = tuple[bytes, bytes, bytes, bytes]


@dataclass(frozen=True, slots=True, eq=False)
class _Edges:
    """Of a line that its neighbours may bear on: its parts, single characters as they stand.

    What stands outside of tags, in them, and in tags revealed in these and outside. Of one
    that ``is_cut`` the end may come later.
    """

    parts: _Parts
    is_cut: bool


@dataclass(frozen=True, slots=True, eq=False)
class _Line:
    """The words of a line outside of tags and in them, a space behind each."""

    outside: bytes
    inside: bytes
    edges: _Edges | None


_known: dict[bytes, _Line] = {}


def words(data: bytes) -> bytes:
    """The words of a file, folded, a space on either side of each.

    The text comes first, then what stands in tags. A Chinese name is often set
    wide (张　三), so single characters that follow each other are one word.
    """
    lines = _lines(data.split(_CUT)) if data[: len(_PAGE)].lower() == _PAGE else [_whole(data)]
    if any(line.edges for line in lines):
        if len(lines) > 1 and any(line.edges.is_cut for line in lines if line.edges):
            lines = [_whole(data)]
        if any(_goes_on(lines, at) for at, line in enumerate(lines) if line.edges):
            outside, *inside = zip(*map(_parts, lines), strict=True)
            return b" %s %s" % (_closed(outside), _closed(chain.from_iterable(inside)))
    outsides, insides = [line.outside for line in lines], [line.inside for line in lines]
    return b" %s %s" % (b"".join(outsides), b"".join(insides))


def _lines(cut: Sequence[bytes]) -> list[_Line]:
    first, *rest = cut
    found = list(map(_known.get, rest))
    new: Mapping[bytes, _Line] = {}
    if None in found:
        new = _folded(line for line, known in zip(rest, found, strict=True) if known is None)
        _remember(new)
    return [_whole(first), *(known or new[line] for line, known in zip(rest, found, strict=True))]


def _remember(lines: Mapping[bytes, _Line]) -> None:
    if len(_known) > _LINES_REMEMBERED:
        _known.clear()
    _known.update((line, made) for line, made in lines.items() if len(line) <= _SHORT)


def _folded(lines: Iterable[bytes]) -> Mapping[bytes, _Line]:
    """Each line, most of them folded together: lines are many and short."""
    wanted = list(dict.fromkeys(lines))
    are_plain = _is_plain(b"\n".join(wanted))
    together = _fold_together(wanted if are_plain else list(filter(_is_plain, wanted)))
    if len(together) < len(wanted):
        together |= {line: _fold_line(_CUT[1:] + line) for line in wanted if line not in together}
    return together


def _is_plain(text: bytes) -> bool:
    return not any(mark in text for mark in _ALONE)


def _fold_together(lines: Sequence[bytes]) -> dict[bytes, _Line]:
    """Lines without escapes; none of them if a tag has no end in its line."""
    texts = take_apart((_CUT[1:] + _BETWEEN_LINES.join(lines)).decode("utf-8", "replace"))
    spaced = [spread(text) for text in texts[:2]]
    outside, inside = (text.split(_BETWEEN) for text in spaced)
    if "<" in texts[0] or texts[2] or texts[3] or not len(outside) == len(inside) == len(lines):
        return {}
    closed = (join_singles(text[1:]).split(_BETWEEN) for text in spaced)
    made = {}
    for line, out, own, open_out, open_own in zip(lines, *closed, outside, inside, strict=True):
        if _is_open(open_out[1:]) or _is_open(open_own[1:]):
            made[line] = _made((open_out[1:], open_own[1:], b"", b""))
        else:
            made[line] = _Line(out.lstrip(), own.lstrip(), None)
    return made


def _whole(data: bytes) -> _Line:
    return (_remembered if len(data) <= _REMEMBERED else _fold_line)(data)


@lru_cache(maxsize=256)
def _remembered(data: bytes) -> _Line:
    return _fold_line(data)


def _fold_line(data: bytes) -> _Line:
    outside, inside, *revealed = take_apart(data.decode("utf-8", "replace"))
    parts = [spread(text).lstrip() for text in (outside, inside, *revealed)]
    return _made((parts[0], parts[1], parts[2], parts[3]), is_cut="<" in outside or "<" in inside)


def _made(parts: _Parts, *, is_cut: bool = False) -> _Line:
    outside, inside = join_singles(parts[0]), join_singles(parts[1])
    if is_cut or parts[2] or parts[3] or _is_open(parts[0]) or _is_open(parts[1]):
        return _Line(outside, inside, _Edges(parts, is_cut))
    return _Line(outside, inside, None)


def _parts(line: _Line) -> _Parts:
    return line.edges.parts if line.edges else (line.outside, line.inside, b"", b"")


def _goes_on(lines: Sequence[_Line], at: int) -> bool:
    """Whether a word may go on beyond a line, or tags were revealed in it."""
    parts = _parts(lines[at])
    if parts[2] or parts[3]:
        return True
    for side in range(2):
        if _ends_open(parts[side]):
            following = (_parts(line)[side] for line in lines[at + 1 :])
            if _begins_open(next(filter(None, following), b"")):
                return True
    return False


def _is_open(part: bytes) -> bool:
    return _begins_open(part) or _ends_open(part)


def _begins_open(part: bytes) -> bool:
    """Whether a part begins with a character that stands alone."""
    return part[3:4] == b" " and part[0] in _FIRST_OF_HAN


def _ends_open(part: bytes) -> bool:
    return part[-5:-4] in (b" ", b"") and len(part) > _ALONE_LONG and part[-4] in _FIRST_OF_HAN


def _closed(parts: Iterable[bytes]) -> bytes:
    """``parts`` together, with single characters that follow each other joined."""
    return join_singles(b"".join(parts))
