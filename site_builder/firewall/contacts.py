"""What else leads to one person: passports, plates, mailboxes, accounts of messengers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Final

from site_builder.firewall.finding import Finding, Sort

if TYPE_CHECKING:
    from site_builder.firewall.plain import Plain

_INSTEAD: Final = "×××"
_GAP: Final = r"[ \-·•.]{0,2}"
_HAN_DIGIT: Final = "[零〇一二三四五六七八九壹贰叁肆伍陆柒捌玖]"
# Of mainland China: E and digits, or E and a letter; G before 2017; to Hong Kong, Macau and Taiwan
# C, W, H and M; of services and diplomats S, P and D.
_PASSPORT: Final = re.compile(
    rf"(?<![A-Za-z0-9])(?:[Ee]{_GAP}(?:\d{_GAP}){{8}}|[Ee][A-HJ-NP-Za-hj-np-z]{_GAP}(?:\d{_GAP}){{7}}"
    rf"|[GgKk]{_GAP}(?:\d{_GAP}){{8}}|[CcWw](?:[A-Za-z]{_GAP}(?:\d{_GAP}){{7}}|{_GAP}(?:\d{_GAP}){{8}})"
    rf"|[HhMm]{_GAP}(?:\d{_GAP}){{8}}(?:(?:\d{_GAP}){{2}})?)(?<=\d)(?![A-Za-z0-9])"
)
_PAPERS: Final = re.compile(
    r"(?:护照|通行证|证件|军官证|港澳证|台胞证|居留证|居住证)[^\n，。；、]{0,8}?[号码为是：: ]{1,4}"
    rf"([A-Za-z]{{0,3}}{_GAP}(?:\d{_GAP}){{6,11}})(?<=\d)(?![A-Za-z0-9])"
)
_PLATE: Final = re.compile(
    r"(?<![一-鿿])?[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领]"
    rf"{_GAP}[A-HJ-NP-Za-hj-np-z]{_GAP}"
    rf"(?=(?:[A-Za-z]{_GAP})*\d)(?:[A-HJ-NP-Za-hj-np-z0-9]{_GAP}){{4,5}}"
    r"(?:[A-HJ-NP-Za-hj-np-z0-9]|[挂学警港澳使领])(?![A-Za-z0-9])"
    rf"|[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]{_GAP}[A-HJ-NP-Za-hj-np-z]"
    rf"(?:{_GAP}{_HAN_DIGIT}){{5,6}}(?!{_HAN_DIGIT})"
)
# Without its province.
_CALLED_PLATE: Final = re.compile(
    r"(?:车牌|号牌)(?:号码?)?[是为：: ]{0,3}"
    rf"([A-HJ-NP-Za-hj-np-z]{_GAP}(?=(?:[A-Za-z]{_GAP})*\d)(?:[A-HJ-NP-Za-hj-np-z0-9]{_GAP}){{4,5}}"
    r"(?<=[A-Za-z0-9])[挂学警港澳使领]?)(?![A-Za-z0-9])"
)
_E_MAIL: Final = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9._%+\-]{0,63}"
    r"\s{0,2}(?:@|＠|[(（\[【<]\s*(?:at|@|艾特)\s*[)）\]】>]|艾特|#|\sat\s)\s{0,2}"
    r"(?:[A-Za-z0-9\-]{1,63}\s{0,1}(?:[.．。]|[(（\[【]\s*(?:dot|点)\s*[)）\]】]|点|\sdot\s)\s{0,1}){1,4}"
    r"(?:com|cn|net|org|gov|edu|info|cc|me|io|top|vip|xyz|hk|tw|mo|ru|jp|kr|de|uk)(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_OF_A_THING: Final = re.compile(r"(?:型号|规格|批号|编号)[为是：:]?$")
_OF_AN_OFFICE: Final = re.compile(r"[@＠][^@]*\bgov\.cn$", re.IGNORECASE)
_WECHAT: Final = re.compile(
    r"(?:微信|微 信|薇信|威信|徵信号|V信|微X|加微|加V|抖音|快手|支付宝"
    r"|(?<![A-Za-z])(?:wechat|weixin|vx|wx)(?![A-Za-z]))"
    r"(?:联系方式|号码|账号|帐号|号|名|ID|同号|昵称|叫做?|：|:|为|是|加|[\s（(\"“])*"
    r"([A-Za-z][\w\-]{5,19}|\d{6,12})(?![\w])",
    re.IGNORECASE,
)
_QQ: Final = re.compile(
    r"(?:(?<![A-Za-z])q\s?q(?![A-Za-z])|加Q|(?<![A-Za-z])Q(?=[：:])|扣扣|企鹅号)(?:群|邮箱)?"
    r"(?:号码|账号|帐号|号|：|:|为|是|[\s（(])*"
    rf"([1-9](?:{_GAP}\d){{4,11}}(?!\d)|{_HAN_DIGIT}(?:{_GAP}{_HAN_DIGIT}){{4,11}})",
    re.IGNORECASE,
)


def contacts(text: Plain, allowed: Collection[str] = ()) -> Iterator[Finding]:
    """Each passport, plate, mailbox or account in ``text``; ``allowed`` may stand."""
    chars = text.chars
    for sort, pattern, group in (
        (Sort.PASSPORT, _PASSPORT, 0),
        (Sort.PASSPORT, _PAPERS, 1),
        (Sort.PLATE, _PLATE, 0),
        (Sort.PLATE, _CALLED_PLATE, 1),
        (Sort.E_MAIL, _E_MAIL, 0),
        (Sort.WECHAT, _WECHAT, 1),
        (Sort.QQ, _QQ, 1),
    ):
        for match in pattern.finditer(chars):
            if sort is Sort.E_MAIL and _OF_AN_OFFICE.search(match[0]):
                continue
            if match[group] in allowed or _OF_A_THING.search(chars[: match.start()][-6:]):
                continue
            start, end = text.span(*match.span(group))
            yield Finding(sort=sort, start=start, end=end, replacement=_INSTEAD, is_safe=True)
