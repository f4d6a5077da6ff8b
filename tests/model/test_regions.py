from __future__ import annotations

import csv
from pathlib import Path

import pytest

from site_builder.model.regions import (
    full_name,
    lineage,
    prefecture,
    province,
    region_name,
    regions_named,
    strip_region,
)

AREAS = Path(__file__).parents[3] / "shared/data/cn-regions/areas.csv"


@pytest.mark.parametrize(
    ("code", "name", "full"),
    [
        ("150000", "内蒙古自治区", "内蒙古自治区"),
        ("150100", "呼和浩特市", "内蒙古自治区呼和浩特市"),
        ("150102", "新城区", "内蒙古自治区呼和浩特市新城区"),
        ("152900", "阿拉善盟", "内蒙古自治区阿拉善盟"),
        ("152922", "阿拉善右旗", "内蒙古自治区阿拉善盟阿拉善右旗"),
        ("150525", "奈曼旗", "内蒙古自治区通辽市奈曼旗"),
        ("110000", "北京市", "北京市"),
        ("110107", "石景山区", "北京市石景山区"),
        ("429004", "仙桃市", "湖北省仙桃市"),
        ("659001", "石河子市", "新疆维吾尔自治区石河子市"),
        ("810000", "香港特别行政区", "香港特别行政区"),
        ("150172", "开发区", "内蒙古自治区呼和浩特市开发区"),
        ("420600", "襄阳市", "湖北省襄阳市"),
    ],
)
def test_a_region_has_its_newest_name_and_stands_behind_those_around_it(
    code: str, name: str, full: str
) -> None:
    assert (region_name(code), full_name(code)) == (name, full)


@pytest.mark.parametrize(
    "code", ["", "15", "1501", "150199", "990000", "999971", "15010２", "150102000000", "150170"]
)
def test_a_code_that_nothing_has_names_nothing(code: str) -> None:
    assert region_name(code) is None


@pytest.mark.parametrize(
    ("code", "around"),
    [
        ("150102", ("150000", "150100", "150102")),
        ("150100", ("150000", "150100")),
        ("150000", ("150000",)),
    ],
)
def test_a_lineage_goes_from_the_province_down(code: str, around: tuple[str, ...]) -> None:
    assert lineage(code) == around
    assert (province(code), prefecture(code)) == (around[0], code[:4] + "00")


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("阿拉善右旗", ("152922",)),
        ("内蒙古自治区呼和浩特市", ("150100",)),
        ("内蒙古自治区呼和浩特市新城区", ("150102",)),
        ("北京市", ("110000",)),
        ("北京市朝阳区", ("110105",)),
        ("仙桃市", ("429004",)),
        ("湖北省仙桃市", ("429004",)),
        ("新城区", ("150102", "610102")),
        ("朝阳区", ("110105", "220104")),
        ("市辖区", ()),
        ("县", ()),
        ("省直辖县级行政单位", ()),
        ("没有这个县", ()),
        ("", ()),
    ],
)
def test_a_name_means_the_regions_that_have_it_now(name: str, codes: tuple[str, ...]) -> None:
    assert regions_named(name) == codes


def test_a_name_that_only_retired_codes_had_means_them() -> None:
    assert regions_named("北京市昌平县") == ("110201", "110221")


@pytest.mark.parametrize(
    ("name", "rest"),
    [
        ("内蒙古示例建筑", "示例建筑"),
        ("内蒙古自治区呼和浩特市新城区示例建筑", "示例建筑"),
        ("北京市朝阳区示例建筑", "示例建筑"),
        ("河北衡水安平示例建筑", "示例建筑"),
        ("安平建筑", "安平建筑"),
        ("内蒙古", "内蒙古"),
        ("市辖区建筑", "市辖区建筑"),
        ("", ""),
    ],
)
def test_the_places_that_a_name_begins_with_are_left_out(name: str, rest: str) -> None:
    assert strip_region(name) == rest


def test_todays_counties_have_their_names() -> None:
    if not AREAS.exists():
        pytest.skip("the table of regions lies in ../shared, which is not here")
    with AREAS.open(encoding="utf-8-sig", newline="") as stream:
        areas = list(csv.DictReader(stream))
    same = sum(region_name(area["code"]) in {area["name"], "开发区"} for area in areas)
    assert same / len(areas) > 0.99
