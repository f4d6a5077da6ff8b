"""What a release leaves behind for the next build, nearly all of it before readers see it.

Remembering first is the safe order: a build that dies between the two has at worst
remembered more than readers saw. What they no longer see is forgotten last.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from site_builder.errors import PublishError
from site_builder.i18n import _
from site_builder.model.record import Kind
from site_builder.prepare import SITE_FILE
from site_builder.store.good import Good, Honoured
from site_builder.store.past import ROLLED_BACK
from site_builder.vet import CALENDAR, PACK, TERMS, signature

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from site_builder.disclose import Disclosed
    from site_builder.model.moment import Moment
    from site_builder.model.record import EventKind
    from site_builder.prepare import Prepared
    from site_builder.store.memory import Memory

PUBLIC_IDS = "release/public-ids"
FILES = "release/files"
TEMPLATES = "templates/"
PICTURES = "picture/"
_ILLUSTRATED = (Kind.TYPICAL_CASE, Kind.NEWS, Kind.PAGE)
_WITHDRAWABLE = (Kind.TYPICAL_CASE, Kind.NEWS)


@contextmanager
def earlier_content(memory: Memory, ago: int) -> Iterator[None]:
    """Have an earlier good content remembered as the last one; for good once it is published."""
    if not ago:
        yield
        return
    if ago > len(memory.past.contents()):
        raise PublishError(_("no good content is kept of so long ago"))
    memory.past.undo(ago)
    try:
        yield
    except BaseException:
        memory.past.give_up()
        raise


def remember(
    memory: Memory,
    prepared: Prepared,
    as_of: Moment,
    *,
    templates: Path | None,
    picture: Callable[[str, str], bytes | None],
) -> None:
    """Keep last good content and the hidings that this release honours.

    ``templates`` are the site's own, None where tonight's did not work; ``picture`` gives
    the bytes that an article shows under a path and a digest.
    """
    store = prepared.vetted.store
    is_whole = not memory.is_damaged
    memory.drop_damaged()
    # What stands as it did is remembered already, unless a disk lost some of it.
    memory.remember(
        Good(found.record, found.first_on, signature(store.sign_off(found.record.id)))
        for found in store.records(but_same=is_whole)
        if found.is_vetted and not found.stands_in
    )
    for kind, settings in prepared.vetted.settled.good.items():
        memory.remember_settings(kind, settings)
    memory.remember_settings(CALENDAR, prepared.vetted.calendars.good)
    memory.remember_file(SITE_FILE, prepared.site_data)
    memory.remember_file(PACK, prepared.pack)
    memory.remember_file(TERMS, prepared.terms)
    if templates is not None:
        memory.remember_files_under(TEMPLATES, _files(templates))
    _remember_pictures(memory, prepared, picture)
    memory.release(prepared.vetted.released)
    memory.honour(_dated(_honoured(memory, prepared, as_of), memory, as_of.day))


def remember_shown(
    memory: Memory,
    prepared: Prepared,
    disclosed: Disclosed,
    *,
    files: int,
    is_rolled_back: bool,
) -> None:
    """Keep what readers see now, and forget what they no longer do; for after the switch.

    ``files`` is how many the release has: what a later build probably has to make.
    """
    memory.forget(subject.record.id for subject in prepared.missing.hidden)
    memory.remember_file(PUBLIC_IDS, "\n".join(sorted(disclosed.corpus.ids())).encode())
    memory.remember_file(FILES, str(files).encode())
    memory.remember_file(ROLLED_BACK, b"yes" if is_rolled_back else b"")


def files_of_last_release(memory: Memory) -> int | None:
    """How many files the last release had; None if that is not known."""
    data = memory.file(FILES)
    return None if data is None else int(data)


def _remember_pictures(
    memory: Memory, prepared: Prepared, picture: Callable[[str, str], bytes | None]
) -> None:
    shown = {
        sha256: path
        for kind in _ILLUSTRATED
        for found in prepared.vetted.store.records(kind)
        for path, sha256 in found.record.facts.files
    }
    for sha256, path in shown.items():
        name = f"{PICTURES}{sha256}"
        if memory.file(name) is None and (data := picture(path, sha256)) is not None:
            memory.remember_file(name, data)
    memory.keep_files(PICTURES, {f"{PICTURES}{sha256}" for sha256 in shown})


def _honoured(memory: Memory, prepared: Prepared, as_of: Moment) -> Iterator[Honoured]:
    store, day = prepared.vetted.store, as_of.day

    def signed(name: str) -> str:
        # Sign-offs that are lost tonight and found tomorrow are no newer ones.
        good = memory.good(name)
        return signature(store.sign_off(name)) or (good.sign_off if good else "")

    for subject in map(prepared.subjects.subject, store.with_events()):
        name = subject.record.id
        own = [event for event in subject.found.events if event.only_hides and event.on <= day]
        # Another party's removal, which took this record along.
        along = [event for event in subject.course.live_events(day) if event.only_hides]
        for event in dict.fromkeys((*own, *along)):
            yield Honoured(name, event, event.on, signed(name))
    for name, on in prepared.vetted.held.items():
        if on <= day:
            yield Honoured(name, None, on, signed(name))
    for kind in _WITHDRAWABLE:
        for found in store.records(kind):
            name, withdrawn_on = found.record.id, found.record.facts.withdrawn_on
            if withdrawn_on is not None and withdrawn_on <= day:
                yield Honoured(name, None, withdrawn_on, signed(name), is_withdrawal=True)


def _dated(hidings: Iterable[Honoured], memory: Memory, day: date) -> Iterator[Honoured]:
    """Hidings with a day each: one without a readable day binds since a release first honoured it.

    Else a slip of the pen that hid a record, once deleted, would show it on one person's word.
    """
    for hiding in hidings:
        if hiding.on > date.min:
            yield hiding
            continue
        # Slips are few, and what a province honoured may be much.
        earlier = [
            before.on
            for before in memory.honoured().get(hiding.id, ())
            if before.on <= day and _what(before) == _what(hiding)
        ]
        on = min(earlier, default=day)
        yield replace(hiding, on=on, event=hiding.event and replace(hiding.event, on=on))


def _what(hiding: Honoured) -> tuple[bool, EventKind | None, str | None]:
    """What hides, whenever it does."""
    if hiding.event is None:
        return (hiding.is_withdrawal, None, None)
    return (False, hiding.event.kind, hiding.event.name)


def _files(folder: Path) -> dict[str, bytes]:
    """Every file of the site's own theme; what cannot be read, the theme did without."""
    found = {}
    for path in sorted(folder.rglob("*")):
        with suppress(OSError):
            if path.is_file():
                found[f"{TEMPLATES}{path.relative_to(folder).as_posix()}"] = path.read_bytes()
    return found
