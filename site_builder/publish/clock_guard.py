"""A machine's clock held against the release in force, before anything is published by it.

A clock that stands still or runs behind would show again what has ended; one that is months
ahead would take down what is in force. Nobody watches the nightly job, so neither is
believed: a person names the day.
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from site_builder.errors import ClockError
from site_builder.i18n import _
from site_builder.model.moment import Moment
from site_builder.publish.data_check import AS_OF
from site_builder.publish.ledger import read_ledger

if TYPE_CHECKING:
    from pathlib import Path

_LONGEST: Final = timedelta(days=40)


def check_clock(output: Path, now: Moment) -> None:
    """Refuse a clock that is earlier than the release in force, or over 40 days later.

    Where neither the release under ``output`` nor its ledger tells a moment, any clock will do.

    Raises:
        ClockError: ``now`` cannot be believed.
    """
    latest = latest_moment(output)
    if latest is None:
        return
    if now < latest:
        message = _(
            "this machine's clock says {now}, which is before {latest}, the moment of the release"
            " in force: put the clock right, or name the day with --as-of DAY, which builds all"
            " the same",
            now=now,
            latest=latest,
        )
        raise ClockError(message)
    if now.at - latest.at > _LONGEST:
        message = _(
            "this machine's clock says {now}, which is more than {days} days after {latest}, the"
            " moment of the release in force: put the clock right, or name the day with"
            " --as-of DAY, which builds all the same",
            now=now,
            days=_LONGEST.days,
            latest=latest,
        )
        raise ClockError(message)


def latest_moment(output: Path) -> Moment | None:
    """The moment of the release that readers see, else of the ledger's latest line that tells it.

    None where nothing was ever published under ``output``, or nothing of it can be read.
    """
    try:
        found = json.loads((output / "site" / AS_OF).read_bytes())["as_of"]
        return Moment.parse(found)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return _last_told(output)


def _last_told(output: Path) -> Moment | None:
    try:
        entries = read_ledger(output)
    except OSError:
        return None
    for entry in reversed(entries):
        try:
            return Moment.parse(entry.as_of)
        except ValueError:
            continue
    return None
