"""The content as it stands, as if all of it were signed, and the site of any moment."""

from __future__ import annotations

from collections import OrderedDict
from itertools import count
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from site_builder.errors import ContentError, Problem, fault
from site_builder.load import article_again
from site_builder.prepare import CONTENT, prepare
from site_builder.preview.view import View
from site_builder.render.theme import Theme
from site_builder.store.content import ContentStore
from site_builder.store.memory import Memory
from site_builder.vet import vet_again

if TYPE_CHECKING:
    from pathlib import Path

    from site_builder.disclose import Subject
    from site_builder.folders import Folders
    from site_builder.model.moment import Moment
    from site_builder.model.record import SignOff
    from site_builder.prepare import Prepared
    from site_builder.progress import Stages

# Of so many moments the site is kept: of now, and of those that somebody compares it with.
_VIEWS: Final = 4


class Rehearsal:
    """One state of the content; belongs to the thread that makes it.

    ``number`` is another for each. ``problems`` are all that ``check`` finds. Where no site can
    stand, there are no views.
    """

    def __init__(
        self, folders: Folders, as_of: Moment, number: int, scratch: Path, stages: Stages
    ) -> None:
        """Read the content; ``scratch`` is an empty folder for what is needed meanwhile."""
        self.number = number
        self._folders = folders
        self._scratch = scratch
        self._views: OrderedDict[Moment, View] = OrderedDict()
        self._numbers = count()
        self._theme = Theme(folders.templates)
        self._memory = Memory.reading(folders.state, scratch) or Memory(scratch)
        self._store = ContentStore(scratch / "content.sqlite")
        self._prepared: Prepared | None = None
        self.problems: list[Problem] = self._theme.problems()
        try:
            self._prepared = prepare(
                folders, as_of, self._memory, self._store, as_if_signed=True, stages=stages
            )
            self.problems += self._prepared.problems
        except ContentError as error:
            self.problems += error.problems
        except Exception as error:  # noqa: BLE001 - the next change of the content may mend it
            self.problems.append(Problem(code="fault", message=fault(error), path=CONTENT))

    @property
    def unsigned(self) -> dict[str, Problem]:
        """The records that stand here alone, and why no release would show them as written."""
        return {} if self._prepared is None else self._prepared.vetted.unsigned

    def view(self, moment: Moment) -> View | None:
        """The site of a moment; None where no site can stand."""
        if self._prepared is None:
            return None
        for view in self._views.values():
            if view.is_of(moment):
                self._views.move_to_end(view.as_of)
                return view
        store = self._scratch / f"public-{next(self._numbers)}.sqlite"
        view = View(self._prepared.subjects, moment, self._theme, self._folders.content, store)
        self._views[moment] = view
        if len(self._views) > _VIEWS:
            self._views.popitem(last=False)[1].close()
        return view

    def follow(self, file: Path, number: int) -> bool:
        """Take over an article that was written anew; False where all is to be read anew."""
        found = article_again(self._folders.content, file, self._memory)
        if found is None or self._prepared is None:
            return False
        article, problems = found
        known = self._store.get(article.id)
        if known is None or known.record.path != article.path:
            return False
        problems += vet_again(self._prepared.vetted, article, self._memory)
        others = [each for each in self.problems if each.path != article.path]
        self.problems = [*others, *problems]
        self.number = number
        subject = self._prepared.subjects.get(article.id)
        for moment, view in list(self._views.items()):
            if subject is None or not view.follow(subject, self._prepared.subjects):
                del self._views[moment]
                view.close()
        return True

    def subject(self, record_id: str) -> Subject | None:
        """A record in any state."""
        return None if self._prepared is None else self._prepared.subjects.get(record_id)

    def sign_off(self, record_id: str) -> SignOff | None:
        """The newest sign-off of a record, whatever it covers."""
        found = self._store.sign_off(record_id)
        return None if found is None else found[0]

    @property
    def base_path(self) -> str:
        """The path of ``base_url``, by which pages that are served anywhere name others."""
        if self._prepared is None:
            return ""
        return urlsplit(self._prepared.vetted.chrome.site.base_url).path.strip("/")

    def organ_name(self, organ: str) -> str:
        """What a body is called."""
        chrome = self._prepared and self._prepared.vetted.chrome
        return (chrome and chrome.organ_name(organ)) or organ

    def close(self) -> None:
        """Forget all of it."""
        for view in self._views.values():
            view.close()
        self._store.close()
        self._memory.close()
