"""Words that stand before and behind names, and characters of which names are made."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import Final

from random_name_type.data.foreign_zh import FOREIGN_TRANSLATED_NAME_DATA


def _sections() -> dict[str, str]:
    """The lists of ``name_words.txt`` by their names."""
    text = files("site_builder.firewall").joinpath("name_words.txt").read_text("utf-8")
    lines = "\n".join(line for line in text.split("\n") if not line.startswith("#"))
    parts = re.split(r"^\[([a-z-]+)\]$", lines, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def _characters(name: str) -> frozenset[str]:
    return frozenset("".join(_LISTS[name].split()))


def _words(name: str) -> frozenset[str]:
    return frozenset(_LISTS[name].split())


def _sounds() -> frozenset[str]:
    """The characters by which Chinese writes European names."""
    pools = FOREIGN_TRANSLATED_NAME_DATA.values()
    return frozenset("".join(name for pool in pools for names in pool.values() for name in names))


_LISTS: Final = _sections()
COMMON: Final = _characters("common")
SURE: Final = _characters("sure")
DOUBTFUL: Final = _characters("doubtful")
GIVEN: Final = _characters("given")
FOREIGN: Final = _characters("foreign")
SOUNDS: Final = FOREIGN | _sounds()
TITLES: Final = _words("titles")
NO_NAMES: Final = _words("no-names")
PLAUSIBLE: Final = _words("plausible")
ROLES: Final = tuple(_LISTS["roles"].split())
NEVER_GIVEN: Final = frozenset(
    "某的了着过们个吗呢吧啊么这那哪您你我他她它谁被把给跟与及或但却就又还很太更最都也不没未勿非"
    "、，。；：！？“”‘’（）《》【】…—·0123456789"
)
ROLE: Final = re.compile(
    f"(?:{'|'.join(sorted(ROLES, key=len, reverse=True))})[“‘（(：: ]{{0,2}}$".replace("$", r"\Z")
)
LEADING: Final = re.compile(
    r"(?:和|与|及|以及|向|由|给|为|被|把|将|对|跟|同|替|找|让|叫|称|据|因|从|请|见|经|问|帮|等|之|到|在|并|而|后|是|系|如|其|一名|一位)\Z"
)
BEHIND: Final = re.compile(
    r"(?P<count>等(?:\d|[一二两三四五六七八九十百几多]+(?:余|多)?[人名位]|人|工人|农民工|民工|劳动者|职工|人员)|[二两三四五六七八九十]人|夫妇|夫妻|一家|父子|兄弟|姐妹|母子|一行|本人)"
    r"|(?P<title>先生|女士|同志|师傅|老师|律师|法官|警官|大哥|大姐|大爷|大娘|老汉|经理|局长|所长|书记|主任|队长|校长)"
    r"|(?P<person>[（(，,]\s?(?:男|女|绰号|化名|曾用名|身份证|公民身份|汉族|蒙古族|回族|满族|朝鲜族|藏族|维吾尔族|\d{2}岁|19\d\d|另案))"
    r"|(?P<org>(?:[一-鿿]{0,6}?)(?:公司|集团|合作社|工程队|事务所|商店|超市|饭店|餐厅|酒店|宾馆|法院|检察院|派出所|公安局|人社局|政府|小区|家园|花园|广场|大厦|公园|学校|小学|中学|大学|医院|工地|项目|路|街|桥|村|镇|乡|旗|县|区|市|省|河|湖|山|站|屯|庄|沟|营子|苏木|嘎查|盟))"
)
SPEAKING: Final = re.compile(
    r"(?:说|称|表示|告诉|反映|反应|介绍|回忆|承认|供述|供认|坦言|认为|指出|强调|解释|回答|答复|问道|问|哭|笑|喊|叹|讲|提出|要求|请求|主张|辩称|诉称|证实|证言|陈述|控告|举报|投诉|报案|报警|申请|起诉|上诉)"
)
ALONE: Final = re.compile(
    r"(?:因|系|在|从|向|将|把|被|对|为|于|与|和|及|同|跟|给|等|已|曾|也|都|又|还|就|才|均|未|拒不|拒绝|承诺|承包|承揽|雇|拖欠|欠|拿|领|收|签|带|到|来|去|打工|务工|干|犯|涉嫌|逃|名下|所|之|的|是|有|没|不|让|伙同|失联|同意|无|第一时间|每|多次|先|再|一直|随即|随后|主动|经|共|个人|自己|只|仅|便|却|并|连|至今|当场|当天|立即|马上|联系|找|请|付|借|卖|打|坐|站|躺|走|跑|回|离|入|出|接|送|写|按|看|听|想|抽|挂|开|做|当|住|受|遭|遇|获|得|投|委托|招|组织|安排|答应|保证|认|否认|转|变|交|退|补|垫|结|指着|望|守|跪|哽|擦|提供|伪造|冒领|失踪|逃匿|隐匿|起|归|报|被|负责|经营|雇佣|聘|租|驾|骑|背|扛|捧|握|抱)"
)
_TITLE: Final = re.compile(
    r"[一-鿿]{0,10}?(?:有限公司|有限责任公司|公司|集团|合作社|法院|检察院|自治区|自治州)"
)


def is_part_of_a_title(text: str, start: int, end: int) -> bool:
    """Whether the name of a firm or body goes on behind a stretch, without a break."""
    found = _TITLE.match(text, end)
    return found is not None and not ALONE.match(text, end) and start >= 0
