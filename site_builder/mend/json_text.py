"""A line of a JSON lines file mended: its signs, what its fields refuse, and its texts."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from site_builder.load.entries import Entry
from site_builder.load.json_lines import read_json_line
from site_builder.mend.slips import (
    BRACKETS,
    COLON,
    COLONS,
    DOUBLE,
    ODD_SPACES,
    QUOTES,
    SPACE,
)
from site_builder.mend.values import as_meant, dotted, meant_in

if TYPE_CHECKING:
    from site_builder.i18n import Message
    from site_builder.kinds import Spec
    from site_builder.load.entries import Path
    from site_builder.mend.values import Meant

    Spans = dict[tuple[Path, bool], tuple[int, int]]

_SPACE: Final = re.compile(r"[ \t\r\n]*")
_DECODER: Final = json.JSONDecoder(parse_int=str, parse_float=str)
_SIGNS: Final = {
    **dict.fromkeys(COLONS, (":", COLON)),
    **{char: (" ", SPACE) for char in ODD_SPACES if char != "\t"},
    **dict(
        zip(
            "［］｛｝，",
            (("[", BRACKETS), ("]", BRACKETS), ("{", BRACKETS), ("}", BRACKETS), (",", BRACKETS)),
            strict=True,
        )
    ),
}
# A comma alone may be one of the text's own.
_BEHIND_A_TEXT: Final = re.compile(
    f'[ {ODD_SPACES}]*([}}｝\\]］{COLONS}:]|$|[,，][ {ODD_SPACES}]*["{DOUBLE}{{｛\\[［])'
)


def mended_line(
    text: str, number: int, path: str, spec: Spec
) -> tuple[str, list[tuple[str | None, Message]]]:
    """A line as it was meant, and what was mended in which field; as it was where none is clear."""
    made: list[tuple[str | None, Message]] = []
    entry = read_json_line(text.encode(), number, path)
    if not isinstance(entry, Entry):
        found = _with_signs(text, number, path)
        if found is None:
            return text, []
        text, entry, whats = found
        made += [(None, what) for what in whats]
    meant = meant_in(spec, entry.values)
    changed = with_meant(text, entry, meant, path) if meant else None
    if changed is not None:
        text = changed
        made += [(dotted(each.place), each.what) for each in meant]
    return text, made


def with_meant(text: str, entry: Entry, meant: list[Meant], path: str) -> str | None:
    """A line with other values or keys, every other character as it was; None if it can't be."""
    spans = spans_in(text)
    is_ascii = text.isascii() and "\\u" in text
    made = text
    places = sorted(meant, key=lambda each: spans.get((each.place, each.is_key), (0, 0)))
    for each in reversed(places):
        span = spans.get((each.place, each.is_key))
        if span is None:
            return None
        made = made[: span[0]] + json.dumps(each.text, ensure_ascii=is_ascii) + made[span[1] :]
    after = read_json_line(made.encode(), entry.line_of(()), path)
    is_right = isinstance(after, Entry) and after.values == as_meant(entry.values, meant)
    return made if is_right else None


def _with_signs(text: str, number: int, path: str) -> tuple[str, Entry, list[Message]] | None:
    """The line with the signs of JSON, where just one reading of it makes sense."""
    for is_mixed in (False, True):
        found = _signs(text, is_mixed=is_mixed)
        if found is None:
            continue
        made, whats = found
        entry = read_json_line(made.encode(), number, path)
        if isinstance(entry, Entry) and whats:
            return made, entry, list(dict.fromkeys(whats))
    return None


def _signs(text: str, *, is_mixed: bool) -> tuple[str, list[Message]] | None:
    """Outside of texts, half-width signs; ``is_mixed``: ``"`` may be closed by a curly one."""
    made: list[str] = []
    whats: list[Message] = []
    at = 0
    while at < len(text):
        char = text[at]
        if char == '"' or char in DOUBLE:
            end = _end_of_text(text, at, is_mixed=is_mixed)
            inner = text[at + 1 : end]
            if end is None or (text[end] != '"' and re.search(r'(?<!\\)"', inner)):
                return None
            made.append(f'"{inner}"')
            if char != '"' or text[end] != '"':
                whats.append(QUOTES)
            at = end + 1
            continue
        instead, what = _SIGNS.get(char, (char, None))
        made.append(instead)
        if what is not None:
            whats.append(what)
        at += 1
    return "".join(made), whats


def _end_of_text(text: str, at: int, *, is_mixed: bool) -> int | None:
    """Where a text in quotation marks ends that begins at ``at``."""
    is_straight = text[at] == '"'
    end = at + 1
    while end < len(text):
        if text[end] == "\\":
            end += 2
            continue
        closes = text[end] == '"' if is_straight else text[end] in DOUBLE or text[end] == '"'
        if is_mixed and is_straight and text[end] in DOUBLE:
            closes = True
        is_plain = is_straight and text[end] == '"'
        if closes and (is_plain or _BEHIND_A_TEXT.match(text, end + 1)):
            return end
        end += 1
    return None


def spans_in(text: str) -> Spans:
    """From where to where each text of a line of JSON is written, and each key."""
    return {(place, is_key): span for place, is_key, span in _walk(text, _skip(text, 0), ())[0]}


def _walk(text: str, at: int, place: Path) -> tuple[list[tuple[Path, bool, tuple[int, int]]], int]:
    found: list[tuple[Path, bool, tuple[int, int]]] = []
    if text[at] not in "{[":
        _value, end = _DECODER.raw_decode(text, at)
        return [(place, False, (at, end))], end
    closing = "}" if text[at] == "{" else "]"
    at, index = _skip(text, at + 1), 0
    while text[at] != closing:
        part: str | int = index
        if closing == "}":
            part, end = _DECODER.raw_decode(text, at)
            found.append(((*place, part), True, (at, end)))
            at = _skip(text, _skip(text, end) + 1)
        inner, at = _walk(text, at, (*place, part))
        found += inner
        at, index = _skip(text, at), index + 1
        at = _skip(text, at + 1) if text[at] == "," else at
    return found, at + 1


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at
