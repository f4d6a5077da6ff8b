"""Where the pages of a list begin: at records of its own, so that a night changes few of them.

Pages of a fixed number of rows all change when one row comes or goes above them. A page
begins instead at a record whose rank, a digest of its id, is the highest among its ``REACH``
neighbours on either side. Who comes or goes moves a beginning only among his own neighbours.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# No page of several has fewer rows; on average they have 49. One in twenty has 85, of four
# thousand none had 160.
REACH = 24


def cuts(ids: Sequence[str]) -> list[int]:
    """The places in a list at which its pages after the first begin, in their order."""
    ranks = [hashlib.blake2b(record_id.encode(), digest_size=8).digest() for record_id in ids]
    found: list[int] = []
    # Two beginnings are further apart than that, so each stretch of so many rows has one at most.
    for start in range(0, len(ranks), REACH + 1):
        some = ranks[start : start + REACH + 1]
        highest = max(some)
        place = start + some.index(highest)
        around = ranks[max(place - REACH, 0) : place + REACH + 1]
        # Neither the first page nor the last is a few rows.
        if len(around) == 2 * REACH + 1 and highest == max(around):
            found.append(place)
    return found
