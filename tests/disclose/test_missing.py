from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from site_builder.disclose import judge_missing
from site_builder.errors import Severity
from site_builder.store.good import Good
from tests.disclose.examples import a_listing, an_article, an_event, at, day, subjects

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from site_builder.disclose import Missing
    from site_builder.model.record import Record


def judged(
    folder: Path,
    *missing: Record,
    known: Mapping[str, int] | None = None,
    accepted: int | None = None,
    as_of: str = "2025-06-01",
    **more: Any,
) -> Missing:
    goods = [Good(record, day("2025-03-02"), "signed") for record in missing]
    found = subjects(folder, **more)
    return judge_missing(found, goods, known or {}, at(as_of), accepted)


def listings(count: int) -> list[Record]:
    return [a_listing(f"nm-{n:03}", number=f"{n}号") for n in range(count)]


def articles(count: int) -> list[Record]:
    return [an_article(f"tc-{n:03}") for n in range(count)]


def hidden(found: Missing) -> list[str]:
    return [subject.record.id for subject in found.hidden]


def standing(found: Missing) -> list[str]:
    return [good.record.id for good in found.standing]


def test_nothing_missing_is_nothing_to_say(tmp_path: Path) -> None:
    found = judged(tmp_path)
    assert (found.hidden, found.standing, found.problems) == ([], [], [])


def test_a_record_that_vanished_is_hidden_and_told(tmp_path: Path) -> None:
    found = judged(tmp_path, a_listing("nm-1"))
    [problem] = found.problems
    assert (hidden(found), standing(found)) == (["nm-1"], [])
    assert (problem.code, problem.record, problem.severity) == ("vanished", "nm-1", Severity.ERROR)
    assert problem.text("en") == (
        "content/listing.yml: 'nm-1' is gone from this file without event or end; it is hidden"
    )


def test_a_record_to_come_that_vanished_is_told_too(tmp_path: Path) -> None:
    found = judged(tmp_path, a_listing("nm-1"), as_of="2025-02-28")
    assert (hidden(found), [problem.code for problem in found.problems]) == (["nm-1"], ["vanished"])


@pytest.mark.parametrize(
    "record",
    [
        a_listing("nm-1", decided_on="2022-05-01"),
        a_listing("nm-1", an_event("removed_early", "2025-05-01")),
        a_listing("nm-1", an_event("revoked", "2025-05-01")),
        a_listing("nm-1", an_event("suspended", "2025-05-01")),
        an_article("nm-1", withdrawn_on="2025-05-01"),
    ],
)
def test_what_an_event_or_its_end_took_anyway_goes_in_silence(
    tmp_path: Path, record: Record
) -> None:
    found = judged(tmp_path, record)
    assert (hidden(found), standing(found), found.problems) == (["nm-1"], [], [])


def test_what_is_held_goes_in_silence(tmp_path: Path) -> None:
    found = judged(tmp_path, a_listing("nm-1"), held={"nm-1": day("2025-05-01")})
    assert (hidden(found), found.problems) == (["nm-1"], [])


# The contract: more than max(5, 2 %) of a kind at once stand as they were.
@pytest.mark.parametrize(
    ("missing", "known", "stand"),
    [(5, 5, False), (6, 6, True), (5, 1, False), (6, 299, True), (6, 300, False), (7, 300, True)],
)
def test_up_to_five_or_two_per_cent_of_a_kind_go_at_once(
    tmp_path: Path,
    missing: int,
    known: int,
    stand: bool,  # noqa: FBT001
) -> None:
    found = judged(tmp_path, *listings(missing), known={"listing": known})
    ids = [record.id for record in listings(missing)]
    assert (standing(found), hidden(found)) == ((ids, []) if stand else ([], ids))


def test_too_many_at_once_are_told_once_with_their_number(tmp_path: Path) -> None:
    [problem] = judged(tmp_path, *listings(6)).problems
    assert (problem.code, problem.record, problem.severity) == ("vanished", None, Severity.ERROR)
    assert problem.text("en") == (
        "content: 6 records of kind 'listing' are gone without event or end;"
        " they stand as they were until --accept-vanished 6"
    )


def test_a_number_accepted_lets_them_go_with_a_warning(tmp_path: Path) -> None:
    found = judged(tmp_path, *listings(6), accepted=6)
    assert (len(hidden(found)), standing(found)) == (6, [])
    assert {problem.severity for problem in found.problems} == {Severity.WARNING}


@pytest.mark.parametrize("accepted", [0, 5, 7])
def test_another_number_accepts_nothing(tmp_path: Path, accepted: int) -> None:
    assert len(standing(judged(tmp_path, *listings(6), accepted=accepted))) == 6


def test_what_ended_anyway_is_not_counted(tmp_path: Path) -> None:
    ended = a_listing("nm-old", decided_on="2022-05-01")
    found = judged(tmp_path, *listings(5), ended)
    assert (len(hidden(found)), standing(found)) == (6, [])


def test_kinds_are_counted_apart(tmp_path: Path) -> None:
    found = judged(tmp_path, *listings(6), *articles(5))
    assert len(standing(found)) == 6
    assert {subject.record.kind for subject in found.hidden} == {"typical-case"}


@pytest.mark.parametrize(("accepted", "left"), [(6, 7), (7, 6), (13, 0)])
def test_of_two_kinds_one_number_or_their_sum_is_accepted(
    tmp_path: Path, accepted: int, left: int
) -> None:
    found = judged(tmp_path, *listings(6), *articles(7), accepted=accepted)
    assert len(standing(found)) == left
