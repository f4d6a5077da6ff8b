"""What a sign-off covers: a digest of a record's values, not of its layout."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import rfc8785

from site_builder.model.record import UNSIGNED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from site_builder.model.public import PublicRecord


def digest_of(
    values: Mapping[str, Any], body: str = "", files: Mapping[str, str] | None = None
) -> str:
    """SHA-256 of the canonical JSON (RFC 8785) of exactly what two people approve.

    Events that only hide, and an article's ``withdrawn``, act on one person's word
    and stand outside. ``values`` come without nulls, empty texts and empty lists.
    """
    covered = {key: value for key, value in values.items() if key not in {"withdrawn", "events"}}
    if events := [event for event in values.get("events", ()) if event["kind"] not in UNSIGNED]:
        covered["events"] = events
    if body:
        covered["body"] = body
    if files:
        covered["files"] = dict(files)
    return hashlib.sha256(rfc8785.dumps(covered)).hexdigest()


def public_digest(record: PublicRecord) -> str:
    """SHA-256 of the canonical JSON (RFC 8785) of what the public sees of a record.

    What is not shown or was left empty stands outside, so that a field that a later version
    knows changes no digest.
    """
    shown = {
        "id": record.id,
        "kind": record.kind.value,
        "values": record.values,
        "current_name": record.current_name,
        "starts_on": record.starts_on.isoformat(),
        "last_day": record.last_day.isoformat() if record.last_day else None,
    }
    return hashlib.sha256(rfc8785.dumps(_filled(shown))).hexdigest()


def _filled(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_filled(each) for each in value]
    if not hasattr(value, "items"):
        return value
    kept = {key: _filled(each) for key, each in value.items()}
    return {key: each for key, each in kept.items() if each not in (None, "", [], {})}
