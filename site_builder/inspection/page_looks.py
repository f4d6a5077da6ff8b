"""The looks at one page: what is wrong with it by one rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from site_builder.i18n import _
from site_builder.inspection.page import Sort
from site_builder.inspection.verdict import Found, Level
from site_builder.model.moment import Moment

if TYPE_CHECKING:
    from site_builder.i18n import Message
    from site_builder.inspection.page import Page
    from site_builder.inspection.rules import Rule
    from site_builder.inspection.survey import Survey

PageLook = Callable[["Page", "Rule", "Survey"], Iterator[Found]]

# The page that servers give at any address has no link that could be right everywhere.
_LINKED_FROM_THE_ROOT: Final = "404.html"
_UNLINKED: Final = "gone.html"
_SHOWN: Final = 80


def _tags(page: Page, rule: Rule, _survey: Survey) -> Iterator[Found]:
    """Tags that a page of its sort lacks, or has empty, or not in the form asked for."""
    if page.sort not in rule.limits["pages"]:
        return
    forms: Mapping[str, str] = rule.limits.get("forms", {})
    for name in rule.limits["tags"]:
        value = page.tags.get(name)
        if value is None:
            yield _on(page, _("the tag {name} is missing", name=name))
        elif not value.strip():
            yield _on(page, _("the tag {name} is empty", name=name))
        elif name in forms and not re.fullmatch(forms[name], value):
            yield _on(page, _("the tag {name} is not in the form asked for", name=name))


def _dates(page: Page, _rule: Rule, survey: Survey) -> Iterator[Found]:
    """Days of publication that cannot be true."""
    published = page.published
    if page.sort is not Sort.DETAIL or published is None:
        return
    asked, day = survey.asked, Moment(published)
    if published > max(asked.made, asked.moment).at:
        yield _on(page, _("published on {day}, a day still to come", day=day))
    first = asked.first_shown.get(page.record or "")
    if first is not None and published.date() > first:
        message = _(
            "says that it was published on {day}, but stood here on {first} already",
            day=day,
            first=first,
        )
        yield _on(page, message)


def _dead_links(page: Page, rule: Rule, survey: Survey) -> Iterator[Found]:
    """Links to files of the site that are not there; none is asked for outside."""
    if page.sort not in rule.limits["pages"] or page.path in {_LINKED_FROM_THE_ROOT, _UNLINKED}:
        return
    for address in page.links:
        path = page.target(address)
        if path is None or survey.leads_somewhere(path):
            continue
        if page.has_link(address):
            yield _on(page, _("a link leads nowhere: {address}", address=_short(address)))


def _footer(page: Page, rule: Rule, _survey: Survey) -> Iterator[Found]:
    """Items that the foot of the page does not name."""
    # Where nothing stands, links could lead nowhere: their foot has none.
    if page.path == _UNLINKED:
        return
    items: Mapping[str, str] = rule.limits["items"]
    missing = _not_named(page.foot, tuple(items.items()))
    if missing:
        yield _on(page, _("the foot of the page does not name: {items}", items="、".join(missing)))


def _placeholders(page: Page, rule: Rule, _survey: Survey) -> Iterator[Found]:
    """Words that were to be replaced before anybody reads them."""
    words: Mapping[str, str] = rule.limits["words"]
    # Few pages have such words at all, and fewer where somebody reads them.
    patterns = [pattern for stem, pattern in words.items() if stem.encode() in page.data]
    if patterns and (match := re.search("|".join(patterns), page.seen_text())):
        yield _on(page, _("words that stand in for others: {words}", words=_short(match[0])))


def _page_size(page: Page, rule: Rule, _survey: Survey) -> Iterator[Found]:
    """Pages that are long on the way."""
    if len(page.data) > rule.limits["page"]:
        kilobytes = round(len(page.data) / 1000)
        yield _on(page, _("{size} kB, without its files", size=kilobytes))


PAGE_LOOKS: Final[Mapping[str, PageLook]] = {
    "tags": _tags,
    "dates": _dates,
    "dead_links": _dead_links,
    "footer": _footer,
    "placeholders": _placeholders,
    "page_size": _page_size,
}


# Pages of one depth and part of the site share their foot.
@lru_cache(maxsize=1000)
def _not_named(foot: bytes, items: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    text = foot.decode("utf-8", "replace")
    return tuple(name for name, pattern in items if not re.search(pattern, text))


def _on(page: Page, message: Message) -> Found:
    return Found(message=message, path=page.path, level=Level.FAULT)


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
