"""Traditional characters, and the simplified ones that they are looked up as."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from site_builder.model.text import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_IDEOGRAPHS: Final = range(0x4E00, 0xA000)


@cache
def variants() -> Mapping[int, int]:
    """The simplified character of each traditional one of the basic block, both by number.

    One character each: what OpenCC tells by the words around it (乾坤 stays, 乾燥 becomes 干燥)
    is taken for the same, on either side of a look-up. Simplified ones outside of that block
    are those that names may be registered in: 鋐 is 𬭎, which few can type.
    """
    from opencc import OpenCC  # noqa: PLC0415 - reads dictionaries that few commands need

    standard = {*_IDEOGRAPHS, *standard_characters()}

    known = "\n".join(map(chr, _IDEOGRAPHS))
    simplified = OpenCC("t2s").convert(known).split("\n")
    found = {
        code: ord(one)
        for code, one in zip(_IDEOGRAPHS, simplified, strict=True)
        if len(one) == 1 and ord(one) != code and ord(one) in standard
    }
    # 薴 is 苧 in simplified characters, and 苧 as a traditional one is 苎: all three are one.
    return {code: found.get(one, one) for code, one in found.items()}


def standard_characters() -> Collection[int]:
    """What names may be registered in: the standard characters (国发〔2013〕23号), by number."""
    from pypinyin_dict.pinyin_data import kmandarin_8105  # noqa: PLC0415 - as above

    return kmandarin_8105.pinyin_dict.keys()


def simplified(text: str) -> str:
    """``text`` with its traditional characters as simplified ones, one for one."""
    return text.translate(variants()) if _traditional().search(text) else text


@cache
def _traditional() -> re.Pattern[str]:
    """Any of them: most texts have none, and are told so in a tenth of the time."""
    return re.compile(f"[{''.join(map(chr, variants()))}]")


def in_simplified(text: str) -> str:
    """``text`` with what GB 2312 lacks in simplified characters; most texts lack nothing of it.

    What is written in simplified texts too stays as it is: 張乾 is 张乾, and no 张干.
    """
    return text if _is_simplified(text) else "".join(map(_one_simplified, text))


def _one_simplified(char: str) -> str:
    return char if _is_simplified(char) else simplified(char)


def _is_simplified(text: str) -> bool:
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=4096)
def looked_up(text: str) -> str:
    """A text as it is looked for: folded, and in simplified characters.

    The browser does the same with what a reader types.
    """
    return simplified(fold(text))
