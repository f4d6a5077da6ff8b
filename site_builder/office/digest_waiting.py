"""What waits for two people: drafts, records changed since they signed, and those sent back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from site_builder.errors import fit_to_print
from site_builder.i18n import _
from site_builder.load.signatures import returned
from site_builder.office.digest_parts import Line
from site_builder.office.written import Shelf
from site_builder.vet import sign_off_problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from site_builder.errors import Problem
    from site_builder.i18n import Message
    from site_builder.load.signatures import Returned
    from site_builder.office.digest_names import Names
    from site_builder.prepare import Prepared

_STANDS: Final = _("changed since its sign-off; the signed version stands")
_SAID: Final = {
    "changed-after-sign-off": _("changed since its sign-off, and shows nowhere"),
    "never-signed": _("its sign-off is gone"),
    "self-approved": _("drafted and approved by one person"),
}


def waiting(prepared: Prepared, content: Path, names: Names) -> Iterator[Line]:
    """Each record or setting that waits, by its id."""
    found = {**_drafts(prepared, names), **_changed(prepared, names)}
    found |= _sent_back(prepared, content, names)
    yield from (found[name] for name in sorted(found))


def _drafts(prepared: Prepared, names: Names) -> dict[str, Line]:
    store = prepared.vetted.store
    said = _("a draft, never signed")
    lines = {
        name: Line(said, name)
        for name in prepared.vetted.settled.drafts
        if store.sign_off(name) is None
    }
    for found in store.records():
        record = found.record
        if not found.is_vetted and record.values and store.sign_off(record.id) is None:
            place = _place(record.path, record.line, names)
            lines[record.id] = Line(said, record.id, names.of(record), place)
    return lines


def _changed(prepared: Prepared, names: Names) -> dict[str, Line]:
    return {
        problem.record: _line(problem, prepared, names)
        for problem in prepared.problems
        if problem.record is not None and problem.code in _SAID
    }


def _line(problem: Problem, prepared: Prepared, names: Names) -> Line:
    record_id = problem.record or ""
    known = prepared.vetted.store.get(record_id)
    stands = known is not None and known.is_vetted and problem.code == "changed-after-sign-off"
    return Line(
        _STANDS if stands else _SAID[problem.code],
        record_id,
        names.of(known.record) if known else None,
        _place(problem.path, problem.place, names),
    )


def _sent_back(prepared: Prepared, content: Path, names: Names) -> dict[str, Line]:
    """Records that stand as they were when they were sent back, and are signed by nobody."""
    store, shelf = prepared.vetted.store, Shelf(content)
    lines = {}
    for name, back in returned(content).items():
        known = store.get(name)
        written = shelf.find(known) if known else None
        record = written.record if written else None
        if written is None or record is None or record.digest != back.sha256:
            continue
        if sign_off_problem(store, record) is not None:
            details = (*_place(written.path, written.line, names), *_reason(back, names))
            said = _("sent back on {day}, and not changed since", day=back.on)
            lines[name] = Line(said, name, names.of(record), details)
    return lines


def _reason(back: Returned, names: Names) -> tuple[str | Message, ...]:
    if names.ids_only:
        return ()
    reason = names.clean(back.reason)
    return (fit_to_print(reason),) if reason else (_("the reason names somebody: see the file"),)


def _place(path: str, where: int | str, names: Names) -> tuple[str, ...]:
    """Where it stands, unless the file or the sheet is called after somebody."""
    place = f"{path}:{where}" if where else path
    return (place,) if names.clean(place) else ()
