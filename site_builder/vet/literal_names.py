"""Names of listed employers in running text, which must stand there as links alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from ahocorasick_rs import AhoCorasick

from site_builder.errors import Severity
from site_builder.i18n import _
from site_builder.model.record import EventKind, Kind
from site_builder.model.text import TRADES, fold, trade_name, without_legal_form
from site_builder.model.variants import in_simplified
from site_builder.vet.checks import LINK
from site_builder.vet.context import problem_of
from site_builder.vet.firewall import ARTICLES

if TYPE_CHECKING:
    from site_builder.errors import Problem
    from site_builder.model.record import Record
    from site_builder.store.content import ContentStore

_SHORTEST: Final = 4
_NAMING: Final = 2  # characters that are no branch of business: 房地产开发 has none
_TELLING: Final = 5  # of a trade name with its branch, without place and legal form


class LiteralNames:
    """Finds the listed employers that an article names in its own words.

    A link (``[words](listing:ID)``) falls back to 某公司 when the listing ends; a name in
    the text would stay, and the article would have to be taken out that night.
    """

    def __init__(self, store: ContentStore) -> None:
        names: dict[str, str] = {}
        if any(store.has_kind(kind) for kind in ARTICLES):
            for found in store.records(Kind.LISTING):
                for name in _names(found.record):
                    for told in (*_spellings(name), *_spellings(_short(name))):
                        names.setdefault(told, found.record.id)
        known = [(name, listing) for name, listing in names.items() if len(name) >= _SHORTEST]
        self._listings = [listing for _name, listing in known]
        self._search = AhoCorasick([name for name, _listing in known])

    def of_all(self, store: ContentStore) -> Iterator[Problem]:
        """Each article that names one."""
        for kind in ARTICLES:
            for found in store.records(kind):
                yield from self.of(found.record)

    def of(self, article: Record) -> Iterator[Problem]:
        """Each line of an article that names one."""
        for field, line, text in _lines(article):
            near = (self._search.find_matches_as_indexes(told) for told in _spellings(text))
            for name in sorted({self._listings[match[0]] for found in near for match in found}):
                yield _literal(article, field, line, name)


def _short(name: str) -> str:
    """A name as people say it, without its place and legal form; empty where that tells little."""
    short = without_legal_form(trade_name(name))
    is_telling = len(short) >= _TELLING and len(TRADES.sub("", short)) >= _NAMING
    return short if is_telling else ""


def _spellings(text: str) -> set[str]:
    """A text as names are looked for in it: folded, and in simplified characters (北國, 北国)."""
    folded = fold(text)
    return {folded, in_simplified(folded)}


def _names(listing: Record) -> Iterator[str]:
    employer = listing.values.get("employer") or {}
    if employer.get("name"):
        yield employer["name"]
    yield from employer.get("former_names", ())
    yield from (
        event.name
        for event in listing.facts.events
        if event.kind is EventKind.RENAMED and event.name
    )


def _lines(article: Record) -> Iterator[tuple[str, int, str]]:
    """Each line of an article that holds words of its own: field, line, text."""
    for field in ("title", "summary"):
        if text := article.values.get(field):
            yield field, article.line_of(field), text
    for index, correction in enumerate(article.values.get("corrections", ())):
        field = f"corrections[{index}].text"
        yield field, article.line_of(field), correction["text"]
    body = LINK.sub("", article.body)
    for index, text in enumerate(body.split("\n")):
        if text.strip():
            yield "body", article.line_of("body") + index, text


def _literal(article: Record, field: str, line: int, listing: str) -> Problem:
    message = _(
        "expected a listed employer's name only as [{words}](listing:{id}): in plain words it"
        " would stay when the listing ends",
        words="…",
        id=listing,
    )
    return problem_of(article, "literal-name", field, message, severity=Severity.WARNING, line=line)
