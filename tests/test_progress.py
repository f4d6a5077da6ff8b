"""What long work tells of itself as it goes."""

from __future__ import annotations

import pytest

from site_builder.progress import Stages


class _Watching:
    def __init__(self) -> None:
        self.told: list[tuple[object, ...]] = []

    def begin(self, stage: str, total: int | None) -> None:
        self.told.append(("begin", stage, total))

    def go_on(self, done: int) -> None:
        self.told.append(("go_on", done))

    def end(self, stage: str, done: int, seconds: float) -> None:
        assert seconds >= 0
        self.told.append(("end", stage, done))


def test_a_stage_is_told_from_its_beginning_to_its_end() -> None:
    watching, seconds = _Watching(), dict[str, float]()
    stages = Stages(watching, seconds)
    with stages.stage("load", 12) as advance:
        advance(5)
        advance(7)
    with stages.stage("switch"):
        pass
    told = [each for each in watching.told if each[0] != "go_on"]
    assert told == [
        ("begin", "load", 12),
        ("end", "load", 12),
        ("begin", "switch", None),
        ("end", "switch", 0),
    ]
    assert seconds.keys() == {"load", "switch"}


def test_what_is_told_on_the_way_only_grows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("site_builder.progress._SECONDS_BETWEEN", 0)
    watching = _Watching()
    with Stages(watching, {}).stage("load", 3) as advance:
        for _record in range(3):
            advance(1)
    assert watching.told[1:-1] == [("go_on", 1), ("go_on", 2), ("go_on", 3)]


def test_two_hundred_thousand_records_are_not_two_hundred_thousand_messages() -> None:
    watching = _Watching()
    with Stages(watching, {}).stage("load", 200_000) as advance:
        for _record in range(200_000):
            advance(1)
    assert len(watching.told) < 2000
    assert watching.told[-1] == ("end", "load", 200_000)


def test_the_seconds_of_a_stage_add_up_and_one_that_failed_has_no_end() -> None:
    watching, seconds = _Watching(), {"render": 100.0}
    with pytest.raises(LookupError), Stages(watching, seconds).stage("render"):
        raise LookupError
    assert seconds["render"] >= 100
    assert watching.told == [("begin", "render", None)]
