"""A province's records of invented employers, as many as asked for, the same ones each time."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

from stdnum.cn import uscc

from site_builder.model.regions import full_name, region_name, region_names, regions_named

if TYPE_CHECKING:
    from collections.abc import Sequence

# How many records name one employer, and how many of them are listings, as in a province's year.
RECORDS_OF_A_FIRM = 193 / 99
LISTINGS = 20 / 193
_AUSPICIOUS = (
    "鑫达恒泰盛华宏远安顺通利瑞祥丰源隆昌兴旺金龙中天正大东方永信诚德博海天宇新星建业明光"
    "亿嘉康佳美佰万润泽凯越腾飞骏捷航宝聚合众联润森林山河江川锦绣荣耀辉煌景春阳晨曦云峰"
    "一品优尚创智汇同和平福寿禄喜庆吉运广厦筑艺匠心臻晟睿翔鹏鸿雁麒麟虎跃奔腾驰骋疆域"
)
_TRADES = (
    "建筑工程", "建筑劳务", "建筑安装工程", "建设工程", "劳务", "劳务派遣", "装饰工程", "装饰装修",
    "市政工程", "园林绿化工程", "路桥工程", "水利水电工程", "房地产开发", "物业服务",
    "商贸", "贸易", "科技", "信息技术", "实业", "投资", "置业", "钢结构工程", "电力工程",
    "消防工程", "环保科技", "农业开发", "餐饮管理", "酒店管理", "运输", "物流", "商砼", "建材",
    "门窗", "食品", "服装", "家具", "人力资源服务", "文化传媒",
)  # fmt: skip
_FORMS = (
    "有限公司",
    "有限责任公司",
    "股份有限公司",
    "集团有限公司",
    "有限公司分公司",
    "厂",
    "经营部",
)
_FORM_WEIGHTS = (78, 12, 2, 2, 2, 2, 2)
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉萍红建国志文海波云龙晓宇浩然子轩"
_PROJECTS = (
    "住宅小区",
    "安置房",
    "学校",
    "医院",
    "综合楼",
    "道路改造",
    "厂房",
    "污水处理厂",
    "商业广场",
)
_CODE_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_FIRST_DAY = date(2024, 1, 2)
_DAYS = 1000


@dataclass(frozen=True, slots=True)
class Firm:
    """An employer that is nobody's."""

    name: str
    code: str
    region: str
    person: str
    trade: str


@cache
def counties() -> Sequence[str]:
    """The counties of one province."""
    named = (code for name in region_names() for code in regions_named(name))
    return sorted({c for c in named if c.startswith("15") and not c.endswith("00")})


def firms(count: int) -> Iterator[Firm]:
    """So many employers; some share a trade name, and a few the whole name."""
    chance = random.Random(99)  # noqa: S311 - nothing secret
    weights = list(accumulate(1 / (at + 3) for at in range(len(_AUSPICIOUS))))
    for number in range(count):
        length = chance.choices((2, 3, 4), (80, 14, 6))[0]
        trade = "".join(chance.choices(_AUSPICIOUS, cum_weights=weights, k=length))
        county = chance.choice(counties())
        place = chance.choice((region_name(county), region_name(f"{county[:4]}00"), "内蒙古")) or ""
        form = chance.choices(_FORMS, _FORM_WEIGHTS)[0]
        name = f"{place}{trade}{chance.choice(_TRADES)}{form}"
        person = chance.choice(_SURNAMES) + "".join(
            chance.choices(_GIVEN, k=chance.choice((1, 2, 2)))
        )
        tail = "".join(chance.choices(_CODE_CHARACTERS, k=4)) + f"{number % 100:02d}"
        body = f"91{county}MA0{tail}"
        code = body + uscc.calc_check_digit(body)
        yield Firm(name, code, county, person, trade)


def office(region: str) -> str:
    """The bureau of a county."""
    return f"{full_name(region)}人力资源和社会保障局"


def day(number: int) -> date:
    """A day on which the record of this number was decided."""
    return _FIRST_DAY + timedelta(days=number * 7 % _DAYS)


def project(number: int) -> str:
    """A project's name."""
    chance = random.Random(number)  # noqa: S311 - nothing secret
    return (
        "".join(chance.choices(_AUSPICIOUS, k=2))
        + chance.choice(_PROJECTS)
        + f"{number % 9 + 1}标段"
    )
