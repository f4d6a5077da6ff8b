"""The content as the office asks about it: vetted, with nothing written."""

from __future__ import annotations

import difflib
from contextlib import contextmanager
from typing import TYPE_CHECKING

from site_builder.errors import UsageError, quoted
from site_builder.i18n import _
from site_builder.prepare import Prepared, prepare
from site_builder.store.content import ContentStore
from site_builder.store.memory import Memory
from site_builder.store.private import scratch_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.cli.common import Call
    from site_builder.disclose import Subject


@contextmanager
def prepared(call: Call) -> Iterator[Prepared]:
    """Tonight's content as a build would see it; the state is read, never written."""
    with scratch_folder() as folder:
        memory = Memory.reading(call.folders.state, folder)
        store = ContentStore(folder / "content.sqlite")
        try:
            yield prepare(call.folders, call.as_of, memory, store)
        finally:
            store.close()
            if memory is not None:
                memory.close()


def subject_of(found: Prepared, record_id: str) -> Subject:
    """The record with this id.

    Raises:
        UsageError: There is none; names the nearest.
    """
    subject = found.subjects.get(record_id)
    if subject is not None:
        return subject
    near = difflib.get_close_matches(record_id, sorted(found.vetted.store.ids()), n=1)
    if near:
        raise UsageError(
            _("no record {found}; did you mean '{near}'?", found=quoted(record_id), near=near[0])
        )
    raise UsageError(_("no record {found}", found=quoted(record_id)))
