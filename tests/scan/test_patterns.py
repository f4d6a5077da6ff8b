"""Numbers of somebody's are found by runs of digits as a look at the whole text finds them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from site_builder.scan import patterns
from site_builder.scan.patterns import Patterns, is_card, is_identity
from site_builder.scan.plain import fold_spaced

# Invented: right check digits, and nobody's.
IDENTITY = "11010519491231002X"
CARD = "6222020200112230"
MOBILE = "13800138000"
PIECES = st.sampled_from(
    (
        IDENTITY,
        CARD,
        MOBILE,
        "110105 19491231 002 X",
        "6222 0202 0011 2230",
        "138 0013 8000",
        "0086",
        "86",
        "电话",
        "联系方式：",
        "微信",
        "致电 值班室",
        " ",
        "  ",
        "x",
        "号",
        "a",
        "1",
        "62",
        "2025-03-01",
        "2028年3月1日",
        "〔2025〕7号",
        "91150102MA0AAAA1X7",
    )
)
TEXTS = st.lists(PIECES, max_size=12).map("".join).map(fold_spaced)


def in_the_whole(text: bytes) -> bool:
    """Whether any of the patterns finds a number anywhere in a text."""
    identities = (b"".join(m.groups()).decode() for m in patterns._IDENTITY.finditer(text))
    cards = (m[1].replace(b" ", b"").decode() for m in patterns._CARD.finditer(text))
    mobiles = patterns._MOBILE.search(text)
    return any(map(is_identity, identities)) or any(map(is_card, cards)) or bool(mobiles)


@given(TEXTS)
def test_a_number_is_found_in_runs_as_in_the_whole_text(text: bytes) -> None:
    assert Patterns().stand_in([text]) == in_the_whole(text)


def test_each_number_is_found_by_itself_and_amid_words() -> None:
    for number in (IDENTITY, CARD, f"电话{MOBILE}", f"致电值班室：+86 {MOBILE}"):
        for around in ("{}", "张三，{}。", "2025-03-01 {} 2025-03-01", "第7号 {}号"):
            assert Patterns().stand_in([fold_spaced(around.format(number))]), (around, number)
    for nothing in (MOBILE, f"a{IDENTITY}", f"{CARD}0a", "91150102MA0AAAA1X7"):
        assert not Patterns().stand_in([fold_spaced(nothing)]), nothing
