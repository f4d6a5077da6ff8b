"""``inspect``: the inspection of government websites, rehearsed over the finished release."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

import click

from site_builder.cli.common import Call, common, help_text
from site_builder.cli.office import prepared
from site_builder.disclose import changes
from site_builder.errors import ContentError, UsageError
from site_builder.i18n import _
from site_builder.inspection import Outcome, inspect_release
from site_builder.words import CERTAINTIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.disclose import Subjects
    from site_builder.i18n import Language, Message
    from site_builder.inspection import Inspected, Judged

_FORMAT: Final = 1
_HOME_AGE: Final = "home-not-updated"
_AHEAD: Final = 30
_OUTCOMES: Final[dict[Outcome, Message]] = {
    Outcome.VETO: _("veto"),
    Outcome.POINTS: _("points lost"),
    Outcome.NEAR: _("soon due"),
    Outcome.NOTICE: _("notice"),
    Outcome.BY_PEOPLE: _("to be looked at"),
    Outcome.SOUND: _("sound"),
}


@click.command
@click.option("--json", "as_json", is_flag=True, help=help_text("print JSON"))
@common
def command(call: Call, *, as_json: bool) -> int:
    """Rehearse the inspection; 1 if a single fault would fail the whole site."""
    try:
        found = inspect_release(call.folders.output, call.as_of)
    except FileNotFoundError:
        folder = call.folders.output / "site"
        raise UsageError(
            _("no release in {folder}: expected as-of.json there", folder=folder)
        ) from None
    coming = _next_item(call) if _is_stale(found) else None
    if as_json:
        told = {**_as_json(found, call.language), "next_item_on": coming and coming.isoformat()}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        for line in _lines(found, call.language):
            click.echo(line)
    if coming is not None:
        call.say(_("the content publishes its next item on {day} by itself", day=coming))
    elif _is_stale(found):
        call.say(_("the content publishes nothing by itself within {days} days", days=_AHEAD))
    call.say(_summary(found))
    return 1 if found.count(Outcome.VETO) else 0


def _is_stale(found: Inspected) -> bool:
    """Whether the home page needs an item soon, or needed one."""
    home = next(judged for judged in found.judged if judged.rule.id == _HOME_AGE)
    return home.outcome in {Outcome.VETO, Outcome.NEAR}


def _next_item(call: Call) -> date | None:
    """When signed content that waits for its day comes on by itself, if it does soon."""
    if not call.folders.content.is_dir():
        return None
    try:
        with prepared(call) as found:
            return min(_new_items(found.subjects, call.as_of.day), default=None)
    except ContentError:
        # `check` says what is wrong with it; the release is there to be inspected all the same.
        return None


def _new_items(subjects: Subjects, today: date) -> Iterator[date]:
    """The days on which something is published for the first time: what resumes is no news."""
    until = today + min(timedelta(days=_AHEAD), date.max - today)
    for change in changes(subjects, today, until):
        subject = subjects.get(change.id)
        if change.change == "enters" and subject and subject.published_on.day > today:
            yield change.on


def _summary(found: Inspected) -> Message:
    return _(
        "on {day}: {vetoes} vetoes, {points} indicators lose points, {near} soon due; {pages}"
        " pages of the release made for {made}",
        day=found.asked.moment.day,
        vetoes=found.count(Outcome.VETO),
        points=found.count(Outcome.POINTS),
        near=found.count(Outcome.NEAR),
        pages=found.pages,
        made=found.asked.made,
    )


def _lines(found: Inspected, language: Language) -> Iterator[str]:
    """The gravest first; each indicator, what was found where, what to do and who asks for it."""
    order = list(_OUTCOMES)
    for judged in sorted(found.judged, key=lambda each: order.index(each.outcome)):
        rule, outcome = judged.rule, _OUTCOMES[judged.outcome].text(language)
        yield f"{outcome}  {rule.group}  {rule.words}"
        for line in _details(judged):
            yield f"  {line.text(language)}"
        if judged.outcome is not Outcome.SOUND:
            yield f"  {_source(judged, language)}"


def _details(judged: Judged) -> Iterator[Message]:
    for found in judged.found:
        if not found.path:
            yield found.message
        elif found.times == 1:
            yield _("{path}: {message}", path=found.path, message=found.message)
        else:
            yield _(
                "{path} and {more} other pages: {message}",
                path=found.path,
                more=found.times - 1,
                message=found.message,
            )
    if judged.untold:
        yield _("and {count} more", count=judged.untold)
    if judged.remedy:
        yield _("to do: {remedy}", remedy=judged.remedy)


def _source(judged: Judged, language: Language) -> str:
    rule = judged.rule
    if rule.certainty is None:
        return rule.document
    return f"{rule.document}; {CERTAINTIES[rule.certainty].text(language)}"


def _as_json(found: Inspected, language: Language) -> dict[str, Any]:
    asked = found.asked
    return {
        "format": _FORMAT,
        "as_of": str(asked.moment),
        "release": {
            "as_of": str(asked.made),
            "valid_until": asked.valid_until.isoformat(),
            "pages": found.pages,
        },
        "counts": {outcome.value: found.count(outcome) for outcome in Outcome},
        "indicators": [_indicator(judged, language) for judged in found.judged],
    }


def _indicator(judged: Judged, language: Language) -> dict[str, Any]:
    rule = judged.rule
    return {
        "id": rule.id,
        "group": rule.group,
        "words": rule.words,
        "document": rule.document,
        "certainty": rule.certainty.value if rule.certainty else "own",
        "weight": rule.weight.value,
        "outcome": judged.outcome.value,
        "faults": judged.faults,
        "untold": judged.untold,
        "found": [
            {
                "level": each.level.value,
                "path": each.path or None,
                "pages": each.times,
                "message": each.message.text(language),
                "days_left": each.days_left,
                "fault_from": each.fault_from.isoformat() if each.fault_from else None,
            }
            for each in judged.found
        ],
        "to_do": judged.remedy.text(language) if judged.remedy else None,
    }
