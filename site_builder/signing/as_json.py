"""A sheet for other programs."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date

    from site_builder.i18n import Language
    from site_builder.signing.outlook import Outlook
    from site_builder.signing.sheet import Entry, Sheet


def as_json(sheet: Sheet, language: Language) -> str:
    """The whole sheet as one JSON object."""
    written = {
        "site": sheet.site,
        "day": sheet.day.isoformat(),
        "checksum": sheet.checksum,
        "records": [_entry(entry, language) for entry in sheet.entries],
        "refused": [problem.as_json(language) for problem in sheet.refused],
    }
    return json.dumps(written, ensure_ascii=False, indent=2)


def _entry(entry: Entry, language: Language) -> dict[str, Any]:
    return {
        "id": entry.id,
        "kind": entry.kind,
        "path": entry.path,
        "line": entry.line,
        "sheet": entry.sheet,
        "cell": entry.cell,
        "sha256": entry.digest,
        "standing": entry.standing.value,
        "signed_on": _day(entry.signed_on),
        "signed_version_at_hand": entry.is_signed_version_at_hand,
        "changes": [asdict(change) for change in entry.changes],
        "public": _public(entry.outlook) if entry.outlook else None,
        "findings": [problem.as_json(language) for problem in entry.findings],
        "returned": (
            {**asdict(entry.returned), "on": entry.returned.on.isoformat()}
            if entry.returned
            else None
        ),
    }


def _public(found: Outlook) -> dict[str, Any]:
    return {
        "state": found.state.value,
        "starts_on": _day(found.starts_on),
        "shows_from": _day(found.shows_from),
        "last_day": _day(found.last_day),
        "held_back_by_errors": found.is_held_back,
        "fields": [
            {
                "name": field.name,
                "shown": field.shown.value,
                "values": list(field.values),
                "citation": field.citation,
            }
            for field in found.fields
        ],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
