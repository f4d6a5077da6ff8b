"""The tables of characters: unpacked again, they say what they were made of."""

import re
from itertools import accumulate, chain

from hypothesis import given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from site_builder.model.text import fold
from site_builder.model.variants import simplified, variants
from site_builder.search.tables import packed, rare_characters, sounds_tables, variants_table
from tests.shared import shared


def unpacked(letters: str) -> list[int]:
    found = []
    for written in re.findall("[a-z]*[A-Z]", letters):
        number = 0
        for letter in written.lower():
            number = number * 26 + ord(letter) - ord("a")
        found.append(number)
    return found


def characters(letters: str) -> str:
    code, found = 0, ""
    for step in unpacked(letters):
        code += step
        found += chr(code)
    return found


def sounds(rare: str, used: str = "") -> tuple[dict[str, str], dict[str, str]]:
    """The characters of each syllable, of the usual table and of the other."""
    codes = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    places = b"".join(codes).decode("gb2312", "ignore")

    def heard(letters: str) -> str:
        found = accumulate(unpacked(letters))
        return "".join(
            places[place] if place < len(places) else chr(place - len(places)) for place in found
        )

    usual, others = sounds_tables(rare, used)
    return {key: heard(own) for key, own in usual.items()}, {
        key: heard(own) for key, own in others.items()
    }


@given(st.lists(st.integers(0, 0x10FFFF)))
def test_numbers_in_letters_are_the_same_numbers(numbers: list[int]) -> None:
    assert unpacked(packed(numbers)) == numbers


def test_every_variant_stands_in_the_table() -> None:
    table = variants_table()
    signed = [-(n + 1) // 2 if n % 2 else n // 2 for n in unpacked(table["offsets"])]
    pairs = zip(characters(table["steps"]), signed, strict=True)
    found = {ord(char): ord(char) + offset for char, offset in pairs}
    assert found == variants()
    assert len(found) > 2500


def test_common_traditional_characters_become_simplified_ones() -> None:
    assert simplified("鑫達建築（集團）有限責任公司") == "鑫达建筑（集团）有限责任公司"
    # 䜣 and 𬭎 are standard characters; 㑈 is none, so 倲 stays.
    assert simplified("訢鋐倲") == "䜣𬭎倲"
    assert simplified("鑫达建筑集团有限责任公司ABC𠮷") == "鑫达建筑集团有限责任公司ABC𠮷"


def test_simplifying_twice_changes_no_more() -> None:
    # A browser folds what is typed once, the builder a name once: they must end in the same place.
    once = {chr(one) for one in variants().values()}
    assert {char for char in once if simplified(char) != char} == set()


def test_simplifying_does_not_undo_folding() -> None:
    whole = "".join(map(chr, range(0x4E00, 0xA000)))
    assert fold(simplified(fold(whole))) == simplified(fold(whole))


def test_every_common_character_is_heard_as_it_sounds() -> None:
    rows = shared("cn-text/pinyin-8105.csv")
    rare = rare_characters(row["char"] for row in rows)
    usual, others = sounds(rare)
    missed = [
        char
        for char, sound in ((row["char"], lazy_pinyin(row["char"])[0]) for row in rows)
        if char not in usual[sound] + others[sound]
    ]
    assert missed == []
    assert len(rows) > 8000


def test_places_and_surnames_are_heard_as_people_say_them() -> None:
    usual, others = sounds("")
    heard = {sound: usual[sound] + others[sound] for sound in usual}
    for name, said in {
        "重庆": "chong qing", "乐清": "yue qing", "乐亭": "lao ting", "单县": "shan xian",
        "东阿": "dong e", "蚌埠": "beng bu", "六安": "lu an", "番禺": "pan yu", "铅山": "yan shan",
        "浚县": "xun xian", "洪洞": "hong tong", "大城": "dai cheng", "单": "shan", "仇": "qiu",
        "解": "xie", "曾": "zeng", "区": "ou", "盖": "ge", "翟": "zhai", "会计": "kuai ji",
        "银行": "yin hang", "长青": "chang qing", "绿能": "lv neng", "阚": "kan",
    }.items():  # fmt: skip
        for char, sound in zip(name, said.split(), strict=True):
            assert char in heard[sound], (char, sound)
    # Readings of old books would find firms that nobody meant.
    for char, sound in (("塔", "da"), ("达", "ta"), ("大", "tai"), ("石", "dan"), ("台", "yi")):
        assert char not in heard.get(sound, "")


def test_what_names_may_be_registered_in_is_heard_though_no_listed_one_has_it() -> None:
    usual, others = sounds("")
    said = {"犇": "ben", "喆": "zhe", "玥": "yue", "燊": "shen", "垚": "yao", "堃": "kun"}
    for char, sound in said.items():
        assert char in others[sound]
        assert char not in usual[sound]
    names = [row["char"] for row in shared("cn-text/pinyin-8105.csv")]
    assert not set(names).difference(chain.from_iterable(others.values()), *usual.values())


def test_a_character_that_is_looked_up_as_another_keeps_its_own_sound() -> None:
    usual, _others = sounds("")
    for char, heard in (("乾", "qian"), ("徵", "zhi"), ("昇", "sheng")):
        assert simplified(char) in usual[heard]


def test_the_usual_table_has_common_characters_and_those_of_the_list() -> None:
    usual, others = sounds("喆", "鑫")
    assert {"新", "鑫"} <= set(usual["xin"])
    assert "歆" in set(others["xin"]) - set(usual["xin"])
    assert "喆" in others["zhe"]
    assert usual.keys() == others.keys()


def test_no_table_holds_a_character_that_could_be_somebodys() -> None:
    for table in (variants_table(), *sounds_tables("堃", "堃鑫")):
        for name, letters in table.items():
            assert (name + letters).isascii()
            assert (name + letters).isalpha()
