"""What the bench counts as found, as missed and as a false alarm."""

from __future__ import annotations

import pytest

from site_builder.firewall import Finding, Sort
from tests.firewall.bench_firewall import (
    Find,
    NameSet,
    false_alarms,
    measured_disguises,
    measured_names,
    name_sets,
    names_reached,
)
from tests.firewall.disguises import Disguised
from tests.firewall.labelled import Sentence

TOLD = Sentence("工人李志强说，欧阳铁柱没来。", ("李志强", "欧阳铁柱"))


def _finds(*stretches: tuple[Sort, int, int]) -> Find:
    found = [Finding(sort=sort, start=start, end=end) for sort, start, end in stretches]
    return lambda _: found


def _names(*stretches: tuple[int, int]) -> Find:
    return _finds(*((Sort.FULL_NAME, start, end) for start, end in stretches))


def test_a_name_is_found_when_its_given_name_is_covered() -> None:
    whole = measured_names([TOLD], _names((2, 5), (7, 11)))
    assert (whole.found, whole.recall, whole.precision, whole.wide) == (2, 1, 1, 0)
    given_alone = measured_names([TOLD], _names((3, 5), (9, 11)))
    assert given_alone.recall == 1


def test_half_a_given_name_is_a_miss_but_no_false_alarm() -> None:
    half = measured_names([TOLD], _names((2, 4)))
    assert (half.found, half.right, half.wrong) == (0, 1, ())
    assert [name for _, name in half.missed] == ["李志强", "欧阳铁柱"]


def test_a_finding_beside_every_name_is_a_false_alarm() -> None:
    names = measured_names([TOLD], _names((2, 6), (0, 2)))
    assert [stretch for _, stretch in names.wrong] == ["工人"]
    assert (names.precision, names.wide) == (0.5, 1)


def test_a_finding_of_another_sort_finds_no_name() -> None:
    names = measured_names([TOLD], _finds((Sort.PHONE, 2, 5)))
    assert (names.found, names.wrong) == (0, ())


def test_the_typical_sets_stand_first_and_are_bounded_together() -> None:
    assert [(one.title, one.bounded) for one in name_sets()] == [
        ("typical, all", True),
        ("typical, dev", False),
        ("typical, held out", False),
        ("adversarial, dev", False),
        ("adversarial, held out", False),
    ]


@pytest.mark.parametrize(
    ("found", "reached"),
    [(((2, 5), (7, 11)), True), (((2, 5),), False), (((2, 5), (7, 11), (0, 1)), False)],
    ids=["all", "one-missed", "one-false-alarm"],
)
def test_a_bounded_set_must_reach_both_figures(
    found: tuple[tuple[int, int], ...], *, reached: bool
) -> None:
    bounded = NameSet("typical, held out", (TOLD,), held_out=True, bounded=True)
    assert names_reached([bounded], _names(*found), show=False) is reached


def test_every_set_is_printed_and_an_unbounded_one_fails_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    sets = [NameSet(one, (TOLD,), held_out=False) for one in ("first", "second")]
    assert names_reached(sets, _names((2, 5)), show=False)
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in lines] == ["names, first", "names, second"]
    assert all("recall 0.500 (1 of 2), precision 1.000" in line for line in lines)


def test_misses_are_shown_of_no_set_held_out(capsys: pytest.CaptureFixture[str]) -> None:
    names_reached([NameSet("h", (TOLD,), held_out=True)], _names(), show=True)
    assert TOLD.text not in capsys.readouterr().out
    names_reached([NameSet("d", (TOLD,), held_out=False)], _names(), show=True)
    assert TOLD.text in capsys.readouterr().out


@pytest.mark.parametrize(
    ("stretches", "missed", "misnamed"),
    [
        ([(Sort.PHONE, 2, 13)], 0, 0),
        ([(Sort.PHONE, 2, 8), (Sort.PHONE, 8, 13)], 0, 0),
        ([(Sort.BANK_CARD, 0, 13)], 0, 1),
        ([(Sort.PHONE, 3, 13)], 1, 0),
        ([(Sort.PHONE, 2, 8), (Sort.PHONE, 9, 13)], 1, 0),
        ([(Sort.ADDRESS, 2, 13)], 1, 0),
        ([], 1, 0),
    ],
)
def test_a_number_is_found_when_no_figure_is_left(
    stretches: list[tuple[Sort, int, int]], missed: int, misnamed: int
) -> None:
    item = Disguised("电话13800138000。", Sort.PHONE, 2, 13, ())
    hidden = measured_disguises([item], _finds(*stretches))
    assert (len(hidden.missed), hidden.misnamed[Sort.PHONE]) == (missed, misnamed)


def test_a_clean_text_counts_once_for_each_sort() -> None:
    find = _finds((Sort.PHONE, 0, 2), (Sort.PHONE, 3, 4), (Sort.ADDRESS, 1, 2))
    alarms = false_alarms(["拨打12333"], find)
    assert {sort: len(found) for sort, found in alarms.items()} == {
        Sort.PHONE: 1,
        Sort.ADDRESS: 1,
    }
