"""What a release hid stays hidden when its line goes or moves, until two people sign anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.office import article
from tests.vet.night import Nights, nights

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["nights"]

CASE = "typical-cases/a.md"
NEWS = "news/n-1.md"
WITHDRAWN = {"on": "2025-06-01", "reason": "来源文书被撤销"}
LATER = {"on": "2026-06-01", "reason": "来源文书被撤销"}


def _news(**changes: Any) -> str:
    written = article(id="tc-1", **changes)
    return written.replace("regime: typical-case\noccurred_in: '150102'\n", "")


# Articles that were taken back


@pytest.mark.parametrize("left", [{}, {"withdrawn": LATER}], ids=["gone", "moved"])
@pytest.mark.parametrize(("file", "written"), [(CASE, article), (NEWS, _news)])
def test_a_withdrawn_article_does_not_come_back_by_one_hand(
    nights: Nights, file: str, written: Callable[..., str], left: dict[str, object]
) -> None:
    nights.signed(file, written())
    nights.night()
    nights.write(file, written(withdrawn=WITHDRAWN))
    night = nights.night()
    assert (night.state("tc-1"), night.codes()) == ("withdrawn", [])
    nights.write(file, written(**left))
    for day in ("2025-06-02", "2025-06-03"):
        night = nights.night(day)
        assert night.state("tc-1") == "withdrawn"
        assert night.said() == [
            (
                f"content/{file}:2: withdrawn: the withdrawal of 2025-06-01 that a release honoured"
                " is gone or moved; the article stays withdrawn until a newer sign-off"
            )
        ]
    nights.approve(f"{file}#tc-1", on="2025-06-04")
    night = nights.night("2025-06-04")
    assert (night.state("tc-1"), night.codes()) == ("in_force", [])
    assert nights.night("2025-06-05").state("tc-1") == "in_force"


def test_a_withdrawal_may_move_earlier_and_one_to_come_may_go(nights: Nights) -> None:
    nights.signed(CASE, article(withdrawn=WITHDRAWN))
    assert nights.night("2025-05-31").state("tc-1") == "in_force"
    nights.write(CASE, article())
    assert nights.night("2025-06-01").codes() == []
    nights.write(CASE, article(withdrawn=WITHDRAWN))
    nights.night("2025-06-01")
    nights.write(CASE, article(withdrawn={"on": "2025-05-20"}))
    night = nights.night("2025-06-02")
    assert (night.state("tc-1"), night.codes()) == ("withdrawn", [])


def test_a_withdrawn_article_stays_so_though_it_is_faulty_and_then_gone(nights: Nights) -> None:
    names = [f"tc-{number}" for number in range(1, 8)]
    for name in names:
        nights.signed(f"typical-cases/{name}.md", article(id=name))
    nights.night()
    for name in names:
        nights.write(f"typical-cases/{name}.md", article(id=name, withdrawn=WITHDRAWN, title=None))
    assert {nights.night().state(name) for name in names} == {"withdrawn"}
    for name in names:
        (nights.content / "typical-cases" / f"{name}.md").unlink()
    night = nights.night("2025-06-02")
    assert ({night.state(name) for name in names}, night.codes()) == ({"gone"}, [])
