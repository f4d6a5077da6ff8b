"""What together leads back to somebody unnamed: a small place, an exact sum, a rare job.

Information is anonymous only if it cannot be restored (个人信息保护法 第七十三条).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from site_builder.firewall.finding import Finding, Sort

if TYPE_CHECKING:
    from site_builder.firewall.plain import Plain

_PLACE: Final = re.compile(
    r"(?<!某)(?:[一-鿿]{2,6}?(?:苏木|嘎查)|[一-鿿]{1,4}?(?<![乡城村市集])(?:镇|乡|村|屯|社区|街道|农场|牧场|林场))"
    r"(?![政府民居派办级企容])"
)
_NO_PLACE: Final = re.compile(
    r"(?:某|本|该|各|全|农|乡|城|新|山|老|小|外|回|进|驻|同|邻|两|几|多|每|的|在|到|和)(?:镇|乡|村|屯|社区|街道|农场|牧场|林场)$|某"
)
_SUM: Final = re.compile(
    r"(?<![\d.余约近超])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,4})?\s?(?:万元|元)(?!余|左右|以上|上下|多)"
)
_ROUND: Final = re.compile(r"0{2,}(?:\.0+)?\s?元|^[1-9]\d?\s?万元")
_JOB: Final = re.compile(
    r"羊倌|放羊|牛倌|马倌|放牧(?:工|员)|牧工|司炉工?|塔吊(?:司机|工)|塔吊|爆破(?:工|员)|潜水(?:工|员)|架子工|电焊工|焊工|木匠|铁匠|石匠|瓦匠"
    r"|护林员|饲养员|兽医|厨师|厨工|面点师|理发师|美容师|月嫂|保姆|护工|门卫|更夫|保安|会计|出纳|翻译|教师|代课老师|医生|护士"
    r"|锅炉工|吊车司机|铲车司机|挖掘机(?:司机|手)|钻井工|测量员|资料员|监理|化验员|仓库保管员|炊事员|养蜂|剪羊毛|挤奶工|驯马师|骟马匠|接羔工|调律师|挖掘机手"
)
_NEAR: Final = 300
_WAN: Final = 10_000


def hints(text: Plain) -> Iterator[Finding]:
    """The exact sum, where a small place and a rare job stand near it."""
    chars = text.chars
    jobs = [match.start() for match in _JOB.finditer(chars)]
    places = (
        [match.start() for match in _PLACE.finditer(chars) if not _NO_PLACE.search(match[0])]
        if jobs
        else []
    )
    for match in _SUM.finditer(chars) if places else ():
        at = match.start()
        is_near = any(abs(at - job) < _NEAR for job in jobs) and any(
            abs(at - place) < _NEAR for place in places
        )
        if is_near and not _ROUND.search(match[0]):
            start, end = text.span(*match.span())
            yield Finding(
                sort=Sort.RE_IDENTIFIABLE, start=start, end=end, replacement=_about(match[0])
            )
            return


def _about(written: str) -> str:
    """A sum in round figures: 2360元 as 2000余元, 1.85万元 and 18500元 as 1万余元."""
    number = Decimal(re.sub(r"[^\d.]", "", written)) * (_WAN if "万" in written else 1)
    unit, name = (_WAN, "万余元") if number >= _WAN else (10 ** (len(str(int(number))) - 1), "余元")
    kept = int(number // unit)
    return f"{kept}{name}" if unit == _WAN else f"{kept * unit}{name}"
