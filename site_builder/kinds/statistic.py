"""A key figure with its year, place, unit, body and source."""

from __future__ import annotations

from datetime import date
from typing import Literal

from site_builder.kinds.base import Spec, Values
from site_builder.kinds.fields import Day, Id, Number, Text, Words, Year
from site_builder.model.record import Facts


class Source(Values):
    """The document that states the figure."""

    name: Words
    title: Words
    date: Day | None = None


class Statistic(Values):
    """One figure; ``qualifier`` is the source's own: more than, about, over, nearly."""

    id: Id
    label: Words
    value: Number
    unit: Words
    year: Year
    region: Words | None = None
    organ: Words | None = None
    source: Source
    qualifier: Literal["余", "约", "超", "近"] | None = None
    note: Text | None = None


def _facts(statistic: Statistic) -> Facts:
    source_day = statistic.source.date or date(statistic.year, 1, 1)
    return Facts(
        title=statistic.label,
        organ=statistic.organ,
        region=statistic.region,
        starts={"published_on": source_day},
    )


SPEC = Spec("statistic", "statistics", Statistic, _facts)
