"""The language that a site speaks to its readers: whether its catalog stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from site_builder.errors import Problem
from site_builder.i18n import Speech, _, spoken_in
from site_builder.model.site import catalog_id

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from typing import Any

    from site_builder.model.site import Site

    Catalogs = Mapping[str, Mapping[str, Any]]

_SITE_FILE: Final = "content/site.yml"


def speech_of(site: Site, catalogs: Catalogs) -> Speech:
    """What the site speaks: Chinese until two people signed the catalog of another language."""
    return spoken_in(site.language, catalogs.get(catalog_id(site.language)))


def no_catalog(site: Site, written: Collection[str], unread: Collection[str]) -> Iterator[Problem]:
    """That there is none for the language that the site is to speak."""
    tag, name = site.language, catalog_id(site.language)
    if name in written or Speech(tag).is_shipped or f"content/locale/{tag}.po" in unread:
        return
    message = _(
        "expected a catalog content/locale/{tag}.po for this language, found none; begin it with:"
        " site-builder new catalog {tag}",
        tag=tag,
    )
    yield Problem(code="bad-catalog", path=_SITE_FILE, field="language", message=message)
