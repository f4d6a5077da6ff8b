"""What a release leaves behind for the next build, kept before readers see it.

Remembering first is the safe order: a build that dies between the two has at worst
remembered more than readers saw.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.prepare import SITE_FILE
from site_builder.store.memory import Good, Honoured
from site_builder.vet import signature

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from site_builder.disclose import Disclosed
    from site_builder.model.moment import Moment
    from site_builder.prepare import Prepared
    from site_builder.store.memory import Memory

PUBLIC_IDS = "release/public-ids"
TEMPLATES = "templates/"


def remember(
    memory: Memory, prepared: Prepared, disclosed: Disclosed, as_of: Moment, templates: Path | None
) -> None:
    """Keep last good content, the hidings that this release honours, and what it shows.

    ``templates`` are the site's own, None where tonight's did not work.
    """
    store = prepared.vetted.store
    memory.remember(
        Good(found.record, found.first_on, signature(store.sign_off(found.record.id)))
        for found in store.records()
        if found.is_vetted and not found.stands_in
    )
    for kind, settings in prepared.vetted.settled.good.items():
        memory.remember_settings(kind, settings)
    memory.remember_file(SITE_FILE, prepared.site_data)
    if templates is not None:
        memory.remember_files_under(TEMPLATES, _files(templates))
    memory.release(prepared.vetted.released)
    memory.honour(_honoured(prepared, as_of))
    memory.forget(subject.record.id for subject in prepared.missing.hidden)
    memory.remember_file(PUBLIC_IDS, "\n".join(sorted(disclosed.corpus.ids())).encode())


def _honoured(prepared: Prepared, as_of: Moment) -> Iterator[Honoured]:
    store, day = prepared.vetted.store, as_of.day
    for found in store.records():
        for event in found.events:
            # A slip without a readable day hides, but binds nobody once it is mended.
            if event.only_hides and event.on.year > 1 and event.on <= day:
                yield Honoured(
                    found.record.id, event, event.on, signature(store.sign_off(found.record.id))
                )
    for name, on in prepared.vetted.held.items():
        if on <= day:
            yield Honoured(name, None, on, signature(store.sign_off(name)))


def _files(folder: Path) -> dict[str, bytes]:
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {
        f"{TEMPLATES}{path.relative_to(folder).as_posix()}": path.read_bytes() for path in paths
    }
