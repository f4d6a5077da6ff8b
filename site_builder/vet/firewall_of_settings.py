"""The publication firewall at bodies, channels and ``site.yml``: offices have numbers to give."""

from __future__ import annotations

import re
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Final

from site_builder.errors import Problem
from site_builder.firewall import Finding, Look, Sort, findings
from site_builder.model.site import PORTAL
from site_builder.vet.firewall import WHAT, leaves, said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.model.site import Site
    from site_builder.store.corpus import Setting

_SORTS: Final = frozenset(
    {
        Sort.ID_NUMBER,
        Sort.BANK_CARD,
        Sort.PHONE,
        Sort.PASSPORT,
        Sort.PLATE,
        Sort.PLACEHOLDER,
    }
)
_SITE_SORTS: Final = _SORTS - {Sort.PLACEHOLDER} | {Sort.WECHAT, Sort.QQ}
_OPTIONAL: Final = frozenset({"icp", "police_record", "sponsor", "contact"})
# A channel's telephone and address are what it is for.
_OF_CHANNELS: Final = frozenset(
    {Sort.ID_NUMBER, Sort.BANK_CARD, Sort.HEALTH, Sort.BIRTH_DATE, Sort.FULL_NAME}
)
_NO_TEXT: Final = frozenset(
    {"id", "id_code", "languages", "level", "parent", "region", "regions", "site_domain"}
)
# Channels are there to give numbers out.
_CHANNEL: Final = "channel"
_TAG: Final = re.compile(r"<[^<>]*>")
_SITE_FILE: Final = "content/site.yml"


def setting_findings(setting: Setting) -> list[Problem]:
    """What may not go out of a body's or a channel's texts, an official's own mobile among it."""
    sorts = _OF_CHANNELS if setting.kind == _CHANNEL else _SORTS
    return [
        Problem(
            code=finding.code,
            path=setting.path,
            line=setting.line_of(field),
            field=field,
            record=setting.id,
            message=said(finding),
            citation=WHAT[finding.sort][1],
        )
        for field, finding in _found(_texts(setting), sorts)
    ]


def _texts(setting: Setting) -> Iterator[tuple[str, str]]:
    """What a reader sees of a setting: of a portal's HTML no addresses, which are all digits."""
    for field, text in leaves(setting.values):
        yield field, _TAG.sub(" ", text) if setting.kind == PORTAL else text


def site_findings(site: Site) -> list[Problem]:
    """What may not go out of the texts that ``site.yml`` puts on every page."""
    texts = {"name": site.name, "government": asdict(site.government)}
    return [
        Problem(
            code=finding.code,
            path=_SITE_FILE,
            field=field,
            message=said(finding),
            citation=WHAT[finding.sort][1],
        )
        for field, finding in _found(leaves(texts), _SITE_SORTS)
    ]


def without_untold(site: Site) -> Site:
    """The site without those of its optional texts that may not go out."""
    texts = asdict(site.government)
    untold = {field for field, _finding in _found(leaves(texts), _SITE_SORTS) if field in _OPTIONAL}
    return replace(
        site,
        government=replace(site.government, **dict.fromkeys(untold)),  # type: ignore[arg-type]
    )


def _found(
    texts: Iterator[tuple[str, str]], sorts: frozenset[Sort]
) -> Iterator[tuple[str, Finding]]:
    for field, text in texts:
        if field.split("[")[0].rsplit(".", 1)[-1] in _NO_TEXT:
            continue
        for finding in findings(text, Look(sorts=sorts, is_official=True)):
            # A landline is an office's; a mobile telephone is somebody's own.
            if finding.sort is not Sort.PHONE or finding.is_safe:
                yield field, finding
