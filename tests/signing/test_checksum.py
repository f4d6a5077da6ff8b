"""Eight characters for exactly what waits, which survive paper and a keyboard."""

from __future__ import annotations

from dataclasses import replace

import pytest

from site_builder.signing.checksum import checksum, is_checksum
from site_builder.store.content import Head

ONE = Head(
    id="t-0001",
    kind="listing",
    path="content/listings/a.yml",
    line=1,
    sheet=None,
    cell=None,
    digest="a" * 64,
)
TWO = replace(ONE, id="t-0002", digest="b" * 64)


def test_it_has_eight_characters_that_nobody_mistakes() -> None:
    for number in range(500):
        found = checksum([replace(ONE, id=f"t-{number:04}")])
        assert len(found) == 8
        assert set(found) <= set("23456789ABCDEFGHJKMNPQRSTUVWXYZ")


def test_neither_order_nor_place_in_the_files_matters() -> None:
    moved = replace(TWO, path="content/listings/b.jsonl", line=9)
    assert checksum([ONE, TWO]) == checksum([moved, ONE])


@pytest.mark.parametrize(
    "other",
    [replace(TWO, id="t-0003"), replace(TWO, kind="case"), replace(TWO, digest="c" * 64)],
)
def test_any_other_kind_id_or_value_gives_another(other: Head) -> None:
    assert checksum([ONE, other]) != checksum([ONE, TWO])


def test_a_record_more_or_less_gives_another() -> None:
    assert len({checksum([]), checksum([ONE]), checksum([TWO]), checksum([ONE, TWO])}) == 4


@pytest.mark.parametrize("written", ["abcd2345", "ABCD 2345", " abcd-2345 ", "ＡＢＣＤ２３４５"])
def test_it_may_be_typed_in_any_case_width_and_spacing(written: str) -> None:
    assert is_checksum(written, "ABCD2345")


@pytest.mark.parametrize("written", ["", "ABCD234", "ABCD23455", "ABCD2354"])
def test_another_is_another(written: str) -> None:
    assert not is_checksum(written, "ABCD2345")
