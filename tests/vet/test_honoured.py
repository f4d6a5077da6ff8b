"""What a release hid stays hidden when its line goes or moves, until two people sign anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.office import article, listing
from tests.vet.night import Nights, nights

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["nights"]

FILE = "listings/a.yml"
HOLD = {"id": "t-0001", "reason": "other", "by": "值班员"}
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
                f" is gone or moved; the article stays withdrawn until a newer sign-off: approve"
                f" content/{file}#tc-1"
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


def test_what_is_said_to_be_approved_ends_the_hiding_and_its_file_alone_does_not(
    nights: Nights,
) -> None:
    nights.signed(FILE, [listing(1, events=[{"kind": "revoked", "on": "2025-06-01"}])])
    nights.night()
    nights.write(FILE, [listing(1)])
    nights.write("holds.yml", [{**HOLD, "on": "2025-06-01"}])
    nights.night()
    (nights.content / "holds.yml").unlink()
    for day, signed in (("2025-06-02", FILE), ("2025-06-03", "")):
        said = nights.night(day).said()
        assert {text.rpartition(": approve ")[2] for text in said} == {f"content/{FILE}#t-0001"}
        nights.approve(signed or said[0].rpartition(": approve content/")[2], on=day)
    night = nights.night("2025-06-04")
    assert (night.state("t-0001"), night.codes()) == ("in_force", [])


# What has no readable day


@pytest.mark.parametrize("left", ["[]\n", None, "- t-0001\n"], ids=["empty", "gone", "bare"])
@pytest.mark.parametrize("hold", [HOLD, {**HOLD, "on": "2025-06-31"}], ids=["no day", "none such"])
def test_a_hold_without_a_readable_day_stays_when_its_line_goes(
    nights: Nights, hold: dict[str, str], left: str | None
) -> None:
    nights.signed(FILE, [listing(1)])
    nights.night()
    nights.write("holds.yml", [hold])
    for day in ("2025-06-04", "2025-06-05"):
        assert nights.night(day).state("t-0001") == "held"
    if left is None:
        (nights.content / "holds.yml").unlink()
    else:
        nights.write("holds.yml", left)
    for day in ("2025-06-06", "2025-06-07"):
        night = nights.night(day)
        assert night.state("t-0001") == "held"
        assert (
            "content/holds.yml: a hold of 2025-06-04 that a release honoured is gone; it stays"
            " until a newer sign-off: approve content/listings/a.yml#t-0001"
        ) in night.said()
    nights.write("holds.yml", "[]\n")
    nights.approve(f"{FILE}#t-0001", on="2025-06-08")
    night = nights.night("2025-06-08")
    assert (night.state("t-0001"), night.codes()) == ("in_force", [])


@pytest.mark.parametrize(
    ("mended", "said"), [("2025-06-01", []), ("2025-06-04", []), ("2025-07-01", ["hold-gone"])]
)
def test_a_mended_hold_may_not_begin_later_than_it_was_honoured(
    nights: Nights, mended: str, said: list[str]
) -> None:
    nights.signed(FILE, [listing(1)])
    nights.night()
    nights.write("holds.yml", [{**HOLD, "on": "今天"}])
    nights.night("2025-06-04")
    nights.write("holds.yml", [{**HOLD, "on": mended}])
    night = nights.night("2025-06-05")
    assert (night.state("t-0001"), night.codes()) == ("held", said)


@pytest.mark.parametrize(
    ("left", "said"),
    [
        ({}, ["hiding-event-gone"]),
        ({"events": [{"kind": "revoked", "on": "2025-06-05"}]}, ["hiding-event-gone"]),
        ({"events": [{"kind": "revoked", "on": "2025-06-03"}]}, []),
    ],
    ids=["gone", "later", "mended"],
)
def test_an_event_without_a_readable_day_stays_when_its_line_goes(
    nights: Nights, left: dict[str, object], said: list[str]
) -> None:
    nights.signed(FILE, [listing(1), listing(2)])
    nights.night()
    slip = [{"kind": "revoked", "on": "2025年6月31日", "reason": "决定被撤销"}]
    nights.write(FILE, [listing(1, events=slip), listing(2)])
    for day in ("2025-06-04", "2025-06-05"):
        assert nights.night(day).state("t-0001") == "revoked"
    nights.write(FILE, [listing(1, **left), listing(2)])
    for day in ("2025-06-06", "2025-06-07"):
        night = nights.night(day)
        assert (night.state("t-0001"), night.state("t-0002")) == ("revoked", "in_force")
        assert [code for code in night.codes() if code != "reason-missing"] == said
    nights.write(FILE, [listing(1), listing(2)])
    nights.approve(f"{FILE}#t-0001", on="2025-06-08")
    night = nights.night("2025-06-08")
    assert (night.state("t-0001"), night.codes()) == ("in_force", [])


def test_a_withdrawal_without_a_readable_day_stays_when_its_line_goes(nights: Nights) -> None:
    nights.signed(CASE, article())
    nights.night()
    nights.write(CASE, article(withdrawn={"on": "2025年6月31日"}))
    assert nights.night("2025-06-04").state("tc-1") == "withdrawn"
    nights.write(CASE, article())
    night = nights.night("2025-06-05")
    assert (night.state("tc-1"), night.codes()) == ("withdrawn", ["hiding-event-gone"])
