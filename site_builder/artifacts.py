"""Every file of a release but its manifest, as promises."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from site_builder.export import exports
from site_builder.i18n import CHINESE
from site_builder.model.artifact import Artifact, fingerprint
from site_builder.render.pages import pages
from site_builder.search import search_index

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.i18n import Speech
    from site_builder.model.artifact import Promise
    from site_builder.render.picture import Picture
    from site_builder.render.theme import Theme
    from site_builder.store.public import PublicCorpus


def artifacts(corpus: PublicCorpus, theme: Theme, picture: Picture) -> Iterator[Promise]:
    """The pages, the search and the files for programs.

    Raises:
        RenderError: The theme is broken.
    """
    others = chain(search_index(corpus), exports(corpus))
    return chain(pages(corpus, theme, picture), _spoken(others, corpus.chrome.speech))


def _spoken(promises: Iterator[Promise], speech: Speech) -> Iterator[Promise]:
    """Files that are made anew when the site speaks otherwise; pages know that themselves."""
    if speech is CHINESE:
        return promises
    known = speech.known
    return (
        replace(each, fingerprint=fingerprint(known, each.fingerprint))
        if isinstance(each, Artifact)
        else each  # told anew each time, by a fingerprint of its very bytes
        for each in promises
    )
