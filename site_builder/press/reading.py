"""From the content as it is written to a piece for the press, or why there is none."""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final

from site_builder.article import PICTURES
from site_builder.disclose import disclose_alone
from site_builder.i18n import _, translate
from site_builder.model.record import Kind
from site_builder.press.piece import Named, Picture, Piece
from site_builder.press.standing import (
    marks,
    refuse_names_in_words,
    refuse_unless_article,
    refuse_what_was_found,
)
from site_builder.press.words import day_said
from site_builder.render.articles import body_of
from site_builder.render.picture import ShownFiles, pictures_in
from site_builder.render.words import place, title
from site_builder.store.private import scratch_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from site_builder.disclose import Subject
    from site_builder.model.moment import Moment
    from site_builder.model.public import PublicRecord
    from site_builder.prepare import Prepared
    from site_builder.store.public import Chrome

# However it is written: as a link, or as the definition of one.
_NAMES_LISTING: Final = re.compile(r"(?i:listing):([a-z0-9-]+)")


def piece_of(
    found: Prepared, subject: Subject, as_of: Moment, *, content: Path, with_names: bool
) -> Piece:
    """An article as it is written, for the press.

    ``found`` was prepared as if signed; what nobody signed is marked. Firms stand as 某公司;
    ``with_names``, those stand by their names whose listing is in force, and signed.

    Raises:
        PressError: It may go out in no form.
    """
    refuse_unless_article(subject)
    record = subject.record
    standing = marks(subject, as_of, is_signed=record.id not in found.vetted.unsigned)
    wanted = list(_listings(found, subject)) if with_names else []
    with scratch_folder() as folder:
        public, corpus, leaks = disclose_alone(
            subject, found.subjects, as_of, folder / "press.sqlite", wanted
        )
        try:
            problems = [each for each in found.problems if each.record == record.id]
            refuse_what_was_found(record.id, [*problems, *leaks])
            others = (name for name in _names(record.body) if corpus.get(name) is None)
            refuse_names_in_words(public, filter(None, map(found.subjects.get, others)))
            shown = ShownFiles(pictures_in(content))
            body = str(body_of(public, corpus, shown, root=""))
            listed = [each for name in _names(record.body) if (each := corpus.get(name))]
        finally:
            corpus.close()
    chrome = found.vetted.chrome
    named = tuple(Named(each.id, each.last_day) for each in listed if with_names)
    return Piece(
        id=record.id,
        title=title(public),
        facts=tuple(_facts(public, chrome)),
        body=body,
        pictures=tuple(_pictures(public, shown)),
        notes=tuple(_notes(public, as_of.day, has_names=bool(named))),
        marks=tuple(mark.text("zh") for mark in standing),
        address=None if standing else f"{chrome.site.base_url.rstrip('/')}/{public.path}",
        named=named,
        unnamed=tuple(_unnamed(record.body, named)) if with_names else (),
    )


def _names(body: str) -> list[str]:
    """The ids of the listings that a text links to, each once."""
    return list(dict.fromkeys(_NAMES_LISTING.findall(body)))


def _listings(found: Prepared, subject: Subject) -> Iterator[Subject]:
    """The listings that an article links to and two people signed."""
    for name in _names(subject.record.body):
        listing = found.subjects.get(name)
        is_listing = listing is not None and listing.record.kind is Kind.LISTING
        if listing is not None and is_listing and name not in found.vetted.unsigned:
            yield listing


def _unnamed(body: str, named: Iterable[Named]) -> Iterator[str]:
    shown = {each.listing for each in named}
    return (name for name in _names(body) if name not in shown)


def _facts(public: PublicRecord, chrome: Chrome) -> Iterator[str]:
    if organ := chrome.organ_name(public.organ):
        yield organ
    if region := public.values.get("occurred_in"):
        yield _("Place: {place}", place=place(region)).text("zh")
    yield _("Published on {day}", day=day_said(public.published_on.day)).text("zh")


def _notes(public: PublicRecord, day: date, *, has_names: bool) -> Iterator[str]:
    source = public.values.get("source") or {}
    if source.get("name"):
        yield _("Source: {name}", name=_source(source)).text("zh")
    if public.kind is Kind.TYPICAL_CASE:
        yield translate("Typical cases are told without the workers and others concerned.", "zh")
    if has_names:
        yield _(
            "The firms named are on the list as of {day}; once a listing has ended, its firm may"
            " be named here no longer.",
            day=day_said(day),
        ).text("zh")


def _source(source: dict[str, Any]) -> str:
    called = _("“{title}”", title=source["title"]).text("zh") if source.get("title") else ""
    told = source.get("date")
    day = day_said(date.fromisoformat(told)) if told else ""
    return "，".join(filter(None, (source["name"] + called, day)))


def _pictures(public: PublicRecord, shown: ShownFiles) -> Iterator[Picture]:
    """The pictures that an article shows, each once."""
    known: set[str] = set()
    for path, sha256 in public.files:
        suffix = PurePosixPath(path).suffix.lower()
        asset = shown.asset(path, sha256) if suffix in PICTURES else None
        data = asset and shown.data(path, sha256)
        if asset and data and asset.address not in known:
            known.add(asset.address)
            yield Picture(asset.address, suffix, data)
