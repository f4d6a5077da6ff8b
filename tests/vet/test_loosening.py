"""What site.yml loosens holds as far as two people signed it; to tighten needs nobody."""

from __future__ import annotations

from typing import Any

import pytest

from site_builder.firewall.finding import NEVER_ONLY_WARNED, Sort
from site_builder.model.site import Site
from site_builder.vet.loosening import common, is_tighter
from tests.office import listing
from tests.vet.night import Night, Nights, nights

__all__ = ["nights"]

ONE = {"arrears-list-2022": "联席会议议定"}
TWO = {**ONE, "typical-case": "上级授权转载"}
NOT_SIGNED = (
    "grounds: what loosens a check holds only once two people signed it, and counts as not"
    " written until then; sign it with: site-builder approve content/site.yml"
)


def _site(night: Night) -> Site:
    return night.prepared.vetted.chrome.site


def _grounds(night: Night) -> dict[str, str]:
    return dict(_site(night).grounds)


def test_a_ground_that_nobody_signed_lets_nothing_pass(nights: Nights) -> None:
    nights.signed("listings/a.jsonl", [listing(1)])
    nights.set_up(is_signed=False, field_of_law=["housing"], grounds=ONE)
    night = nights.night()
    assert (night.state("t-0001"), _grounds(night)) == ("unvetted", {})
    assert night.codes() == ["field-of-law", "never-signed"]
    assert f"content/site.yml:13: {NOT_SIGNED}" in night.said()


def test_a_draft_of_an_option_is_a_warning(nights: Nights) -> None:
    nights.set_up(is_signed=False, grounds=ONE)
    assert [problem.is_error for problem in nights.night().prepared.problems] == [False]


def test_two_people_sign_what_is_loosened_and_nothing_else_of_the_site(nights: Nights) -> None:
    nights.set_up(grounds=ONE, only_warn=["plate"])
    night = nights.night()
    assert (night.codes(), _grounds(night), _site(night).only_warn) == (
        [],
        ONE,
        frozenset({"plate"}),
    )
    nights.set_up(is_signed=False, grounds=ONE, only_warn=["plate"], fresh_days=2)
    assert (nights.night().codes(), _site(nights.night()).fresh_days) == ([], 2)


@pytest.mark.parametrize(
    "changed",
    [
        {"grounds": {**ONE, "ogi-2019": "同意转载"}},
        {"grounds": {"arrears-list-2022": "另一理由"}},
        {"grounds": ONE, "only_warn": ["plate"]},
    ],
)
def test_options_changed_since_stand_as_they_were_signed(
    nights: Nights, changed: dict[str, Any]
) -> None:
    nights.set_up(grounds=ONE)
    nights.night()
    nights.set_up(is_signed=False, **changed)
    night = nights.night()
    assert night.codes() == ["changed-after-sign-off"]
    assert (_grounds(night), _site(night).only_warn) == (ONE, frozenset())


def test_without_memory_changed_options_do_not_hold_at_all(nights: Nights) -> None:
    nights.set_up(grounds=ONE)
    nights.set_up(is_signed=False, grounds={**ONE, "ogi-2019": "同意转载"})
    night = nights.night()
    assert (night.codes(), _grounds(night)) == (["changed-after-sign-off"], {})


def test_fewer_options_than_were_signed_act_at_once_and_need_nobody(nights: Nights) -> None:
    nights.set_up(grounds=TWO, only_warn=["plate", "health"])
    nights.night()
    nights.set_up(is_signed=False, grounds=ONE, only_warn=["health"])
    night = nights.night()
    assert (night.codes(), _grounds(night), _site(night).only_warn) == (
        [],
        ONE,
        frozenset({"health"}),
    )
    nights.set_up()
    night = nights.night()
    assert (night.codes(), _grounds(night), _site(night).only_warn) == ([], {}, frozenset())


def test_one_option_taken_away_and_another_put_in_its_place_leaves_neither(nights: Nights) -> None:
    nights.set_up(only_warn=["plate"])
    nights.night()
    nights.set_up(is_signed=False, only_warn=["health"])
    night = nights.night()
    assert (night.codes(), _site(night).only_warn) == (["changed-after-sign-off"], frozenset())


def test_one_person_in_both_places_loosens_nothing(nights: Nights) -> None:
    nights.set_up(grounds=ONE)
    file = nights.content / "sign-offs/2025.jsonl"
    organ, options = file.read_text("utf-8").splitlines()
    file.write_text(f"{organ}\n{options.replace('审签人', '经 办人')}\n", "utf-8")
    night = nights.night()
    assert "self-approved" in night.codes()
    assert _grounds(night) == {}


def test_a_site_file_that_cannot_be_read_keeps_what_was_signed(nights: Nights) -> None:
    nights.set_up(grounds=ONE)
    nights.night()
    nights.write("site.yml", "name: [\n")
    assert _grounds(nights.night()) == ONE


@pytest.mark.parametrize("name", sorted(sort.value for sort in NEVER_ONLY_WARNED))
def test_some_findings_keep_back_whoever_signs(nights: Nights, name: str) -> None:
    nights.set_up(only_warn=[name, "plate"])
    night = nights.night()
    assert (night.codes(), _site(night).only_warn) == (["unknown-value"], frozenset({"plate"}))


def test_a_misspelt_sort_of_finding_is_told_with_the_nearest(nights: Nights) -> None:
    nights.set_up(only_warn=["plates"])
    night = nights.night()
    assert night.said() == [
        "content/site.yml:13: only_warn: no value 'plates' here; did you mean 'plate'?"
    ]
    assert _site(night).only_warn == frozenset()


def test_every_other_sort_may_only_warn(nights: Nights) -> None:
    wanted = frozenset(Sort) - NEVER_ONLY_WARNED
    nights.set_up(only_warn=[sort.value for sort in sorted(wanted)])
    night = nights.night()
    assert (night.codes(), _site(night).only_warn) == ([], wanted)


@pytest.mark.parametrize(
    ("written", "signed", "holds"),
    [
        ({"a": "x", "b": "y"}, {"a": "x"}, {"a": "x"}),
        ({"a": "new"}, {"a": "old"}, {"a": "old"}),
        ({"a": "x"}, None, {}),
        (frozenset({"a", "b"}), ["b", "c"], frozenset({"b"})),
        (True, True, True),
        (True, None, False),
        (False, True, False),
        ("because", "as signed", "as signed"),
        ("because", None, None),
        (None, "as signed", None),
    ],
)
def test_what_holds_is_both_written_and_signed(written: Any, signed: Any, holds: Any) -> None:
    assert common(written, signed) == holds


def test_other_words_are_no_tightening() -> None:
    assert is_tighter({"a": "x"}, {"a": "x", "b": "y"})
    assert not is_tighter({"a": "z"}, {"a": "x", "b": "y"})
    assert not is_tighter({"c": ["x"]}, {"a": "x"})
