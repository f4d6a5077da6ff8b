"""Bodies, channels and regimes stand as two people signed them, or as they last did."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from site_builder.errors import ContentError
from site_builder.resources import pack_folder
from site_builder.signing import Signature, sign
from tests.office import ORGANS, SITE, listing
from tests.vet.night import Night, Nights, nights

__all__ = ["nights"]

OWN = "regimes/own.yml"
SHIPPED = yaml.safe_load(
    (pack_folder() / "arrears-list-2022.yml")
    .read_text("utf-8")
    .replace("2022-01-01", "'2022-01-01'")
)
COURT = {"id": "court", "name": "测试区人民法院", "level": "county", "region": "150102"}


def _regime(**changes: Any) -> dict[str, Any]:
    return {**SHIPPED, **changes}


def _years(night: Night) -> int:
    term = night.prepared.vetted.chrome.regimes["arrears-list-2022"].clock.term
    assert term is not None
    return term.years


def _two_years() -> dict[str, Any]:
    return _regime(clock={**SHIPPED["clock"], "term": {"years": 2}})


def test_an_unsigned_body_does_not_stand_and_is_no_problem(nights: Nights) -> None:
    nights.write("organs.yml", [*ORGANS, COURT])
    night = nights.night()
    assert sorted(night.prepared.vetted.chrome.organs) == ["hrss"]
    assert night.codes() == []


def test_a_changed_body_stands_as_it_was_signed(nights: Nights) -> None:
    nights.night()
    nights.write("organs.yml", [{**ORGANS[0], "name": "改名的局"}])
    night = nights.night()
    assert night.prepared.vetted.chrome.organs["hrss"].name == "测试区人力资源和社会保障局"
    assert night.said() == [
        "content/organs.yml:1: changed since its sign-off of 2025-03-02; expected a new one"
    ]


def test_a_faulty_body_stands_as_it_last_did(nights: Nights) -> None:
    nights.night()
    nights.write("organs.yml", [{**ORGANS[0], "levl": "county"}])
    night = nights.night()
    assert night.codes() == ["unknown-field"]
    assert sorted(night.prepared.vetted.chrome.organs) == ["hrss"]


def test_a_body_that_is_gone_still_serves_the_records_that_stood(nights: Nights) -> None:
    nights.write("organs.yml", [*ORGANS, COURT])
    nights.approve("organs.yml")
    nights.signed(
        "listings/a.yml", [listing(1, decision={**listing(1)["decision"], "organ": "court"})]
    )
    nights.night()
    nights.write("organs.yml", ORGANS)
    night = nights.night()
    assert night.said() == [
        "content/listings/a.yml:11: decision.organ: no organ 'court' in organs.yml"
    ]
    assert night.state("t-0001") == "in_force"


def test_a_channel_is_signed_like_a_body(nights: Nights) -> None:
    channel = {"id": "line-1", "name": "热线", "phone": "12333", "regions": ["150102"]}
    nights.write("channels.yml", [channel])
    assert nights.night().prepared.vetted.chrome.channels == ()
    nights.approve("channels.yml")
    nights.night()
    nights.write("channels.yml", [{**channel, "phone": "00000"}])
    night = nights.night()
    assert [found.phone for found in night.prepared.vetted.chrome.channels] == ["12333"]
    assert night.codes() == ["changed-after-sign-off"]


def test_a_channel_may_name_its_region(nights: Nights) -> None:
    nights.signed("channels.yml", [{"id": "line-1", "name": "热线", "regions": ["呼和浩特市"]}])
    (channel,) = nights.night().prepared.vetted.chrome.channels
    assert channel.regions == ("150100",)


def test_an_own_regime_equal_to_the_shipped_one_needs_no_sign_off(nights: Nights) -> None:
    nights.write(OWN, SHIPPED)
    night = nights.night()
    assert (_years(night), night.codes()) == (3, [])


def test_an_unsigned_regime_leaves_the_shipped_one_standing(nights: Nights) -> None:
    nights.write(OWN, _two_years())
    night = nights.night()
    assert (_years(night), night.codes()) == (3, [])


def test_a_signed_regime_stands_before_the_shipped_one(nights: Nights) -> None:
    nights.signed(OWN, _two_years())
    assert _years(nights.night()) == 2


def test_a_changed_regime_stands_as_it_was_signed(nights: Nights) -> None:
    nights.signed(OWN, _two_years())
    nights.night()
    nights.write(OWN, _regime(clock={**SHIPPED["clock"], "term": {"years": 5}}))
    night = nights.night()
    assert (_years(night), night.codes()) == (2, ["changed-after-sign-off"])


def test_a_changed_regime_that_nobody_remembers_shows_nothing(nights: Nights) -> None:
    nights.signed(OWN, _two_years())
    nights.signed("listings/a.yml", [listing(1)])
    nights.write(OWN, _regime(clock={**SHIPPED["clock"], "term": {"years": 5}}))
    night = nights.night()
    assert night.state("t-0001") == "unvetted"
    assert night.codes() == ["changed-after-sign-off", "unknown-regime"]


def test_a_signed_regime_with_a_fault_stands_as_it_last_did(nights: Nights) -> None:
    nights.signed(OWN, _two_years())
    nights.night()
    nights.signed(OWN, _regime(fields={"employer.nmae": {"show": "full", "citation": "一"}}))
    night = nights.night()
    assert (_years(night), night.codes()) == (2, ["unknown-field"])
    assert _years(nights.night()) == 2


def test_a_rule_of_a_list_waits_for_no_stage(nights: Nights) -> None:
    rule = {"show": "full", "citation": "一", "from_stage": "effective"}
    nights.signed(OWN, _regime(fields={"employer.name": rule}))
    assert [text.partition(": ")[2] for text in nights.night().said()] == [
        "fields.employer.name.from_stage: records of kind 'listing' have no stages: expected none"
    ]


def test_a_regime_that_cannot_be_read_stands_as_it_last_did(nights: Nights) -> None:
    nights.signed("regimes/arrears-list-2022.yml", _two_years())
    nights.night()
    nights.write("regimes/arrears-list-2022.yml", "id: [\n")
    night = nights.night()
    assert (_years(night), night.codes()) == (2, ["bad-yaml"])


def test_a_copy_of_a_shipped_regime_that_cannot_be_read_takes_nothing_down(nights: Nights) -> None:
    nights.signed("listings/a.yml", [listing(1)])
    nights.write("regimes/arrears-list-2022.yml", SHIPPED)
    assert nights.build().problems == []
    nights.write("regimes/arrears-list-2022.yml", "id: [\n")
    night = nights.night()
    assert (night.state("t-0001"), night.codes()) == ("in_force", ["bad-yaml"])


def test_an_unread_regime_that_nobody_remembers_is_not_the_shipped_one(nights: Nights) -> None:
    nights.signed("listings/a.yml", [listing(1)])
    nights.write("regimes/arrears-list-2022.yml", "id: [\n")
    assert nights.night().state("t-0001") == "unvetted"


def test_a_broken_site_file_stands_as_it_last_did(nights: Nights) -> None:
    nights.night()
    nights.write("site.yml", {**SITE, "fresh_days": 99})
    night = nights.night()
    assert night.said() == [
        "content/site.yml:13: fresh_days: expected a whole number from 0 to 31, found a number"
    ]
    assert night.prepared.vetted.chrome.site.fresh_days == 3


def test_a_site_of_an_unknown_publisher_stands_as_it_last_did(nights: Nights) -> None:
    nights.night()
    nights.write("site.yml", {**SITE, "name": "改名", "publisher": "hrs"})
    night = nights.night()
    assert night.said() == ["content/site.yml:3: publisher: no organ 'hrs'; did you mean 'hrss'?"]
    assert night.prepared.vetted.chrome.site.name == SITE["name"]
    assert nights.night().prepared.vetted.chrome.site.name == SITE["name"]


def test_without_a_site_the_records_are_checked_all_the_same(nights: Nights) -> None:
    (nights.content / "site.yml").unlink()
    nights.write("listings/a.yml", [listing(1, regime="arears-list-2022")])
    with pytest.raises(ContentError) as raised:
        nights.night()
    assert [problem.text("en") for problem in raised.value.problems] == [
        "content/site.yml: expected a file that says who publishes",
        (
            "content/listings/a.yml:2: regime: no regime 'arears-list-2022';"
            " did you mean 'arrears-list-2022'?"
        ),
    ]


def test_the_shipped_regimes_have_no_fault(nights: Nights) -> None:
    for path in pack_folder().glob("*.yml"):
        nights.write(f"regimes/{path.name}", Path(path).read_bytes())
    assert nights.night().codes() == []


def test_a_regime_of_the_least_there_is_stands(nights: Nights) -> None:
    least = {"id": "own", "name": "示例", "applies_to": ["news"], "clock": {"term": "none"}}
    nights.signed(OWN, {**least, "fields": {}})
    night = nights.night()
    assert night.prepared.vetted.chrome.regimes["own"].clock.term is None
    assert night.codes() == []


def test_of_two_bodies_with_one_id_neither_stands_but_as_it_did(nights: Nights) -> None:
    nights.night()
    nights.write("organs.yml", [ORGANS[0], {**ORGANS[0], "name": "另一个局"}])
    night = nights.night()
    assert night.codes() == ["duplicate-id", "duplicate-id"]
    assert night.prepared.vetted.chrome.organs["hrss"].name == ORGANS[0]["name"]


def test_a_regime_of_the_sites_own_that_was_deleted_stands_until_the_shipped_one_is_signed(
    nights: Nights,
) -> None:
    nights.signed(OWN, _two_years())
    nights.signed("listings/a.yml", [listing(1)])
    assert _years(nights.night()) == 2
    (nights.content / OWN).unlink()
    for _again in range(2):
        night = nights.night()
        assert (_years(night), night.codes()) == (2, ["regime-gone"])
    two = Signature(drafter="经办人", approver="审签人", document="签2号", on=date(2025, 5, 1))
    sign(nights.folders, ["pack#arrears-list-2022"], two)
    night = nights.night()
    assert (_years(night), night.codes()) == (3, [])


def test_a_regime_of_its_own_name_that_was_deleted_keeps_its_records(nights: Nights) -> None:
    nights.signed(OWN, _regime(id="own-list"))
    nights.signed("listings/a.yml", [listing(1, regime="own-list")])
    nights.night()
    (nights.content / OWN).unlink()
    night = nights.night()
    assert (night.state("t-0001"), night.codes()) == ("in_force", ["regime-gone"])
    nights.write("listings/a.yml", [])
    assert "regime-gone" not in nights.night().codes()


def test_a_deleted_regime_that_was_a_copy_of_the_shipped_one_is_not_missed(
    nights: Nights,
) -> None:
    nights.write(OWN, SHIPPED)
    nights.signed("listings/a.yml", [listing(1)])
    nights.night()
    (nights.content / OWN).unlink()
    assert nights.night().codes() == []
