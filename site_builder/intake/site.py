"""What an import needs to know of the site: its bodies, ids, regimes and other records."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from site_builder.intake.keys import KEY_FIELDS, Key
from site_builder.intake.record import flat
from site_builder.kinds import KINDS
from site_builder.kinds.base import Parsed, parse
from site_builder.load import load_corpus, read_site
from site_builder.model.course import ENDED, Course
from site_builder.model.ending import judge_under, start_under
from site_builder.model.moment import Moment, Term
from site_builder.model.record import Facts, Kind
from site_builder.model.site import Government, Site
from site_builder.resources import pack_folder
from site_builder.store.content import ContentStore
from site_builder.store.private import scratch_folder
from site_builder.vet.references import References
from site_builder.vet.settings import Settled, chrome

if TYPE_CHECKING:
    from site_builder.model.record import Record
    from site_builder.model.regime import Regime
    from site_builder.store.corpus import Corpus

# Stands in where ``site.yml`` cannot be used: an import needs none of what it says.
_NO_SITE: Final = Site(
    name="",
    base_url="",
    publisher="",
    field_of_law=(),
    government=Government(site_name="", site_domain="", id_code=""),
)


@dataclass(frozen=True, slots=True)
class Other:
    """A record of the kind that stands in another file of the site."""

    id: str
    path: str
    line: int
    key: Key
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteView:
    """The site as an import sees it: drafts of bodies and regimes are known too."""

    references: References
    taken: frozenset[str]
    others: tuple[Other, ...] = ()
    regimes: Mapping[str, Regime] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)

    def last_day(self, facts: Facts, as_of: date) -> date | None:
        """The last day of a record's term; None where none is known."""
        course = self._course(facts)
        return course.ending(as_of).last_day if course else None

    def has_ended(self, kind: Kind, values: Mapping[str, Any], as_of: Moment) -> bool:
        """Whether a record has left for good, by its term or by an event."""
        parsed = parse(KINDS[kind], values)
        course = self._course(parsed.facts) if isinstance(parsed, Parsed) else None
        return course is not None and course.state_by_law(as_of) in ENDED

    def _course(self, facts: Facts) -> Course | None:
        regime = self.regimes.get(facts.regime or "")
        start = start_under(regime, facts) if regime else facts.published_on
        if regime is None or start is None:
            return None
        judge = judge_under(regime, self.regimes, self.terms, facts)
        return Course(start=start, judge=judge, events=facts.events)


def view_of(content: Path, kind: Kind, own: str) -> SiteView:
    """Read the site for an import of a kind, whose own file of records is ``own``."""
    with scratch_folder() as scratch:
        store = ContentStore(scratch / "content.sqlite")
        try:
            corpus = load_corpus(content, pack_folder(), store, None)
            return _view(corpus, kind, own)
        finally:
            store.close()


def _view(corpus: Corpus, kind: Kind, own: str) -> SiteView:
    site = read_site(corpus.site_data, "content/site.yml")[0] if corpus.site_data else None
    settings = [setting for found in corpus.settings.values() for setting in found]
    settled = Settled(
        values={
            each: {setting.id: setting.values for setting in found}
            for each, found in corpus.settings.items()
        },
        digests={setting.id: setting.digest for setting in settings},
    )
    surroundings = chrome(site or _NO_SITE, settled)
    references = References(surroundings.organs)
    return SiteView(
        references=references,
        taken=frozenset({*corpus.store.ids(), *corpus.faulty, *(each.id for each in settings)}),
        others=tuple(
            _other(found.record, kind, references)
            for found in corpus.store.records(kind)
            if found.record.path != own
        ),
        regimes=surroundings.regimes,
        terms=site.terms if site else {},
    )


def _other(record: Record, kind: Kind, references: References) -> Other:
    """A record of another file, its body and region as an import would write them."""
    at = KEY_FIELDS[kind]
    values: dict[str, Any] = copy.deepcopy(dict(record.values))
    for path, find in ((at.organ, references.organ), (at.region, references.region)):
        group, _dot, leaf = path.partition(".")
        written = values.get(group, {}).get(leaf)
        found = find(written) if isinstance(written, str) else None
        if isinstance(found, str):
            values[group][leaf] = found
    return Other(record.id, record.path, record.line, Key.of(kind, flat(values)), values)
