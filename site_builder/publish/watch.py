"""A served site, watched from another machine: whether last night's release has arrived.

Nothing is needed but the address. A fault is told only if it is still there after a few
attempts, for while a release is being copied, files and manifest differ for a moment.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import time as time_of_day
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from site_builder.errors import Problem
from site_builder.i18n import Message, _
from site_builder.model.moment import Moment
from site_builder.publish.asking import NoAnswerError, Served
from site_builder.publish.data_check import AS_OF
from site_builder.publish.manifest import MANIFEST, read_manifest
from site_builder.publish.sample import Sampler, sample_of
from site_builder.publish.stamp import read_stamp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from site_builder.publish.stamp import Stamp

# From 00:00, when records end, to when a release that no longer shows them must be there: the
# nightly job runs at 00:03, hosted runners begin up to an hour or two late, then it is copied.
_GRACE: Final = timedelta(hours=3)
# Two clocks are never quite the same.
_DRIFT: Final = timedelta(minutes=10)
_HOUR: Final = timedelta(hours=1)
# Nothing repeated will mend them.
_OF_TIME: Final = frozenset({"stale", "past-validity", "from-the-future"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What was seen: the release that is served, as far as it says so, and what is wrong."""

    stamp: Stamp | None = None
    faults: tuple[Problem, ...] = ()
    files: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How often to ask before a fault is told, and how many seconds to wait in between."""

    attempts: int = 4
    pause: float = 20
    wait: Callable[[float], None] = time.sleep


def watch(
    url: str, now: Moment, *, max_age: timedelta, sample: int = 20, patience: Patience
) -> Watched:
    """What is wrong with the site under ``url`` at the moment ``now``.

    ``stale``: its ``as_of`` is older than ``max_age``, or lies before a day on which records
    end, three hours into that day. ``past-validity``: its ``valid_until`` is over.
    ``from-the-future``: a clock was wrong. ``malformed``, ``bad-manifest``, ``bad-hash``,
    ``missing-file``, ``unreachable``: it is not what was released. Besides the files that
    everybody sees, ``sample`` others are held to the manifest, each hour others.

    Raises:
        ValueError: ``url`` is no address of a site on the web.
    """
    served = Served(url)
    found = _look(served, now, max_age, sample)
    for _attempt in range(1, patience.attempts):
        if all(fault.code in _OF_TIME for fault in found.faults):
            break
        patience.wait(patience.pause)
        found = _look(served, now, max_age, sample)
    return found


def _look(served: Served, now: Moment, max_age: timedelta, sample: int) -> Watched:
    try:
        stamp = read_stamp(served.get(AS_OF).data)
    except NoAnswerError as error:
        fault = _fault("unreachable", AS_OF, error.message)
        if error.is_silent:
            return Watched(faults=(fault,))
        stamp, faults = None, [fault]
    else:
        message = _("expected format, as_of, valid_until, next_change_at and version")
        faults = [] if stamp else [_fault("malformed", AS_OF, message)]
    if stamp is not None:
        faults += _faults_of_time(stamp, now, max_age)
    turn = (now.at - Moment.start_of(now.day.min).at) // _HOUR
    files, differing = _held_to_the_manifest(served, sample, turn)
    known = {fault.path for fault in faults if fault.code not in _OF_TIME}
    faults += [fault for fault in differing if fault.path not in known]
    return Watched(stamp=stamp, faults=tuple(faults), files=files)


def _faults_of_time(stamp: Stamp, now: Moment, max_age: timedelta) -> Iterator[Problem]:
    made = Moment(stamp.as_of)
    if stamp.as_of > now.at + _DRIFT:
        message = _("made for {as_of}, which is yet to come: a clock is wrong", as_of=made)
        yield _fault("from-the-future", AS_OF, message)
        return
    if _missed_a_change(stamp, now):
        message = _(
            "made for {as_of}, though something changed at {change}:"
            " what ended then may still be shown",
            as_of=made,
            change=Moment(stamp.next_change_at or stamp.as_of),
        )
        yield _fault("stale", AS_OF, message)
    elif now.at - stamp.as_of > max_age:
        message = _(
            "made for {as_of}, {hours} hours ago; expected a release of the last {limit} hours",
            as_of=made,
            hours=(now.at - stamp.as_of) // _HOUR,
            limit=max_age // _HOUR,
        )
        yield _fault("stale", AS_OF, message)
    if now.day > stamp.valid_until:
        message = _("may be relied on until {day}, which is over", day=stamp.valid_until)
        yield _fault("past-validity", AS_OF, message)


def _missed_a_change(stamp: Stamp, now: Moment) -> bool:
    """Whether records ended that this release did not know to have ended.

    They end at 00:00 only; any other minute is an embargo's, and what enters can wait.
    """
    change = stamp.next_change_at
    if change is None or change.time() != time_of_day():
        return False
    return stamp.as_of < change and now.at > change + _GRACE


def _held_to_the_manifest(served: Served, sample: int, turn: int) -> tuple[int, list[Problem]]:
    """How many files were asked for, and which of them are not the listed ones."""
    try:
        files = read_manifest(lambda path: served.get(path).data).files
    except NoAnswerError as error:
        return 0, [_fault("unreachable", MANIFEST, error.message)]
    except ValueError as error:
        return 0, [_fault("bad-manifest", str(error), _("expected the list of all files"))]
    faults = [
        _fault("missing-file", path, _("every release has this file"))
        for path in ("index.html", AS_OF)
        if path not in files
    ]
    chosen, sampler = sample_of(files, sample, turn), Sampler(served, files)
    faults += [fault for path in chosen for fault in _compared(sampler, path)]
    return len(chosen), faults


def _compared(sampler: Sampler, path: str) -> Iterator[Problem]:
    try:
        got = sampler.ask(path)
    except NoAnswerError as error:
        yield _fault("unreachable", path, error.message)
        return
    if not got.is_right:
        yield _fault("bad-hash", path, _("is not the file that is listed"))


def _fault(code: str, path: str, message: Message) -> Problem:
    return Problem(code=code, path=path, message=message)
