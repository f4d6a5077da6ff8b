"""Articles and pages: YAML front matter between ``---`` lines, Markdown below."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from site_builder.errors import Problem
from site_builder.i18n import Message, _
from site_builder.kinds.seen import unseen_character
from site_builder.kinds.unmerged import unmerged
from site_builder.load.entries import Entry, Reading
from site_builder.load.text import (
    BAD,
    bad_character,
    decode,
    id_in,
    no_record,
    refusal,
)
from site_builder.load.yaml_core import value_in

_FENCE = "---"
_BRACKETS = re.compile(r"[][()]|\n[ \t]*(?=\n)")
_BLANK = re.compile(r"\n[ \t]*(?=\n)")
_LONGEST_PARAGRAPH = 40_000
_CLOSES = {"]": "[", ")": "("}
_MOST_OPEN = 32


def read_markdown(data: bytes, path: str) -> Reading:
    """The one entry of an article: its front matter, and its body with LF."""
    if refused := refusal(data, path, "not-markdown"):
        return Reading((), (refused,), is_whole=refused.code == "empty-file")
    text, cut = decode(data, path)
    reading = _reading(text, path)
    if cut is None:
        return reading
    # The front matter may still hide the record; what it would show is not all there.
    entries = tuple(replace(entry, is_sound=False) for entry in reading.entries)
    problems = (*reading.problems, cut) if entries else (cut,)
    return Reading(entries, problems, is_whole=False)


def _reading(text: str, path: str) -> Reading:
    lines = text.split("\n")
    fences = (number for number, line in enumerate(lines) if line.rstrip() == _FENCE)
    if next(fences, None) != 0:
        if merge := unmerged(text, path):
            return Reading((), (merge,), is_whole=False)
        message = _("expected --- on the first line, then the front matter, found neither")
        return _no_front_matter(path, message)
    end = next(fences, None)
    if end is None:
        message = _("expected a line --- below the front matter, found none")
        return _no_front_matter(path, message)
    # An empty line for the fence, so that the others keep their numbers.
    front = "\n".join(["", *lines[1:end], ""])
    return _entry(front, "\n".join(lines[end + 1 :]), end + 2, path)


def _entry(front: str, body: str, body_line: int, path: str) -> Reading:
    values, places, problems = value_in(front, path)
    if isinstance(values, dict):
        found = (*problems, *_flaws(body, body_line, path))
        problems = tuple(replace(problem, record=id_in(values)) for problem in found)
        entry = Entry(values, places, body, body_line, is_sound=not problems)
        return Reading((entry,), problems, is_whole=True)
    if not problems:
        message = no_record(values)
        problems = (Problem(code="not-a-record", message=message, path=path, line=2),)
    return Reading((), problems, is_whole=False)


def _flaws(body: str, body_line: int, path: str) -> Iterator[Problem]:
    """The first line of the body that cannot be shown, or hides something, if there is one."""
    if merge := unmerged(body, path, body_line):
        yield replace(merge, field="body")
        return
    if BAD.search(body) or unseen_character(body, is_name=False):
        for line, text in enumerate(body.split("\n"), body_line):
            if message := bad_character(text) or unseen_character(text, is_name=False):
                yield Problem(
                    code="bad-character", message=message, path=path, line=line, field="body"
                )
                return
    if long := _too_long(body, body_line):
        message = _(
            "expected at most {limit} characters in a paragraph, found more: part it by a blank"
            " line",
            limit=_LONGEST_PARAGRAPH,
        )
        yield Problem(code="bad-length", message=message, path=path, line=long, field="body")
    elif deep := _too_deep(body, body_line):
        message = _(
            "expected at most {limit} brackets open at once in a paragraph, found more",
            limit=_MOST_OPEN,
        )
        yield Problem(code="too-deep", message=message, path=path, line=deep, field="body")


def _too_long(body: str, line: int) -> int | None:
    """The line of a paragraph so long that Markdown, which goes over it often, has no end."""
    begins = 0
    for end in _BLANK.finditer(body):
        if end.start() - begins > _LONGEST_PARAGRAPH:
            break
        begins = end.end()
    is_long = len(body) - begins > _LONGEST_PARAGRAPH
    return line + body.count("\n", 0, begins) if is_long else None


def _too_deep(body: str, line: int) -> int | None:
    """The line on which too many brackets are open: Markdown tries each with all behind it."""
    count = dict.fromkeys("[(", 0)
    for found in _BRACKETS.finditer(body):
        if found[0] in count:
            count[found[0]] += 1
            if count[found[0]] > _MOST_OPEN:
                return line + body.count("\n", 0, found.start())
        elif found[0] in _CLOSES:
            opening = _CLOSES[found[0]]
            count[opening] = max(count[opening] - 1, 0)
        else:
            count = dict.fromkeys("[(", 0)
    return None


def _no_front_matter(path: str, message: Message) -> Reading:
    problem = Problem(code="no-front-matter", message=message, path=path, line=1)
    return Reading((), (problem,), is_whole=False)
