"""A newer regime pack that nobody has signed off yet: what the law was before it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from site_builder.errors import Problem, Severity
from site_builder.i18n import _
from site_builder.model.digest import digest_of
from site_builder.vet.regime_values import regime_of
from site_builder.vet.sign_offs import sign_off_problem

if TYPE_CHECKING:
    from site_builder.model.regime import Regime
    from site_builder.store.content import ContentStore
    from site_builder.store.corpus import Setting
    from site_builder.store.public import Chrome
    from site_builder.vet.settings import Settled

_BEFORE = "-before"


@dataclass(frozen=True, slots=True)
class Pack:
    """The shipped regimes that stand, and what those of them were that nobody has signed.

    ``shipped`` and ``unsigned`` go by id; the values of ``unsigned`` are those remembered.
    """

    shipped: Mapping[str, Setting]
    unsigned: Mapping[str, Mapping[str, Any]]

    def before(self, chrome: Chrome) -> dict[str, Regime]:
        """The regimes as they were before the pack changed, by id."""
        turned_on = chrome.site.from_memory
        return {
            name: regime_of(values, digest_of(values), turned_on)
            for name, values in self.unsigned.items()
        }

    def adopting(self, moved: Mapping[str, object]) -> bytes:
        """What to remember: the pack, but as it was where it moves ends that nobody signed."""
        pack = {name: setting.values for name, setting in self.shipped.items()}
        kept = {name: values for name, values in self.unsigned.items() if name in moved}
        return json.dumps({**pack, **kept}, ensure_ascii=False, sort_keys=True).encode()


def pack_of(settled: Settled, store: ContentStore, remembered: bytes | None) -> Pack:
    """The pack beside the one that was remembered when a release was last made."""
    shipped = settled.shipped
    known: dict[str, dict[str, Any]] = json.loads(remembered) if remembered else {}
    unsigned = {
        name: values
        for name, values in known.items()
        if name in shipped
        and digest_of(values) != shipped[name].digest
        and sign_off_problem(store, shipped[name]) is not None
    }
    return Pack(shipped, unsigned)


def judged_by_both(chrome: Chrome, before: Mapping[str, Regime]) -> Chrome:
    """The law with each of ``before`` beside its newer self: the earlier end wins."""
    regimes = dict(chrome.regimes)
    for name, was in before.items():
        old = f"{name}{_BEFORE}"
        regimes[old] = replace(was, id=old, in_force_from=None)
        judges = (*regimes[name].also_judged_by, old)
        regimes[name] = replace(regimes[name], also_judged_by=judges)
    return replace(chrome, regimes=regimes)


def unsigned_law(name: str, path: str, moved: list[str]) -> Problem:
    """That this version of the product moves ends, until two people have signed it."""
    message = _(
        "this version moves the last day of {count} records, '{first}' among them; until two"
        " people sign it (approve pack#{regime}), the earlier of both ends counts",
        count=len(moved),
        first=min(moved),
        regime=name,
    )
    return Problem(
        code="law-changed", path=path, record=name, message=message, severity=Severity.WARNING
    )
