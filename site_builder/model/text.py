"""Folding and reading Chinese names: what equates two spellings of one name."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from site_builder.model.regions import region_names, split_region

_RADICALS = 0x2E80
_VARIATION_SELECTORS = frozenset(
    {0x034F, *range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}
)
_LEGAL_FORM = re.compile(
    r"(有限责任公司|股份有限公司|有限公司|集团|总公司|分公司|公司|合伙企业|个人独资企业|厂|店|部|中心|合作社)$"
)
# What a firm does: of its name the part that stays.
TRADES = re.compile(
    r"(?:建筑|建设|建工|工程|劳务|派遣|装饰|装修|安装|市政|路桥|园林|绿化|房地产|置业|开发|科技|网络|信息|互联网|商贸|贸易"
    r"|服务|管理|矿业|煤业|煤炭|能源|电力|水利|物流|运输|餐饮|酒店|食品|农牧|农业|牧业|建材|机械|设备|制造|纺织|服装|家具"
    r"|物业|保洁|保安|人力资源|咨询|投资|实业|钢结构|防水|消防|电子|化工|医药|文化|传媒|广告|教育|培训|旅游|洗选煤|暖通)+"
)

_UNSEEN = r"\u00ad\u200b-\u200f\u2060\ufeff"
_BETWEEN_DIGITS = re.compile(rf"(?<=\d)[{_UNSEEN}]*[^\w{_UNSEEN}]\W*(?=\d)")
_WORD = 4
_REMEMBERED = 8192
# The surnames whose sounds begin otherwise than in words; most are in CLDR's Han-Latin/Names.
_SURNAMES = dict(zip("曾仇翟覃单查区解召折种繁隗秘佴乜", "ZQZQSZOXSSCPWBNN", strict=True))
# Trade names begin with these as surnames, or with a word that the dictionary has (曾经).
_MOSTLY_SURNAMES = frozenset("曾仇翟覃")
# The others are surnames before these; 单县 is called after the family.
_OF_A_FAMILY = frozenset("记氏家")
_CALLED_AFTER = "单县"
# In trade names as in idioms: 重兴旗鼓, 长风破浪.
_AS_IN_IDIOMS = frozenset("重长")
# What most names are made of stays as it is.
_FOLDED = re.compile("[\u4e00-\u9fa5a-z0-9]*")


class _Kept(dict[int, str | None]):
    """What each character becomes in a folded text, asked once a character."""

    def __missing__(self, code: int) -> str | None:
        self[code] = None if _is_dropped(code) else chr(code)
        return self[code]


# GB 2312 has no 〇, so documents write 二○二五 with a circle; ς is the σ at a word's end.
_KEPT = _Kept({ord("○"): "〇", ord("◯"): "〇", ord("ς"): "σ"})


def _is_dropped(code: int) -> bool:
    category = unicodedata.category(chr(code))
    return (
        category[0] in "PZ"
        or category in ("Cc", "Cf", "Sc", "Sk", "Sm")
        # Unicode adds pictures every year, which an older browser does not know: from
        # the radicals on, where they all go, none is dropped.
        or (category == "So" and code < _RADICALS)
        or code in _VARIATION_SELECTORS
    )


def fold(text: str) -> str:
    """``text`` without width, case, brackets, spaces and punctuation.

    Compatibility forms become plain ones (NFKC), letters small, ○ becomes 〇; then
    the categories P, Z, Cc, Cf, Sc, Sk and Sm go, variation selectors, and the
    symbols (So) below U+2E80. Everything else stays: rare and private-use
    characters, combining marks, emoji. ``fold.mjs`` folds what a reader types in
    the same way; ``tests/vectors/fold.json`` holds both to it.
    """
    if _FOLDED.fullmatch(text):
        return text
    plain = unicodedata.normalize("NFKC", text).lower().translate(_KEPT)
    return unicodedata.normalize("NFKC", plain)


def fold_number(number: str) -> str:
    """A document number with its brackets and width folded.

    What stands between two digits parts them still: 12-1号 is not 121号.
    """
    plain = unicodedata.normalize("NFKC", number)
    return "-".join(fold(part) for part in _BETWEEN_DIGITS.split(plain))


def trade_name(name: str) -> str:
    """A firm's name from its trade name on: without the place it begins with.

    Where that would leave a branch of business alone, a place's short name is the trade
    name too: 朝阳建材厂 and 白云区白云建筑, but not 朝阳市建材厂 or 朝阳示例建材厂.
    """
    folded = unicodedata.normalize("NFKC", name)
    place, rest = split_region(folded)
    if place and place not in region_names() and TRADES.fullmatch(without_legal_form(rest)):
        return place + rest
    return rest or folded


def without_legal_form(name: str) -> str:
    """``name`` without the legal forms at its end (集团有限公司), never empty for it."""
    rest = name
    while (shorter := _LEGAL_FORM.sub("", rest)) not in ("", rest):
        rest = shorter
    return rest


@lru_cache(maxsize=65536)
def first_letter(name: str) -> str:
    """The first letter of the trade name's pinyin, A to Z, or ``#``."""
    # The next characters tell how the first is read: 长城 is Chang, 长兴 is Chang, 长 is Zhang.
    return _letter(fold(trade_name(name))[:_WORD])


# Trade names begin alike in thousands of names.
@lru_cache(maxsize=_REMEMBERED)
def _letter(start: str) -> str:
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 - half a second that few need

    if _is_surname(start):
        return _SURNAMES[start[0]]
    letter = lazy_pinyin(_idiom(start), style=Style.NORMAL)[0].upper()[:1] if start else ""
    return letter if "A" <= letter <= "Z" else "#"


def _is_surname(start: str) -> bool:
    """Whether a trade name begins with a surname that sounds otherwise in words."""
    if start[:1] not in _SURNAMES:
        return False
    if start[1:2] in _OF_A_FAMILY or start.startswith(_CALLED_AFTER):
        return True
    return start[0] in _MOSTLY_SURNAMES and len(start) > 1 and not _words(start[:2])


def _idiom(start: str) -> str:
    """A word to read ``start`` by: the idiom that begins so, or else ``start``."""
    if start[:1] in _AS_IN_IDIOMS and len(start) > 1 and not _words(start[:2], at_most=2):
        return next(iter(_words(start[:2])), start)
    return start


def _words(beginning: str, at_most: int = _WORD) -> list[str]:
    """The dictionary's words that begin so."""
    from pypinyin.phrases_dict import phrases_dict  # noqa: PLC0415 - as above

    return [word for word in phrases_dict if word.startswith(beginning) and len(word) <= at_most]


def has_han(text: str) -> bool:
    """Whether ``text`` holds a Chinese character."""
    return any(
        "一" <= char <= "鿿" or "㐀" <= char <= "䶿" or char >= "\U00020000" for char in text
    )
