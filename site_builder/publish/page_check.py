"""What a page must hold to: its own words only, links that lead somewhere, public ids.

Reads the HTML that this product writes: quoted attributes, no ``<`` in text. Pages share
most of their lines. A line here begins with a tag; where each ``<`` of it begins a tag that
ends in it, its tags are those of the page, and what was found good on one page is good on
the next. A page of which any line is not is looked at as a whole, tag by tag.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import groupby, islice
from typing import TYPE_CHECKING

from site_builder.errors import Problem
from site_builder.i18n import Message, _
from site_builder.publish.addresses import (
    digest_in_name,
    record_at,
    shows_record,
    stands_elsewhere,
)
from site_builder.publish.ground import Leans
from site_builder.publish.nesting import Nesting
from site_builder.publish.tag_check import (
    SERVED_ANYWHERE,
    Anchors,
    Page,
    TagCheck,
    dead_link,
    is_harmless,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from site_builder.publish.ground import Ground

_TAG = re.compile(
    rb"<(?:[a-zA-Z/][^<>\"']*(?:\"[^\"]*\"[^<>\"']*|'[^']*'[^<>\"']*)*|!--.*?--|![^<>]*)>",
    re.DOTALL,
)
_LANGUAGE = re.compile(rb'<html\b[^>]*\slang="(?!zh")[a-z]{2,3}(?:-\w+)*"')
_CSS_ADDRESS = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""")
# What stands before an address; and one that is the same in every folder of this depth: from the
# root of the site, in this page, or elsewhere.
_BEFORE_ADDRESS = (b"href", b"src", b"action", b"background", b"ping", b"poster", b"data")
_ROOTED = rb' (?:href|src)="(?:%s(?!\.\./)|#|https?:|tel:|mailto:)'
# The policy stands before anything that it governs.
_HEAD_TAGS = 40
_REMEMBERED, _SHORT = 10_000, 4 << 10
_CUT, _COMMENT = b"\n<", b"<!--"
_NOTHING = Leans()


@dataclass(frozen=True, slots=True, eq=False)
class _Line:
    """A line that is good on every page of its folder, or depth, that has these ``places``."""

    tokens: bytes
    leans: Leans
    places: tuple[str, ...]


class PageCheck:
    """Checks pages one by one, and keeps which places of others they link to."""

    def __init__(self, ground: Ground) -> None:
        """Know which files there are, which records are public, and the day."""
        self._ground = ground
        self._tags = TagCheck(ground)
        self._nesting = Nesting()
        self._folder = ""
        self._here: dict[bytes, _Line] = {}
        self._harmless: set[bytes] = set()
        self._rooted: defaultdict[int, dict[bytes, _Line]] = defaultdict(dict)

    def page(self, path: str, data: bytes) -> Iterator[Problem]:
        """What is wrong with one page."""
        page = Page(path, data)
        if not self._is_good(page):
            self._ground.take()
            yield from self._problems(page)

    def style_sheet(self, path: str, data: bytes) -> Iterator[Problem]:
        """What is wrong with the addresses in one style sheet."""
        page = Page(path, data)
        if not hashlib.sha256(data).hexdigest().startswith(digest_in_name(path)):
            yield page.problem("malformed", _("expected the content that its name tells"))
        for match in _CSS_ADDRESS.finditer(data.decode("utf-8", "replace")):
            yield from self._tags.link(page, match[1] or match[2], is_fetched=True)

    def take_anchors(self) -> Anchors:
        """The links seen since the last call that lead to a place within another page."""
        return self._tags.take_anchors()

    def _problems(self, page: Page) -> Iterator[Problem]:
        """What is wrong with a page, looked at as a whole."""
        tags = _TAG.findall(page.data)
        yield from _frame(page, tags)
        if page.data.count(b"<") != len(tags) and b"<" in _TAG.sub(b"", page.data):
            yield page.problem("malformed", _("expected every < to begin a tag"))
        yield from _place(page)
        if (element := self._nesting.fault(self._nesting.tokens(tags))) is not None:
            yield page.problem("malformed", _unclosed(element))
        for tag in sorted(set(tags)):
            yield from self._tags.tag(page, tag.decode("utf-8", "replace"))
        self._tags.take_own()

    def _is_good(self, page: Page) -> bool:
        """Whether nothing is wrong with a page whose lines stand each for itself."""
        if page.path in SERVED_ANYWHERE or _COMMENT in page.data or page.data[:1] != _CUT[1:]:
            return False
        if any(_frame(page, _head(page))) or any(_place(page)):
            return False
        lines = self._lines(page)
        if lines is None:
            return False
        places = {name for line in lines if line.places for name in line.places}
        if not all(map(page.has_anchor, places)):
            return False
        leaning = [line.leans for line in lines if line.leans is not _NOTHING]
        self._ground.lean(Leans.of_all(leaning))
        return self._nesting.fault(b" ".join([line.tokens for line in lines])) is None

    def _lines(self, page: Page) -> list[_Line] | None:
        """The lines of a page; None if one of them is not good."""
        if page.folder != self._folder:
            self._folder, self._here = page.folder, {}
        rooted = self._rooted[page.path.count("/")]
        for known in (rooted, self._here):
            if len(known) > _REMEMBERED:
                known.clear()
        texts = page.data[1:].split(_CUT)
        lines = list(map(rooted.get, texts))
        for at, known_line in enumerate(lines):
            if known_line is None:
                text = texts[at]
                lines[at] = self._here.get(text) or self._learn(page, text, rooted)
        return None if None in lines else [line for line in lines if line is not None]

    def _learn(self, page: Page, text: bytes, rooted: dict[bytes, _Line]) -> _Line | None:
        """What a line does, if it is good; it may stand on this page alone."""
        data = _CUT[1:] + text
        tags = _TAG.findall(data)
        if data.count(b"<") != len(tags):
            return None
        tokens = self._nesting.tokens(tags)
        telling = [tag for tag in tags if tag not in self._harmless and not self._is_harmless(tag)]
        if not telling:
            line = _Line(tokens, _NOTHING, ())
            if len(data) <= _SHORT:
                rooted[text] = line
            return line
        told = (tag.decode("utf-8", "replace") for tag in telling)
        if any(problem for tag in told for problem in self._tags.tag(page, tag)):
            return None
        leans, (places, leads_to_itself) = self._ground.take(), self._tags.take_own()
        line = _Line(tokens, leans, places)
        # Of links to their own pages, nobody asked whether others may show them.
        if len(data) <= _SHORT and not leads_to_itself:
            (rooted if _is_rooted(data, page.path.count("/")) else self._here)[text] = line
        return line

    def _is_harmless(self, tag: bytes) -> bool:
        if not is_harmless(tag):
            return False
        if len(self._harmless) > _REMEMBERED:
            self._harmless.clear()
        self._harmless.add(tag)
        return True


def _is_rooted(line: bytes, depth: int) -> bool:
    """Whether all addresses in a line lead to the same files from every folder of this depth."""
    small = line.lower()
    addresses = sum(map(small.count, _BEFORE_ADDRESS)) - small.count(b"data-")
    return not addresses or addresses == len(_rooted(depth).findall(line))


@cache
def _rooted(depth: int) -> re.Pattern[bytes]:
    return re.compile(_ROOTED % (rb"\.\./" * depth))


def missing_anchors(site: Path, anchors: Anchors) -> Iterator[Problem]:
    """The links to places that a page of ``site`` does not have."""
    for target, links in groupby(sorted(anchors.items()), lambda link: link[0][0]):
        page = Page(target, (site / target).read_bytes())
        for (_target, name), source in links:
            if not page.has_anchor(name):
                yield Problem(code="dead-link", path=source, message=dead_link(f"{target}#{name}"))


def _head(page: Page) -> list[bytes]:
    return [match[0] for match in islice(_TAG.finditer(page.data), _HEAD_TAGS)]


def _frame(page: Page, tags: Sequence[bytes]) -> Iterator[Problem]:
    try:
        page.data.decode()
    except UnicodeDecodeError:
        yield page.problem("malformed", _("expected UTF-8"))
    start, end = page.data[:64].lstrip().lower(), page.data[-64:].rstrip()
    if not start.startswith(b"<!doctype html>") or not end.endswith(b"</html>"):
        yield page.problem("malformed", _("expected a whole page, from doctype to </html>"))
    if not _LANGUAGE.search(page.data):
        yield page.problem("malformed", _('expected <html lang="zh-CN">, or another tag'))
    if not any(b"content-security-policy" in tag.lower() for tag in tags[:_HEAD_TAGS]):
        yield page.problem("unsafe-page", _("expected a content security policy"))


def _place(page: Page) -> Iterator[Problem]:
    """No page stands in for another: each tells its address, and a record's shows that record."""
    if stands_elsewhere(page.path, page.data):
        yield page.problem("malformed", _("expected the page of this address, found another's"))
    record = record_at(page.path)
    if record and shows_record(page.data) and not shows_record(page.data, record):
        yield page.problem("malformed", _("expected the record of this address, found another"))


def _unclosed(element: str) -> Message:
    return _("expected every element closed where it was opened, found <{name}>", name=element)
