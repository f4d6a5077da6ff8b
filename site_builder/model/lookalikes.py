"""Names as the eye takes them: characters that look alike are one, what is unseen is nothing."""

from __future__ import annotations

import unicodedata
from typing import Final

from site_builder.model.text import fold

# Letters of other scripts that nobody tells from a Latin one, small as ``fold`` leaves them.
_LATIN: Final = dict(
    zip(
        "аӑәвеѐёкмнһопрстсуӯхіїјѕԁԛԝҽԍӏɡɑαβγεηικνορτυχωϲϳɩոսօցհզյ",
        "aaebeeekmhhonpctcyyxiijsdqwegigaabyehikvoptuxwcjinuoghqj",
        strict=True,
    )
)
# Capitals that look otherwise than their small letters do.
_CAPITALS: Final = str.maketrans("ΝΥΖΜ", "NYZM")
# Radicals that look like the character they are part of; NFKC knows only those of Kangxi.
_RADICALS: Final = dict(
    zip(
        "⺁⺃⺄⺅⺇⺊⺎⺒⺓⺘⺙⺝⺟⺠⺡⺨⺩⺪⺬⺮⺯⺰⺱⺳⺷⺹⺻⺼⺽⺾⻀⻁⻂⻃⻄⻅⻆⻈⻉⻊⻋⻌⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "厂乚乙亻几卜兀巳幺扌攵月母民氵犭王疋示竹糹纟罓网羊耂聿肉臼艹艹虎衤覀西见角讠贝足车辶阝钅長镸长门阜阝雨青韦页风飞食飠饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
        strict=True,
    )
)
_ALIKE: Final = str.maketrans({**_LATIN, **_RADICALS, "0": "o", "1": "l", "i": "l", "|": "l"})
# The classes of characters that embed, override and isolate (UAX #9).
_TURNING: Final = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
# Letters that are not seen, and yet no format characters.
_UNSEEN: Final = frozenset("\u115f\u1160\u3164\uffa0\u2800")


def is_turned(text: str) -> bool:
    """Whether a text holds what turns the direction in which it is read."""
    return any(unicodedata.bidirectional(char) in _TURNING for char in text)


def skeleton(text: str, *, is_turned: bool = False) -> str:
    """What is left of ``text`` to the eye: two names of one skeleton are not told apart.

    Width, case, spaces, punctuation, accents and unseen characters count for nothing, nor
    does the script of a letter that looks like a Latin one. It is for comparing, never shown.
    ``is_turned`` leaves the order of the characters out.
    """
    apart = unicodedata.normalize("NFKD", fold(text.translate(_CAPITALS))).translate(_ALIKE)
    left = [
        char
        for char in unicodedata.normalize("NFKC", apart).translate(_ALIKE)
        if char not in _UNSEEN and unicodedata.category(char)[0] in "LN"
    ]
    # What turns the direction of reading shows its characters in any order.
    return "".join(sorted(left) if is_turned else left)
