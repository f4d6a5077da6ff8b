"""Names of persons and firms that are known from the records that a text is about."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from site_builder.firewall.finding import Finding, Sort
from site_builder.model.surnames import surname_of

if TYPE_CHECKING:
    from site_builder.firewall.plain import Plain

_LEAST = 2


def known_names(
    text: Plain, known: Collection[str], shown: Collection[str] = ()
) -> Iterator[Finding]:
    """Each of the ``known`` names that stands whole in ``text`` and is not ``shown`` lawfully."""
    for name in sorted(set(known) - set(shown)):
        if len(name) < _LEAST:
            continue
        for match in _told(name).finditer(text.chars):
            start, end = text.span(*match.span())
            yield Finding(
                sort=Sort.FULL_NAME,
                start=start,
                end=end,
                replacement=f"{surname_of(name) or name[:1]}某",
                is_safe=True,
            )


def known_firms(text: Plain, known: Collection[str]) -> Iterator[Finding]:
    """Each firm of ``known`` names, codes and document numbers that ``text`` tells whole."""
    for name in sorted(known, key=len, reverse=True):
        for match in _told(name).finditer(text.chars):
            start, end = text.span(*match.span())
            yield Finding(sort=Sort.FIRM_NAME, start=start, end=end, replacement="某公司")


@lru_cache(maxsize=4096)
def _told(name: str) -> re.Pattern[str]:
    """A name, also set wide or with marks between its characters."""
    return re.compile(r"[\s\-·—_.]{0,3}".join(map(re.escape, name)))
