"""What a piece says around its text: facts, source, corrections, and cases told together."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

from site_builder.i18n import _, translate
from site_builder.model.record import Kind
from site_builder.press.words import day_said
from site_builder.render.words import place, title

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from site_builder.model.public import PublicRecord
    from site_builder.store.public import Chrome

_HEADING: Final = re.compile(r"(</?h)([2-5])(?=[\s>])")


def facts(public: PublicRecord, chrome: Chrome) -> Iterator[str]:
    """Who publishes an article, where it happened, since when it is public."""
    if organ := chrome.organ_name(public.organ):
        yield organ
    yield from _where(public)
    yield _("Published on {day}", day=day_said(public.published_on.day)).text("zh")


def notes(records: Sequence[PublicRecord], day: date, *, has_names: bool) -> Iterator[str]:
    """The source of the first, and what a reader must know of persons and firms in them all."""
    yield from _source(records[0])
    if any(public.kind is Kind.TYPICAL_CASE for public in records):
        yield translate("Typical cases are told without the workers and others concerned.", "zh")
    if has_names:
        yield _(
            "The firms named are on the list as of {day}; once a listing has ended, its firm may"
            " be named here no longer.",
            day=day_said(day),
        ).text("zh")


def corrections(public: PublicRecord) -> Iterator[str]:
    """What was corrected, the newest first."""
    found = public.values.get("corrections") or ()
    for each in sorted(found, key=lambda each: str(each["on"]), reverse=True):
        yield f"{day_said(date.fromisoformat(str(each['on'])))}　{each['text']}"


def together(articles: Sequence[tuple[PublicRecord, Markup]]) -> Markup:
    """An article and the typical cases that it publishes, each below its own heading."""
    (first, whole), *cases = articles
    said = set(_source(first))
    for number, (public, text) in enumerate(cases, 1):
        called = _("Case {number}: {title}", number=number, title=title(public)).text("zh")
        below = Markup(_HEADING.sub(_deeper, text))  # noqa: S704 - safe HTML, headings moved
        own = (told for told in _source(public) if told not in said)
        about = Markup("<p>{}</p>").format("　".join((*_where(public), *own)))
        whole += Markup("<section><h2>{}</h2>{}{}</section>").format(called, about, below)
    return whole


def _source(public: PublicRecord) -> Iterator[str]:
    """Where the facts come from, if the article says so."""
    given: dict[str, Any] = public.values.get("source") or {}
    if given.get("name"):
        told = _("“{title}”", title=given["title"]).text("zh") if given.get("title") else ""
        day = day_said(date.fromisoformat(given["date"])) if given.get("date") else ""
        parts = filter(None, (given["name"] + told, day))
        yield _("Source: {words}", words="，".join(parts)).text("zh")


def _where(public: PublicRecord) -> Iterator[str]:
    if region := public.values.get("occurred_in"):
        yield _("Place: {place}", place=place(region)).text("zh")


def _deeper(heading: re.Match[str]) -> str:
    return f"{heading[1]}{int(heading[2]) + 1}"
