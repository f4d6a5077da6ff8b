"""The site of one moment, each file made when somebody asks for it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from site_builder.disclose import disclose, disclose_again
from site_builder.export import exports
from site_builder.i18n import speaking
from site_builder.model.artifact import Artifact, Measure
from site_builder.model.record import State
from site_builder.render.edition import Edition
from site_builder.render.pages import PAGES, drawn_on
from site_builder.render.picture import pictures_in
from site_builder.search import search_index

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from site_builder.disclose import Subject, Subjects
    from site_builder.errors import Problem
    from site_builder.model.artifact import Promise
    from site_builder.model.moment import Moment
    from site_builder.model.public import PublicRecord
    from site_builder.render.theme import Theme

_SITE = "site/"


class View:
    """What readers would see at ``as_of``."""

    def __init__(
        self, subjects: Subjects, as_of: Moment, theme: Theme, content: Path, store: Path
    ) -> None:
        """Disclose the subjects into ``store``; nothing is rendered yet."""
        self.as_of = as_of
        self._theme = theme
        self._picture = pictures_in(content)
        self._disclosed = disclose(subjects, as_of, store)
        self._edition: Edition | None = None
        self._files: dict[str, dict[str, Promise]] = {}

    @property
    def problems(self) -> list[Problem]:
        """About records that are held back, as their own text tells what may not show."""
        return self._disclosed.problems

    def is_of(self, moment: Moment) -> bool:
        """Whether nothing has entered or left between this view's moment and another."""
        next_change = self._disclosed.corpus.validity.next_change_at
        is_same_day = self.as_of.day == moment.day and self.as_of <= moment
        return is_same_day and (next_change is None or moment < next_change)

    def file(self, path: str) -> bytes | None:
        """The bytes of a file of the site; None if it would have none such.

        Raises:
            RenderError: The theme is broken.
        """
        with speaking(self._disclosed.corpus.chrome.speech):
            return self._file(path)

    def _file(self, path: str) -> bytes | None:
        for name, files in self._sorts(path):
            if name not in self._files:
                self._files[name] = {each.path: each for each in files()}
            found = self._files[name].get(_SITE + path)
            if found is not None:
                return self._made(found)
        return None

    def _made(self, found: Promise) -> bytes:
        if isinstance(found, Artifact):
            return found.make()
        told = {path: self._file(path.removeprefix(_SITE)) for path in found.tells_of}
        measures = {path: Measure.of(data) for path, data in told.items() if data is not None}
        return found.close(measures).make()

    def follow(self, article: Subject, subjects: Subjects) -> bool:
        """Let an article show as it is written now; False where all is to be disclosed anew."""
        self._edition, self._files = None, {}
        return disclose_again(self._disclosed, article, subjects)

    def _sorts(self, path: str) -> Iterator[tuple[str, Callable[[], Iterator[Promise]]]]:
        """The sorts of files that may be at an address: one of them is made faster than all."""
        corpus = self._disclosed.corpus
        if self._edition is None:
            self._edition = Edition(corpus, self._theme, self._picture)
        if path.startswith("assets/"):
            yield "assets", partial(drawn_on, self._edition)
        for page in PAGES:
            if page.may_be_at(path):
                yield page.address, partial(page.made, self._edition)
        if not path.endswith(".html"):
            yield "exports", partial(exports, corpus)
        if path.startswith("search/"):
            yield "search", partial(search_index, corpus)

    def record_at(self, path: str) -> PublicRecord | None:
        """The record that a page is about; None if it is about none, or many."""
        found = self._disclosed.corpus.get(id_in(path))
        return found if found is not None and found.path == path else None

    def path_of(self, record_id: str) -> str | None:
        """Where a record's page stands; None if the public may not see it then."""
        found = self._disclosed.corpus.get(record_id)
        return None if found is None else found.path

    def still_to_come(self) -> list[str]:
        """The ids of the records that will be public later, in their order."""
        withheld = self._disclosed.withheld
        return sorted(name for name, state in withheld.items() if state is State.SCHEDULED)

    def close(self) -> None:
        """Forget what was disclosed."""
        self._disclosed.corpus.close()
        self._disclosed.corpus.path.unlink(missing_ok=True)


def id_in(path: str) -> str:
    """The id of the record that a page at this address would be about."""
    return path.rpartition("/")[2].removesuffix(".html")
