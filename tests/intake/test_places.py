"""Regions out of the cells that name them."""

from __future__ import annotations

import pytest

from site_builder.intake.places import region_of
from site_builder.tables.values import Unclear


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (["150102"], "150102"),
        ([150102], "150102"),
        (["150102.0"], "150102"),
        (["呼和浩特市"], "150100"),
        (["内蒙古自治区呼和浩特市新城区"], "150102"),
        (["呼和浩特市新城区"], "150102"),
        (["内蒙古自治区 呼和浩特市 新城区"], "150102"),
        (["广东省/中山市"], "442000"),
        (["陕西省", "西安市", "新城区"], "610102"),
        (["新城区", "陕西省"], "610102"),
    ],
)
def test_names_and_codes_are_read_together(cells: list[str | int], code: str) -> None:
    assert region_of(cells) == code


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (["新城区"], "150102 内蒙古自治区呼和浩特市新城区, 610102 陕西省西安市新城区"),
        (["神湾镇"], "no region '神湾镇'"),
        (["广东省", "呼和浩特市"], "expected one region"),
        (["呼和浩特市", "包头市"], "expected one region"),
    ],
)
def test_what_is_no_one_region_is_not_guessed(cells: list[str], words: str) -> None:
    with pytest.raises(Unclear, match=words):
        region_of(cells)
