"""``new``: begin an article: by hand, from Word, from the records; or the catalog of a language."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from site_builder.cli.common import Call, OneOf, common, help_text, needs_site, needs_words
from site_builder.cli.office import prepared
from site_builder.errors import UsageError, quoted
from site_builder.i18n import _
from site_builder.intake import (
    TO_FILL,
    WordArticle,
    begin,
    begin_catalog,
    draw_id,
    left_said,
    word_article,
)
from site_builder.model.record import Kind
from site_builder.office.bulletin import Period, bulletin
from site_builder.office.bulletin_text import as_markdown, region_under, said_of

if TYPE_CHECKING:
    from site_builder.prepare import Prepared

_BULLETIN: Final = "bulletin"
_CATALOG: Final = "catalog"
_KINDS: Final = ("typical-case", "news", "page", _BULLETIN, _CATALOG)


@click.command
@click.argument("kind", metavar="KIND", type=OneOf(_KINDS))
@click.argument("tag", metavar="[LANGUAGE]", required=False)
@click.option("--title", metavar="TEXT", help=help_text("what it is called"))
@click.option("--organ", metavar="ID", help=help_text("who publishes it; else the site's own body"))
@click.option(
    "--region", metavar="CODE", help=help_text("the county of a typical case; else its body's")
)
@click.option("--id", "name", metavar="ID", help=help_text("its id; else one is drawn"))
@click.option(
    "--from",
    "word",
    metavar="FILE.docx",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help=help_text("what somebody wrote in Word"),
)
@click.option("--month", metavar="YYYY-MM", help=help_text("of a bulletin: which month"))
@click.option("--year", metavar="YYYY", help=help_text("of a bulletin: which year"))
@common
def command(
    call: Call,
    *,
    kind: str,
    tag: str | None,
    title: str | None,
    organ: str | None,
    region: str | None,
    name: str | None,
    word: Path | None,
    month: str | None,
    year: str | None,
) -> int:
    """Begin an article, or the catalog of a language."""
    needs_site(call)
    if kind == _CATALOG or tag is not None:
        return _catalog(call, kind, tag)
    if title is not None:
        needs_words("--title", title)
    period = _period(kind, month, year)
    if period is not None:
        return _bulletin(call, period, title, organ, name)
    with prepared(call) as found:
        own = name or draw_id(Kind(kind), found.vetted.store.ids())
        _needs_free(own, found)
        article = word_article(word, own) if word else WordArticle()
        front: dict[str, Any] = {
            "id": own,
            "title": title or article.title or TO_FILL.format(what="标题"),
            "organ": _organ(organ, found),
        }
        if kind == Kind.TYPICAL_CASE:
            front["regime"] = "typical-case"
            front["occurred_in"] = region or _region(front["organ"], found)
    front["published_on"] = call.as_of.day
    file = begin(call.folders.content, Kind(kind), front, article)
    for left in left_said(article.left):
        call.say(_("left behind: {what}", what=left))
    click.echo(file)
    call.say(_("next: site-builder serve, and look at it while you write"))
    return 0


def _catalog(call: Call, kind: str, tag: str | None) -> int:
    """Write the sentences that a site says, for somebody to translate."""
    if kind != _CATALOG:
        raise UsageError(_("a language belongs to a catalog alone"))
    if tag is None:
        raise UsageError(_("expected the language of the catalog, like: new catalog ug"))
    begun = begin_catalog(call.folders.content, tag)
    click.echo(begun.file)
    call.say(
        _(
            "{count} sentences, {lacking} of them still to translate",
            count=begun.sentences,
            lacking=begun.lacking,
        )
    )
    return 0


def _period(kind: str, month: str | None, year: str | None) -> Period | None:
    """Of which month or year a bulletin is; None of any other article."""
    given = [text for text in (month, year) if text is not None]
    if kind != _BULLETIN and given:
        raise UsageError(_("--month and --year belong to a bulletin"))
    if kind != _BULLETIN:
        return None
    if len(given) != 1:
        raise UsageError(_("expected either --month or --year"))
    period = Period.parse(given[0])
    if (period.month is None) is not (month is None):
        raise UsageError(_("expected a month like 2026-10 or a year like 2026"))
    return period


def _bulletin(
    call: Call, period: Period, title: str | None, organ: str | None, name: str | None
) -> int:
    """Write a bulletin as a draft: its numbers are those of now, and stay."""
    with prepared(call) as found:
        chrome = found.vetted.chrome
        own = name or f"bulletin-{period}"
        _needs_free(own, found)
        publisher = chrome.organs.get(chrome.site.publisher)
        region_of = region_under(publisher.region if publisher else None)
        counted = bulletin(found.subjects, period, call.as_of, region_of)
        front = {
            "id": own,
            "title": title or f"{said_of(counted)}根治欠薪信息公开通报",
            "organ": _organ(organ, found),
            "published_on": call.as_of.day,
            "tags": ["通报"],
        }
        body = as_markdown(counted, chrome)
        file = begin(call.folders.content, Kind.NEWS, front, WordArticle(body=body))
    click.echo(file)
    call.say(_("next: read it, write what stands behind the numbers, and have two people sign it"))
    return 0


def _needs_free(name: str, found: Prepared) -> None:
    """Refuse an id that something else bears: neither of the two would stand.

    Raises:
        UsageError: Something does.
    """
    chrome = found.vetted.chrome
    if found.vetted.store.has(name):
        raise UsageError(_("there is a record {found} already", found=quoted(name)))
    if name in {*chrome.organs, *chrome.regimes, *(channel.id for channel in chrome.channels)}:
        raise UsageError(
            _("there is a body, channel or regime {found} already", found=quoted(name))
        )


def _organ(written: str | None, found: Prepared) -> str:
    chrome = found.vetted.chrome
    if written is None:
        return chrome.site.publisher
    organ = found.vetted.organ_of(written)
    if organ is None:
        raise UsageError(_("no body {found} in organs.yml", found=quoted(written)))
    return organ


def _region(organ: str, found: Prepared) -> str:
    known = found.vetted.chrome.organs.get(organ)
    return (known and known.region) or TO_FILL.format(what="案发地的县级代码")
