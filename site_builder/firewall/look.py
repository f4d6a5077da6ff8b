"""One look at one text: everything in it that may not go out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from site_builder.firewall.circumstances import circumstances, young
from site_builder.firewall.contacts import contacts
from site_builder.firewall.finding import Finding, Sort
from site_builder.firewall.firms import firms
from site_builder.firewall.hints import hints
from site_builder.firewall.known_names import known_firms, known_names
from site_builder.firewall.names import full_names, names
from site_builder.firewall.numbers import numbers
from site_builder.firewall.plain import plain, tags
from site_builder.firewall.stretches import Taken
from site_builder.firewall.table_rows import joined_rows, parted_names, told_cells
from site_builder.firewall.wording import placeholders, words_of_guilt

if TYPE_CHECKING:
    from site_builder.firewall.plain import Plain

# A link that falls back to 某公司 when the listing ends.
_LISTING_LINK: Final = re.compile(r"\[([^\]\n]*)\]\(listing:[^)\s]*\)")
# Marks of Markdown that are no placeholders; each run of blanks or dashes is begun with once.
_MARKS: Final = re.compile(
    r"^[ \t>]*(?:[*_-][ \t]*){3,}$|^[ \t>]*[*+-](?=[ \t])"
    r"|(?:\||(?<![ \t])(?=[ \t])|(?=:)|(?<![ \t-])(?=-))(?:[ \t]*+:?-{2,}+:?[ \t]*+\|)+"
    r"|^[ \t>]*[-*+] \[[ xX]\]",
    re.MULTILINE,
)
# Words set off by marks on either side; a mark without its fellow shows as it is.
_SET_OFF: Final = re.compile(r"(?<!\*)(\*{1,3})(?=[^\s*])([^*\n]*[^\s*])\1(?!\*)")
_PLAIN: Final = 3.0
_ALL: Final = frozenset(Sort)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a text is looked into for, and what may stand in it.

    ``numbers`` are digits that may stand, ``shown`` names that do lawfully, ``known`` those of
    persons that the text may be about, ``firms`` names and codes of firms that it may be.
    ``is_markdown`` says that marks of Markdown are none
    of its words, ``is_official`` that it is a document's and not a story: names are rare
    there, and must be plain to count.
    """

    sorts: frozenset[Sort] = _ALL
    numbers: Collection[str] = field(default_factory=frozenset)
    shown: Collection[str] = ()
    known: Collection[str] = ()
    firms: Collection[str] = ()
    is_markdown: bool = False
    is_official: bool = False


_EVERYTHING: Final = Look()


def findings(text: str, look: Look = _EVERYTHING) -> list[Finding]:
    """What of ``text`` may not go out, in its order; of overlapping stretches the first found."""
    found: list[Finding] = []
    taken = defaultdict[str, Taken](partial(Taken, len(text)))
    for finding in _found(text, look):
        if finding.sort not in look.sorts:
            continue
        # Digits of a messenger's account may be a telephone; one finding is enough.
        same = taken[finding.code]
        if not same.any_of(finding.start, finding.end):
            found.append(finding)
            same.take(finding.start, finding.end)
    return sorted(found, key=lambda finding: (finding.start, finding.end))


def _found(text: str, look: Look) -> Iterator[Finding]:
    lawful = _without_lawful(text, look)
    yield from _told(text, lawful, look)
    # Tags and comments are no tags here: a reader sees them as they are written.
    for place, inside in tags(text):
        for finding in _told(inside, lawful[place : place + len(inside)], look):
            yield replace(finding, start=finding.start + place, end=finding.end + place)
    if look.is_markdown and "|" in text:
        yield from _in_tables(text, look)
    written = _MARKS.sub(_blank, text) if look.is_markdown else text
    if look.is_markdown:
        written = _SET_OFF.sub(_unmarked, written)
    yield from placeholders(written)


def _told(text: str, lawful: str, look: Look) -> Iterator[Finding]:
    """What ``text`` tells, and of words what is left in it less what is ``lawful``."""
    read = plain(text)
    words = read if lawful == text else plain(lawful)
    yield from _leading_to_a_person(read, look)
    yield from circumstances(words)
    if Sort.FULL_NAME in look.sorts:
        least = _PLAIN if look.is_official else 0.0
        yield from young(words, full_names(words.chars, least))
        yield from known_names(words, look.known, look.shown)
        yield from names(words, least=least)
    if Sort.FIRM_NAME in look.sorts:
        yield from known_firms(words, look.firms)
        yield from firms(words)
    if Sort.GUILT in look.sorts:
        yield from words_of_guilt(words)
    if Sort.RE_IDENTIFIABLE in look.sorts:
        yield from hints(words)


def _in_tables(text: str, look: Look) -> Iterator[Finding]:
    for row, at in joined_rows(text):
        for finding in numbers(plain(row), look.numbers):
            if finding.sort is Sort.ID_NUMBER:
                yield replace(finding, start=finding.start + at, end=finding.end + at)
    for start, end in parted_names(text):
        surname = text[start:end].partition("|")[0].strip()
        yield Finding(sort=Sort.FULL_NAME, start=start, end=end, replacement=f"{surname}某")
    for told, at, lead in told_cells(text):
        read = plain(told)
        for finding in (*_leading_to_a_person(read, look), *circumstances(read)):
            start = max(finding.start, lead)
            if start < finding.end:
                yield replace(finding, start=start - lead + at, end=finding.end - lead + at)


def _without_lawful(text: str, look: Look) -> str:
    """``text`` less the names that may stand in it, as long as before."""
    if look.is_markdown:
        text = _LISTING_LINK.sub(_blank, text)
    for name in sorted(look.shown, key=len, reverse=True):
        if name in text:
            text = text.replace(name, "，" * len(name))
    return text


def _leading_to_a_person(text: Plain, look: Look) -> Iterator[Finding]:
    yield from numbers(text, look.numbers)
    yield from contacts(text, look.numbers)


def _unmarked(match: re.Match[str]) -> str:
    """Words without the marks on either side, as long as before."""
    mark = "，" * len(match[1])
    return f"{mark}{match[2]}{mark}"


def _blank(match: re.Match[str]) -> str:
    """Something as long that is no word."""
    return re.sub(r"[^\n]", "，", match[0])
