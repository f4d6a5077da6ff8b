"""Which listings and cases a text names, by name, code or number, whatever their state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ahocorasick_rs import AhoCorasick, MatchKind

from site_builder.disclose.own_texts import texts
from site_builder.model.record import Kind, State
from site_builder.model.text import fold

if TYPE_CHECKING:
    from site_builder.disclose.subject import Subject, Subjects
    from site_builder.model.moment import Moment
    from site_builder.model.public import PublicRecord

_OFFICIAL: Final = (Kind.LISTING, Kind.CASE)
# What is shorter may be any word.
_SHORTEST: Final = 4


class Naming:
    """Knows the identifying values of every listing and case."""

    def __init__(self, subjects: Subjects) -> None:
        self._subjects = subjects
        self._records: dict[str, list[str]] = {}
        for kind in _OFFICIAL:
            for found in subjects.store.records(kind):
                for value in map(fold, found.record.facts.identifying):
                    if len(value) >= _SHORTEST:
                        self._records.setdefault(value, []).append(found.record.id)
        self._values = list(self._records)
        # One firm's name may stand within another's.
        self._search = AhoCorasick(self._values, matchkind=MatchKind.LeftmostLongest)

    def named(self, article: PublicRecord, as_of: Moment) -> tuple[list[Subject], list[str]]:
        """What an article names in its own words: records in force, and the ids of others.

        Others are named where no record in force shows as much.
        """
        found = {
            self._values[match[0]]
            for text in texts(article)
            for match in self._search.find_matches_as_indexes(text)
        }
        shown: dict[str, Subject] = {}
        ended: list[str] = []
        for value in sorted(found):
            names = self._records[value]
            public = [each for name in names if (each := self._in_force(name, as_of))]
            shown.update({each.record.id: each for each in public})
            ended += [] if public else names
        return list(shown.values()), ended

    def _in_force(self, name: str, as_of: Moment) -> Subject | None:
        subject = self._subjects.get(name)
        is_public = subject is not None and subject.course.state(as_of) is State.IN_FORCE
        return subject if is_public else None
