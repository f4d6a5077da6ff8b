"""The files of a served release that are asked for: those that everybody sees, and some others."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from typing import TYPE_CHECKING, Final, TypeVar

from site_builder.i18n import _
from site_builder.publish.addresses import record_at, shows_record
from site_builder.publish.asking import NoAnswerError
from site_builder.publish.data_check import AS_OF
from site_builder.publish.left import GONE_URLS, left_by_addresses

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from site_builder.publish.asking import Answer, Served
    from site_builder.publish.manifest import Listed

_Item = TypeVar("_Item")
SEEN_BY_ALL: Final = (
    "index.html",
    "search/index.html",
    AS_OF,
    "listings/index.html",
    "cases/index.html",
    "typical-cases/index.html",
    "news/index.html",
    "statistics/index.html",
)
# A server may keep these to itself.
_NOT_ASKED_FOR: Final = frozenset({"404.html", "gone.html"})


def sample_of(paths: Collection[str], count: int, turn: int = 0) -> list[str]:
    """What everybody sees, and ``count`` of the others, evenly spread.

    The same each time, but for ``turn``: other turns give other files.
    """
    first = [path for path in SEEN_BY_ALL if path in paths]
    others = sorted(set(paths) - set(first) - _NOT_ASKED_FOR)
    return first + spread(others, count, turn)


def spread(items: Sequence[_Item], count: int, turn: int = 0) -> list[_Item]:
    """Up to ``count`` of ``items``, evenly spread over them."""
    count = min(max(count, 0), len(items))
    # Each stands for a run of items, and another turn takes another of the run.
    shift = turn % (len(items) // count) if count else 0
    return [items[number * len(items) // count + shift] for number in range(count)]


def is_listed(data: bytes, listed: Listed) -> bool:
    """Whether these are the bytes that the manifest lists."""
    return len(data) == listed.size and hashlib.sha256(data).hexdigest() == listed.sha256


@dataclass(frozen=True, slots=True)
class Got:
    """What was served for a listed file, and whether it is that file.

    ``is_gone``: it was answered with 410, and rightly; the page may be the server's own.
    """

    data: bytes
    policy: str | None
    is_listed: bool
    is_gone: bool

    @property
    def is_right(self) -> bool:
        """Whether readers get what they should."""
        return self.is_listed or self.is_gone


class Sampler:
    """Asks for listed files of one served release."""

    def __init__(self, served: Served, files: Mapping[str, Listed]) -> None:
        self._served = served
        self._files = files

    def ask(self, path: str, more: int = 1) -> Got:
        """What is served for a listed file, up to ``more`` bytes more than are listed.

        Raises:
            NoAnswerError: There is no whole answer, or its status is another than expected.
        """
        listed = self._files[path]
        answer = self._served.ask(path, listed.size + more)
        is_same = is_listed(answer.data, listed)
        is_gone = self._is_gone(path, answer, is_same=is_same)
        if answer.status != HTTPStatus.OK and not is_gone:
            raise NoAnswerError(_("expected status 200, found {code}", code=answer.status))
        return Got(answer.data, answer.policy, is_same, is_gone)

    def _is_gone(self, path: str, answer: Answer, *, is_same: bool) -> bool:
        """Whether it is right that this page is answered as gone."""
        if answer.status != HTTPStatus.GONE or not record_at(path) or shows_record(answer.data):
            return False
        return is_same or path in self._gone

    @cached_property
    def _gone(self) -> frozenset[str]:
        if GONE_URLS not in self._files:
            return frozenset()
        return frozenset(left.path for left in left_by_addresses(self._served.get(GONE_URLS).data))
