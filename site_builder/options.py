"""What a build is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from site_builder.model.moment import Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a build was asked for; a moment that nobody named, not ``is_dated``, may be refused.

    ``rollback`` is how many good contents ago stood what is to be published; 0: tonight's.
    """

    as_of: Moment
    is_dated: bool = True
    full: bool = False
    jobs: int = 1
    accept_vanished: int | None = None
    rollback: int = 0

    @property
    def is_plain(self) -> bool:
        """Whether it asks for no more than tonight's content, as a nightly job does."""
        return not self.full and not self.rollback and self.accept_vanished is None
