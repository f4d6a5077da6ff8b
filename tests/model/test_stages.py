"""How far a case has come by a day."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest

from site_builder.kinds.case import StageName
from site_builder.model.stages import WAY, has_reached


def stages(*names: str) -> list[dict[str, str]]:
    """Stages on the first days of January 2026, one a day."""
    return [{"stage": name, "on": f"2026-01-{n:02}"} for n, name in enumerate(names, 1)]


@pytest.mark.parametrize("stage", get_args(StageName))
def test_a_stage_is_reached_on_its_day_and_not_before(stage: str) -> None:
    steps = [{"stage": stage, "on": "2026-01-02"}]
    assert not has_reached(steps, stage, date(2026, 1, 1))
    assert has_reached(steps, stage, date(2026, 1, 2))
    assert not has_reached([], stage, date.max)


def test_a_later_step_to_judgment_counts_for_the_earlier_ones() -> None:
    steps = stages("filed", "effective")
    assert {name for name in WAY if has_reached(steps, name, date(2026, 1, 1))} == {
        "payment_order",
        "administrative_decision",
        "transferred",
        "filed",
    }
    assert all(has_reached(steps, name, date(2026, 1, 2)) for name in WAY)
    assert not has_reached(stages("paid", "not_filed"), "effective", date.max)


def test_a_decision_not_to_prosecute_takes_back_what_was_reached() -> None:
    steps = stages("transferred", "filed", "prosecuted", "not_prosecuted")
    assert has_reached(steps, "prosecuted", date(2026, 1, 3))
    for name in ("filed", "sent_for_prosecution", "prosecuted", "effective"):
        assert not has_reached(steps, name, date(2026, 1, 4))
    assert has_reached(steps, "transferred", date(2026, 1, 4))
    assert has_reached(steps, "not_prosecuted", date(2026, 1, 4))
    judged = [*steps, {"stage": "first_instance", "on": "2026-02-01"}]
    assert has_reached(judged, "prosecuted", date(2026, 2, 1))


def test_every_step_of_the_way_is_a_stage_that_may_be_written() -> None:
    assert set(WAY) | {"not_filed", "not_prosecuted", "paid"} == set(get_args(StageName))
