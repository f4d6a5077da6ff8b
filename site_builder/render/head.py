"""What pages say of themselves: title, place in the site, tags for machines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder.i18n import Message, _, say
from site_builder.model.record import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from site_builder.model.public import PublicRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A part of the site, as the government's meta tags describe it."""

    name: Message
    description: Message
    keywords: Message
    type: Message
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What the government's meta tags say of one article or record."""

    title: str
    published: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Crumb:
    """A step on the way from home to a page; the last has no address. ``language``: not Chinese."""

    text: str
    path: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a page says of itself: title, place in the site, tags for machines."""

    title: str
    column: Column | None = None
    article: Article | None = None
    crumbs: tuple[Crumb, ...] = ()
    robots: str | None = None


# The part of the site that each kind's pages are in; of most, also their folder.
SECTIONS: Mapping[Kind, str] = {
    Kind.LISTING: "listings",
    Kind.CASE: "cases",
    Kind.TYPICAL_CASE: "typical-cases",
    Kind.NEWS: "news",
    Kind.PAGE: "guides",
    Kind.STATISTIC: "statistics",
}
COLUMNS: Mapping[str, Column] = {
    "listings": Column(
        name=_("Dishonest-employer list"),
        description=_("Employers on the list for wage arrears whose listing has not ended"),
        keywords=_("wage arrears, dishonest employers, joint discipline, list"),
        type=_("Public notices"),
        path="listings/index.html",
    ),
    "cases": Column(
        name=_("Published cases"),
        description=_("Official documents on wage arrears whose time of publication has not ended"),
        keywords=_("wage arrears, cases, orders to pay, administrative penalties, judgments"),
        type=_("Public notices"),
        path="cases/index.html",
    ),
    "typical-cases": Column(
        name=_("Typical cases"),
        description=_("Wage-arrears cases retold without the people in them"),
        keywords=_("wage arrears, typical cases, migrant workers"),
        type=_("Disclosed information"),
        path="typical-cases/index.html",
    ),
    "news": Column(
        name=_("News"),
        description=_("Measures against wage arrears and what came of them"),
        keywords=_("wage arrears, news, campaigns"),
        type=_("Work in progress"),
        path="news/index.html",
    ),
    "statistics": Column(
        name=_("Figures"),
        description=_("Figures on wage arrears, each with its source"),
        keywords=_("wage arrears, figures, statistics"),
        type=_("Published figures"),
        path="statistics/index.html",
    ),
    "guides": Column(
        name=_("Guides and notices"),
        description=_("How to complain, object and apply, and how this site works"),
        keywords=_("complaints, objections, early removal, about this site"),
        type=_("Guides"),
        path="index.html",
    ),
}


def home_crumb() -> Crumb:
    """The first step of every way."""
    return Crumb(text=say(_("Home")), path="index.html")


def column_crumb(section: str) -> Crumb:
    """The step of one part of the site."""
    column = COLUMNS[section]
    return Crumb(text=say(column.name), path=column.path)


def pub_date(record: PublicRecord) -> str:
    """The first publication as the government's meta tags want it."""
    return record.published_on.at.strftime("%Y-%m-%d %H:%M")
