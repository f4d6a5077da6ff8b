"""What the public is told of leaving early: the day, or that it is barred, and never by what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from site_builder.model.public import EarlyEnd
from tests.disclose.examples import a_listing, an_event, disclosed, ruled, shipped, shown

if TYPE_CHECKING:
    from site_builder.model.public import PublicRecord
    from site_builder.model.record import Event
    from site_builder.model.regime import Regime

PAID = an_event("remedied", "2025-08-31")
RULE = shipped()["arrears-list-2022"].early_removal
UNTOLD = EarlyEnd()


def public(
    folder: Path, *events: Event, as_of: str = "2025-10-01", regime: Regime | None = None
) -> PublicRecord:
    """A listing of 2025-03-01 with ``events``, as the public sees it."""
    named = regime.id if regime else "arrears-list-2022"
    listing = a_listing("nm-2025-0012", *events, regime=named)
    regimes = (regime,) if regime else ()
    return shown(disclosed(folder, as_of, listing, regimes=regimes))


def with_bars(*bars: str) -> Regime:
    assert RULE is not None
    regime = ruled("published_on", show="full")
    return replace(regime, early_removal=replace(RULE, barred_by=bars))


def test_once_paid_the_first_day_of_applying_is_told(tmp_path: Path) -> None:
    # law.md 6B 3: six months from 31 August are full on 28 February (民法典 第二百零二条).
    found = public(tmp_path, PAID)
    assert found.early_end == EarlyEnd(may_apply_from=date(2026, 3, 1))
    assert found.values["remedied_on"] == "2025-08-31"


def test_before_payment_and_on_its_eve_no_day_is_told(tmp_path: Path) -> None:
    assert public(tmp_path).early_end == UNTOLD
    assert public(tmp_path, PAID, as_of="2025-08-30").early_end == UNTOLD
    assert public(tmp_path, PAID, as_of="2025-08-31").early_end.may_apply_from is not None


def test_where_the_payment_may_not_show_neither_does_the_day_counted_from_it(
    tmp_path: Path,
) -> None:
    assert public(tmp_path, PAID, regime=ruled("remedied_on")).early_end == UNTOLD


@pytest.mark.parametrize("bar", ["new_violation", "criminal_proceedings", "convicted"])
def test_each_bar_is_told_in_the_same_way(tmp_path: Path, bar: str) -> None:
    found = public(tmp_path, PAID, an_event(bar, "2025-09-10"))
    assert found.early_end == EarlyEnd(is_barred=True)
    assert bar not in repr(found)


def test_a_bar_that_was_entered_in_error_bars_nothing(tmp_path: Path) -> None:
    slip = an_event("entered_in_error", "2025-09-12", undoes=("convicted", "2025-09-10"))
    found = public(tmp_path, PAID, an_event("convicted", "2025-09-10"), slip)
    assert found.early_end == EarlyEnd(may_apply_from=date(2026, 3, 1))


def test_where_only_crimes_bar_that_it_is_barred_is_not_told(tmp_path: Path) -> None:
    of_a_crime = with_bars("criminal_proceedings", "convicted")
    bar = an_event("convicted", "2025-09-10")
    assert public(tmp_path, PAID, bar, regime=of_a_crime).early_end == UNTOLD
    either = with_bars("criminal_proceedings", "new_violation")
    told = public(tmp_path, PAID, an_event("criminal_proceedings", "2025-09-10"), regime=either)
    assert told.early_end == EarlyEnd(is_barred=True)


def test_a_regime_without_early_removal_tells_no_day_and_no_bar(tmp_path: Path) -> None:
    regime = shipped()["nm-credit-2021"]
    found = public(tmp_path, PAID, an_event("new_violation", "2025-09-10"), regime=regime)
    assert found.early_end == UNTOLD
    assert found.values["remedied_on"] == "2025-08-31"


def test_a_listing_restored_after_fraud_is_no_longer_said_to_be_paid(tmp_path: Path) -> None:
    removed = an_event("removed_early", "2026-03-10")
    restored = an_event("restored", "2026-05-10")
    found = public(tmp_path, PAID, removed, restored, as_of="2026-06-01")
    assert (found.values["remedied_on"], found.early_end) == (None, UNTOLD)


@pytest.mark.parametrize("events", [(), (PAID,), (PAID, an_event("convicted", "2025-09-10"))])
def test_a_new_day_alone_changes_no_page(tmp_path: Path, events: tuple[Event, ...]) -> None:
    days = ("2025-10-01", "2026-02-28", "2026-03-01", "2026-03-02", "2028-03-01")
    assert len({public(tmp_path, *events, as_of=on).digest for on in days}) == 1


def test_what_may_be_told_is_part_of_the_pages_fingerprint(tmp_path: Path) -> None:
    bar = an_event("convicted", "2025-09-10")
    before, after = (public(tmp_path, PAID, bar, as_of=on) for on in ("2025-09-09", "2025-09-10"))
    assert before.digest != after.digest


def test_the_regime_that_ends_a_record_is_told_beside_its_own(tmp_path: Path) -> None:
    kinder = replace(shipped()["arrears-blacklist-2017"], id="kinder")
    own = replace(ruled("published_on", show="full"), also_judged_by=("kinder",))
    listing = a_listing("nm-2025-0012", an_event("remedied", "2025-04-01"), regime=own.id)
    found = shown(disclosed(tmp_path, "2025-06-01", listing, regimes=(own, kinder)))
    assert (found.regime, found.ends_under) == ("test-regime", "kinder")
    assert found.citation == kinder.clock.citation
