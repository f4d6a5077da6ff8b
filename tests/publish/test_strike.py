"""A record is cut out of the pages that show it, and nothing else is."""

from __future__ import annotations

import pytest

from site_builder.publish.strike import cut


@pytest.mark.parametrize(
    ("page", "left"),
    [
        ('<p data-id="a-1">甲</p><p data-id="a-2">乙</p>', '<p data-id="a-2">乙</p>'),
        ('<div data-record data-id="a-1"><div><div>甲</div></div></div><p>丙</p>', "<p>丙</p>"),
        ('<tr data-kind="listing" data-id="a-1" data-hidden-from=""><td>甲</td></tr>丙', "丙"),
        ('<li data-id="a-1">甲</li>和<li data-id="a-1">甲</li>', "和"),
        ('<li data-id="a-10">甲</li>', '<li data-id="a-10">甲</li>'),
        ('<li title="1 > 0" data-id="a-1"><link><list>甲</list></li>丙', "丙"),
        ("<p>丙</p>", "<p>丙</p>"),
    ],
)
def test_an_element_goes_with_all_that_it_holds(page: str, left: str) -> None:
    assert cut(page.encode(), b"a-1").decode() == left
