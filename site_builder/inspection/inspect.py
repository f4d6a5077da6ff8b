"""The rehearsal itself: every page of a release once, then what they tell together."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from site_builder.inspection.page import Page
from site_builder.inspection.page_looks import PAGE_LOOKS
from site_builder.inspection.remedies import REMEDIES
from site_builder.inspection.rules import all_rules
from site_builder.inspection.site_looks import SITE_LOOKS
from site_builder.inspection.survey import Asked, Survey
from site_builder.inspection.verdict import Judged, Outcome, Tally
from site_builder.model.moment import Moment
from site_builder.progress import nobody

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from site_builder.inspection.rules import Rule

_HOME: Final = "index.html"
_AS_OF: Final = "as-of.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspected:
    """What came of an inspection: each rule in its order, over how many pages."""

    asked: Asked
    pages: int
    judged: tuple[Judged, ...]

    def count(self, outcome: Outcome) -> int:
        """How many rules came to this."""
        return sum(each.outcome is outcome for each in self.judged)


def inspect_release(
    output: Path,
    moment: Moment,
    *,
    rules: Sequence[Rule] | None = None,
    progress: Callable[[int], None] = nobody,
) -> Inspected:
    """What inspectors would say at ``moment`` of the release in force under ``output``.

    Raises:
        FileNotFoundError: there is none, or it does not say for which moment it was made.
    """
    rules = all_rules() if rules is None else rules
    survey = Survey(_asked(output, moment))
    tallies = {rule.id: Tally() for rule in rules}
    looks = [(rule, PAGE_LOOKS[rule.look]) for rule in rules if rule.look in PAGE_LOOKS]
    for path in _pages(survey.asked.site):
        page = Page(path, (survey.asked.site / path).read_bytes())
        survey.add(page)
        for rule, look in looks:
            for found in look(page, rule, survey):
                tallies[rule.id].add(found)
        progress(1)
    for rule in rules:
        if rule.look in SITE_LOOKS:
            for found in SITE_LOOKS[rule.look](survey, rule):
                tallies[rule.id].add(found)
    judged = tuple(tallies[rule.id].judged(rule, REMEDIES.get(rule.id)) for rule in rules)
    return Inspected(asked=survey.asked, pages=survey.pages, judged=judged)


def _asked(output: Path, moment: Moment) -> Asked:
    site = output / "site"
    made, valid_until = _stamp(site / _AS_OF)
    return Asked(
        site=site,
        moment=moment,
        made=made,
        valid_until=valid_until,
        first_shown=_first_shown(output / "ledger.jsonl"),
    )


def _stamp(file: Path) -> tuple[Moment, date]:
    """For which moment a release was made, and its last good day."""
    try:
        found: Any = json.loads(file.read_bytes())
        return Moment.parse(found["as_of"]), date.fromisoformat(found["valid_until"])
    except (OSError, ValueError, KeyError, TypeError):
        raise FileNotFoundError(str(file)) from None


def _first_shown(ledger: Path) -> dict[str, date]:
    """On which day each record first stood on the site, as far as is known.

    A release may be made for another day than today: only after both is nothing of it true.
    """
    found: dict[str, date] = {}
    if not ledger.is_file():
        return found
    with ledger.open("rb") as lines:
        for line in lines:
            try:
                entry = json.loads(line)
                as_of, entered = Moment.parse(entry["as_of"]).day, entry["entered"]
                day = max(as_of, datetime.fromisoformat(entry["at"]).date())
            except (ValueError, KeyError, TypeError):
                continue
            for record in entered:
                found[record] = min(found.get(record, day), day)
    return found


def _pages(site: Path) -> Iterator[str]:
    """Every page, the home page first: what it leads to is looked for in the others."""
    if (site / _HOME).is_file():
        yield _HOME
    for place, folders, names in os.walk(site):
        folders.sort()
        folder = Path(place).relative_to(site).as_posix()
        for name in sorted(names):
            path = name if folder == "." else f"{folder}/{name}"
            if name.endswith(".html") and path != _HOME:
                yield path
