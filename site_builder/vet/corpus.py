"""Which version of each record stands tonight, and who stands behind it."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from site_builder.errors import ContentError, Problem, Severity, quoted
from site_builder.i18n import _
from site_builder.model.record import Kind
from site_builder.model.site import Government, Site
from site_builder.progress import nobody
from site_builder.store.answers import VETTED_UNDER
from site_builder.store.corpus import Hold
from site_builder.store.settings_digest import settings_digest
from site_builder.vet.ahead import clear_ahead
from site_builder.vet.calendars import settle_calendars
from site_builder.vet.checks import LAW_CHECKS
from site_builder.vet.cleared import Cleared
from site_builder.vet.concerned import given_out
from site_builder.vet.context import Context
from site_builder.vet.firewall_of_settings import site_findings
from site_builder.vet.honoured import HOLDS_FILE, keep_honoured
from site_builder.vet.literal_names import LiteralNames
from site_builder.vet.loosening import unknown_sorts
from site_builder.vet.references import References
from site_builder.vet.regimes import regimes_of_site, rules_turned_on
from site_builder.vet.settings import Settled, chrome, is_unread, settle
from site_builder.vet.sign_offs import first_days_moved
from site_builder.vet.speech import no_catalog
from site_builder.vet.standing import keep, stand_in, vet_records
from site_builder.vet.twins import same_decision_twice
from site_builder.vet.vetted import VettedCorpus

if TYPE_CHECKING:
    from site_builder.store.answers import Answers
    from site_builder.store.content import ContentStore
    from site_builder.store.corpus import Corpus
    from site_builder.store.memory import Memory
    from site_builder.store.public import Chrome

# Stands in where there is no site, so that the rest can be checked all the same.
_NO_SITE = Site(
    name="",
    base_url="",
    publisher="",
    field_of_law=(),
    government=Government(site_name="", site_domain="", id_code=""),
)


def vet(
    corpus: Corpus,
    site: Site | None,
    memory: Memory | None,
    last_good: Site | None = None,
    advance: Callable[[int], None] = nobody,
    *,
    as_if_signed_on: date | None = None,
    answers: Answers | None = None,
    jobs: int = 1,
) -> VettedCorpus:
    """Hold every record to its sign-off and its references.

    ``last_good`` is the site that stands where ``site`` can't: ``VettedCorpus`` says which does.
    ``advance`` is told of every record that was looked at. For a preview, ``as_if_signed_on``
    lets records stand as they are written whether two people signed them or not, and articles
    whatever is found in them: never for a release. What ``answers`` of an earlier night know
    to stand is not looked into again. The rest is looked into by ``jobs`` processes.

    Raises:
        ContentError: No site can stand, with every problem that was found all the same.
    """
    store = corpus.store
    settled = settle(
        corpus.settings, corpus.unread, store, memory, as_if_signed=as_if_signed_on is not None
    )
    standing = _standing_site(settled, site, last_good)
    surroundings = chrome(standing or site or _NO_SITE, settled)
    references = References(
        {name: organ for name, organ in surroundings.organs.items() if name not in settled.gone},
        settled.drafts,
    )
    calendars = settle_calendars(corpus.calendars, corpus.unread, memory)
    held = _held(corpus.holds)
    vetted = VettedCorpus(
        store, surroundings, references, settled, held, calendars, LiteralNames(store)
    )
    vetted.is_tonights_site = standing is site
    vetted.problems += settled.problems
    if site is not None and site is not standing:
        vetted.problems.append(_no_publisher(site, references))
    if site is not None:
        vetted.problems += rules_turned_on(site, settled.values["regime"].values())
        vetted.problems += regimes_of_site(site, surroundings.regimes)
        vetted.problems += unknown_sorts(site)
        vetted.problems += site_findings(site)
        vetted.problems += no_catalog(site, settled.catalogs(), corpus.unread)
    unread = _unread(corpus, memory)
    known_site = surroundings.site if standing or site else None
    context = Context(
        surroundings,
        references,
        store,
        known_site,
        settled.drafts,
        unread=unread,
        numbers=given_out(surroundings),
        cleared=Cleared(memory),
        as_if_signed_on=as_if_signed_on,
    )
    if answers is not None:
        beside = known_site, settled.drafts, settled.gone, context.numbers
        vetted.under = _recalled(answers, store, settings_digest(surroundings, *beside))
    clear_ahead(context, jobs)
    for faulty in corpus.faulty.values():
        stand_in(vetted, context, faulty, memory)
    vet_records(vetted, context, memory, set(corpus.faulty), advance)
    context.cleared.keep()
    vetted.context = context
    vetted.given_out, vetted.passed = context.numbers, context.may_stand
    if memory is not None:
        _keep_unread(vetted, corpus, memory)
        keep_honoured(vetted, memory)
    vetted.problems += first_days_moved(store, memory)
    vetted.problems += vetted.literal_names.of_all(store)
    vetted.problems += same_decision_twice(store, vetted.organ_of)
    vetted.problems += _lost_holds(vetted, corpus.holds)
    if standing is None:
        raise ContentError(_("expected a file that says who publishes"), tuple(vetted.problems))
    return vetted


def refused_by_law(vetted: VettedCorpus, law: Chrome) -> set[str]:
    """The records that a state of the law would not take: of another kind, day or field."""
    context = Context(law, vetted.references, vetted.store, law.site, vetted.settled.drafts)
    return {
        found.record.id
        for found in vetted.store.records()
        for check in LAW_CHECKS
        if any(problem.is_error for problem in check(found.record, context))
    }


def _standing_site(settled: Settled, *sites: Site | None) -> Site | None:
    """The first site whose publisher stands."""
    organs = settled.values["organ"]
    return next((site for site in sites if site is not None and site.publisher in organs), None)


def _no_publisher(site: Site, references: References) -> Problem:
    message = references.unknown_id(site.publisher)
    return Problem(
        code="unknown-organ", path="content/site.yml", field="publisher", message=message
    )


def _held(holds: Iterable[Hold]) -> dict[str, date]:
    held: dict[str, date] = {}
    for hold in holds:
        held[hold.id] = min(hold.on, held.get(hold.id, hold.on))
    return held


def _lost_holds(vetted: VettedCorpus, holds: Iterable[Hold]) -> Iterator[Problem]:
    """A hold that holds nothing: probably of another record than was meant."""
    for hold in holds:
        if not vetted.store.has(hold.id):
            near = difflib.get_close_matches(hold.id, sorted(vetted.store.ids()), n=1)
            found = quoted(hold.id)
            message = (
                _("no record {found}; did you mean '{near}'?", found=found, near=near[0])
                if near
                else _("no record {found}", found=found)
            )
            yield Problem(
                code="unknown-record",
                path=HOLDS_FILE,
                line=hold.line,
                field="id",
                record=hold.id,
                message=message,
                severity=Severity.ERROR if near else Severity.WARNING,
            )


def _recalled(answers: Answers, store: ContentStore, under: str) -> str:
    """Take over what was found under the same settings; their digest."""
    if answers.given(VETTED_UNDER) == under:
        answers.recall(store.path)
    return under


def _unread(corpus: Corpus, memory: Memory | None) -> dict[str, Kind]:
    """The records whose last good version may stand in for what can't be read."""
    goods = memory.goods() if memory is not None and corpus.unread else ()
    return {
        good.record.id: good.record.kind
        for good in goods
        if is_unread(good.record.path, corpus.unread)
    }


def _keep_unread(vetted: VettedCorpus, corpus: Corpus, memory: Memory) -> None:
    """Let stand what a file that can't be read to its end no longer shows; collect the rest."""
    known = vetted.store.kinds()
    for good in memory.goods(but=known):
        if good.record.id not in known and is_unread(good.record.path, corpus.unread):
            keep(vetted, good)
        else:
            # An id that another kind of record bears now is gone all the same.
            vetted.missing.append(good)
