"""What tests of the preview ask a desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from site_builder.model.moment import Moment

if TYPE_CHECKING:
    from collections.abc import Callable

    from site_builder.preview import Desk

NOW: Final = Moment.parse("2025-06-01")
HERE: Final = "http://127.0.0.1:8000"
_SOON: Final = 20.0


def saved(desk: Desk, write: Callable[[], object]) -> None:
    """Let something be written, and wait until the desk has read it."""
    before = desk.number_after(None, 0)
    write()
    assert desk.number_after(before, _SOON) != before
