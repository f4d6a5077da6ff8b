"""What the pages of listings and cases have in common: whom they are about, and by which law."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from site_builder.forms import forms_for
from site_builder.i18n import _, say
from site_builder.model.digest import public_digest
from site_builder.model.record import Kind
from site_builder.model.regime import What
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
from site_builder.render.leaving import leaving
from site_builder.render.words import in_groups, title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.model.public import PublicRecord
    from site_builder.model.regime import Deadline, Regime
    from site_builder.render.edition import Edition
    from site_builder.render.places import Place

# What the last step of the way to a record's page is called, by the record's kind.
_HERE = {"listing": _("Listing"), "case": _("Case")}
# The types of case of which administrative bodies are the authors.
_ADMINISTRATIVE = frozenset({"payment_order", "administrative_penalty", "major_violation"})


def about(edition: Edition, record: PublicRecord) -> dict[str, Any]:
    """What the page of a listing or case is given besides what is its kind's own."""
    chrome = edition.chrome
    regime = chrome.regimes.get(record.regime) if record.regime else None
    law = chrome.regimes.get(record.ends_under) if record.ends_under else None
    return {
        "head": _head(edition, record),
        "record": record,
        "organ": chrome.organs.get(record.organ) if record.organ else None,
        "organ_name": chrome.organ_name,
        "regime": regime,
        "law": law or regime,
        "leaving": leaving(record, regime),
        "republished_by": tuple(map(chrome.organ_name, record.values["republished_by"])),
        "is_administrative": _is_administrative(record),
        "objection": _objection(record, regime),
        "forms": forms_for(record.regime) if _is_administrative(record) else (),
        "around": _around(edition, record),
        "checksum": in_groups(public_digest(record)),
        "address": edition.address(record.path),
        "qr": edition.qr(record.path),
        "help_panel": edition.help_panel(record),
    }


def _is_administrative(record: PublicRecord) -> bool:
    """Whether an administrative body decided, so that reconsideration and lawsuit are open."""
    return record.kind is Kind.LISTING or record.values["type"] in _ADMINISTRATIVE


def _objection(record: PublicRecord, regime: Regime | None) -> Deadline | None:
    """How soon an objection to a publication is answered.

    To a listing one objects before the decision (令45 第六条), so its page has none.
    """
    if regime is None or record.kind is Kind.LISTING:
        return None
    return next((d for d in regime.deadlines if d.what is What.ANSWER_OBJECTION), None)


def _around(edition: Edition, record: PublicRecord) -> tuple[Place, ...]:
    return edition.places(record.kind).around(record.region) if record.region else ()


def _head(edition: Edition, record: PublicRecord) -> Head:
    section = SECTIONS[record.kind]
    return Head(
        title=_numbered(record),
        column=COLUMNS[section],
        article=Article(
            title=title(record), published=pub_date(record), source=edition.source_of(record)
        ),
        crumbs=(
            home_crumb(),
            column_crumb(section),
            *(
                Crumb(text=place.name, path=f"{place.folder}index.html")
                for place in _around(edition, record)
            ),
            # Not the name: the guard replaces the record's own element, and only that.
            Crumb(text=say(_HERE[record.kind])),
        ),
        robots=", ".join(_robots(record)) or None,
    )


def _robots(record: PublicRecord) -> Iterator[str]:
    """What search engines are told from the first day: until when, or never, to list the page."""
    if record.is_natural_person:
        yield "noindex"
    if record.hidden_from:
        yield f"unavailable_after: {record.hidden_from}T00:00:00+08:00"


def _numbered(record: PublicRecord) -> str:
    """The title with the document's number, for a party may have more than one record."""
    document = record.values.get("decision") or record.values["document"]
    name, number = title(record), document["number"]
    return say(_("{name} ({number})", name=name, number=number)) if number else name
