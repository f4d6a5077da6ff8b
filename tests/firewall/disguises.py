"""Identity, card and telephone numbers in every dress that would still reach a reader.

Each is put into an invented sentence. The first and last figure of the number itself are told,
without the country's prefix and the extension, so that a test can ask whether it was found whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from site_builder.firewall.finding import Sort
from tests.firewall import carriers, numbers

Glyphs = Callable[[Random, str], str]

_RULERS: Final = "０𝟎𝟘𝟢𝟬𝟶٠۰०০🯰"  # the zeros of ten figures in a row
_CIRCLED: Final = "⓪①②③④⑤⑥⑦⑧⑨"
_FILLED: Final = "⓿❶❷❸❹❺❻❼❽❾"
_RAISED: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_PLAIN_CHINESE: Final = ("〇零○◯", "一幺", "二", "三", "四", "五", "六", "七", "八", "九")
_FORMAL_CHINESE: Final = ("零〇", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖")
_LOOKALIKES: Final = {"0": "OoОоΟο", "1": "lI", "X": "xХхΧ×✕Ⅹ"}
_SPACES: Final = "  \u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u205f\u3000\t"
_DASHES: Final = "--\u2010\u2011\u2012\u2013\u2014\u2015\u2212－﹣~～_"
_DOTS: Final = ".．。·・•‧"
_SLASHES: Final = "/／∕⁄"
_UNSEEN: Final = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e\u034f\ufe0f"
_BIDI: Final = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_ENTITIES: Final = (
    "&nbsp; &ensp; &emsp; &thinsp; &zwnj; &zwj; &shy; &middot; &ndash; &mdash; "
    "&#8203; &#x200B; &#45;"
)
_TAGS: Final = (
    "<!-- -->",
    "<!-- 12 -->",
    "<wbr>",
    "<b></b>",
    "</span><span>",
    '<span class="a1"></span>',
    "<i>",
    "</i>",
)
_MARKS: Final = ("**", "*", "__", "~~", "`", "``", "\\", "\\-", "\\*", "** **")
_BREAKS: Final = ("\n", "\r\n", "  \n", "\\\n", "\n> ", "-\n", "<br>", "<br />\n")


@dataclass(frozen=True, slots=True)
class Disguised:
    """A text, where a number stands in it, and how the number was disguised."""

    text: str
    sort: Sort
    start: int
    end: int
    how: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Number:
    sort: Sort
    figures: str
    groups: tuple[int, ...]
    prefixes: tuple[str, ...] = ("",)
    suffixes: tuple[str, ...] = ("",)
    cued: bool = False  # whether it can be told only by the word before it
    bracketed: bool = False  # whether its first group may stand in brackets


def disguised(seed: int, count: int) -> Iterator[Disguised]:
    """``count`` texts, the same for the same seed."""
    rng = Random(seed)  # noqa: S311 - it invents examples, not secrets
    for _ in range(count):
        yield _one(rng)


def _one(rng: Random) -> Disguised:
    number = rng.choice(
        (_id_number, _id_number, _old_id, _mobile, _mobile, _landline, _card, _card)
    )(rng)
    glyphs = rng.choice(tuple(_GLYPHS)) if rng.random() < 0.6 else "as they are"
    joint = rng.choice(tuple(_JOINTS)) if rng.random() < 0.55 else "nothing"
    wrap = rng.choice(tuple(_WRAPS)) if rng.random() < 0.4 else "bare"
    tokens = [_GLYPHS.get(glyphs, _as_it_is)(rng, figure) for figure in number.figures]
    if tokens[-1] == "X":
        tokens[-1] = rng.choice("X" + _LOOKALIKES["X"])
    joints = _joints(rng, number, _JOINTS[joint] if joint != "nothing" else ())
    prefix, suffix = rng.choice(number.prefixes), rng.choice(number.suffixes)
    if wrap == "percent":
        prefix = suffix = ""
    elif number.bracketed and rng.random() < 0.25:
        opening, closing = rng.choice(("()", "（）", "[]", "〔〕"))
        prefix, joints[number.groups[0] - 1] = prefix + opening, closing
    if wrap != "bare":
        tokens, joints = _WRAPS[wrap](rng, tokens, joints)
    core = tokens[0] + "".join(map("".join, zip(joints, tokens[1:], strict=True)))
    before, after = carriers.around(rng, number.sort, wrap=wrap, cued=number.cued)
    start = len(before) + len(prefix)
    text = before + prefix + core + suffix + after
    return Disguised(text, number.sort, start, start + len(core), (glyphs, joint, wrap))


def _id_number(rng: Random) -> _Number:
    return _Number(Sort.ID_NUMBER, numbers.id_number(rng), (6, 8, 4))


def _old_id(rng: Random) -> _Number:
    return _Number(Sort.ID_NUMBER, numbers.old_id_number(rng), (6, 6, 3))


def _card(rng: Random) -> _Number:
    return _Number(Sort.BANK_CARD, numbers.card(rng), (4, 4, 4, 4, 3))


def _mobile(rng: Random) -> _Number:
    prefixes = (
        "",
        "",
        "",
        "+86",
        "+86 ",
        "+86-",
        "0086",
        "0086-",
        "(86)",
        "（+86）",
        "86-",
        "＋８６",
    )
    return _Number(Sort.PHONE, numbers.mobile(rng), (3, 4, 4), prefixes)


def _landline(rng: Random) -> _Number:
    area, own = numbers.landline(rng)
    suffixes = ("", "", "", "-801", "转8012", "（转3）", " ext. 12", "－6")
    if rng.random() < 0.05:
        return _Number(Sort.PHONE, own, (4, 4), suffixes=suffixes, cued=True)
    return _Number(
        Sort.PHONE, area + own, (len(area), 4, 4), ("", "", "+86 "), suffixes, bracketed=True
    )


_NUMBERS: Final = (_id_number, _id_number, _old_id, _mobile, _mobile, _landline, _card, _card)


def _as_it_is(_: Random, figure: str) -> str:
    return figure


def _in_a_row(zero: str) -> Glyphs:
    def glyph(_: Random, figure: str) -> str:
        return chr(ord(zero) + int(figure)) if figure.isdigit() else figure

    return glyph


def _listed(row: Sequence[str]) -> Glyphs:
    def glyph(rng: Random, figure: str) -> str:
        return rng.choice(row[int(figure)]) if figure.isdigit() else figure

    return glyph


def _lookalike(rng: Random, figure: str) -> str:
    return rng.choice(_LOOKALIKES.get(figure, figure))


def _keycap(_: Random, figure: str) -> str:
    return figure + "\ufe0f\u20e3" if figure.isdigit() else figure


def _any(rng: Random, figure: str) -> str:
    named = [name for name in _GLYPHS if name != "mixed"]
    return _GLYPHS[rng.choice(named)](rng, figure) if rng.random() < 0.5 else figure


_GLYPHS: Final[dict[str, Glyphs]] = {
    **{f"U+{ord(zero):04X}": _in_a_row(zero) for zero in _RULERS},
    "full-width": lambda rng, figure: "Ｘ" if figure == "X" else _in_a_row("０")(rng, figure),
    "circled": _listed(_CIRCLED),
    "filled": _listed(_FILLED),
    "raised": _listed(_RAISED),
    "Chinese": _listed(_PLAIN_CHINESE),
    "formal Chinese": _listed(_FORMAL_CHINESE),
    "lookalikes": _lookalike,
    "keycaps": _keycap,
    "mixed": _any,
}
_JOINTS: Final[dict[str, Sequence[str]]] = {
    "spaces": _SPACES,
    "dashes": _DASHES,
    "dots": _DOTS,
    "slashes": _SLASHES,
    "unseen": _UNSEEN,
    "bidi": _BIDI,
    "entities": _ENTITIES.split(),
    "two together": ("  ", " - ", "\u200b ", " / ", "——", " · ", ". "),
}


def _joints(rng: Random, number: _Number, kinds: Sequence[str]) -> list[str]:
    """What stands between the figures: at the groups, everywhere or anywhere; one kind or many."""
    gaps = len(number.figures) - 1
    if not kinds:
        return [""] * gaps
    ends = {sum(number.groups[: place + 1]) - 1 for place in range(len(number.groups))}
    where = rng.choice((ends, set(range(gaps)), set(rng.sample(range(gaps), 3))))
    one = rng.choice(kinds)
    many = rng.random() < 0.3
    return [(rng.choice(kinds) if many else one) if gap in where else "" for gap in range(gaps)]


def _sown(
    rng: Random, tokens: list[str], joints: list[str], kinds: Sequence[str], times: int
) -> tuple[list[str], list[str]]:
    sown = list(joints)
    for gap in rng.sample(range(len(sown)), times):
        sown[gap] += rng.choice(kinds)
    return tokens, sown


def _entity(rng: Random, text: str) -> str:
    form = rng.choice(("&#{};", "&#x{:x};", "&#X{:X};", "&#{:05};"))
    return "".join(form.format(ord(one)) for one in text)


def _as_entities(rng: Random, tokens: list[str], joints: list[str]) -> tuple[list[str], list[str]]:
    share = rng.choice((0.3, 1))
    return [_entity(rng, one) if rng.random() < share else one for one in tokens], joints


def _as_percent(rng: Random, tokens: list[str], joints: list[str]) -> tuple[list[str], list[str]]:
    def encoded(text: str) -> str:
        return "".join(f"%{byte:02X}" for byte in text.encode())

    share = rng.choice((0.3, 1))
    return (
        [one if one in "0123456789" and rng.random() > share else encoded(one) for one in tokens],
        [encoded(one) for one in joints],
    )


Wrap = Callable[[Random, list[str], list[str]], tuple[list[str], list[str]]]
_WRAPS: Final[dict[str, Wrap]] = {
    "entities": _as_entities,
    "percent": _as_percent,
    "tags": lambda rng, tokens, joints: _sown(rng, tokens, joints, _TAGS, 3),
    "marks": lambda rng, tokens, joints: _sown(rng, tokens, joints, _MARKS, 2),
    "two lines": lambda rng, tokens, joints: _sown(rng, tokens, joints, _BREAKS, 1),
    "table": lambda _, tokens, joints: (tokens, joints),
}
