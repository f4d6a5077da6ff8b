"""A bulletin as an article: a draft in Markdown, its numbers frozen for two people to sign."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from site_builder.model.record import State
from site_builder.model.regions import full_name, is_place
from site_builder.words import CASE_TYPES

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable

    from site_builder.office.bulletin import Bulletin
    from site_builder.store.public import Chrome

_TEMPLATES: Final = Path(__file__).resolve().parent / "templates"
_MOST_ROWS: Final = 30
_LONGEST: Final = 40
_ELSEWHERE: Final = "其他地区"
_UNKNOWN: Final = "未写明"
# What would end a label in a block, or begin another cell.
_MARKS: Final = re.compile(r"[:：,，\t\[\]`]+")
_WAN: Final = Decimal(10_000)
_HUNDREDTH: Final = Decimal("0.01")


def said_of(found: Bulletin) -> str:
    """A period as people say it."""
    period = found.period
    return f"{period.year}年{period.month}月" if period.month else f"{period.year}年"


def region_under(home: str | None) -> Callable[[str | None], str | None]:
    """Counts records by the next level of regions below ``home``; None for those outside."""
    own = re.sub(r"(00){0,2}\Z", "", home or "")
    length = min(len(own) + 2, 6)

    def region_of(code: str | None) -> str | None:
        if code is None or not code.startswith(own):
            return None
        around = code[:length].ljust(6, "0")
        return around if is_place(around) else code

    return region_of


def as_markdown(found: Bulletin, chrome: Chrome) -> str:
    """The text of the article."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=False,  # noqa: S701 - Markdown, of numbers and of names from settings
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    cases, listings, home = found.cases, found.listings, _home(chrome)
    text = environment.get_template("bulletin.md").render(
        said=said_of(found),
        until=f"{found.period.last_day.month}月{found.period.last_day.day}日",
        as_of=f"{found.as_of.day.year}年{found.as_of.day.month}月{found.as_of.day.day}日",
        listings=listings,
        cases=cases,
        left={
            "all": listings.left.total(),
            "expired": listings.left[State.EXPIRED],
            "early": listings.left[State.REMOVED_EARLY],
        },
        share=_share(cases.publicised, cases.all.count),
        wan=wan,
        entered_by_region=_rows(listings.by_region, lambda code: _region(code, home)),
        entered_by_organ=_rows(listings.by_organ, chrome.organ_name),
        by_type=_rows(cases.by_type, lambda name: CASE_TYPES[name].text("zh")),
        by_region=_regions(found, home),
        by_organ=_rows(cases.by_organ, chrome.organ_name),
        months=_months(found),
    )
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def wan(amount: Decimal) -> str:
    """An amount in 万元."""
    return f"{(amount / _WAN).quantize(_HUNDREDTH):f}"


def _home(chrome: Chrome) -> str:
    publisher = chrome.organs.get(chrome.site.publisher)
    return full_name(publisher.region) if publisher and publisher.region else ""


def _region(code: str | None, home: str) -> str:
    if code is None:
        return _ELSEWHERE
    name = full_name(code)
    return name.removeprefix(home) or f"{name}本级"


def _regions(found: Bulletin, home: str) -> list[tuple[str, int, int, str]]:
    """Each region with its cases, those publicised, and their share; the least publicised first."""
    cases = found.cases
    rows = [
        (_label(_region(code, home)), count, public, _share(public, count))
        for code, count in cases.by_region.items()
        for public in [cases.publicised_by_region[code]]
    ]
    return sorted(rows, key=lambda row: (Decimal(row[3]), -row[1], row[0]))


def _rows(counted: Counter[Any], name: Callable[[Any], str]) -> list[tuple[str, int]]:
    """What was counted, the most first; what is beyond a page's length, together."""
    rows = sorted(
        ((_label(name(key)), count) for key, count in counted.items()),
        key=lambda row: (-row[1], row[0]),
    )
    beyond = sum(count for _name, count in rows[_MOST_ROWS:])
    return [*rows[:_MOST_ROWS], *([("其余", beyond)] if beyond else [])]


def _months(found: Bulletin) -> list[dict[str, Any]]:
    return [
        {
            "name": f"{number}月",
            "entered": listings.entered.count,
            "left": listings.left.total(),
            "cases": cases.all.count,
            "publicised": cases.publicised,
        }
        for number, (listings, cases) in enumerate(found.months, 1)
    ]


def _share(part: int, whole: int) -> str:
    """A share in hundredths."""
    return f"{(Decimal(100 * part) / whole).quantize(Decimal('0.1'))}" if whole else "0"


def _label(name: str) -> str:
    return _MARKS.sub(" ", name or _UNKNOWN).strip()[:_LONGEST]
