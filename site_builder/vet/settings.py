"""Which bodies, channels and regimes stand: the signed ones, or their last good selves."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from site_builder.errors import Problem
from site_builder.i18n import _
from site_builder.model.digest import digest_of
from site_builder.model.site import CATALOG, PORTAL, Channel, Level, Organ, Portal
from site_builder.store.public import Chrome
from site_builder.vet.firewall_of_settings import setting_findings, without_untold
from site_builder.vet.loosening import SITE, held_to, is_tighter, not_signed
from site_builder.vet.places import place_problems
from site_builder.vet.references import References
from site_builder.vet.regime_values import regime_of
from site_builder.vet.regimes import regime_problems
from site_builder.vet.sign_offs import sign_off_problem
from site_builder.vet.speech import speech_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from site_builder.model.site import Site
    from site_builder.store.content import ContentStore
    from site_builder.store.corpus import Setting
    from site_builder.store.memory import Memory

# Where the memory keeps the shipped regimes that stood.
PACK: Final = "regimes/pack.json"


@dataclass(slots=True)
class Settled:
    """The settings that stand, and what to remember of them as last good.

    ``gone`` are organs that no readable file holds any more: records that stand as
    their last good version may still name them, new ones may not. ``drafts`` are
    settings that are written but not validly signed, and so do not stand. ``shipped``
    are the regimes of the product that stand as they came with it.
    """

    values: dict[str, dict[str, Mapping[str, Any]]] = field(default_factory=dict)
    good: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    drafts: set[str] = field(default_factory=set)
    shipped: dict[str, Setting] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def catalogs(self) -> set[str]:
        """The catalogs that somebody wrote, whether they stand or not."""
        return {*self.values[CATALOG], *self.drafts}


def settle(
    settings: Mapping[str, list[Setting]],
    unread: set[str],
    store: ContentStore,
    memory: Memory | None,
    *,
    as_if_signed: bool = False,
) -> Settled:
    """Decide for every setting which version stands tonight.

    ``as_if_signed`` is for a preview, which speaks as nobody signed it yet.
    """
    settled = Settled()
    pack = memory.file(PACK) if memory else None
    stood = frozenset(json.loads(pack)) if pack else frozenset()
    for kind, written in settings.items():
        known = memory.settings(kind) if memory else {}
        is_signed = as_if_signed and kind == CATALOG
        _Kind(settled, kind, written, known, is_signed=is_signed).settle(unread, store, stood)
        settled.problems += place_problems(written, settled.values[kind])
    return settled


def is_unread(path: str, unread: set[str]) -> bool:
    """Whether a file, or a folder that it lies in, could not be read to its end."""
    while path and path not in unread:
        path = path.rpartition("/")[0]
    return bool(path)


class _Kind:
    """The settings of one kind, on their way to being settled."""

    def __init__(
        self,
        settled: Settled,
        kind: str,
        settings: list[Setting],
        known: dict[str, tuple[str, str]],
        *,
        is_signed: bool,
    ) -> None:
        self._settled = settled
        self._kind = kind
        self._known = known
        self._is_signed = is_signed
        self._shipped = {setting.id: setting for setting in settings if setting.shipped}
        self._own = [setting for setting in settings if not setting.shipped]
        self._values: dict[str, Mapping[str, Any]] = {}
        self._good: dict[str, tuple[str, str]] = {}

    def settle(self, unread: set[str], store: ContentStore, stood: Collection[str]) -> None:
        settled = self._settled
        for setting in self._shipped.values():
            self._stand(setting.id, setting.values, setting.digest)
        for setting in self._own:
            self._settle_one(setting, store)
        self._keep_unread(unread, stood)
        if self._kind == "regime":
            self._keep_gone_regimes(store)
        settled.values[self._kind] = self._values
        for name, setting in self._shipped.items():
            if self._values.get(name) is setting.values:
                settled.shipped[name] = setting
        settled.good[self._kind] = self._good

    def _stand(self, name: str, values: Mapping[str, Any], digest: str) -> None:
        self._values[name] = values
        self._settled.digests[name] = digest

    def _settle_one(self, setting: Setting, store: ContentStore) -> None:
        shipped = self._shipped.get(setting.id)
        if shipped is not None and shipped.digest == setting.digest:
            return
        if self._is_tightened(setting):
            self._stand(setting.id, setting.values, setting.digest)
            self._good[setting.id] = self._known[setting.id]
            return
        faults = self._faults(setting)
        unsigned = None if self._is_signed else sign_off_problem(store, setting)
        self._settled.problems += faults
        if unsigned is None and not faults:
            self._stand(setting.id, setting.values, setting.digest)
            text = json.dumps(setting.values, ensure_ascii=False)
            self._good[setting.id] = (setting.path, text)
            return
        signed = store.sign_off(setting.id)
        if unsigned is not None and (signed or setting.id in self._known):
            self._settled.problems.append(unsigned)
        elif unsigned is not None and self._kind in {SITE, PORTAL, CATALOG}:
            self._settled.problems.append(not_signed(setting))
        if setting.id in self._known:
            self._keep(setting.id)
            return
        self._settled.drafts.add(setting.id)
        if signed and shipped and signed[0].sha256 != shipped.digest:
            # What two people signed instead of the shipped one is lost; it may end records earlier.
            self._values.pop(setting.id, None)

    def _is_tightened(self, setting: Setting) -> bool:
        """Whether options only loosen less than what was last signed: that needs nobody."""
        if self._kind != SITE or setting.id not in self._known:
            return False
        return is_tighter(setting.values, json.loads(self._known[setting.id][1]))

    def _faults(self, setting: Setting) -> list[Problem]:
        if self._kind != "regime":
            return setting_findings(setting)
        names = {*self._shipped, *self._known, *(each.id for each in self._own)}
        return regime_problems(setting, names)

    def _keep(self, name: str) -> None:
        """Let a setting stand as it last did."""
        self._good[name] = self._known[name]
        values = json.loads(self._known[name][1])
        self._stand(name, values, digest_of(values))

    def _keep_unread(self, unread: set[str], stood: Collection[str]) -> None:
        seen = {setting.id for setting in self._own}
        for name, (path, _data) in self._known.items():
            if name in seen:
                continue
            if is_unread(path, unread):
                self._keep(name)
            elif self._kind == "organ":
                self._settled.gone.add(name)
                self._keep(name)
        if self._kind == "regime":
            # A site's own regime that can't be read may end records earlier than the shipped one,
            # unless that is what stood when a release was last made: then it was a mere copy.
            for path in unread:
                name = path.rpartition("/")[2].rpartition(".")[0]
                if path.startswith("content/regimes/") and name not in {*seen, *self._good, *stood}:
                    self._values.pop(name, None)

    def _keep_gone_regimes(self, store: ContentStore) -> None:
        """Let regimes that no file holds any more stand: without them records may show longer.

        Two people may sign the shipped one in their stead (``approve pack#ID``).
        """
        written = {setting.id for setting in self._own}
        for name, (path, _data) in self._known.items():
            shipped, signed = self._shipped.get(name), store.sign_off(name)
            is_shipped_signed = bool(shipped and signed and signed[0].sha256 == shipped.digest)
            if name in written or name in self._good or is_shipped_signed:
                continue
            self._keep(name)
            if shipped or store.has_regime(name):
                self._settled.problems.append(_gone_regime(name, path, is_shipped=bool(shipped)))


def _gone_regime(name: str, path: str, *, is_shipped: bool) -> Problem:
    message = (
        _(
            "no file holds the regime '{name}' any more that two people signed; it stands as it"
            " last was until it is written again, or the shipped one is signed (approve"
            " pack#{name})",
            name=name,
        )
        if is_shipped
        else _(
            "no file holds the regime '{name}' any more that records name; it stands as it last"
            " was until it is written again",
            name=name,
        )
    )
    return Problem(code="regime-gone", path=path, record=name, message=message)


def chrome(site: Site, settled: Settled) -> Chrome:
    """The settings as values that the other stages can use.

    Of ``site``, what was signed, and none of the texts that may not go out.
    """
    site = held_to(without_untold(site), settled.values.get(SITE, {}).get(SITE, {}))
    portal = settled.values.get(PORTAL, {}).get(PORTAL)
    site = replace(site, portal=Portal(**portal) if portal else None)
    organs = {name: _organ(values) for name, values in sorted(settled.values["organ"].items())}
    regimes = {
        name: regime_of(values, settled.digests[name], site.from_memory)
        for name, values in sorted(settled.values["regime"].items())
    }
    channels = tuple(
        _channel(values) for _name, values in sorted(settled.values["channel"].items())
    )
    return Chrome(
        site=site,
        organs=organs,
        channels=channels,
        regimes=regimes,
        speech=speech_of(site, settled.values.get(CATALOG, {})),
    )


def _codes(regions: Iterable[str]) -> tuple[str, ...]:
    """The codes of regions; what is none was told, and is left out."""
    found = map(References.region, regions)
    return tuple(code for code in found if isinstance(code, str))


def _organ(values: Mapping[str, Any]) -> Organ:
    regions = _codes([values["region"]] if "region" in values else [])
    return Organ(
        **{
            **values,
            "level": Level(values["level"]),
            "aliases": tuple(values.get("aliases", ())),
            "region": regions[0] if regions else None,
        }
    )


def _channel(values: Mapping[str, Any]) -> Channel:
    return Channel(
        **{
            **values,
            "regions": _codes(values.get("regions", ())),
            "languages": tuple(values.get("languages", ())),
        }
    )
