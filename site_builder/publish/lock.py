"""One build of a site at a time."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from site_builder.errors import PublishError
from site_builder.i18n import _
from site_builder.store.lock import locked
from site_builder.store.private import keep_private

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def only_one(state: Path, *, wait: bool = False) -> Iterator[None]:
    """Let one build at a time use a state folder.

    Raises:
        PublishError: Another one is at work, and this one does not ``wait`` for it.
    """
    state.mkdir(parents=True, exist_ok=True)
    with keep_private(state / "lock").open("w") as stream, ExitStack() as held:
        try:
            held.enter_context(locked(stream.fileno(), wait=wait))
        except BlockingIOError:
            raise PublishError(_("another build of this site is at work")) from None
        yield
