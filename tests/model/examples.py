"""Regimes, events and courses, with what a test does not name left at the usual."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from site_builder.load.settings import read_settings
from site_builder.model.course import Course
from site_builder.model.ending import Ending
from site_builder.model.moment import Moment, Term
from site_builder.model.record import Event, EventKind
from site_builder.model.regime import Clock, Regime
from site_builder.model.site import Government, ImpactAssessment, Level, Organ, Site
from site_builder.resources import pack_folder
from site_builder.store.public import Chrome
from site_builder.vet.settings import Settled, chrome

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

PUBLISHER = Organ(id="nm-hrss", name="内蒙古自治区人力资源和社会保障厅", level=Level.PROVINCE)
CITY = Organ(
    id="nm-hhht-hrss",
    name="呼和浩特市人力资源和社会保障局",
    level=Level.PREFECTURE,
    aliases=("市人社局",),
)


def day(text: str) -> date:
    return date.fromisoformat(text)


def at(text: str) -> Moment:
    return Moment.parse(text)


def an_event(kind: str, on: str, *, undoes: tuple[str, str] | None = None, **more: str) -> Event:
    undone = (EventKind(undoes[0]), day(undoes[1])) if undoes else None
    return Event(kind=EventKind(kind), on=day(on), undoes=undone, **more)


def a_regime(regime_id: str = "test-regime", *, term: Term | None = None, **changed: Any) -> Regime:
    """A regime that counts from the decision; `changed` may give a whole clock."""
    usual: dict[str, Any] = {
        "name": "示例办法",
        "title": "示例办法",
        "document": "示例令",
        "in_force_from": None,
        "in_force_to": None,
        "applies_to": ("listing",),
        "field_of_law": None,
        "clock": Clock(starts_with="decided_on", term=term, citation="第一条"),
        "early_removal": None,
        "also_judged_by": (),
        "deadlines": (),
        "fields": {},
        "digest": regime_id,
    }
    return Regime(id=regime_id, **{**usual, **changed})


def a_site(fresh_days: int = 3, terms: dict[str, Term] | None = None) -> Site:
    return Site(
        name="示例自治区根治欠薪信息公开",
        base_url="https://example.gov.cn/qxmd/",
        publisher=PUBLISHER.id,
        field_of_law=("human_resources",),
        government=Government(site_name="示例", site_domain="example.gov.cn", id_code="1500000001"),
        fresh_days=fresh_days,
        terms=terms or {},
        impact_assessment=ImpactAssessment("示评估〔2021〕1号", date(2021, 11, 1)),
    )


@cache
def shipped() -> dict[str, Regime]:
    """The regimes that the product ships, read as a build reads them."""
    files = sorted(pack_folder().glob("*.yml"))
    read = [read_settings("regime", file.read_bytes(), file.name, shipped=True) for file in files]
    written = [setting for found in read for setting in found.settings]
    settled = Settled(
        values={
            "organ": {PUBLISHER.id: {"id": PUBLISHER.id, "name": "厅", "level": "province"}},
            "channel": {},
            "regime": {setting.id: setting.values for setting in written},
        },
        digests={setting.id: setting.digest for setting in written},
    )
    found: Chrome = chrome(a_site(), settled)
    return dict(found.regimes)


def a_course(
    start: str = "2025-03-01", *events: Event, term: Term | None = None, **more: Any
) -> Course:
    """The course of a record whose term, three years unless said otherwise, starts then."""
    length = term or Term(years=3)

    def judge(begun: date, _live: tuple[Event, ...]) -> tuple[Ending, ...]:
        return (Ending(length.last_day_from(begun), "test-regime", "第一条"),)

    return Course(start=day(start), judge=judge, events=events, **more)


def histories(first: date, days: int, most: int = 6) -> SearchStrategy[tuple[Event, ...]]:
    """Events of every kind that acts, in any order, within ``days`` of ``first``."""
    dates = st.dates(first, date.fromordinal(first.toordinal() + days))
    acting = [kind for kind in EventKind if kind is not EventKind.ENTERED_IN_ERROR]

    def with_slips(events: list[Event]) -> SearchStrategy[tuple[Event, ...]]:
        if not events:
            return st.just(())
        slip = st.builds(
            lambda event, on: Event(
                kind=EventKind.ENTERED_IN_ERROR, on=on, undoes=(event.kind, event.on)
            ),
            st.sampled_from(events),
            dates,
        )
        return st.lists(slip, max_size=2).map(lambda slips: (*events, *slips))

    return st.lists(
        st.builds(Event, kind=st.sampled_from(acting), on=dates), max_size=most
    ).flatmap(with_slips)
