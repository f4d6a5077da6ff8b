"""What follows from an event, in sentences: said before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.i18n import _
from site_builder.model.course import ENDED
from site_builder.model.record import State
from site_builder.office.event import Status
from site_builder.office.words import listed
from site_builder.words import EVENTS, STATES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from site_builder.disclose import Explanation
    from site_builder.i18n import Message
    from site_builder.office.event import Step


def heading(step: Step) -> Message:
    """Which record it is about, and what happened to it."""
    return _(
        "{id} ({place}): {event} on {day}",
        id=step.id,
        place=step.place,
        event=EVENTS[step.order.kind],
        day=step.order.on,
    )


def follows(step: Step) -> Iterator[Message]:
    """What follows for one record, sentence by sentence."""
    if step.status is Status.STANDING:
        yield _("it stands recorded already; nothing changes")
    elif step.refused is not None:
        yield _("not recorded here: {reason}", reason=step.refused)
    elif step.after is not None:
        yield from _consequences(step, step.before, step.after)


def _consequences(step: Step, before: Explanation, after: Explanation) -> Iterator[Message]:
    yield _(
        "now {before}; from {day} {after}",
        before=STATES[before.state],
        day=after.as_of.day,
        after=STATES[after.state],
    )
    yield _shown_until(after)
    yield _early_removal(after)
    if step.made_known_by:
        yield _(
            "number, day and body of the document, and this reason, are published at its old"
            " address for a year ({citation})",
            citation=step.made_known_by,
        )
    if before.state is State.UNVETTED:
        yield _("the record itself has no valid sign-off and shows nowhere until it has one")
    if step.acts_unsigned:
        yield _("it acts at once, on one person's word")
    else:
        yield _("until two people have signed it, the record stands as it was signed last")


def _shown_until(after: Explanation) -> Message:
    if after.state is State.IN_FORCE and after.hidden_from is None:
        return _("shown without a known end")
    if after.state is State.IN_FORCE:
        return _(
            "last day shown {last_day} (24:00), hidden from {hidden_from}",
            last_day=after.last_day,
            hidden_from=after.hidden_from,
        )
    if after.state in ENDED and after.hidden_from is not None:
        return _(
            "last day shown {last_day} (24:00), hidden from {hidden_from} for good",
            last_day=after.last_day,
            hidden_from=after.hidden_from,
        )
    if after.hidden_from is None:
        return _("not shown")
    return _("not shown; its term runs on, through {last_day} (24:00)", last_day=after.last_day)


def _early_removal(after: Explanation) -> Message:
    early = after.early_removal
    if after.state in ENDED:
        return _("early removal: nothing left to apply for")
    if early.barred_by:
        return _("early removal is barred by {events}", events=listed(early.barred_by))
    if early.may_apply_from is not None:
        return _("early removal may be applied for from {day}", day=early.may_apply_from)
    return _("early removal: its waiting time has not begun")


def approve_command(steps: Iterable[Step]) -> str:
    """The command by which two people sign what was recorded; empty if it needs none."""
    found = [f"{step.written.path}#{step.id}" for step in steps if not step.acts_unsigned]
    if not found:
        return ""
    words = " ".join(f'"{target}"' if " " in target else target for target in found)
    return f"site-builder approve {words} --drafter … --approver … --document …"
