"""A page that is folded line by line has the words that it has as a whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.scan import lines
from site_builder.scan.lines import words
from site_builder.scan.plain import apart, fold_spaced

PAGE = "<!doctype html>\n<html>"
# Whatever may go on from line to line, or be taken for something else at an edge.
ODD = (
    "\n<", "\n", "<", ">", '"', "&lt;", "&gt;", "&quot;", "&amp;", "&#10;", "&#x4e09;", "%3C",
    "%3E", "%E5%BC%A0", "\\u5f20", "\\uffff", "\\n", "\\", "\uffff", "&#xffff;", "\u0301",
    "e\u0301", "ｶ", "ﾞ", "\u3000", " ", "张", "三", "丰", "李四", "<b>", "</b>", '<a title="张',
    '">', "<!--", "-->",
    "12", "3", "；", "=\u0338", "﷽", "&amp;lt;", "&amp;#60;", "\u1100\u1161", "�",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(ODD), max_size=24).map("".join)


def as_a_whole(data: bytes) -> list[bytes]:
    return b" ".join(map(fold_spaced, apart(data.decode("utf-8", "replace")))).split()


@given(texts=st.lists(TEXTS, max_size=4))
def test_lines_give_the_words_of_the_whole(texts: list[str]) -> None:
    data = "\n<".join([PAGE, *texts]).encode()
    for _ in range(2):  # the second time, lines are remembered
        assert words(data).split() == as_a_whole(data)


@given(data=st.binary(max_size=40).map(lambda data: b"<!doctype html>\n<" + data))
def test_bytes_that_are_no_text_give_the_words_of_the_whole(data: bytes) -> None:
    assert words(data).split() == as_a_whole(data)


@pytest.mark.parametrize(
    "text",
    [
        "<p>张\n<b>三</b>\n<i>丰</i>",
        '<p title="张">\n<p title="三">\n<p title="丰">',
        "&lt;b title=张三\n<p>x&gt;</p>",
        '<p title="&lt;b 张">\n<p title="三&gt;">',
        "<p>公司&lt;b&gt;\n<p>张&lt;i 三&gt;丰",
        '<p title="张&lt;b&gt;">三\n<p title="三">',
    ],
)
def test_what_goes_on_from_line_to_line_is_seen(text: str) -> None:
    data = f"{PAGE}\n{text}\n</html>".encode()
    assert words(data).split() == as_a_whole(data)


def test_few_lines_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "_LINES_REMEMBERED", 3)
    monkeypatch.setattr(lines, "_known", {})
    for number in range(20):
        assert str(number).encode() in words(f"{PAGE}\n<p>{number}</p>\n<p>x</p>".encode()).split()
        assert len(lines._known) <= 7
