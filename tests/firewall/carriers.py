"""Invented sentences that carry a number."""

from __future__ import annotations

from random import Random
from typing import Final

from site_builder.firewall.finding import Sort
from tests.firewall import numbers

_CUES: Final = {
    Sort.ID_NUMBER: (
        "身份证号码",
        "公民身份号码：",
        "身份证号为",
        "居民身份证",
        "证件号码（",
        "身份证",
        "身份号码是",
    ),
    Sort.BANK_CARD: (
        "卡号",
        "银行卡号：",
        "工资卡为",
        "账号",
        "开户行及账号：",
        "尾款打到",
        "储蓄卡",
    ),
    Sort.PHONE: ("电话", "联系电话：", "手机号", "手机", "请拨打", "联系方式为", "致电"),
}
_LANDLINE_CUES: Final = ("电话", "联系电话：", "座机", "固定电话：", "办公电话")
_OPENINGS: Final = (
    "",
    "工人代表李某，",
    "2024年11月3日，投诉人王某到人社局登记，",
    "经查，该班组14人共被欠薪3.2万元，其中张某",
    "包工头赵某在承诺书上写明：",
    "调解当天，马某夫妇留下",
    "（三）当事人信息：刘某，男，汉族，",
    "据某劳务公司提供的花名册，孙某的",
    "> 投诉材料附件二，",
    "- 周某，钢筋工，",
    "被执行人某公司的经办人吴某称，",
    "依据《保障农民工工资支付条例》第三十条，总包单位通知郑某，",
)
_ENDINGS: Final = (
    "",
    "。",
    "，欠薪18600元。",
    "，双方于2025年1月8日达成调解协议。",
    "找他核实即可。",
    "（已核对）。",
    "，请于三日内办理。",
    "；其余人员另行登记。",
    "，工资共计6.88万元，已全部发放。",
    "等信息均由本人提供。",
)
_GLUED: Final = ("联系他", "领取人", "经核对", "备注", "李某", "找老王")
_LINKS: Final = (
    "[致电承办人](tel:",
    "[登记表](https://example.test/q?no=",
    '<a href="https://example.test/w/',
    "详见 https://example.test/case?x=",
)


def around(rng: Random, sort: Sort, *, wrap: str, cued: bool) -> tuple[str, str]:
    """What stands before and after a number of a sort."""
    if wrap == "percent":
        before = rng.choice(_LINKS)
        return before, {"[": ")", "<": '">表</a>', "详": " 。"}[before[0]]
    cue = rng.choice(_LANDLINE_CUES if cued else _CUES[sort])
    if wrap == "table":
        return f"| 姓名 | {cue.strip('：（')} |\n| --- | --- |\n| 李某 | ", " |\n| 王某 | 无 |\n"
    before, after = rng.choice(_OPENINGS), rng.choice(_ENDINGS)
    if cued or rng.random() < 0.6:
        before += cue
        after = ("）" if cue.endswith("（") else "") + after
    elif rng.random() < 0.5:
        before += rng.choice(_GLUED)
    if rng.random() < 0.15:
        after = _another(rng, sort) + after
    return before, after


def _another(rng: Random, sort: Sort) -> str:
    """A second number, glued to the first by a word alone."""
    if sort is Sort.PHONE:
        return "身份证" + numbers.id_number(rng)
    return "电话" + numbers.mobile(rng)
