"""An office with a few records, asked from outside what the law makes of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.command import Ran, run
from tests.office import Office, case, listing

if TYPE_CHECKING:
    from pathlib import Path

TERMS = {
    name: {"years": 3}
    for name in ("credit-repair-2023", "major-violation-2017", "penalty-law-2021", "ogi-2019")
}


def an_office(folder: Path, **site: Any) -> Office:
    """An office whose site names a term for each law that has none of its own."""
    office = Office(folder / "site")
    office.set_up(**{"terms": TERMS, **site})
    return office


def holding(folder: Path, *records: dict[str, Any], **site: Any) -> Office:
    """An office that has signed these listings and cases."""
    office = an_office(folder, **site)
    for name, kind in (("listings", "decision"), ("cases", "document")):
        found = [record for record in records if kind in record]
        if found:
            office.signed(f"{name}/all.jsonl", found)
    return office


def asked(office: Office, record: str, as_of: str) -> dict[str, Any]:
    """What ``explain --json`` says of a record."""
    ran = ordered(office, "explain", record, "--json", "--as-of", as_of)
    assert ran.code == 0, ran.err
    found: dict[str, Any] = json.loads(ran.out)
    return found


def ordered(office: Office, *words: str) -> Ran:
    """A command, in English."""
    return run(*words, "--site", office.folders.site, "--lang", "en")


def problems(office: Office, as_of: str = "2026-06-01") -> list[tuple[str, str, str]]:
    """What ``check`` finds: code, severity, record."""
    ran = ordered(office, "check", "--format", "json", "--as-of", as_of)
    return [(each["code"], each["severity"], each["record"]) for each in json.loads(ran.out)]


def an_event(kind: str, on: str, **more: Any) -> dict[str, Any]:
    """An event as people write it."""
    return {"kind": kind, "on": on, **more}


__all__ = ["an_event", "an_office", "asked", "case", "holding", "listing", "ordered", "problems"]
