"""A page to be: what it reads, and what its template is given."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from site_builder.model.artifact import Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page to be: its address, what it reads, and what its template is given.

    ``dated`` pages show the day, and are made anew with every new one. One that ``tells_of``
    other files needs to be ``knowing`` of them before it can be rendered.
    """

    path: str
    reads: tuple[str | None, ...]
    context: Callable[..., Mapping[str, Any]]
    section: str = ""
    dated: bool = False
    tells_of: tuple[str, ...] = ()

    def knowing(self, measures: Mapping[str, Measure]) -> Sheet:
        """The page once it is known what other files came to."""
        told = sorted((path, str(known.size), known.sha256) for path, known in measures.items())
        reads = (*self.reads, *(part for known in told for part in known))
        return replace(self, reads=reads, context=partial(self.context, measures), tells_of=())
