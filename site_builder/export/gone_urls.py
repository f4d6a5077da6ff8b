"""``gone-urls.txt``: what search engines are asked to forget."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from site_builder.export.address import address
from site_builder.model.artifact import Artifact, fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.store.public import PublicCorpus


def gone_urls(corpus: PublicCorpus) -> Iterator[Artifact]:
    """The full addresses of what ended within the last 365 days, one a line, sorted.

    So Baidu (死链提交), Bing and Google take them; the ids in them are opaque.
    """
    paths = fingerprint(corpus.chrome.site.base_url, *corpus.gone_paths())
    yield Artifact("site/gone-urls.txt", paths, partial(_lines, corpus))


def _lines(corpus: PublicCorpus) -> bytes:
    base_url = corpus.chrome.site.base_url
    found = sorted(address(base_url, path) for path in corpus.gone_paths())
    return "".join(f"{line}\n" for line in found).encode()
