"""What a browser needs to know of characters: which are variants, and how they sound.

Neither is needed to look up what is written as on the seal, so each is a file of its own,
fetched when a query asks for it. Numbers are written in letters: characters that stood side
by side could read as somebody's name, and digits as somebody's number.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache, lru_cache
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Final

from site_builder.model.regions import region_names
from site_builder.model.text import has_han
from site_builder.model.variants import standard_characters, variants

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

_A: Final = ord("a")
_LETTERS: Final = 26
_FIRST_SYLLABLE: Final = 0x4E00
_GB2312_ROWS: Final = range(0xB0, 0xF8)
_GB2312_CELLS: Final = range(0xA1, 0xFF)
# The characters of its first level, in the order of their sounds.
_COMMON: Final = 3755
# What less than a hundredth of the words with a character read it as is left to scholars.
_SHARE: Final = 0.01
# As a surname, or in a place's name, some are read as in no word that is known.
_IN_NAMES: Final = {
    "乜": "nie", "佴": "nai", "侯": "hu", "区": "ou", "单": "shan", "句": "gou", "召": "shao",
    "员": "yun", "大": "dai", "峙": "shi", "晟": "sheng", "栎": "yue", "洞": "tong", "浒": "xu",
    "浚": "xun", "涡": "guo", "炅": "gui", "珲": "hun", "盖": "ge", "秘": "bi", "种": "chong",
    "筠": "jun", "繁": "po", "缪": "miao", "翟": "zhai", "荥": "ying", "覃": "qin", "阚": "kan",
}  # fmt: skip


@cache
def variants_table() -> Mapping[str, str]:
    """Traditional characters as steps from one to the next, and how far each simplified one is."""
    known = sorted(variants().items())
    return {
        "steps": packed(_steps(code for code, _one in known)),
        "offsets": packed(_unsigned(one - code) for code, one in known),
    }


def uncommon_characters(names: Iterable[str]) -> str:
    """The Chinese characters of these names that are not among the commonest."""
    found = set(chain.from_iterable(names)).difference(_gb2312()[:_COMMON])
    return "".join(sorted(char for char in found if has_han(char)))


def rare_characters(names: Iterable[str]) -> str:
    """What of the characters of these names a table of sounds would not know by itself."""
    found = set(chain.from_iterable(names)).difference(_gb2312())
    return "".join(sorted(char for char in found if has_han(char)))


# Each of the two is a file of its own.
@lru_cache(maxsize=1)
def sounds_tables(rare: str, used: str) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Each syllable of Mandarin, without its tone, and the characters that may be read so.

    They are those of GB 2312, by their place there, where those of one sound stand together, all
    others that names may be registered in, and the ``rare`` ones. A character of several readings
    stands under each that somebody is likely to use: the commonest, those of words, of places
    (单县 is Shanxian) and of surnames; not those of old books alone. The first table has the common
    characters and those that are ``used``.
    """
    usual = {*map(ord, _gb2312()[:_COMMON]), *map(ord, used)}
    places = {ord(char): place for place, char in enumerate(_gb2312())}

    def table(chosen: Callable[[int], bool]) -> dict[str, str]:
        heard = {sound: sorted(filter(chosen, codes)) for sound, codes in _heard(rare).items()}
        numbers = {
            sound: sorted(places.get(code, code + len(places)) for code in codes)
            for sound, codes in heard.items()
        }
        return {sound: packed(_steps(found)) for sound, found in numbers.items()}

    return table(lambda code: code in usual), table(lambda code: code not in usual)


def syllables_of(rare: str) -> Mapping[str, Sequence[str]]:
    """The syllables of ``sounds_tables`` that each character may be read as, each as a character.

    The first of them is U+4E00, and so on in the table's order: names are then as long as sounds.
    """
    found: defaultdict[str, list[str]] = defaultdict(list)
    for number, codes in enumerate(_heard(rare).values()):
        for code in codes:
            found[chr(code)].append(chr(_FIRST_SYLLABLE + number))
    return found


def initials_of(rare: str) -> Mapping[str, Sequence[str]]:
    """The letters that what each character may be read as begins with."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for sound, codes in _heard(rare).items():
        for char in map(chr, codes):
            if sound[0] not in found[char]:
                found[char].append(sound[0])
    return found


@cache
def _heard(rare: str) -> Mapping[str, Collection[int]]:
    from pypinyin import Style, pinyin  # noqa: PLC0415 - half a second that few need

    used = _readings()
    simple = variants()
    standard = {*_gb2312(), *map(chr, standard_characters())}
    heard: defaultdict[str, set[int]] = defaultdict(set)
    for char in {*standard, *rare}:
        # Names are looked up with 干 for 乾, which is qian all the same.
        codes = {ord(char), simple.get(ord(char), ord(char))} if char in standard else {ord(char)}
        for first, *_others in pinyin(char, style=Style.NORMAL, errors="ignore"):
            for reading in used[char] | {first, _IN_NAMES.get(char, first)}:
                heard[reading] |= codes
    return dict(sorted(heard.items()))


@cache
def _readings() -> Mapping[str, set[str]]:
    """How each character is read in words and in names of places."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - as above
    from pypinyin.contrib.tone_convert import to_normal  # noqa: PLC0415
    from pypinyin.phrases_dict import phrases_dict  # noqa: PLC0415

    plain = cache(to_normal)
    uses: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for word, sounds in phrases_dict.items():
        if len(word) == len(sounds):
            for char, (sound, *_others) in zip(word, sounds, strict=True):
                uses[char][plain(sound)] += 1
    found: defaultdict[str, set[str]] = defaultdict(set)
    for char, counted in uses.items():
        enough = max(1, counted.total() * _SHARE)
        found[char] = {sound for sound, count in counted.items() if count > enough}
    for place in region_names():
        for char, sound in zip(place, lazy_pinyin(place), strict=True):
            found[char].add(sound)
    return found


def packed(numbers: Iterable[int]) -> str:
    """Numbers from 0 in base 26, a capital letter at the end of each."""
    return "".join(map(_in_letters, numbers))


def _in_letters(number: int) -> str:
    rest, last = divmod(number, _LETTERS)
    letters = chr(_A + last).upper()
    while rest:
        rest, digit = divmod(rest, _LETTERS)
        letters = chr(_A + digit) + letters
    return letters


def _steps(ascending: Iterable[int]) -> Iterable[int]:
    return (later - earlier for earlier, later in pairwise(chain((0,), ascending)))


def _unsigned(number: int) -> int:
    """A number of either sign as one from 0: 0, -1, 1, -2, 2 become 0, 1, 2, 3, 4."""
    return 2 * number if number >= 0 else -2 * number - 1


@cache
def _gb2312() -> str:
    codes = (bytes((row, cell)) for row in _GB2312_ROWS for cell in _GB2312_CELLS)
    return b"".join(codes).decode("gb2312", "ignore")
