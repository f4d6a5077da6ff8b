"""What a page says of its record's leaving before the last day: how, and from which day."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from site_builder.model.moment import ONE_DAY, Term
from site_builder.model.record import EventKind
from site_builder.model.regime import What

if TYPE_CHECKING:
    from datetime import date

    from site_builder.model.public import PublicRecord
    from site_builder.model.regime import Deadline, Regime

_NO_TIME = Term()


class Way(StrEnum):
    """Whether a party may apply to leave early."""

    NONE = "none"
    BARRED = "barred"
    FROM_A_DAY = "from_a_day"
    ENDS_FIRST = "ends_first"
    NOT_BEGUN = "not_begun"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """How a record may leave early, and by which article.

    ``first`` is the first day of applying and ``waited_until`` the last day of waiting,
    both None where no such day is known. ``wait`` is None where nobody must wait or the
    time is laid down elsewhere, and ``is_after_payment`` where it counts from that;
    ``deciding`` is how long the body has to decide.
    """

    way: Way
    first: date | None = None
    wait: Term | None = None
    is_after_payment: bool = False
    deciding: Deadline | None = None
    citation: str = ""

    @property
    def waited_until(self) -> date | None:
        """The eve of the first day of applying."""
        return self.first - ONE_DAY if self.first else None


def leaving(record: PublicRecord, regime: Regime | None) -> Leaving:
    """How ``record`` may leave early under its own regime."""
    rule = regime.early_removal if regime else None
    if regime is None or rule is None:
        return Leaving(way=Way.NONE)
    return Leaving(
        way=_way(record),
        first=record.early_end.may_apply_from,
        wait=rule.wait if rule.wait != _NO_TIME else None,
        is_after_payment=rule.wait_from == EventKind.REMEDIED,
        deciding=next((d for d in regime.deadlines if d.what is What.DECIDE_REMOVAL), None),
        citation=rule.citation,
    )


def _way(record: PublicRecord) -> Way:
    early = record.early_end
    if early.is_barred:
        return Way.BARRED
    if early.may_apply_from is None:
        return Way.NOT_BEGUN
    is_over = record.last_day is not None and record.last_day < early.may_apply_from
    return Way.ENDS_FIRST if is_over else Way.FROM_A_DAY
