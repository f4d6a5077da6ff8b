"""The Chinese on a page of a site that speaks otherwise."""

from __future__ import annotations

import pytest

from site_builder.render.chinese import marked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<h1>示例公司</h1>", '<h1><bdi lang="zh-CN">示例公司</bdi></h1>'),
        ("<p>Place: 新城区.</p>", '<p><span>Place: <bdi lang="zh-CN">新城区</bdi>.</span></p>'),
        (
            "<p>示人社列字〔2025〕12号，第十一条</p>",
            '<p><bdi lang="zh-CN">示人社列字〔2025〕12号，第十一条</bdi></p>',
        ),
        ("<p>12333 热线</p>", '<p><bdi lang="zh-CN">12333 热线</bdi></p>'),
        ("<p>工作日 9:00—17:00</p>", '<p><bdi lang="zh-CN">工作日 9:00—17:00</bdi></p>'),
        ("<dd>2023年起</dd>", '<dd><bdi lang="zh-CN">2023年起</bdi></dd>'),
        (
            "<p>甲局 and 乙局</p>",
            '<p><span><bdi lang="zh-CN">甲局</bdi> and <bdi lang="zh-CN">乙局</bdi></span></p>',
        ),
        ("<p>No. 12 of 2025</p>", "<p>No. 12 of 2025</p>"),
        ('<option value="1">新城区</option>', '<option value="1" lang="zh-CN">新城区</option>'),
        ('<p>a lang="x" 甲</p>', '<p><span>a lang="x" <bdi lang="zh-CN">甲</bdi></span></p>'),
        ('<a title="新城区">A</a>', '<a title="新城区">A</a>'),
    ],
)
def test_what_is_chinese_says_so(text: str, expected: str) -> None:
    page = '<html lang="en"><head><title>示例公司</title></head><body>{}</body></html>'
    assert marked(page.format(text)) == page.format(expected)


def test_what_says_its_language_stays_as_it_is() -> None:
    told = '<div lang="ug" dir="rtl"><div>甲局</div>乙局</div>'
    page = f'<html lang="en"><body>{told}<p>丙局</p></body></html>'
    assert marked(page) == page.replace("丙局", '<bdi lang="zh-CN">丙局</bdi>')
