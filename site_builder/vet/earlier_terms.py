"""Terms that a site named before: what a release let end by one, a longer one shows no more.

``site.yml`` names them on one person's word, and showing needs two people.
"""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from site_builder.errors import Problem, Severity
from site_builder.i18n import _
from site_builder.model.moment import Term
from site_builder.model.regime import Certainty, EarlierTerm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from site_builder.model.regime import Regime
    from site_builder.model.site import Site
    from site_builder.store.public import Chrome

# Where the memory keeps the terms that stood; no rollback touches it.
TERMS: Final = "regimes/terms.json"


def with_earlier_terms(chrome: Chrome, remembered: bytes | None) -> Chrome:
    """The law with the terms by which releases were made before the site named others."""
    regimes = dict(chrome.regimes)
    for name, stood in _read(remembered).items():
        term = _named(regimes[name], chrome.site) if name in regimes else None
        earlier = tuple(each for each in stood if each.term != term)
        # Of a regime with a term of its own two people signed that, or it is the product's.
        if term is not None and earlier:
            clock = replace(regimes[name].clock, earlier=earlier)
            regimes[name] = replace(regimes[name], clock=clock)
    return replace(chrome, regimes=regimes)


def changed_terms(chrome: Chrome, remembered: bytes | None) -> dict[str, Regime]:
    """The regimes for which the site names another term than when a release was last made.

    By id, without the terms that it named before.
    """
    found = {}
    for name, stood in _read(remembered).items():
        regime = chrome.regimes.get(name)
        last = max(stood, key=lambda each: each.through)
        if regime is not None and last in regime.clock.earlier:
            found[name] = replace(regime, clock=replace(regime.clock, earlier=()))
    return found


def terms_to_remember(chrome: Chrome, remembered: bytes | None, day: date) -> bytes:
    """What to remember: each term that a release was made by, with the last day that one was."""
    known = {
        name: {each.term: each.through for each in stood}
        for name, stood in _read(remembered).items()
    }
    for name, regime in chrome.regimes.items():
        term = _named(regime, chrome.site)
        if term is not None:
            stood = known.setdefault(name, {})
            stood[term] = max(day, stood.get(term, day))
    told = {
        name: [{"term": asdict(term), "through": str(stood[term])} for term in stood]
        for name, stood in known.items()
    }
    return json.dumps(told, sort_keys=True).encode()


def longer_term(name: str, path: str, kept: list[str]) -> Problem:
    """That a longer term shows no record again that a release let end by a shorter one."""
    message = _(
        "{count} records, '{first}' among them, ended by the term that stood here before; they"
        " stay ended, and each shows again only once two people sign it anew (approve FILE#ID)",
        count=len(kept),
        first=min(kept),
    )
    return Problem(
        code="term-longer",
        path=path,
        field=f"terms.{name}",
        message=message,
        severity=Severity.WARNING,
    )


def _named(regime: Regime, site: Site) -> Term | None:
    """The term that counts here because ``site.yml`` says so; None if the regime itself does."""
    clock = regime.clock
    if clock.term_from_site:
        return site.terms.get(regime.id)
    is_turned_on = clock.certainty is Certainty.FROM_MEMORY
    return clock.term if is_turned_on and f"{regime.id}.clock" in site.from_memory else None


def _read(remembered: bytes | None) -> dict[str, list[EarlierTerm]]:
    told: Mapping[str, list[dict[str, Any]]] = json.loads(remembered) if remembered else {}
    return {
        name: [
            EarlierTerm(Term(**each["term"]), date.fromisoformat(each["through"])) for each in stood
        ]
        for name, stood in told.items()
    }
