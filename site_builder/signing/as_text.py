"""A sheet for a terminal: whole, or in short."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from site_builder.errors import fit_to_print
from site_builder.i18n import _
from site_builder.signing.labels import kind_label, said
from site_builder.signing.paper import NOTHING, STANDINGS, TITLE, paper
from site_builder.signing.sheet import Standing

if TYPE_CHECKING:
    from site_builder.i18n import Language
    from site_builder.signing.paper import Detail, Table
    from site_builder.signing.sheet import Entry, Sheet

_MOST_IN_SHORT: Final = 40


def as_text(sheet: Sheet, language: Language) -> str:
    """The whole sheet as lines of text."""
    written = paper(sheet, language)
    lines = [f"{written.title}  {written.checksum_label} {written.checksum}"]
    lines += [f"{label}: {text}" for label, text in written.facts]
    lines += ["", *_table(written.overview)]
    if written.refused:
        lines += ["", written.refused_heading, *(f"  {line}" for line in written.refused)]
    for detail in written.details:
        lines += ["", *_detail(detail, written.findings_heading)]
    lines += ["", *(f"{name}: ________________" for name in written.to_sign)]
    return "\n".join(lines)


def in_short(sheet: Sheet, language: Language) -> str:
    """The checksum, and a line for each record that waits, with what changed of it."""
    head = _(
        "{title} {checksum}, {day}: waiting for a sign-off {count}, new {new}, changed {changed}",
        title=TITLE,
        checksum=sheet.checksum,
        day=sheet.day,
        count=len(sheet.entries),
        new=sheet.count([Standing.NEW]),
        changed=sheet.count([Standing.CHANGED, Standing.UNSOUND]),
    )
    lines = [head.text(language)]
    # What is new is much and alike; what changed is what a signer has to look at.
    ordered = sorted(sheet.entries, key=lambda entry: entry.standing is Standing.NEW)
    for entry in ordered[:_MOST_IN_SHORT]:
        lines += _entry(entry, language)
    if (rest := len(ordered) - _MOST_IN_SHORT) > 0:
        more = _("{count} more: 'site-builder review' prints them all", count=rest)
        lines.append(f"  {more.text(language)}")
    return "\n".join(lines)


def _entry(entry: Entry, language: Language) -> Iterator[str]:
    standing = STANDINGS[entry.standing].text(language)
    kind = kind_label(entry.kind).text(language)
    yield f"  {standing}  {kind}  {entry.id}  {entry.place}"
    if entry.is_signed_version_at_hand:
        for change in entry.changes:
            old, new = (_short(change.field, value, language) for value in (change.old, change.new))
            yield f"    {change.field}: {old} → {new}"
    elif entry.standing is Standing.CHANGED:
        message = _("the signed version is not at hand on this machine")
        yield f"    {message.text(language)}"
    if entry.returned is not None:
        message = _(
            "sent back on {day}: {reason}", day=entry.returned.on, reason=entry.returned.reason
        )
        yield f"    {message.text(language)}"


def _short(name: str, value: Any, language: Language) -> str:
    return NOTHING if value is None else fit_to_print(said(name, value, language))


def _detail(detail: Detail, findings_heading: str) -> Iterator[str]:
    yield detail.heading
    yield from (f"  {label}: {text}" for label, text in detail.facts)
    for table in detail.tables:
        yield from (f"  {line}" for line in _table(table))
    if detail.findings:
        yield f"  {findings_heading}"
        yield from (f"    {line}" for line in detail.findings)


def _table(table: Table) -> Iterator[str]:
    yield table.heading
    yield "  " + " | ".join(table.columns)
    for row in table.rows:
        yield "  " + " | ".join(" ".join(cell.split()) for cell in row)
