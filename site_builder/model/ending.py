"""The end of a term under a regime, and under those that judge the record too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from site_builder.model.moment import ONE_DAY, Term, day_after
from site_builder.model.record import Event, EventKind

if TYPE_CHECKING:
    from site_builder.model.record import Facts
    from site_builder.model.regime import Clock, EarlierTerm, Regime


@dataclass(frozen=True, slots=True)
class Ending:
    """The last day of a term, and the regime and article that give it; None: no end known.

    ``seals`` says that from the day after the law forbids showing the record at all.
    ``is_renewed`` says that the term goes on past its own end, ``is_past`` that a release
    let it end by a term that the site named before.
    """

    last_day: date | None
    regime: str | None
    citation: str
    seals: bool = False
    is_renewed: bool = False
    is_past: bool = False

    @property
    def hidden_from(self) -> date | None:
        """The day after; None where no end is known."""
        return day_after(self.last_day) if self.last_day else None


Judge: TypeAlias = Callable[[date, tuple[Event, ...]], tuple[Ending, ...]]
"""From the day a term counts from, and what has happened, the end under each regime."""


def earliest(endings: Iterable[Ending]) -> Ending:
    """The ending that decides: the first of the earliest (立法法 第一百零四条)."""
    return min(endings, key=lambda ending: ending.last_day or date.max)


def judge_under(
    regime: Regime | None,
    regimes: Mapping[str, Regime],
    terms: Mapping[str, Term],
    facts: Facts,
    *,
    is_listed_again: bool = False,
    signed_on: date | None = None,
) -> Judge:
    """How the ends of a term follow from its start, under a regime and those that also judge.

    立法法 104: a later rule counts back only where it is kinder, so the end is the
    least over these of the end under each, but not before the eve of its coming
    into force. ``is_listed_again`` says that the party had left such a list before. What a
    release let end by an earlier term stays ended, unless ``signed_on`` is no earlier.
    """
    if regime is None:
        return lambda _start, _live: (Ending(None, None, ""),)
    law = _Law(terms, facts, is_listed_again, signed_on)
    others = [regimes[name] for name in regime.also_judged_by if name in regimes]

    def judge(start: date, live: tuple[Event, ...]) -> tuple[Ending, ...]:
        is_own_start = start == start_under(regime, facts)
        found = [law.ending(regime, start, live)]
        for other in others:
            counted_from = start_under(other, facts) if is_own_start else start
            if counted_from is not None or not other.clock.published:
                found.append(_not_before_it_is_law(law.ending(other, counted_from, live), other))
        return tuple(found)

    return judge


@dataclass(frozen=True, slots=True)
class _Law:
    terms: Mapping[str, Term]
    facts: Facts
    is_listed_again: bool
    signed_on: date | None

    def ending(self, regime: Regime, start: date | None, live: tuple[Event, ...]) -> Ending:
        clock = regime.clock
        if not clock.published:
            return Ending(date.min, regime.id, clock.citation, seals=True)
        term = self.terms.get(regime.id) if clock.term_from_site else clock.term
        if self.is_listed_again and clock.listed_again:
            term = clock.listed_again
        if term is None or start is None:
            return Ending(None, regime.id, clock.citation)
        found = _under(regime, term, start, live)
        past = (_by_then(regime, earlier, start, live) for earlier in self._unsigned(clock))
        return earliest([found, *filter(None, past)])

    def _unsigned(self, clock: Clock) -> Iterator[EarlierTerm]:
        """The earlier terms since the last release by which nobody signed the record anew."""
        signed_on = self.signed_on or date.min
        return (earlier for earlier in clock.earlier if signed_on < earlier.through)


def _by_then(
    regime: Regime, earlier: EarlierTerm, start: date, live: tuple[Event, ...]
) -> Ending | None:
    """The end under an earlier term, if a release by it was made after that day."""
    found = _under(regime, earlier.term, start, live)
    is_past = found.last_day is not None and found.last_day < earlier.through
    return replace(found, is_past=True) if is_past else None


def _under(regime: Regime, term: Term, start: date, live: tuple[Event, ...]) -> Ending:
    """The end of a term of this length, renewed where the regime's do not end by themselves."""
    clock = regime.clock
    last_day = term.last_day_from(start)
    if clock.automatic:
        return Ending(last_day, regime.id, clock.citation)
    length = clock.renewed or term
    renewals = sum(event.kind is EventKind.RENEWED for event in live)
    if not renewals and clock.renewed and not _is_corrected(start, last_day, live):
        renewals = 1
    for _ in range(renewals):
        last_day = length.last_day_from(last_day)
    return Ending(last_day, regime.id, clock.citation, is_renewed=renewals > 0)


def start_under(regime: Regime, facts: Facts) -> date | None:
    """The day from which ``regime`` counts; None where the record has none such."""
    return facts.starts.get(regime.clock.starts_with) or facts.published_on


def _is_corrected(start: date, last_day: date, live: tuple[Event, ...]) -> bool:
    """Whether a term may end: paid by its last day, and nothing new while it ran."""
    is_paid = any(e.kind is EventKind.REMEDIED and e.on <= last_day for e in live)
    is_repeated = any(e.kind is EventKind.NEW_VIOLATION and start < e.on <= last_day for e in live)
    return is_paid and not is_repeated


def _not_before_it_is_law(ending: Ending, regime: Regime) -> Ending:
    if ending.last_day is None or regime.in_force_from is None:
        return ending
    eve = regime.in_force_from - ONE_DAY
    return replace(ending, last_day=max(ending.last_day, eve))
