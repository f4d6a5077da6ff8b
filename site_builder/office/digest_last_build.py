"""What the last build held back, as its report tells."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from site_builder.i18n import _
from site_builder.model.moment import Moment
from site_builder.model.record import State
from site_builder.office.digest_parts import Line
from site_builder.words import STATES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from site_builder.i18n import Message
    from site_builder.office.digest_names import Names
    from site_builder.store.content import ContentStore

_FRESH: Final = timedelta(days=1)
_ID: Final = re.compile(r"[a-z0-9-]{3,64}")
_CODE: Final = re.compile(r"[a-z]+(?:-[a-z0-9]+){0,5}")
_HELD_BACK: Final = {State.UNVETTED.value: State.UNVETTED, State.HELD.value: State.HELD}
_OUTCOMES: Final = {
    "published": _("the release was published"),
    "unchanged": _("nothing had changed"),
    "partial": _("published in part: something was wrong"),
    "not_published": _("NOT published: the live site may show what should be gone"),
}


def last_build(file: Path, as_of: Moment, names: Names, store: ContentStore) -> Iterator[Line]:
    """How the last build went if not well, and everything that it held back."""
    report = _read(file)
    if isinstance(report, Line):
        yield report
        return
    yield from _outcome(report, as_of)
    for item in _mappings(report, "withheld"):
        state, name = _HELD_BACK.get(str(item.get("state"))), _record(item.get("id"))
        if state is not None and name is not None:
            known = store.get(name)
            yield Line(STATES[state], name, names.of(known.record) if known else None)
    for item in _mappings(report, "problems"):
        yield _problem(item, names)


def _read(file: Path) -> dict[str, Any] | Line:
    try:
        found = json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return Line(_("there is no report of a build: nothing was built yet"))
    except (OSError, ValueError, RecursionError):
        found = None
    if isinstance(found, dict):
        return found
    return Line(_("the report of the last build cannot be read: build again"))


def _outcome(report: dict[str, Any], as_of: Moment) -> Iterator[Line]:
    try:
        built = Moment.parse(str(report.get("as_of")))
    except ValueError:
        yield Line(_("the report of the last build cannot be read: build again"))
        return
    if as_of.at - built.at > _FRESH:
        yield Line(_("the last build is of {day}, more than a day ago: build again", day=built))
    outcome = str(report.get("outcome"))
    if outcome in {"partial", "not_published"}:
        yield Line(_("{day}: {outcome}", day=built, outcome=_OUTCOMES[outcome]))


def _mappings(report: dict[str, Any], name: str) -> Iterator[dict[str, Any]]:
    items = report.get(name)
    yield from (item for item in (items if isinstance(items, list) else ()) if _is_mapping(item))


def _is_mapping(item: object) -> bool:
    return isinstance(item, dict)


def _record(name: object) -> str | None:
    return name if isinstance(name, str) and _ID.fullmatch(name) else None


def _problem(item: dict[str, Any], names: Names) -> Line:
    code = str(item.get("code"))
    kind = _("error") if item.get("severity") != "warning" else _("warning")
    said: Message = _("{kind} {code}", kind=kind, code=code if _CODE.fullmatch(code) else "–")
    return Line(said, _record(item.get("record")), None, tuple(_told(item, names)))


def _told(item: dict[str, Any], names: Names) -> Iterator[str]:
    path, line, message = item.get("path"), item.get("line"), item.get("message")
    if isinstance(path, str) and path:
        place = f"{path}:{line}" if isinstance(line, int) else path
        if names.clean(place):
            yield place
    if isinstance(message, str) and names.clean(message):
        yield message
