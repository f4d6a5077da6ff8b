"""Every record with the law it falls under and the events that concern it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from site_builder.disclose.calendars import working_days
from site_builder.i18n import Message
from site_builder.model.course import Course
from site_builder.model.ending import judge_under, start_under
from site_builder.model.moment import Moment
from site_builder.model.public import page_path
from site_builder.model.record import Kind, State
from site_builder.store.decisions import Decisions

if TYPE_CHECKING:
    from site_builder.model.record import Record
    from site_builder.model.regime import Regime
    from site_builder.model.site import Site
    from site_builder.model.working_days import CalendarYear, WorkingDays
    from site_builder.store.content import ContentStore, Vetted
    from site_builder.store.public import Chrome


class References(Protocol):
    """Finds the body or region that a record means."""

    def organ(self, written: str) -> str | Message:
        """The organ's id."""

    def region(self, written: str) -> str | Message:
        """The region's code."""


_LEFT = frozenset({State.EXPIRED, State.REMOVED_EARLY})


@dataclass(frozen=True, slots=True)
class Subject:
    """One record, its regime, its course, and the ids that its names stand for.

    ``regimes`` and the terms of ``site`` are for what is judged by several.
    """

    found: Vetted
    regime: Regime | None
    regimes: Mapping[str, Regime]
    site: Site
    course: Course
    organ: str | None
    region: str | None
    organ_of: Callable[[str | None], str | None]
    working_days: Callable[[], WorkingDays]

    @property
    def record(self) -> Record:
        """The record as it stands."""
        return self.found.record

    @property
    def path(self) -> str:
        """Where its page stands, or stood, under the site's root."""
        facts, start = self.record.facts, self.course.start
        return page_path(self.record.kind, self.record.id, facts.starts.get("issued_on", start))

    @property
    def published_on(self) -> Moment:
        """The first publication: as written, else the later of start and first sign-off."""
        facts = self.record.facts
        first_on = self.found.first_on or date.min
        published = Moment.start_of(facts.published_on or max(self.course.start, first_on))
        return max(published, facts.embargo_until or published)


class Subjects:
    """Makes subjects of records; knows which decisions were removed early.

    ``calendars`` are the site's own, by year; of one that is None no working day is known.
    ``held`` are the records that were taken down by hand, and since when.
    """

    def __init__(
        self,
        store: ContentStore,
        chrome: Chrome,
        references: References,
        held: dict[str, date],
        *,
        calendars: Mapping[int, CalendarYear | None] | None = None,
    ) -> None:
        self.store = store
        self.chrome = chrome
        self._references = references
        self.held = held
        self.calendars = calendars or {}
        self._decisions = Decisions(store, self._organ)
        # Filled when a regime first asks who was listed before; most never do.
        self._by_party: dict[tuple[str | None, str | None], list[str]] | None = None

    @cached_property
    def working_days(self) -> WorkingDays:
        """The working days of every year that is known; made when first asked for."""
        return working_days(self.calendars)

    def under(self, regimes: Mapping[str, Regime]) -> Subjects:
        """The same records under another state of the law."""
        chrome = replace(self.chrome, regimes=regimes)
        return Subjects(self.store, chrome, self._references, self.held, calendars=self.calendars)

    def all(self, kind: Kind | None = None) -> Iterator[Subject]:
        """Every record, or every one of a kind, by id."""
        return map(self.subject, self.store.records(kind))

    def get(self, record_id: str) -> Subject | None:
        """The record with this id; None if the content has none."""
        found = self.store.get(record_id)
        return None if found is None else self.subject(found)

    def subject(self, found: Vetted) -> Subject:
        """A record with the law and the events that concern it."""
        record, facts = found.record, found.record.facts
        regime = self.chrome.regimes.get(facts.regime) if facts.regime else None
        start = _start(record, regime)
        course = Course(
            start=start or date.max,
            judge=judge_under(
                regime if start else None,
                self.chrome.regimes,
                self.chrome.site.terms,
                facts,
                is_listed_again=self._is_listed_again(found, regime, start),
                signed_on=self._signed_on(found) if self._asks_who_signed else None,
            ),
            events=found.events,
            parties=self._decisions.others(found),
            published_on=facts.published_on,
            embargo_until=facts.embargo_until,
            withdrawn_on=facts.withdrawn_on,
            held_from=self.held.get(record.id),
            is_vetted=found.is_vetted and start is not None and self._has_clock(record, regime),
            is_sealed=regime is not None and not regime.clock.published,
        )
        return Subject(
            found,
            regime,
            self.chrome.regimes,
            self.chrome.site,
            course,
            self._organ(facts.organ),
            self._region(facts.region),
            organ_of=self._organ,
            working_days=lambda: self.working_days,
        )

    @cached_property
    def _asks_who_signed(self) -> bool:
        """Whether a site named other terms before: only then does it matter; most never did."""
        return any(regime.clock.earlier for regime in self.chrome.regimes.values())

    def _signed_on(self, found: Vetted) -> date | None:
        signed = self.store.sign_off(found.record.id) if found.is_vetted else None
        return signed[0].on if signed else None

    def _is_listed_again(self, found: Vetted, regime: Regime | None, start: date | None) -> bool:
        """Whether the party had left a list of this regime before this decision."""
        code = found.record.facts.code
        if regime is None or regime.clock.listed_again is None or not code or start is None:
            return False
        moment = Moment.start_of(start)
        return any(
            self.subject(other).course.state_by_law(moment) in _LEFT
            for other in self._of_party(regime.id, code)
            if other.is_vetted and _begins_before(other, start)
        )

    def _of_party(self, regime: str, code: str) -> Iterator[Vetted]:
        if self._by_party is None:
            self._by_party = {}
            for found in self.store.records(Kind.LISTING):
                facts = found.record.facts
                self._by_party.setdefault((facts.regime, facts.code), []).append(found.record.id)
        names = self._by_party.get((regime, code), ())
        yield from filter(None, map(self.store.get, names))

    def _has_clock(self, record: Record, regime: Regime | None) -> bool:
        """Whether its term can be counted: a record whose end nobody knows shows nowhere."""
        if regime is None:
            return record.facts.regime is None
        return not regime.clock.term_from_site or regime.id in self.chrome.site.terms

    def _organ(self, written: str | None) -> str | None:
        if written is None or written in self.chrome.organs:
            return written
        found = self._references.organ(written)
        return None if isinstance(found, Message) else found

    def _region(self, written: str | None) -> str | None:
        found = None if written is None else self._references.region(written)
        return None if isinstance(found, Message) else found


def _begins_before(found: Vetted, start: date) -> bool:
    return min(found.record.facts.starts.values(), default=start) < start


def _start(record: Record, regime: Regime | None) -> date | None:
    facts = record.facts
    if regime is not None:
        return start_under(regime, facts)
    return min(facts.starts.values(), default=facts.published_on)
