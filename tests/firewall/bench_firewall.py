"""How well the firewall finds what it must, and how often it cries for nothing.

``python -m tests.firewall.bench_firewall`` prints the figures and fails where one is not reached.
Of the names, the figure to reach is that of the typical sentences held out; the adversarial ones
show where the limits are and bound nothing. ``--misses`` shows what was missed and what was no
name, of the sentences for tuning alone: who reads the held-out ones tunes on them.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from time import perf_counter
from typing import Final

import click

from site_builder.firewall import Finding, Sort, findings
from tests.firewall.clean_texts import clean_texts
from tests.firewall.disguises import Disguised, disguised
from tests.firewall.labelled import (
    ADVERSARIAL_DEV,
    ADVERSARIAL_HELD_OUT,
    TYPICAL_DEV,
    TYPICAL_HELD_OUT,
    Name,
    Sentence,
    sentences,
)

SEED: Final = 6
DISGUISED, CLEAN = 10_000, 1_000
LEAST_RECALL, LEAST_PRECISION = 0.98, 0.9
MOST_FALSE_ALARMS: Final = 1
NUMBERS: Final = frozenset({Sort.ID_NUMBER, Sort.BANK_CARD, Sort.PHONE})
SHOWN: Final = 60

Find = Callable[[str], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Names:
    """What was found of the names of some sentences; each excerpt is a sentence and a stretch."""

    found: int
    right: int  # findings that overlap a name
    missed: tuple[tuple[str, str], ...]
    wrong: tuple[tuple[str, str], ...]
    wide: int  # names found, but with a character that is none of theirs

    @property
    def recall(self) -> float:
        """The share of names that were found."""
        return self.found / max(self.found + len(self.missed), 1)

    @property
    def precision(self) -> float:
        """The share of findings that are names."""
        return self.right / max(self.right + len(self.wrong), 1)

    @property
    def reached(self) -> bool:
        """Whether both shares are what they must be of typical sentences held out."""
        return self.recall >= LEAST_RECALL and self.precision >= LEAST_PRECISION


@dataclass(frozen=True, slots=True)
class NameSet:
    """One file of labelled sentences, and what is asked of it."""

    title: str
    rows: tuple[Sentence, ...]
    held_out: bool
    bounded: bool = False


def name_sets() -> tuple[NameSet, ...]:
    """The four files, the typical ones first, and both of these together: what must be reached."""
    dev, held_out = tuple(sentences(TYPICAL_DEV)), tuple(sentences(TYPICAL_HELD_OUT))
    return (
        NameSet("typical, all", (*dev, *held_out), held_out=True, bounded=True),
        NameSet("typical, dev", dev, held_out=False),
        NameSet("typical, held out", held_out, held_out=True),
        NameSet("adversarial, dev", tuple(sentences(ADVERSARIAL_DEV)), held_out=False),
        NameSet("adversarial, held out", tuple(sentences(ADVERSARIAL_HELD_OUT)), held_out=True),
    )


def measured_names(rows: Iterable[Sentence], find: Find) -> Names:
    """A name is found when a finding covers its given name; what overlaps no name is wrong."""
    found = right = wide = 0
    missed, wrong = [], []
    for row in rows:
        places = row.placed()
        hits = [hit for hit in find(row.text) if hit.sort is Sort.FULL_NAME]
        for name in places:
            over = [hit for hit in hits if hit.start <= name.given and name.end <= hit.end]
            found += bool(over)
            wide += any(_is_wider(hit, name) for hit in over)
            if not over:
                missed.append((row.text, row.text[name.start : name.end]))
        for hit in hits:
            if any(hit.start < name.end and name.start < hit.end for name in places):
                right += 1
            else:
                wrong.append((row.text, row.text[hit.start : hit.end]))
    return Names(found, right, tuple(missed), tuple(wrong), wide)


def _is_wider(hit: Finding, name: Name) -> bool:
    return hit.start < name.start or hit.end > name.end


@dataclass(frozen=True, slots=True)
class Hidden:
    """What was found of some disguised numbers."""

    items: Counter[Sort]
    missed: tuple[Disguised, ...]
    misnamed: Counter[Sort]  # found, but as a number of another sort


def measured_disguises(items: Iterable[Disguised], find: Find) -> Hidden:
    """A number is found when findings of numbers leave no character of it uncovered."""
    counts: Counter[Sort] = Counter()
    misnamed: Counter[Sort] = Counter()
    missed = []
    for item in items:
        counts[item.sort] += 1
        hits = [hit for hit in find(item.text) if hit.sort in NUMBERS]
        if not _covered(item, hits):
            missed.append(item)
        elif not _covered(item, [hit for hit in hits if hit.sort is item.sort]):
            misnamed[item.sort] += 1
    return Hidden(counts, tuple(missed), misnamed)


def _covered(item: Disguised, hits: list[Finding]) -> bool:
    at = item.start
    for hit in sorted(hits, key=lambda hit: hit.start):
        if hit.start <= at:
            at = max(at, hit.end)
    return at >= item.end


def false_alarms(texts: Iterable[str], find: Find) -> dict[Sort, list[tuple[str, str]]]:
    """By sort: each clean text in which something is found, and the first stretch found."""
    alarms: dict[Sort, list[tuple[str, str]]] = {}
    for text in texts:
        first: dict[Sort, str] = {}
        for hit in find(text):
            first.setdefault(hit.sort, text[hit.start : hit.end])
        for sort, stretch in first.items():
            alarms.setdefault(sort, []).append((text, stretch))
    return alarms


def names_reached(sets: Iterable[NameSet], find: Find, *, show: bool) -> bool:
    """Print the figures of every set, and tell whether each bounded one has reached its own."""
    reached = True
    for one in sets:
        names = measured_names(one.rows, find)
        _say_names(one.title, names, len(one.rows))
        if show and not one.held_out:
            _say(("missed", *miss) for miss in names.missed)
            _say(("no name", *wrong) for wrong in names.wrong)
        reached &= names.reached or not one.bounded
    return reached


def _say_names(title: str, names: Names, rows: int) -> None:
    labelled = names.found + len(names.missed)
    click.echo(
        f"names, {title}: recall {names.recall:.3f} ({names.found} of {labelled}), "
        f"precision {names.precision:.3f} ({len(names.wrong)} false alarms), "
        f"{names.wide} wider than the name; {rows} sentences"
    )


def _say_firms(rows: Iterable[Sentence]) -> None:
    labelled = [(row, firm) for row in rows for firm in row.firms]
    found = sum(
        any(
            hit.sort is Sort.FIRM_NAME and firm in row.text[hit.start : hit.end]
            for hit in findings(row.text)
        )
        for row, firm in labelled
    )
    click.echo(f"firms, all sets: {found} of {len(labelled)} found whole")


def _say_disguises(*, show: bool) -> bool:
    began = perf_counter()
    hidden = measured_disguises(disguised(SEED, DISGUISED), findings)
    missed = Counter(item.sort for item in hidden.missed)
    for sort, count in sorted(hidden.items.items()):
        click.echo(
            f"disguised {sort.value}: {missed[sort]} of {count} missed, "
            f"{hidden.misnamed[sort]} found as another sort"
        )
    ways = Counter(way for item in hidden.missed for way in item.how)
    if ways:
        click.echo("  missed most: " + ", ".join(f"{way} {n}" for way, n in ways.most_common(12)))
    click.echo(f"  {perf_counter() - began:.1f} s for {DISGUISED} texts")
    if show:
        _say(
            (", ".join(item.how), item.text, item.text[item.start : item.end])
            for item in hidden.missed
        )
    return not hidden.missed


def _say_clean(*, show: bool) -> bool:
    alarms = false_alarms(clean_texts(SEED, CLEAN), findings)
    for sort in Sort:
        if found := alarms.get(sort):
            click.echo(f"clean texts, {sort.value}: false alarms in {len(found)} of {CLEAN}")
            if show:
                _say(("alarm", *one) for one in found)
    of_numbers = sum(len(alarms.get(sort, ())) for sort in NUMBERS)
    click.echo(
        f"clean texts: {of_numbers} false alarms of numbers, "
        f"{sum(map(len, alarms.values()))} of all sorts"
    )
    return of_numbers <= MOST_FALSE_ALARMS


def _say(rows: Iterator[tuple[str, str, str]]) -> None:
    for number, (what, text, stretch) in enumerate(rows):
        if number == SHOWN:
            click.echo("  …")
            return
        click.echo(f"  {what}: {stretch!r} in {text!r}")


@click.command
@click.option("--misses", is_flag=True, help="show what was missed and what was a false alarm")
def main(*, misses: bool) -> None:
    """Print what the firewall finds and what it does not."""
    sets = name_sets()
    reached = [
        names_reached(sets, findings, show=misses),
        _say_disguises(show=misses),
        _say_clean(show=misses),
    ]
    _say_firms(row for one in sets for row in one.rows)
    sys.exit(0 if all(reached) else 1)


if __name__ == "__main__":
    main()
