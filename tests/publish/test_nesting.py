"""Elements that are left open, closed twice, or stand where a browser would move them."""

from __future__ import annotations

import re

import pytest

from site_builder.publish.nesting import Nesting

TAG = re.compile(rb"<[^>]*>")


def fault(body: str, nesting: Nesting | None = None) -> str | None:
    """The first misplaced element of a page with this body."""
    text = f"<!doctype html><html><head><title>x</title></head><body>{body}</body></html>"
    judge = nesting or Nesting()
    return judge.fault(judge.tokens(TAG.findall(text.encode())))


@pytest.mark.parametrize(
    "body",
    [
        "<p>a<br>b<img src=x><wbr></p>",
        "<ul><li>a<ul><li>b</li></ul></li></ul>",
        "<dl><div><dt>a</dt><dd><p>b</p></dd></div></dl>",
        "<table><caption>a</caption><thead><tr><th>a</th></tr></thead></table>",
        "<table><tr><td><p>a</p><div>b</div></td></tr></table>",
        '<svg><path d=""/><g><circle/></g></svg>',
        "<template><li>a</li><td>b</td></template>",
        "<P>a</p><input/><hr />",
        "<!-- <p> --><details><summary>a</summary><p>b</p></details>",
        "<button><p>a</p></button><p><button><p>b</p></button></p>",
        "<select><optgroup><option>a</option></optgroup></select>",
    ],
)
def test_what_is_closed_where_it_was_opened_is_sound(body: str) -> None:
    assert fault(body) is None


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("<p>a", "p"),
        ("<div><p>a</div></p>", "p"),
        ("a</p>", "p"),
        ("</br>", "br"),
        ("<b><i>a</b></i>", "i"),
        ("<ul><li>a<li>b</ul>", "li"),
        ("<div/>", "div"),
        ("<li>a</li>", "li"),
        ("<ul><p>a</p></ul>", "p"),
        ("<table><p>a</p></table>", "p"),
        ("<table><tr><p>a</p></tr></table>", "p"),
        ("<td>a</td>", "td"),
        ("<p><div>a</div></p>", "div"),
        ("<p><b><ul><li>a</li></ul></b></p>", "ul"),
        ("<a href=x><a href=y>a</a></a>", "a"),
        ("<form><div><form></form></div></form>", "form"),
        ("<body></body>", "body"),
        ("</body><body>", "body"),
        ("</body></html><p>a</p><html><body>", "p"),
        ("</body><head></head><body>", "head"),
        ("<x甲>", "?"),
    ],
)
def test_the_first_element_that_stands_wrong_is_named(body: str, name: str) -> None:
    assert fault(body) == name


def test_pages_before_do_not_change_what_is_said() -> None:
    nesting = Nesting()
    bodies = ["<p>a</p>", "<p>a", "<p>b</p>", "<p>b", "<p class=c>b</p>", "<p class=c>b"]
    assert [fault(body, nesting) for body in bodies] == [None, "p"] * 3


def test_much_that_is_remembered_is_forgotten_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("site_builder.publish.nesting._REMEMBERED", 3)
    nesting = Nesting()
    for number in range(20):
        spans = "<b>x</b>" * number
        assert fault(f'<p id="{number}">{spans}</p>', nesting) is None
        assert fault(f'<p id="{number}">{spans}', nesting) == "p"
    assert len(nesting._sound) <= 4
