"""``robots.txt``: every robot may read the site, and is told where its pages are."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from site_builder.export.address import address
from site_builder.model.artifact import Artifact, fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.store.public import PublicCorpus


def robots_txt(corpus: PublicCorpus) -> Iterator[Artifact]:
    """Leave for all, and the sitemap's address."""
    sitemap = address(corpus.chrome.site.base_url, "sitemap.xml")
    text = f"User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n"
    yield Artifact("site/robots.txt", fingerprint(text), partial(str.encode, text))
