"""A sheet in words: its parts in the order in which they are read, whatever the format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from site_builder.i18n import _
from site_builder.model.record import State
from site_builder.signing.labels import field_label, kind_label, said, state_label, visible
from site_builder.signing.sheet import Standing

if TYPE_CHECKING:
    from datetime import date

    from site_builder.i18n import Language, Message
    from site_builder.signing.differences import Change
    from site_builder.signing.outlook import Outlook, PublicField
    from site_builder.signing.sheet import Entry, Sheet

# The form is a Chinese office's, in whatever language the rest is read.
TITLE: Final = "审签单"
TO_SIGN: Final = ("拟稿人", "审核人", "签发人", "文号", "日期")
# They do not show by themselves.
_SETTINGS: Final = frozenset({"organ", "channel", "regime", "site", "portal", "catalog"})
_WITHHELD: Final = "不公开"
NOTHING: Final = "—"

STANDINGS: Final = {
    Standing.NEW: _("new"),
    Standing.CHANGED: _("changed"),
    Standing.UNSOUND: _("signed by one person alone"),
}


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under column headings, below a heading of their own; ``widths`` in percent."""

    heading: str
    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Detail:
    """One record: what it is, what changed, how it will look, what was found."""

    heading: str
    facts: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole sheet: facts, checksum, overview, what cannot be signed, and every record."""

    language: Language
    day: date
    title: str
    checksum_label: str
    checksum: str
    facts: tuple[tuple[str, str], ...]
    overview: Table
    refused_heading: str
    refused: tuple[str, ...]
    details_heading: str
    details: tuple[Detail, ...]
    findings_heading: str
    signing_heading: str
    to_sign: tuple[str, ...]


def paper(sheet: Sheet, language: Language) -> Paper:
    """The words of a sheet in one language."""

    def words(message: Message) -> str:
        return message.text(language)

    return Paper(
        language=language,
        day=sheet.day,
        title=TITLE,
        checksum_label=words(_("Checksum")),
        checksum=sheet.checksum,
        facts=tuple((words(label), text) for label, text in _facts(sheet, language)),
        overview=_overview(sheet, language),
        refused_heading=words(_("Cannot be signed until it is put right")),
        refused=tuple(problem.text(language) for problem in sheet.refused),
        details_heading=words(_("Record by record")),
        details=tuple(
            _detail(number, entry, language) for number, entry in enumerate(sheet.entries, start=1)
        ),
        findings_heading=words(_("Findings")),
        signing_heading=words(_("Signatures")),
        to_sign=TO_SIGN,
    )


def _facts(sheet: Sheet, language: Language) -> Iterator[tuple[Message, str]]:
    yield _("Site"), sheet.site or NOTHING
    yield _("Day"), sheet.day.isoformat()
    counts = _(
        "{count} records: {new} new, {changed} changed",
        count=len(sheet.entries),
        new=sheet.count([Standing.NEW]),
        changed=sheet.count([Standing.CHANGED, Standing.UNSOUND]),
    )
    yield _("Waiting"), counts.text(language)


def _overview(sheet: Sheet, language: Language) -> Table:
    columns = (
        _("No."),
        _("Id"),
        _("Kind"),
        _("Title"),
        _("Standing"),
        _("In public"),
        _("Findings"),
    )
    rows = [
        (
            str(number),
            entry.id,
            kind_label(entry.kind).text(language),
            visible(entry.title),
            STANDINGS[entry.standing].text(language),
            _in_short(entry, language),
            str(len(entry.findings)) if entry.findings else NOTHING,
        )
        for number, entry in enumerate(sheet.entries, start=1)
    ]
    heading = _("All at a glance").text(language)
    return Table(heading, _texts(columns, language), (6, 15, 11, 25, 11, 22, 10), tuple(rows))


def _in_short(entry: Entry, language: Language) -> str:
    found = entry.outlook
    if found is None:
        return NOTHING
    if found.state is State.IN_FORCE and found.last_day and not found.is_held_back:
        return _("until {day}", day=found.last_day).text(language)
    return _state(found).text(language)


def _state(found: Outlook) -> Message:
    if found.is_held_back:
        return _("not published, signed or not, until its errors are put right")
    return state_label(found.state)


def _detail(number: int, entry: Entry, language: Language) -> Detail:
    tables = [_changes(entry, language)]
    if entry.outlook is not None:
        tables.append(_public(entry.outlook, language))
    return Detail(
        heading=f"{number}. {entry.id}" + (f"  {visible(entry.title)}" if entry.title else ""),
        facts=tuple((label.text(language), text) for label, text in _about(entry, language)),
        tables=tuple(tables),
        findings=tuple(
            f"{problem.severity.value}: {problem.text(language)}" for problem in entry.findings
        ),
    )


def _about(entry: Entry, language: Language) -> Iterator[tuple[Message, str]]:
    yield _("Kind"), f"{kind_label(entry.kind).text(language)} ({entry.kind})"
    yield _("Place in the files"), entry.place
    yield _("Standing"), _standing(entry).text(language)
    if entry.returned is not None:
        back = entry.returned
        yield (
            _("Sent back"),
            _(
                "{day}, by {name}: {reason}", day=back.on, name=back.approver, reason=back.reason
            ).text(language),
        )
    if entry.outlook is not None:
        yield from _course(entry.outlook, language)
    elif entry.kind not in _SETTINGS:
        said_of_it = _("cannot be said: site.yml, or the body that publishes, does not stand")
        yield _("Once signed"), said_of_it.text(language)


def _standing(entry: Entry) -> Message:
    if entry.standing is Standing.NEW:
        return _("new: never signed")
    if entry.standing is Standing.UNSOUND:
        return _("signed on {day} by one person alone, which does not count", day=entry.signed_on)
    if entry.is_signed_version_at_hand:
        return _("changed since its sign-off of {day}; the changes:", day=entry.signed_on)
    return _(
        "changed since its sign-off of {day}; the signed version is not at hand on this machine,"
        " so all values are listed",
        day=entry.signed_on,
    )


def _course(found: Outlook, language: Language) -> Iterator[tuple[Message, str]]:
    yield _("Once signed"), _state(found).text(language)
    if found.starts_on is not None:
        yield _("First day"), (found.shows_from or found.starts_on).isoformat()
        last = found.last_day.isoformat() if found.last_day else _("no known end").text(language)
        yield _("Last day"), last
    if found.regime is not None:
        yield _("Regime"), found.regime


def _changes(entry: Entry, language: Language) -> Table:
    def text(change: Change, value: Any) -> str:
        return NOTHING if value is None else said(change.field, value, language)

    widths: tuple[int, ...]
    if entry.is_signed_version_at_hand:
        heading, columns, widths = _("What changed"), [_("Signed"), _("Now")], (30, 35, 35)
    else:
        heading, columns, widths = _("What is to be signed"), [_("Value")], (30, 70)
    rows = []
    for change in entry.changes:
        values = (change.old, change.new)[-len(columns) :]
        texts = (text(change, value) for value in values)
        rows.append((field_label(change.field, language), *texts))
    return Table(
        heading.text(language), _texts([_("Field"), *columns], language), widths, tuple(rows)
    )


def _texts(messages: Iterable[Message], language: Language) -> tuple[str, ...]:
    return tuple(message.text(language) for message in messages)


def _public(found: Outlook, language: Language) -> Table:
    rows = (
        (field_label(field.name, language), _seen(field, language), field.citation)
        for field in found.fields
    )
    columns = (_("Field"), _("What the public sees"), _("Article of law"))
    heading = _("How it will look in public").text(language)
    return Table(heading, _texts(columns, language), (30, 48, 22), tuple(rows))


def _seen(field: PublicField, language: Language) -> str:
    return said(field.name, field.values, language) if field.values else _WITHHELD
