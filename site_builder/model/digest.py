"""What a sign-off covers: a digest of a record's values, not of its layout."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import rfc8785

from site_builder.model.record import UNSIGNED

if TYPE_CHECKING:
    from collections.abc import Mapping


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
