"""Case texts without anything that may not be published, and with every number that such have.

The sentences stand in ``clean_texts.txt``: genres under ``#``, the places of a text apart by an
empty line, one sentence a line. Firms are masked and persons are a surname and 某.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Final

from tests.firewall import numbers

_SENTENCES: Final = Path(__file__).with_suffix(".txt")
_SHORTEST, _LONGEST = 150, 400
_SURNAMES: Final = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗白常方金安成时路江钱连牛水温于任"
_MASKS: Final = ("某", "某", "某某", "某1", "某2", "某甲", "某强", "某花")
_OTHERS: Final = (
    "欧阳某",
    "司徒某某",
    "那顺某",
    "格某",
    "巴某",
    "斯某",
    "老李",
    "小王",
    "黄先生",
    "刘女士",
)
_COUNTIES: Final = (
    "呼和浩特市新城区",
    "包头市昆都仑区",
    "锡林浩特市",
    "巴彦淖尔市临河区",
    "乌兰察布市集宁区",
    "额济纳旗",
    "苏尼特右旗",
    "鄂尔多斯市东胜区",
    "通辽市科尔沁区",
    "赤峰市红山区",
    "阿拉善左旗",
    "海拉尔区",
    "石家庄市长安区",
    "张家口市万全区",
)
_TRADES: Final = (
    "建筑",
    "劳务",
    "装饰工程",
    "餐饮",
    "物业",
    "物流",
    "矿业",
    "服装",
    "环保建材",
    "房地产",
)
_WHERE: Final = ("", "内蒙古", "江苏", "河北", "甘肃")
_PROJECTS: Final = (
    "金色家园小区{}期",
    "黄河路{}标段",
    "平安里小区{}期",
    "滨河新区安置房{}期",
    "团结小区{}号地块",
    "产业园标准化厂房{}标段",
    "高新区科技大厦{}期",
    "G{}10国道改扩建工程",
    "K{}+500至K38+200段路基工程",
    "水平街排水管网{}标段",
    "马上新村保障房{}标段",
    "和谐小区老旧改造{}标段",
)
_CAPITALS: Final = "零壹贰叁肆伍陆柒捌玖"
_CHINESE: Final = "〇一二三四五六七八九"


def clean_texts(seed: int, count: int) -> Iterator[str]:
    """``count`` texts of 150 to 400 characters, the same for the same seed."""
    rng = Random(seed)  # noqa: S311 - it invents examples, not secrets
    genres = _genres()
    made = 0
    while made < count:
        text = _text(rng, rng.choice(genres))
        if _SHORTEST <= len(text) <= _LONGEST:
            made += 1
            yield text


def _genres() -> list[list[list[str]]]:
    """By genre, by place in the text: the sentences to choose from."""
    parts = re.split(r"^# .*\n", _SENTENCES.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [[place.splitlines() for place in part.strip().split("\n\n")] for part in parts[1:]]


def _text(rng: Random, genre: list[list[str]]) -> str:
    sentences = [
        sentence for place in genre for sentence in rng.sample(place, rng.choice((0, 1, 1, 1, 2)))
    ]
    joint = rng.choice(("", "", "\n\n", "\n"))
    return re.sub(r"\{(\w+)\}", lambda slot: _FILLERS[slot[1]](rng), joint.join(sentences))


def _who(rng: Random) -> str:
    if rng.random() < 0.2:
        return rng.choice(_OTHERS)
    return rng.choice(_SURNAMES) + rng.choice(_MASKS)


def _firm(rng: Random) -> str:
    kind = rng.choice(("公司", "有限公司", "集团", "有限责任公司"))
    return rng.choice(_WHERE) + "某" + rng.choice(_TRADES) + kind


def _project(rng: Random) -> str:
    return rng.choice(_PROJECTS).format(rng.randint(1, 9))


def _yuan(rng: Random) -> str:
    whole = rng.choice((rng.randint(180, 900), rng.randint(1000, 32_000)))
    return rng.choice((f"{whole}元", f"{whole:,}元", f"{whole}.{rng.randint(0, 99):02}元"))


def _wan(rng: Random) -> str:
    value = rng.choice((f"{rng.randint(1, 999)}", f"{rng.uniform(1, 2000):.2f}"))
    return value + rng.choice(("万元", "万元", "万余元", "余万元"))


def _sum(rng: Random) -> str:
    cents = rng.randint(100_000, 2_000_000_000)
    exact = (f"{cents / 100:.2f}元", f"{cents / 100:,.2f}元", f"人民币{cents // 100}元")
    return rng.choice((_wan(rng), _wan(rng), rng.choice(exact)))


def _day(rng: Random) -> str:
    on = numbers.born_on(rng, 2015, 2026)
    figures = "".join(_CHINESE[int(figure)] for figure in f"{on.year}")
    return rng.choice(
        (
            f"{on.year}年{on.month}月{on.day}日",
            f"{on.year}年{on.month}月{on.day}日",
            f"{on.month}月{on.day}日",
            f"{on:%Y-%m-%d}",
            f"{on:%Y.%m.%d}",
            f"{on:%Y/%m/%d}",
            f"{on:%Y%m%d}",
            f"{figures}年{_CHINESE[on.month % 10]}月" if on.month < 10 else f"{on.year}年底",
        )
    )


def _month(rng: Random) -> str:
    year, month = rng.randint(2015, 2026), rng.randint(1, 12)
    return rng.choice(
        (f"{year}年{month}月", f"{month}月", f"{year}-{month:02}", f"{year}年{month}月底")
    )


def _court_no(rng: Random) -> str:
    brackets = rng.choice(("（{}）", "({})"))
    court = rng.choice(("内0102", "内02", "内0105", "内2921", "京0105", "冀0104", "内"))
    kind = rng.choice(("刑初", "民初", "执", "民终", "执恢", "民特"))
    return f"{brackets.format(rng.randint(2015, 2026))}{court}{kind}{rng.randint(1, 12_345)}号"


def _numbered(*words: str) -> Callable[[Random], str]:
    def number(rng: Random) -> str:
        year = rng.choice(("〔{}〕", "〔{}〕", "[{}]", "（{}）")).format(rng.randint(2015, 2026))
        return f"{rng.choice(words)}{year}{rng.choice(('', '第'))}{rng.randint(1, 2345)}号"

    return number


def _capital(rng: Random) -> str:
    ten_thousands, hundreds = rng.choice(_CAPITALS[1:]), rng.choice(_CAPITALS[1:])
    thousands = rng.choice(_CAPITALS[1:])
    return f"{ten_thousands}拾{hundreds}万{thousands}仟元整"


def _hotline(rng: Random) -> str:
    free = f"400-{numbers.digits(rng, 3)}-{numbers.digits(rng, 4)}"
    return rng.choice(("12333", "12333", "12345", "12348", "110", "12328", free))


def _percent(rng: Random) -> str:
    return rng.choice(
        (f"{rng.randint(1, 100)}%", f"{rng.uniform(1, 100):.1f}%", f"{rng.uniform(0, 99):.2f}％")
    )


def _time(rng: Random) -> str:
    hour, minute = rng.randint(0, 23), rng.choice((0, 5, 30, 48))
    return rng.choice((f"{hour}时{minute}分", f"{hour}:{minute:02}", f"{hour:02}：{minute:02}"))


def _moment(rng: Random) -> str:
    day = _day(rng)
    return day + (" " if day[-1].isdigit() else "") + _time(rng)


_FILLERS: Final[dict[str, Callable[[Random], str]]] = {
    "area": lambda rng: f"{rng.uniform(100, 30_000):.2f}",
    "arbitration_no": _numbered("呼劳人仲案字", "临劳人仲裁字", "集劳人仲字"),
    "article": lambda rng: rng.choice(
        ("十六", "三十", "五十四", "五十五", "253", "二百五十三", "30")
    ),
    "capital": _capital,
    "contract": lambda rng: numbers.digits(rng, rng.randint(8, 12)),
    "county": lambda rng: rng.choice(_COUNTIES),
    "court_no": _court_no,
    "credit": numbers.credit_code,
    "credit_digits": numbers.credit_code_of_digits,
    "day": _day,
    "doc_no": _numbered(
        "呼人社监罚字", "锡人社监令字", "临人社劳监改字", "包人社监处字", "人社部发"
    ),
    "firm": _firm,
    "hotline": _hotline,
    "invoice": lambda rng: numbers.digits(rng, rng.choice((8, 8, 10, 12))),
    "km": lambda rng: rng.choice(
        (
            f"{rng.randint(2, 3000)}公里",
            f"{rng.uniform(1, 90):.1f}公里",
            f"{rng.randint(30, 900)}余公里",
        )
    ),
    "m": lambda rng: str(rng.randint(2, 9)),
    "moment": _moment,
    "month": _month,
    "multiple": lambda rng: f"{rng.uniform(1, 4):.1f}",
    "n": lambda rng: str(rng.choice((rng.randint(2, 99), rng.randint(100, 1500)))),
    "opening": lambda rng: rng.choice(("8:30", "9:00", "8：30", "9时", "八点半")),
    "percent": _percent,
    "place": lambda rng: rng.choice(_COUNTIES),
    "police_no": _numbered("呼公新（经）立字", "临公（刑）诉字", "锡公（治）立字"),
    "procuratorate_no": _numbered("新检民支", "临检刑不诉", "集检建", "锡检民支诉"),
    "project": _project,
    "registration": numbers.registration_number,
    "sum": _sum,
    "tail": lambda rng: numbers.digits(rng, 4),
    "time": _time,
    "wan": _wan,
    "who": _who,
    "yuan": _yuan,
    "year": lambda rng: str(rng.randint(2015, 2026)),
}
