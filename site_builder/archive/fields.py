"""How the archive's index keeps texts, so that any part of a name is found: no dictionary.

A text is its pairs of neighbouring characters, each with its place, and a query of two or
more characters is a phrase of such pairs. The classes are written into the index, which
reads them again by name: they stay what and where they are, or the index's format changes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from whoosh.analysis import Token, Tokenizer
from whoosh.fields import ID, STORED, TEXT, Schema
from whoosh.query import NullQuery, Or, Phrase, Prefix, Term, TermRange

from site_builder.model.variants import looked_up

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whoosh.query import Query

FORMAT: Final = 2
# No phrase reaches from one value of a field into the next.
_APART: Final = 3
_CODE_START, _CODE_END, _CODE_RUN = 8, 10, 4
_LONG_FORM, _SHORT_FORM = "有限责任公司", "有限公司"
_LINES: Final = re.compile("\n+")
# Behind every day of the month or year that it follows.
_LAST: Final = "~"


def shortened(folded: str) -> str:
    """A folded name with 有限公司 for 有限责任公司."""
    return folded.replace(_LONG_FORM, _SHORT_FORM)


class Pairs(Tokenizer):  # type: ignore[misc]
    """Each value's pairs of neighbouring characters; a value a line."""

    def __call__(self, value: str, **options: Any) -> Iterator[Token]:
        """Tokens with their places; ``mode="query"`` leaves the last character by itself out."""
        token = Token(positions=True, mode=options.get("mode", ""))
        position = 0
        for line in _LINES.split(value):
            pairs = _pairs(line) if token.mode == "query" else [*_pairs(line), line[-1:]]
            for pair in filter(None, pairs):
                token.text, token.pos, token.stopped, token.boost = pair, position, False, 1.0
                yield token
                position += 1
            position += _APART


def _pairs(line: str) -> list[str]:
    return [line[at : at + 2] for at in range(len(line) - 1)]


class Lines(Tokenizer):  # type: ignore[misc]
    """Each line of a value as it is."""

    def __call__(self, value: str, **options: Any) -> Iterator[Token]:
        """A token a line."""
        token = Token(positions=True, mode=options.get("mode", ""))
        for position, line in enumerate(filter(None, _LINES.split(value))):
            token.text, token.pos, token.stopped, token.boost = line, position, False, 1.0
            yield token


class Part(TEXT):  # type: ignore[misc]
    """A field of which any part is found."""

    def __init__(self, boost: float = 1.0) -> None:
        super().__init__(analyzer=Pairs(), phrase=True, field_boost=boost)

    def self_parsing(self) -> bool:
        """A query for it is made here."""
        return True

    def parse_query(self, fieldname: str, qstring: str, boost: float = 1.0) -> Query:
        """Whatever holds the text, or the same with the shorter legal form."""
        folded = looked_up(qstring)
        forms = dict.fromkeys((folded, shortened(folded)))
        return Or([_phrase(fieldname, form, boost) for form in forms]).normalize()


def _phrase(fieldname: str, folded: str, boost: float) -> Query:
    if len(folded) < 2:  # noqa: PLR2004 - one character is the beginning of a pair
        return Prefix(fieldname, folded, boost=boost) if folded else NullQuery
    pairs = _pairs(folded)
    if len(pairs) == 1:
        return Term(fieldname, pairs[0], boost=boost)
    return Phrase(fieldname, pairs, boost=boost)


class Whole(TEXT):  # type: ignore[misc]
    """A field that is found by one of its whole values alone."""

    def __init__(self, boost: float = 1.0) -> None:
        super().__init__(analyzer=Lines(), phrase=False, field_boost=boost)

    def self_parsing(self) -> bool:
        """A query for it is made here."""
        return True

    def parse_query(self, fieldname: str, qstring: str, boost: float = 1.0) -> Query:
        """Whatever has this value."""
        folded = looked_up(qstring)
        return Term(fieldname, folded, boost=boost) if folded else NullQuery


class Day(ID):  # type: ignore[misc]
    """A day, found by itself, by its month or year, or in a range of days."""

    def self_parsing(self) -> bool:
        """A query for it is made here."""
        return True

    def parse_query(self, fieldname: str, qstring: str, boost: float = 1.0) -> Query:
        """Whatever falls on that day, or into that month or year."""
        return Prefix(fieldname, qstring, boost=boost)

    def parse_range(  # noqa: PLR0917 - as whoosh asks
        self,
        fieldname: str,
        start: str | None,
        end: str | None,
        startexcl: bool,  # noqa: FBT001
        endexcl: bool,  # noqa: FBT001
        boost: float = 1.0,
    ) -> Query:
        """Whatever falls between two days, months or years; all of the last, unless excluded."""
        first = f"{start}{_LAST}" if start and startexcl else start or None
        last = end if endexcl or not end else f"{end}{_LAST}"
        return TermRange(fieldname, first, last or None, startexcl, endexcl, boost=boost)


def code_terms(code: str) -> set[str]:
    """What a code is found by: its first eight or more signs, and any four or more of its last ten.

    Each is a term of its own: asking for all codes that begin so would look through all of them.
    """
    starts = {code[:end] for end in range(_CODE_START, len(code) + 1)}
    last = code[-_CODE_END:]
    runs = {last[at:end] for at in range(len(last)) for end in range(at + _CODE_RUN, len(last) + 1)}
    return {code, *starts, *runs}


SCHEMA: Final = Schema(
    id=ID(stored=True, unique=True),
    digest=STORED,
    shown=STORED,
    kind=ID(),
    state=ID(),
    organ=Whole(),
    region=Whole(),
    starts=Day(),
    ends=Day(),
    year=ID(),
    exact=Whole(boost=16.0),
    core=Whole(boost=8.0),
    name=Part(boost=4.0),
    code=Whole(boost=4.0),
    number=Part(boost=2.0),
    title=Part(boost=2.0),
    person=Whole(boost=2.0),
    text=Part(),
)
