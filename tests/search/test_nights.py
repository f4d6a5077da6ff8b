"""A firm that leaves a large list changes few of its files."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from site_builder.model.text import fold, without_legal_form
from site_builder.search.large import Large, large_index
from site_builder.search.records import Records
from site_builder.search.tables import initials_of, syllables_of
from tests.search.invented import Firm, firms

if TYPE_CHECKING:
    from collections.abc import Iterable

FIRMS = tuple(firms(6000))


def index(known: Iterable[Firm]) -> Large:
    records = Records()
    for firm in known:
        name = fold(firm.name)
        core = without_legal_form(name[name.index(firm.trade) :])
        row = {"id": firm.code, "names": [name], "cores": [core], "codes": [fold(firm.code)]}
        records.add(0, {**row, "people": [firm.person]})
    return large_index(records, syllables_of(""), initials_of(""))


def pages(large: Large) -> dict[tuple[str, str], bytes]:
    return {(n, page): data for n, table in large.tables for page, data in table.pages.items()}


def test_a_firm_that_leaves_changes_the_pages_of_its_pieces_and_one_block() -> None:
    before = index(FIRMS)
    after = index(firm for firm in FIRMS if firm != FIRMS[77])
    old, new = pages(before), pages(after)
    assert old.keys() == new.keys()
    changed = {page for page in old if old[page] != new[page]}
    # Some twenty pieces of its name, as many of how it sounds, seven of its code, and its people.
    assert 0 < len(changed) < 90 < len(old) / 5
    rows, left = dict(before.blocks), dict(after.blocks)
    assert sum(own != left.get(number) for number, own in rows.items()) == 1


def test_firms_in_another_order_make_the_same_bytes() -> None:
    some = FIRMS[:500]
    assert pages(index(reversed(some))) == pages(index(some))


def test_no_page_is_much_larger_than_others() -> None:
    large = index(FIRMS)
    sizes = sorted(map(len, pages(large).values()))
    assert sizes[-1] < 40_000
    rows = [len(list(chain.from_iterable(block))) for _number, block in large.blocks]
    assert max(rows) < 64
