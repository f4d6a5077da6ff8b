"""Full names that are known from the records that a text is about."""

from __future__ import annotations

from collections.abc import Collection, Iterator
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
        at = text.chars.find(name)
        while at >= 0:
            start, end = text.span(at, at + len(name))
            yield Finding(
                sort=Sort.FULL_NAME,
                start=start,
                end=end,
                replacement=f"{surname_of(name) or name[:1]}某",
                is_safe=True,
            )
            at = text.chars.find(name, at + len(name))
