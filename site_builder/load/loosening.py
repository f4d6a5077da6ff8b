"""The options of ``site.yml`` that loosen a check, as one thing for two people to sign."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pydantic import ValidationError

from site_builder.kinds.base import prune
from site_builder.kinds.setting import SiteValues
from site_builder.load.yaml_core import read_value
from site_builder.model.digest import digest_of
from site_builder.model.site import LOOSENING
from site_builder.store.corpus import Setting

if TYPE_CHECKING:
    from collections.abc import Mapping

    from site_builder.load.entries import Path

SITE: Final = "site"


def read_loosening(data: bytes, path: str) -> tuple[list[Setting], bool]:
    """What ``site.yml`` loosens, if anything; and whether that can be told at all."""
    written, lines, problems = read_value(data, path)
    try:
        site = None if problems else SiteValues.model_validate(written or {})
    except ValidationError:
        site = None
    if site is None:
        return [], False
    found = prune(site.model_dump(mode="json", exclude_unset=True))
    # What is turned off loosens nothing.
    values = {name: found[name] for name in LOOSENING if found.get(name)}
    return ([_setting(values, lines, path)] if values else []), True


def _setting(values: dict[str, object], lines: Mapping[Path, int], path: str) -> Setting:
    places = {name: lines.get((name,), 1) for name in values}
    return Setting(
        kind=SITE,
        id=SITE,
        path=path,
        line=min(places.values()),
        values=values,
        digest=digest_of(values),
        lines=places,
    )
