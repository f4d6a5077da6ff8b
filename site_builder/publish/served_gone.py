"""Whether what ended is gone from where it is served: 410, or a page that says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from site_builder.errors import Problem
from site_builder.i18n import _
from site_builder.publish.addresses import shows_record
from site_builder.publish.asking import NoAnswerError
from site_builder.publish.left import left_by_addresses, left_by_changes
from site_builder.publish.sample import spread

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.publish.asking import Served
    from site_builder.publish.left import Left

_RECENT: Final = timedelta(days=30)
_LARGEST_PAGE: Final = 4 << 20
# Pages of what is shown are for search engines, but for those of human beings.
_NOT_FOR_SEARCH: Final = b'<meta name="robots" content="noindex'
_GONE = frozenset({HTTPStatus.OK, HTTPStatus.NOT_FOUND, HTTPStatus.GONE})


@dataclass(frozen=True, slots=True)
class Ended:
    """The addresses of what ended: within 30 days, and on a day that the release does not tell.

    Those are of human beings, of whom no list of changes tells, or older than it reaches.
    """

    recent: tuple[Left, ...]
    undated: tuple[Left, ...]

    def __len__(self) -> int:
        return len(self.recent) + len(self.undated)

    def chosen(self, most: int) -> list[Left]:
        """Up to ``most`` to ask for, evenly spread and always the same; of recent ones more."""
        recent = spread(self.recent, most - min(len(self.undated), most // 5))
        return recent + spread(self.undated, most - len(recent))


def ended_addresses(changes: bytes | None, gone: bytes | None, day: date | None) -> Ended:
    """What a release itself tells of what ended within the 30 days up to ``day``."""
    try:
        left = left_by_changes(changes) if changes is not None else []
    except ValueError:
        left = []
    dated = {each.path for each in left}
    recent = (each for each in left if day and each.on and day - _RECENT < each.on <= day)
    undated = (each for each in left_by_addresses(gone or b"") if each.path not in dated)
    return Ended(
        tuple(sorted(recent, key=lambda each: each.path)),
        tuple(sorted(undated, key=lambda each: each.path)),
    )


def still_served(served: Served, gone: Left) -> Iterator[Problem]:
    """What is wrong with the answer at an address that ended.

    Right is 410, or 404 or 200 with a page that shows no record; under 200 it has to be one
    that says of itself that it is no record's page.
    """
    try:
        answer = served.ask(gone.path, _LARGEST_PAGE)
    except NoAnswerError as error:
        yield Problem(code="unreachable", path=gone.path, message=error.message)
        return
    if shows_record(answer.data) or f'data-id="{gone.record}"'.encode() in answer.data:
        message = _("ended, and its address still shows a record")
        yield Problem(code="ended", path=gone.path, record=gone.record, message=message)
    elif answer.status not in _GONE:
        message = _("expected 410 or the page for what is gone, found {code}", code=answer.status)
        yield Problem(code="unreachable", path=gone.path, message=message)
    elif answer.status == HTTPStatus.OK and _NOT_FOR_SEARCH not in answer.data:
        message = _("expected 410 or the page for what is gone, found another page")
        yield Problem(code="ended", path=gone.path, record=gone.record, message=message)
