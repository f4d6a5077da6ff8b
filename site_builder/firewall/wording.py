"""Words that may not go out: of guilt before a judgment, and what stands in for words to come."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from site_builder.firewall.finding import Finding, Sort

if TYPE_CHECKING:
    from site_builder.firewall.plain import Plain

# 刑诉法 第十二条: until a judgment is in effect one writes 涉嫌, 犯罪嫌疑人, 被告人.
_OF_GUILT: Final = re.compile(
    r"(?<!违法)犯罪分子|(?<!被控)罪犯|犯罪人(?!员)|犯罪者|案犯|嫌犯|凶犯|诈骗犯|(?<!网上)逃犯|惯犯|凶手|骗子|畏罪|罪责难逃"
    r"|(?<!犯)罪行(?![为轻较])|罪有应得|罪证确凿|犯罪事实(?:清楚|确凿)|犯下|犯了罪|罪大恶极|违法犯罪分子"
    r"|已(?:经)?构成[一-鿿]{0,10}?罪|犯拒不支付劳动报酬罪，?(?:被|已被)(?:依法)?(?:刑事拘留|逮捕|批捕|批准逮捕|移送)"
)
# What leaves the question open again: 尚未构成犯罪, 是否构成犯罪, 涉嫌构成犯罪.
_OPEN: Final = re.compile(
    r"(?:供述|交代|供认|是否|涉嫌|可能|不|未|若|如|一旦|凡是?|疑似|认定其?)[^，。；\n]{0,4}$"
)
_JUDGED: Final = re.compile(
    r"判决(?:已经?|现已)?(?:发生法律效力|生效)|(?:终审|二审)(?:判决|裁定|维持)|裁判(?:已)?生效|生效(?:的)?(?:判决|裁判|刑事判决)"
)
_INSTEAD: Final = {
    "犯罪分子": "犯罪嫌疑人",
    "罪犯": "犯罪嫌疑人",
    "案犯": "犯罪嫌疑人",
    "逃犯": "在逃人员",
    "罪行": "涉嫌的行为",
    "不法分子": "有关人员",
}
_PLACEHOLDER: Final = re.compile(
    r"(?<![A-Za-z0-9_/.\-])[XxＸｘ]{2,}(?![A-Za-z0-9_/.])|\d{2}[XxＸｘ]{2}年|(?<![A-Za-z])[XxＸｘ]月[XxＸｘ]日"
    r"|(?<=[一-鿿])[XxＸｘ](?=[一-鿿，。；、])(?![光射线轴])"
    r"|[*＊]{2,}|(?<=[一-鿿])[*＊](?=[一-鿿])|(?<=[一-鿿])[*＊](?=$|[，。；、])"
    r"|[○◯〇]{2,}(?=[元年月日号人名])|【\s*】|\[\s*\](?!\()"
    r"|待补充?|待完善|待填写?|待定稿|待核实(?:补充)?(?=$|[，。；）)])|待确认后|此处(?:填写|补充|插入|省略|插图)|占位"
    r"|(?<![A-Za-z])(?:TODO|TBD|FIXME|lorem ipsum)(?![A-Za-z])"
    r"|[【\[（(]\s*(?:待补|待定|姓名|日期|金额|单位名称|填写|请填写)[^】\]）)]{0,10}[】\]）)]"
    r"|[_＿]{3,}|[□■]{2,}|[?？]{3,}|某年某月某日",
    re.IGNORECASE,
)


def words_of_guilt(text: Plain) -> Iterator[Finding]:
    """Each word that calls somebody guilty (刑诉法 第十二条)."""
    for match in _OF_GUILT.finditer(text.chars):
        if _OPEN.search(text.chars[max(match.start() - 10, 0) : match.start()]):
            continue
        start, end = text.span(*match.span())
        yield Finding(sort=Sort.GUILT, start=start, end=end, replacement=_INSTEAD.get(match[0]))


def tells_of_a_judgment(text: Plain) -> bool:
    """Whether a text says that the judgment of its case is in effect."""
    return _JUDGED.search(text.chars) is not None


def placeholders(written: str) -> Iterator[Finding]:
    """Each stretch of a written text that was to be filled in."""
    for match in _PLACEHOLDER.finditer(written):
        yield Finding(sort=Sort.PLACEHOLDER, start=match.start(), end=match.end())
