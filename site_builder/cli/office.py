"""The content as the office asks about it: vetted, with nothing written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.cli.usage import no_record
from site_builder.errors import UsageError
from site_builder.prepare import Prepared, reading

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from site_builder.cli.common import Call
    from site_builder.disclose import Subject


def prepared(call: Call, *, as_if_signed: bool = False) -> AbstractContextManager[Prepared]:
    """Tonight's content as a build would see it; the state is read, never written.

    ``as_if_signed`` lets drafts stand: for what says on itself that nobody has signed it.
    """
    return reading(call.folders, call.as_of, as_if_signed=as_if_signed)


def subject_of(found: Prepared, record_id: str) -> Subject:
    """The record with this id.

    Raises:
        UsageError: There is none; names the nearest.
    """
    subject = found.subjects.get(record_id)
    if subject is not None:
        return subject
    raise UsageError(no_record(record_id, found.vetted.store.ids()))
