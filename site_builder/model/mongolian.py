"""Telling a Mongolian name in Chinese characters from a Han one, by what such names are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

# Words that names are made of, in the spellings that registers use. Those of two characters
# alone or joined to another; a word that is also a usual Han name (金花, 双喜) is not here.
_WORDS: Final = """
巴特尔 巴图 巴雅尔 巴雅力格 白雅力格 巴雅斯古楞 巴彦 巴音 白音 巴根 巴达玛 巴达日胡 巴乙尔 毕力格
必力格 布和 布赫 布仁 布日古德 宝音 宝力德 宝力道 宝力高 宝鲁尔 查干 查苏娜 朝鲁 朝格图 朝克图
朝洛蒙 朝伦 楚古拉 楚伦 达来 达赖 达日罕 丹巴 道尔吉 道日吉 道尔基 德力格尔 德力根 都仁 额尔德尼
额尔敦 额日敦 额尔登 额尔和木 恩和 恩克 嘎拉 嘎日迪 甘珠尔 高娃 格日勒 格日乐 格根 根登 贡布 哈达
哈丹 哈斯 海日罕 海拉苏 呼和 呼格吉勒 呼格吉乐 胡格吉勒 胡格吉乐 呼日勒 呼日乐 呼斯楞 呼群 吉雅
吉日嘎拉 吉日木图 吉日嘎啦 吉尔格勒 吉仁台 金达木尼 满都拉 满都呼 满都夫 满达 孟和 孟克 孟根
莫日根 木其尔 牧仁 牧其尔 那仁 那日苏 那顺 那木拉 那木吉拉 那音太 纳日苏 纳日松 纳森 纳顺 娜布其
娜荷芽 娜木汗 娜仁 娜日苏 尼玛 诺日布 诺敏 敖登 敖敦 敖日格勒 敖日格乐 敖特根 敖其尔 其木格
其木德 其其格 奇木格 琪木格 琪琪格 青格勒 青格乐 青格勒图 仁钦 赛罕娜 赛吉拉胡 赛吉日呼 赛西雅拉
赛音 萨仁 萨日娜 萨日朗 萨如拉 萨茹拉 色音 僧格 舍楞 斯琴 斯楞 斯日古楞 斯日古冷 苏布德 苏日古嘎
苏日娜 苏德 苏和 苏乙拉 苏雅拉 苏亚拉 苏力德 苏木雅 苏伦 索布德 塔娜 塔林 特木尔 铁木尔 帖木尔
特格喜 特古斯 特日格勒 腾格尔 图布新 图力古尔 图门 图雅 图娅 托娅 托雅 陶格陶 陶格斯 陶克陶
通拉嘎 乌恩 乌恩奇 乌兰 乌力吉 乌力罕 乌尼尔 乌尼日 乌日根 乌日汗 乌日罕 乌日娜 乌日图 乌仁 乌云
乌云嘎 乌云娜 乌吉斯古楞 温都苏 希日莫 锡林 新吉乐 新吉勒 旭日干 雅茹 伊德尔 伊德日 伊如格勒
银吉德 永荣扎布 扎布 扎拉嘎 扎木苏 照日格 照日格图 阿古拉 阿拉坦 阿拉腾 阿力坦 阿力德尔 阿木尔
阿木古郎 阿木古楞 阿日斯楞 阿如罕 阿如娜 阿斯嘎 阿斯汗 阿斯如 阿云嘎 安其尔 阿古达木 阿拉德尔图
阿荣 白乙拉 白嘎力 宝力尔 巴拉 巴德玛 巴达荣贵 朝鲁门 达古拉 达木 嘎鲁 嘎毕亚图 海日 呼日查
霍日查 那达慕 宁布 其劳 桑布 萨初拉 萨出拉 萨其拉 赛罕 赛汗 苏努 塔日巴 铁钢 图娜拉 乌斯日乐
乌日勒 乌日乐 乌达木 乌达巴拉 乌英嘎 乌嫩 雅勒 伊敏 伊拉图 伊如 伊拉勒图 优斯图 扎那 珠拉 珠勒
斯钦 斯庆 通拉 通拉格 青格 巴桑 苏荣 花拉 布尔金 布日 朝古拉 楚鲁 东日布 官其格 哈日 呼日 吉木斯
金巴 拉喜 罗布桑 洛布桑 玛希 莫德格 娜日 那楚格 那钦 沙仁 新巴雅尔 苏都 苏依拉 腾吉斯 托亚 乌查
乌妮 乌其 伊德 伊力奇 永花 云登 占布拉 朱拉 卓拉 布音 布彦 宝迪 白依拉 德格 额勒 格西格 满来 蒙根
蒙克 木仁 钦达 仁亲 桑杰 色登 苏迪 苏布 苏米雅 塔宾 扎雅 毕力贡 牧兰 宝勒 宝日 巴德 查汗 朝宝力高
德日 敖云 恩和图 格尔乐 呼和木 拉布 莫日格 其其 仁其 阿尔斯楞 阿尤勒 奥特根 奥云 策仁 策登 达日玛
达兰太 帕拉木 德格金 额日和木 嘎日布 贡其格 海日汗 浩毕斯嘎拉 满都海 蒙和 孟都 钦巴特 色仍 沙日娜
斯日吉 苏米娅 苏日塔拉 塔林夫 特木其勒 图拉嘎 乌日乐格 希吉日 雅如 珠腊 卓力格图 卓娜 贺希格
沙格德尔 钦达木尼 旭日 汗达 珠荣嘎 奥奇尔 朝克 喜格 胡日查 胡日乐 巴德荣贵 达瓦 普日布 拉姆
米希格 额博 都古尔 敦日布 嘎尔迪 色仁 赛希雅拉 昂沁 昂钦 傲其尔 傲日格乐 德力格尔玛 阿拉坦仓
布日玛 莫德格玛
"""
# What ends such a name and stands in Han names as well, so that it makes none by itself.
_ENDINGS: Final = "图 花 门 仓 格 玛 夫 胡 呼 嘎 娜 兰 拉 汗 罕 台 太 苏"
_LONG: Final = 3
# The longest that a register holds has nine characters; what is longer is no name.
_LONGEST: Final = 12


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """Words to the end; one of three or more may follow a surname or a word that is not here."""
    words = _WORDS.split()
    long = "|".join(word for word in words if len(word) >= _LONG)
    short = "|".join(word for word in words if len(word) < _LONG)
    ending = f"(?:{_ENDINGS.replace(' ', '|')})?"
    return re.compile(rf"(?:.?(?:{long})|(?:{short}))+{ending}|..(?:{long}){ending}")


@lru_cache(maxsize=4096)
def is_mongolian(name: str) -> bool:
    """Whether ``name`` is made of the words of Mongolian names, so that it has no surname.

    法释〔2016〕19号 第九条 keeps the first character of such a name. 格日勒图 and 乌云毕力格
    are Mongolian; 呼延建平 and 高丽娜 are not. A rare one may go unnoticed, and so do names
    of Mongols in the Han way (包国庆), which have a surname.
    """
    return len(name) <= _LONGEST and _pattern().fullmatch(name) is not None


@lru_cache(maxsize=1)
def _words() -> re.Pattern[str]:
    words = "|".join(sorted(_WORDS.split(), key=len, reverse=True))
    return re.compile(f"(?:{words})+(?:{_ENDINGS.replace(' ', '|')})?")


def mongolian_stretches(text: str) -> Iterator[tuple[int, int]]:
    """Where words of Mongolian names follow each other in a text, from start to end."""
    for found in _words().finditer(text):
        if is_mongolian(found[0]):
            yield found.span()
