"""What a folder of regimes would move, before anybody adopts it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from site_builder.disclose import Impact, impact
from site_builder.errors import Problem
from site_builder.i18n import _
from site_builder.load import read_regimes
from site_builder.vet import refused_by_law, regime_of, regime_problems

if TYPE_CHECKING:
    from pathlib import Path

    from site_builder.model.moment import Moment
    from site_builder.model.regime import Regime
    from site_builder.prepare import Prepared
    from site_builder.store.corpus import Setting


@dataclass(frozen=True, slots=True)
class Outlook:
    """The records that would move, and what is wrong with the regimes that would move them."""

    moved: tuple[Impact, ...]
    problems: tuple[Problem, ...]
    regimes: tuple[str, ...]


def outlook(prepared: Prepared, folder: Path, moment: Moment) -> Outlook:
    """Every record whose end, state or fields the regimes in ``folder`` would move.

    A regime there takes the place of the one of its id; all others stay as they are.
    """
    settings, problems = _regimes(folder, set(prepared.vetted.chrome.regimes))
    chrome = prepared.vetted.chrome
    turned_on = chrome.site.from_memory
    adopted = {each.id: regime_of(each.values, each.digest, turned_on) for each in settings}
    regimes: dict[str, Regime] = {**chrome.regimes, **adopted}
    then = prepared.subjects.under(regimes)
    refused = refused_by_law(prepared.vetted, replace(chrome, regimes=regimes))
    refused -= refused_by_law(prepared.vetted, chrome)
    moved = tuple(impact(prepared.subjects, then, moment, refused))
    return Outlook(moved, tuple(problems), tuple(sorted(adopted)))


def _regimes(folder: Path, known: set[str]) -> tuple[list[Setting], list[Problem]]:
    settings, problems = read_regimes(folder)
    if not settings and not problems:
        message = _("expected regimes in files ending in .yml, found none")
        problems.append(Problem(code="unknown-file", path=folder.name, message=message))
    names = {*known, *(setting.id for setting in settings)}
    for setting in settings:
        problems += regime_problems(setting, names)
    return settings, problems
