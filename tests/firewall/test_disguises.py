"""The disguised numbers are real ones, and the generator says rightly where they stand."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice

from stdnum import luhn
from stdnum.iso7064 import mod_11_2

from site_builder.firewall.finding import Sort
from tests.firewall.disguises import _GLYPHS, _JOINTS, _WRAPS, Disguised, disguised

ITEMS = list(disguised(seed=6, count=10_000))
BARE = [item for item in ITEMS if item.how[1:] == ("nothing", "bare")]


def _shown(item: Disguised) -> str:
    return item.text[item.start : item.end]


def test_a_seed_gives_the_same_items_and_another_gives_others() -> None:
    assert list(islice(disguised(seed=6, count=50), 50)) == ITEMS[:50]
    assert list(disguised(seed=7, count=50)) != ITEMS[:50]


def test_no_two_items_are_alike() -> None:
    assert len({item.text for item in ITEMS}) == len(ITEMS)


def test_every_sort_and_every_disguise_comes_up_often() -> None:
    sorts = Counter(item.sort for item in ITEMS)
    assert set(sorts) == {Sort.ID_NUMBER, Sort.PHONE, Sort.BANK_CARD}
    ways = Counter(way for item in ITEMS for way in item.how)
    assert set(ways) == {*_GLYPHS, *_JOINTS, *_WRAPS, "as they are", "nothing", "bare"}
    assert min(*sorts.values(), *ways.values()) >= 100


def test_an_undisguised_number_passes_the_checks_of_its_sort() -> None:
    plain = [item for item in BARE if item.how[0] == "as they are"]
    assert len(plain) > 300
    for item in plain:
        shown = re.sub(r"[)）\]〕]", "", _shown(item))
        if item.sort is Sort.BANK_CARD:
            assert 16 <= len(shown) <= 19
            assert luhn.is_valid(shown)
        elif item.sort is Sort.PHONE:
            assert re.fullmatch(r"1[3-9]\d{9}|(0\d{2,3})?[2-8]\d{6,7}", shown)
        elif len(shown) == 18:
            assert mod_11_2.is_valid(re.sub("[^0-9]$", "X", shown))
        else:
            assert re.fullmatch(r"\d{15}", shown)


def test_an_item_starts_and_ends_with_a_figure_of_its_number() -> None:
    for item in BARE:
        assert _shown(item)
        assert re.match(r"[^\s(（\[〔+-]", _shown(item))
        assert re.search(r"[^\s)）\]〕-]$", _shown(item))
