"""The options of ``site.yml`` that loosen a check: they hold as far as two people signed them."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from site_builder.errors import Problem, Severity, quoted
from site_builder.firewall.finding import NEVER_ONLY_WARNED, Sort
from site_builder.i18n import Message, _
from site_builder.model.site import CATALOG, LOOSENING, PORTAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.model.site import Site
    from site_builder.store.corpus import Setting

SITE: Final = "site"
# Where the problem of what waits is no list of options.
_FIELDS: Final[Mapping[str, str | None]] = {PORTAL: PORTAL, CATALOG: None}
_MAY_ONLY_WARN: Final = tuple(sort.value for sort in Sort if sort not in NEVER_ONLY_WARNED)


def held_to(site: Site, signed: Mapping[str, Any]) -> Site:
    """``site`` with those of its loosening options alone that two people signed.

    Where a text was changed since, it is as it was signed.
    """
    holding = {
        name: common(getattr(site, name), signed.get(name))
        for name in LOOSENING
        if hasattr(site, name)
    }
    warn = frozenset(holding["only_warn"]) & frozenset(_MAY_ONLY_WARN)
    return replace(site, **{**holding, "only_warn": warn})


def common(written: Any, signed: Any) -> Any:
    """As much of an option as is both written and signed: of a text or group, as signed."""
    if isinstance(written, Mapping):
        signed = signed if isinstance(signed, Mapping) else {}
        return {key: common(item, signed[key]) for key, item in written.items() if key in signed}
    if isinstance(written, list | tuple | frozenset):
        signed = signed if isinstance(signed, list | tuple | frozenset) else ()
        return type(written)(item for item in written if item in signed)
    if isinstance(written, bool):
        return written and signed is True
    return signed if written is not None and isinstance(signed, str) else None


def is_tighter(written: Mapping[str, Any], signed: Mapping[str, Any]) -> bool:
    """Whether ``written`` loosens nothing that ``signed`` does not, in the same words."""
    return all(
        name in signed and common(value, signed[name]) == value for name, value in written.items()
    )


def not_signed(setting: Setting) -> Problem:
    """That options wait for two people: whoever wrote them learns why they have no effect."""
    waits = {PORTAL: _waits_to_stand, CATALOG: _waits_to_speak}
    return Problem(
        code="never-signed",
        path=setting.path,
        line=setting.line,
        field=_FIELDS[setting.kind] if setting.kind in _FIELDS else ", ".join(setting.values),
        record=setting.id,
        message=waits.get(setting.kind, _waits_to_loosen)(setting.path),
        severity=Severity.WARNING,
    )


def _waits_to_loosen(path: str) -> Message:
    return _(
        "what loosens a check holds only once two people signed it, and counts as not written"
        " until then; sign it with: site-builder approve {path}",
        path=path,
    )


def _waits_to_stand(path: str) -> Message:
    return _(
        "a portal stands around the pages only once two people signed it, and counts as not"
        " written until then; sign it with: site-builder approve {path}",
        path=path,
    )


def _waits_to_speak(path: str) -> Message:
    return _(
        "a site speaks a language of its own only once two people signed its catalog, and Chinese"
        " until then; sign it with: site-builder approve {path}",
        path=path,
    )


def unknown_sorts(site: Site) -> Iterator[Problem]:
    """That ``only_warn`` names a sort of finding that there is not, or that must keep back."""
    for name in sorted(site.only_warn):
        if name not in _MAY_ONLY_WARN:
            yield Problem(
                code="unknown-value",
                path="content/site.yml",
                field="only_warn",
                message=_refused(name),
            )


def _refused(name: str) -> Message:
    if name in NEVER_ONLY_WARNED:
        return _(
            "findings of the sort '{name}' keep a record back everywhere (个人信息保护法 28,"
            " 未成年人保护法 103): no site may let them only warn",
            name=name,
        )
    near = difflib.get_close_matches(name, _MAY_ONLY_WARN, n=1)
    if near:
        return _("no value {found} here; did you mean '{near}'?", found=quoted(name), near=near[0])
    return _(
        "expected one of {choices}, found {found}",
        choices=", ".join(_MAY_ONLY_WARN),
        found=quoted(name),
    )
