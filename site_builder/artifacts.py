"""Every file of a release but its manifest, as promises."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from site_builder.export import exports
from site_builder.render.pages import pages
from site_builder.search import search_index

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.model.artifact import Promise
    from site_builder.render.picture import Picture
    from site_builder.render.theme import Theme
    from site_builder.store.public import PublicCorpus


def artifacts(corpus: PublicCorpus, theme: Theme, picture: Picture) -> Iterator[Promise]:
    """The pages, the search and the files for programs.

    Raises:
        RenderError: The theme is broken.
    """
    return chain(pages(corpus, theme, picture), search_index(corpus), exports(corpus))
