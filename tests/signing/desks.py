"""What the tests of signing share: an office whose first list was published once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.model.moment import Moment
from site_builder.signing import Signature, desk

if TYPE_CHECKING:
    from pathlib import Path

    from site_builder.signing import Entry, Sheet
    from tests.office import Office

FILE = "listings/a.yml"
DAY = "2025-06-02"


def sheet(office: Office, *targets: str, on: str = DAY) -> Sheet:
    """What waits under some paths, on one day."""
    with desk(office.folders, targets, Moment.parse(on).day) as laid_out:
        return laid_out.sheet()


def entry(office: Office, name: str, on: str = DAY) -> Entry:
    """What waits of one record."""
    return next(each for each in sheet(office, on=on).entries if each.id == name)


def signature(on: str = DAY, **people: str) -> Signature:
    """Two people and a document."""
    names = {"drafter": "经办人", "approver": "审签人", "document": "签2号", **people}
    return Signature(**names, on=Moment.parse(on).day)


def ledger(office: Office, name: str = "2025.jsonl") -> Path:
    """A file of sign-offs."""
    return office.content / "sign-offs" / name
