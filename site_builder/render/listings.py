"""A page for each listing: who, by which decision, why, since and until when."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from site_builder.i18n import _, translate
from site_builder.model.public import page_path
from site_builder.model.record import Kind
from site_builder.render.edition import Sheet
from site_builder.render.head import (
    COLUMNS,
    Article,
    Crumb,
    Head,
    column_crumb,
    home_crumb,
    pub_date,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.model.public import PublicRecord
    from site_builder.render.edition import Edition

SECTION = "listings"


def details(edition: Edition) -> Iterator[Sheet]:
    """The page of each listing in force."""
    for record_id, digest in edition.corpus.summaries(Kind.LISTING):
        yield Sheet(
            # A listing's address does not depend on its day.
            path=page_path(Kind.LISTING, record_id, date.min),
            reads=(digest, edition.surroundings_digest),
            context=partial(_detail, edition, record_id),
            section=SECTION,
        )


def _detail(edition: Edition, record_id: str) -> dict[str, Any]:
    record = edition.corpus.get(record_id)
    if record is None:
        raise ValueError(record_id)
    chrome = edition.chrome
    regime = chrome.regimes.get(record.regime) if record.regime else None
    return {
        "head": _head(edition, record),
        "record": record,
        "listing": record.values,
        "organ": chrome.organs.get(record.organ) if record.organ else None,
        "regime": regime,
        "early": regime.early_removal if regime else None,
        "around": edition.places.around(record.region) if record.region else (),
        "help_panel": edition.help_panel(record),
    }


def _head(edition: Edition, record: PublicRecord) -> Head:
    number = record.values["decision"]["number"]
    # An employer may be listed twice, and no two pages should have one title.
    title = (
        _("{name} ({number})", name=record.title, number=number).text("zh")
        if number
        else record.title
    )
    natural = record.values["employer"]["party_kind"] == "natural_person"
    ends = f"unavailable_after: {record.hidden_from}T00:00:00+08:00" if record.hidden_from else None
    around = edition.places.around(record.region) if record.region else ()
    return Head(
        title=title,
        column=COLUMNS[SECTION],
        article=Article(
            title=record.title, published=pub_date(record), source=edition.source_of(record)
        ),
        crumbs=(
            home_crumb(),
            column_crumb(SECTION),
            *(Crumb(text=place.name, path=f"{place.folder}index.html") for place in around),
            # Not the name: the guard replaces the record's own element, and only that.
            Crumb(text=translate("Listing", "zh")),
        ),
        robots="noindex" if natural else ends,
    )
