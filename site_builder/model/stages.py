"""How far a case has come: its stages on the way to an effective judgment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

# Whoever has reached one of these has reached those in front of it.
WAY: Final = (
    "payment_order",
    "administrative_decision",
    "transferred",
    "filed",
    "sent_for_prosecution",
    "prosecuted",
    "first_instance",
    "effective",
)
_STOPS: Final = frozenset({"not_filed", "not_prosecuted"})
_OF_A_CRIME: Final = frozenset({"filed", "sent_for_prosecution", "prosecuted"})


def has_reached(stages: Iterable[Mapping[str, Any]], stage: str, day: date) -> bool:
    """Whether a case with these stages has reached ``stage`` by ``day``.

    A later step on the way to judgment counts for the earlier ones. A decision not to file
    or not to prosecute takes back what was reached of criminal proceedings, unless a court
    has judged all the same; it is reached by itself alone, and so is payment.
    """
    done = {step["stage"] for step in stages if step["on"] <= day.isoformat()}
    if stage not in WAY:
        return stage in done
    if done & _STOPS and not done & {"first_instance", "effective"}:
        done -= _OF_A_CRIME
    return bool(done.intersection(WAY[WAY.index(stage) :]))
