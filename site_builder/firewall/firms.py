"""Names of firms in a story that should name none: 某建筑公司 is enough to tell it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from site_builder.firewall.finding import Finding, Sort
from site_builder.firewall.segments import words
from site_builder.model.regions import strip_region
from site_builder.model.text import TRADES

if TYPE_CHECKING:
    from site_builder.firewall.plain import Plain
    from site_builder.firewall.segments import Word

_FORM: Final = re.compile(
    r"(?:股份有限公司|有限责任公司|有限公司|(?:集团)?(?:总|分|子)?公司|集团|合作社|事务所|经营部"
    r"|工程队|施工队)$"
)
_FORM_BEGUN: Final = frozenset({"有限责任", "股份有限", "有限", "集团"})
_SURE: Final = frozenset({"股份有限公司", "有限责任公司", "有限公司"})
# What may stand before a form without naming a firm.
_GENERAL: Final = re.compile(
    r"(?:某|该|本|此|这家|那家|一家|两家|几家|多家|各|另一|涉案|用人|用工|施工|承包|发包|分包|总承包|转包|承建|建设单位|被告|原告|母|子|总|分"
    r"|保险|担保|物业|国有|民营|私营|企业|外地|本地|当地|县|市|旗|区|省|个|的|家|中标|招标|欠薪|违法|关联|第三方|上级|下级|项目|专业|大型|小型"
    r"|股份|有限|责任|集团|控股|上市|外资|合资|独资|汽车|出租车|公交|电梯|快递|外卖|家政|律师|会计师|农民专业|专业|供电|供水|自来水|燃气|热力|烟草|石油|电信|移动|联通|银行)+"
)
# Characters of which trade names are made, wherever no general word is.
_TRADE_NAMES: Final = frozenset(
    "鑫宏远达盛源恒泰隆兴顺万华润瑞祥通诚信嘉美佳丰利亨昌旺腾飞翔鼎辉煌昊宇博雅锦绣蓝天星晨曦旭阳龙凤麒麟金银玉宝福禄寿喜吉康宁"
    "泽沃森林磊岳峰川海洋江河湖众联合创新捷达安邦国泰民和谐智慧卓越汇聚皓凯君豪帝皇"
)
_UNKNOWN: Final = frozenset({"x", "nz", "nr", "nrt", "nrfg", "nt"})
_STOPS: Final = frozenset(
    "的在与和及向由被将把对给为是等到从因经以系其该本于同跟找让叫使用受有至入出所了并后前即则也又都而且或"
)
_DOING: Final = frozenset("欠找去来说称问做干查告诉领拿付还签见求催劝赴往帮助请送交替代")
_LEAST, _MOST = 2, 20


def firms(text: Plain) -> Iterator[Finding]:
    """Each name of a firm in ``text``, with what may stand there instead."""
    found = words(text.chars)
    for number, word in enumerate(found):
        form = _FORM.search(word.text)
        if form is None:
            continue
        # 有限责任公司 may fall into two words.
        rest = number - 1 if number and found[number - 1].text in _FORM_BEGUN else number
        is_sure = rest < number or form[0] in _SURE
        before = _before(found, rest)
        start = before[0].start if before else word.start
        end = found[rest].start if rest < number else word.start + form.start()
        if not _names_a_firm(text.chars[start:end], before, is_sure=is_sure):
            continue
        first, last = text.span(start, word.end)
        kind = "公司" if "公司" in form[0] or "集团" in form[0] else form[0]
        yield Finding(
            sort=Sort.FIRM_NAME,
            start=first,
            end=last,
            replacement=f"某{_trade(text.chars[start:end])}{kind}",
            is_safe=is_sure,
        )


def _before(found: tuple[Word, ...], number: int) -> list[Word]:
    """The words that may belong to the name that ends with this form."""
    taken: list[Word] = []
    length = 0
    for word in reversed(found[:number]):
        length += len(word.text)
        is_part = word.text[0].isalnum() or word.text in "（）()·"
        if not is_part or word.text in _STOPS or length > _MOST or word.tag in {"p", "c", "u", "d"}:
            break
        if _acts(word):
            break
        taken.insert(0, word)
        if word.tag == "ns":
            break
    while taken and taken[0].text in "）)·":
        taken.pop(0)
    return taken


def _acts(word: Word) -> bool:
    """Whether a word tells what was done, and so is no part of a name."""
    if word.text in _DOING:
        return True
    is_verb = word.tag.startswith("v") and len(word.text) > 1
    return is_verb and not TRADES.fullmatch(word.text)


def _names_a_firm(written: str, before: list[Word], *, is_sure: bool) -> bool:
    if "某" in written or "×" in written or not before:
        return False
    rest = strip_region(written) or written
    rest = TRADES.sub("", rest)
    rest = _GENERAL.sub("", rest)
    rest = re.sub(r"[（）()·0-9]", "", rest)
    if len(rest) < _LEAST:
        return False
    if is_sure:
        return True
    if all(char in _TRADE_NAMES for char in rest):
        return True
    return any(
        word.text in rest and (word.tag in _UNKNOWN or _is_split(word, before)) for word in before
    )


def _is_split(word: Word, before: list[Word]) -> bool:
    """Whether a name stands cut into single characters, as no general word would."""
    return len(word.text) == 1 and sum(len(each.text) == 1 for each in before) > 1


def _trade(written: str) -> str:
    found = list(TRADES.finditer(written))
    return found[-1][0][-4:] if found else ""
