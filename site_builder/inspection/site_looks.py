"""The looks at a whole site: what its pages tell together, by one rule."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from site_builder.i18n import _
from site_builder.inspection.verdict import Found, Level
from site_builder.model.moment import Term

if TYPE_CHECKING:
    from site_builder.i18n import Message
    from site_builder.inspection.rules import Rule
    from site_builder.inspection.survey import Column, Survey


@dataclass(frozen=True, slots=True)
class _Age:
    """When something was last updated, and within which period it is to be again."""

    what: Message
    path: str
    newest: date
    period: Mapping[str, Any]

    @property
    def fault_from(self) -> date:
        """The first day on which nothing was published within the period before.

        Most items say 00:00, so on the corresponding day all of its hours are past.
        """
        period = self.period
        term = Term(months=period.get("months", 0), days=period.get("days", 0))
        return term.last_day_from(self.newest)


SiteLook = Callable[["Survey", "Rule"], Iterator[Found]]

_HOSTS_TOLD: Final = 10
_ASSETS: Final = (".css", ".js", ".mjs", ".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".ico")


def _home_age(survey: Survey, rule: Rule) -> Iterator[Found]:
    """How long ago the newest item that the home page leads to was published."""
    newest = survey.home_newest
    if newest is None:
        yield Found(message=_("the home page leads to no item with a day"), path="index.html")
        return
    yield _aged(_Age(_("home page"), "index.html", newest, rule.limits), rule, survey)


def _column_age(survey: Survey, rule: Rule) -> Iterator[Found]:
    """How long ago the newest item of each column of these types was published."""
    for name, column in sorted(survey.columns.items()):
        period = _period(column, rule)
        # An empty column is a fault of its own.
        if period is None or column.items == 0:
            continue
        if column.updated_on is None:
            message = _("“{column}” has no item with a day", column=name)
            yield Found(message=message, path=column.path)
            continue
        called = _("“{column}”", column=name)
        yield _aged(_Age(called, column.path, column.updated_on, period), rule, survey)


def _empty_columns(survey: Survey, rule: Rule) -> Iterator[Found]:
    """Columns without an item, unless an emptied list says so in words."""
    for name, column in sorted(survey.columns.items()):
        if column.items != 0:
            continue
        may_be = column.type in rule.limits["may_be_empty"]
        if may_be and re.search(rule.limits["sentence"], column.text):
            message = _("“{column}” is empty, and says as of which day", column=name)
            yield Found(message=message, path=column.path, level=Level.FINE)
        elif may_be:
            message = _("“{column}” is empty, and does not say as of which day", column=name)
            yield Found(message=message, path=column.path)
        else:
            yield Found(message=_("“{column}” is empty", column=name), path=column.path)


def _consultation(survey: Survey, rule: Rule) -> Iterator[Found]:
    """Whether readers are led to anybody whom they may ask."""
    places = sorted(survey.hosts.keys() - set(rule.limits["not_counted"]))
    if places or "mailto" in survey.schemes:
        named = "、".join(places[:_HOSTS_TOLD]) or "mailto:"
        message = _("channels on the web: {places}", places=named)
        yield Found(message=message, level=Level.FINE)
    elif "tel" in survey.schemes:
        message = _("only telephone numbers, and no channel on the web")
        yield Found(message=message, level=Level.UNASKED)
    else:
        yield Found(message=_("no page leads to anybody whom a reader may ask"))


def _outer_links(survey: Survey, _rule: Rule) -> Iterator[Found]:
    """Other sites, none of which is asked: somebody must look."""
    for host, count in sorted(survey.hosts.items(), key=lambda each: (-each[1], each[0])):
        message = _("{count} links to {host}, which was not asked", count=count, host=host)
        yield Found(message=message, level=Level.UNASKED)


def _codes(survey: Survey, rule: Rule) -> Iterator[Found]:
    """Codes on the home page that are not in the form of such codes, or stand in for them."""
    home = survey.home
    if home is None:
        return
    for name, pattern in rule.limits["tags"].items():
        value = home.tags.get(name, "").strip()
        # One that is missing is a fault of the tags.
        if value and not re.fullmatch(pattern, value):
            message = _("{name} is not in the form of such codes", name=name)
            yield Found(message=message, path=home.path)
    domain = home.tags.get("SiteDomain", "")
    if home.host and domain and not f".{home.host}".endswith(f".{domain}"):
        message = _("the site stands at {host}, and SiteDomain names another", host=home.host)
        yield Found(message=message, path=home.path)
    foot = re.sub(r"<[^<>]*>", " ", home.foot.decode("utf-8", "replace"))
    for name, code in rule.limits["footer"].items():
        match = re.search(code["form"], foot)
        if code["mark"] in foot and match is None:
            message = _("{name} is not in the form of such codes", name=name)
            yield Found(message=message, path=home.path)
        elif match and not re.search(r"[1-9]", match[0]):
            message = _("{name} has only zeros, which stand in for the code", name=name)
            yield Found(message=message, path=home.path)


def _page_size(survey: Survey, rule: Rule) -> Iterator[Found]:
    """What a phone fetches to show the home page."""
    home = survey.home
    if home is None:
        return
    files = {path for a in home.links if (path := home.target(a)) and path.endswith(_ASSETS)}
    places = [survey.asked.site / path for path in sorted(files)]
    parts = [home.data, *(place.read_bytes() for place in places if place.is_file())]
    size = sum(len(gzip.compress(part)) for part in parts)
    level = Level.FAULT if size > rule.limits["home"] else Level.FINE
    message = _("home page with its files, compressed: {size} kB", size=round(size / 1000))
    yield Found(message=message, path=home.path, level=level)


def _validity(survey: Survey, _rule: Rule) -> Iterator[Found]:
    """Whether the release may still be relied on at the moment asked about."""
    asked = survey.asked
    left = (asked.valid_until - asked.moment.day).days
    message = _(
        "made for {made}, may be relied on until {until}", made=asked.made, until=asked.valid_until
    )
    level = Level.FAULT if left < 0 else Level.FINE
    yield Found(message=message, path="as-of.json", level=level, days_left=max(left, 0))


def _by_people(_survey: Survey, _rule: Rule) -> Iterator[Found]:
    """What files do not tell."""
    yield Found(message=_("files do not tell; somebody must look"), level=Level.UNASKED)


SITE_LOOKS: Final[Mapping[str, SiteLook]] = {
    "by_people": _by_people,
    "home_age": _home_age,
    "column_age": _column_age,
    "empty_columns": _empty_columns,
    "consultation": _consultation,
    "outer_links": _outer_links,
    "codes": _codes,
    "page_size": _page_size,
    "validity": _validity,
}


def _period(column: Column, rule: Rule) -> Mapping[str, Any] | None:
    """Within which time a column of its type must have something new."""
    periods = (each for each in rule.limits["periods"] if column.type in each["types"])
    return next(periods, None)


def _aged(age: _Age, rule: Rule, survey: Survey) -> Found:
    fault_from = age.fault_from
    left = (fault_from - survey.asked.moment.day).days
    if left <= 0:
        level = Level.FAULT
        message = _(
            "{what}: newest of {newest}; counts as not updated since {day}",
            what=age.what,
            newest=age.newest,
            day=fault_from,
        )
    else:
        level = Level.FINE if left > rule.limits["near"] else Level.NEAR
        message = _(
            "{what}: newest of {newest}; days left: {left}; counts as not updated from {day} on",
            what=age.what,
            newest=age.newest,
            left=left,
            day=fault_from,
        )
    return Found(
        message=message,
        path=age.path,
        level=level,
        fault_from=fault_from,
        days_left=max(left, 0),
    )
