"""Which records an order means: one by its id, or all parties of a decision."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder.errors import UsageError, quoted
from site_builder.i18n import _
from site_builder.model.record import EventKind, Kind
from site_builder.model.text import fold_number
from site_builder.office.event_order import OF_ONE_RECORD

if TYPE_CHECKING:
    from site_builder.model.record import Record
    from site_builder.store.content import Vetted
    from site_builder.vet import VettedCorpus

_SHOWN = 10
_Decision = tuple[Kind, str, str]


@dataclass(frozen=True, slots=True)
class Targets:
    """The records that an order is about; ``named`` is the one that was given by its id."""

    named: str | None
    found: tuple[Vetted, ...]


def targets(vetted: VettedCorpus, wanted: str, kind: EventKind) -> Targets:
    """The records that ``wanted`` means: an id, or a document number however it is written.

    Raises:
        UsageError: There is none, or it is not clear which; names the ids.
    """
    named = vetted.store.get(wanted.strip().lower())
    if named is not None:
        decision = _decision(vetted, named.record)
        if kind in OF_ONE_RECORD or named.record.kind is not Kind.LISTING or decision is None:
            return Targets(named.record.id, (named,))
        return Targets(named.record.id, _of(vetted, decision[2]).get(decision, (named,)))
    groups = _of(vetted, fold_number(wanted))
    if not groups:
        raise _unknown(vetted, wanted)
    parties = [found for group in groups.values() for found in group]
    is_clear = len(groups) == 1 and (len(parties) == 1 or _acts_on_all(parties[0].record, kind))
    if not is_clear:
        raise _unclear([found.record.id for found in parties])
    return Targets(parties[0].record.id if len(parties) == 1 else None, tuple(parties))


def _acts_on_all(record: Record, kind: EventKind) -> bool:
    return record.kind is Kind.LISTING and kind not in OF_ONE_RECORD


def _of(vetted: VettedCorpus, folded: str) -> dict[_Decision, tuple[Vetted, ...]]:
    """The records with this number, by kind and organ."""
    groups: dict[_Decision, tuple[Vetted, ...]] = {}
    for kind in (Kind.LISTING, Kind.CASE):
        for found in vetted.store.records(kind):
            number = found.record.facts.number
            if not folded or not number or fold_number(number) != folded:
                continue
            # Of a body that is not known, nobody can tell which other records are its own.
            key = _decision(vetted, found.record) or (kind, f"?{found.record.id}", folded)
            groups[key] = (*groups.get(key, ()), found)
    return groups


def _decision(vetted: VettedCorpus, record: Record) -> _Decision | None:
    organ, number = vetted.organ_of(record.facts.organ), record.facts.number
    return (record.kind, organ, fold_number(number)) if organ and number else None


def _unknown(vetted: VettedCorpus, wanted: str) -> UsageError:
    near = difflib.get_close_matches(wanted, sorted(vetted.store.ids()), n=1)
    if near:
        message = _(
            "no record and no decision {found}; did you mean '{near}'?",
            found=quoted(wanted),
            near=near[0],
        )
        return UsageError(message)
    return UsageError(_("no record and no decision {found}", found=quoted(wanted)))


def _unclear(ids: list[str]) -> UsageError:
    shown = ", ".join(sorted(ids)[:_SHOWN]) + (" …" if len(ids) > _SHOWN else "")
    return UsageError(
        _("expected one decision, found several records with this number: {ids}", ids=shown)
    )
