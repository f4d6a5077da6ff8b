"""Typical cases, news and the site's own pages: what the press office writes."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from site_builder.article import TABLE
from site_builder.i18n import _, say
from site_builder.model.artifact import fingerprint
from site_builder.model.record import Kind
from site_builder.render import markdown
from site_builder.render.batches import members
from site_builder.render.edition import REPORT
from site_builder.render.head import (
    COLUMNS,
    SECTIONS,
    Article,
    Crumb,
    Head,
    column_crumb,
    home_crumb,
    pub_date,
)
from site_builder.render.paging import Selection, paged
from site_builder.render.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

    from site_builder.model.public import PublicRecord
    from site_builder.render.batches import Member
    from site_builder.render.edition import Edition
    from site_builder.render.picture import ShownFiles
    from site_builder.store.public import PublicCorpus

# Where each kind's Markdown lies under the content folder, and so its pictures.
_FOLDERS = {Kind.TYPICAL_CASE: "typical-cases", Kind.NEWS: "news", Kind.PAGE: "pages"}


def typical_cases(edition: Edition) -> Iterator[Sheet]:
    """The page of each typical case."""
    return _details(edition, Kind.TYPICAL_CASE)


def news(edition: Edition) -> Iterator[Sheet]:
    """The page of each news article."""
    return _details(edition, Kind.NEWS)


def site_pages(edition: Edition) -> Iterator[Sheet]:
    """The site's own pages, at the site's root."""
    return _details(edition, Kind.PAGE)


def typical_case_index(edition: Edition) -> Iterator[Sheet]:
    """The list of typical cases."""
    return paged(edition, _whole(Kind.TYPICAL_CASE))


def news_index(edition: Edition) -> Iterator[Sheet]:
    """The list of news articles."""
    return paged(edition, _whole(Kind.NEWS))


def _whole(kind: Kind) -> Selection:
    section = SECTIONS[kind]
    return Selection(kind=kind, section=section, folder=f"{section}/", order="published_on")


def _details(edition: Edition, kind: Kind) -> Iterator[Sheet]:
    for record in edition.corpus.records(kind, order="published_on"):
        yield Sheet(
            path=record.path,
            reads=(
                record.digest,
                edition.surroundings_digest,
                *_linked(edition, record),
                *(case.digest for case in _cases(edition, record)),
                *_of_batch(edition, record),
                *_files(edition, record),
            ),
            context=partial(_detail, edition, record.id),
            section=record.id if kind is Kind.PAGE else SECTIONS[kind],
        )


def _linked(edition: Edition, record: PublicRecord) -> Iterator[str]:
    """The digests of the listings that an article names."""
    for listing in markdown.linked_listings(record.body):
        found = edition.corpus.get(listing)
        yield found.digest if found else ""


def _cases(edition: Edition, record: PublicRecord) -> Iterator[PublicRecord]:
    """The public cases that a typical case is drawn from."""
    found = (edition.corpus.get(case) for case in record.values.get("cases", ()))
    return (case for case in found if case is not None)


def _of_batch(edition: Edition, record: PublicRecord) -> Iterator[str]:
    """The digests of the typical cases published together, and of what they link to."""
    for member in members(edition.corpus, record):
        yield from (member.record.digest, *_linked(edition, member.record))
        yield from _files(edition, member.record)
    for batch in edition.batches.get(record.id, ()):
        yield fingerprint(batch.path, batch.title)


def _files(edition: Edition, record: PublicRecord) -> Iterator[str]:
    """The files that the record shows and that are not to be had; where copies of others stand."""
    for path, sha256 in record.files:
        if not edition.shown.has(path, sha256):
            yield path
        elif not path.lower().endswith(TABLE):
            yield from (asset.address for asset in edition.shown.assets(path, sha256))


def _detail(edition: Edition, record_id: str) -> dict[str, Any]:
    record = edition.found(record_id)
    shows_channels = record.kind is Kind.PAGE and record.id == REPORT
    return {
        "head": _head(edition, record),
        "record": record,
        "article": record.values,
        "organ_name": edition.chrome.organ_name(record.organ),
        "organ_called": edition.chrome.organ_name,
        "cases": list(_cases(edition, record)),
        "members": [
            (member.record, _begins(edition, record, member))
            for member in members(edition.corpus, record)
        ],
        "batches": edition.batches.get(record.id, ()),
        "body": body_of(record, edition.corpus, edition.shown, _way_back(record)),
        "channels": edition.channels(edition.home_region) if shows_channels else (),
        "local_channels": edition.local_channels() if shows_channels else (),
    }


def _begins(edition: Edition, batch: PublicRecord, member: Member) -> Markup:
    """The beginning of a typical case as it stands on another page; its summary comes first."""
    begun = replace(member.record, body=member.begins)
    return body_of(begun, edition.corpus, edition.shown, _way_back(batch), page=begun.path)


def _way_back(record: PublicRecord) -> str:
    return "../" * record.path.count("/")


def body_of(
    record: PublicRecord, corpus: PublicCorpus, shown: ShownFiles, root: str, *, page: str = ""
) -> Markup:
    """An article's text as safe HTML; ``root`` is the way from it to the site's root.

    ``page`` is the article's own, where the text stands on another.
    """
    return markdown.html(
        record.body,
        markdown.Surroundings(
            root=root,
            folder=_FOLDERS[record.kind],
            files=record.files,
            links=record.links,
            listing=corpus.get,
            shown=shown,
            page=page,
        ),
    )


def _head(edition: Edition, record: PublicRecord) -> Head:
    section = SECTIONS[record.kind]
    is_page = record.kind is Kind.PAGE
    here = record.title if is_page else say(_("Article"))
    return Head(
        title=record.title,
        column=COLUMNS[section],
        article=Article(
            title=record.title, published=pub_date(record), source=_named_source(edition, record)
        ),
        crumbs=(
            home_crumb(),
            *(() if is_page else (column_crumb(section),)),
            Crumb(text=here, language=record.values.get("language")),
        ),
    )


def _named_source(edition: Edition, record: PublicRecord) -> str:
    source = record.values.get("source") or {}
    return source.get("name") or edition.source_of(record)
