"""Whether every element of a page is closed, in the order of opening, and where it may stand.

HTML lets some end tags be left out; the pages of this product close whatever they open, so
that a page that was cut or pasted together shows. Of the rules about what may stand in what,
those are held to that make a browser move or close an element by itself.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_NAME = re.compile(rb"<(/?)([a-zA-Z][^\s/>]*)")
_PLAIN = re.compile(rb"[a-z][a-z0-9-]{0,19}")
_VOID = frozenset(b"area base br col embed hr img input link meta source track wbr".split())
_FOREIGN = frozenset({b"svg", b"math"})
# What ends a paragraph that is still open, and within what a new one may be open.
_ENDS_PARAGRAPH = frozenset(
    b"address article aside blockquote details div dl fieldset figcaption figure footer form h1 h2"
    b" h3 h4 h5 h6 header hgroup main menu nav ol p pre search section table ul".split()
)
_SCOPES = frozenset(b"button caption foreignobject object table td template th".split())
_NEVER_IN_ITSELF = frozenset({b"a", b"button", b"form", b"head", b"body", b"html", b"select"})
_ONCE = (b"html", b"head", b"body")
_ROWS = frozenset({b"tr"})
_CELLS = frozenset({b"td", b"th"})
_TABLE_PARTS = frozenset({b"caption", b"colgroup", b"thead", b"tbody", b"tfoot", b"tr"})
_LISTS = frozenset({b"ul", b"ol", b"menu"})
_TERMS = frozenset({b"dl", b"div"})
_PARENTS = {
    b"html": frozenset({b""}),
    b"head": frozenset({b"html"}),
    b"body": frozenset({b"html"}),
    b"li": _LISTS,
    b"dt": _TERMS,
    b"dd": _TERMS,
    b"tr": frozenset({b"table", b"thead", b"tbody", b"tfoot"}),
    b"td": _ROWS,
    b"th": _ROWS,
    b"thead": frozenset({b"table"}),
    b"tbody": frozenset({b"table"}),
    b"tfoot": frozenset({b"table"}),
    b"option": frozenset({b"select", b"optgroup", b"datalist"}),
}
_CHILDREN = {
    b"": frozenset({b"html"}),
    b"html": frozenset({b"head", b"body"}),
    b"table": _TABLE_PARTS,
    b"thead": _ROWS,
    b"tbody": _ROWS,
    b"tfoot": _ROWS,
    b"tr": _CELLS,
    b"ul": frozenset({b"li"}),
    b"ol": frozenset({b"li"}),
}
_REMEMBERED = 10_000


class Nesting:
    """Judges pages one by one; most have the same elements in the same order as one before."""

    def __init__(self) -> None:
        self._tokens = _Tokens()
        self._sound: set[bytes] = set()

    def tokens(self, tags: Sequence[bytes]) -> bytes:
        """What tags do, so that with a space between, they may be put together."""
        return b" ".join(filter(None, map(self._tokens.__getitem__, tags)))

    def fault(self, tokens: bytes) -> str | None:
        """The first element that is not closed, or stands where it may not; None if none does."""
        shape = hashlib.blake2b(tokens, digest_size=16).digest()
        if shape in self._sound:
            return None
        found = _misplaced(tokens.split())
        if found is None:
            if len(self._sound) > _REMEMBERED:
                self._sound.clear()
            self._sound.add(shape)
            return None
        return found.decode() if _PLAIN.fullmatch(found) else "?"


class _Tokens(dict[bytes, bytes]):
    """What a tag does: ``b"p"`` opens, ``b"/p"`` closes, ``b"path/"`` does both; else nothing."""

    def __missing__(self, tag: bytes) -> bytes:
        if len(self) > _REMEMBERED:
            self.clear()
        match = _NAME.match(tag)
        token = b""
        if match is not None:
            name = match[2].lower()
            if match[1]:
                token = b"/" + name
            elif name not in _VOID:
                token = name + b"/" if tag.endswith(b"/>") else name
        self[tag] = token
        return token


def _misplaced(tokens: Sequence[bytes]) -> bytes | None:
    opened = [b""]
    for token in tokens:
        if token.startswith(b"/"):
            if opened[-1] != token[1:]:
                return opened[-1] if token[1:] in opened else token[1:]
            opened.pop()
        elif token.endswith(b"/"):
            if _FOREIGN.isdisjoint(opened):
                return token[:-1]
        elif not _may_stand(token, opened):
            return token
        else:
            opened.append(token)
    return opened[-1] or next((name for name in _ONCE if tokens.count(name) != 1), None)


def _may_stand(name: bytes, opened: Sequence[bytes]) -> bool:
    parent = opened[-1]
    if parent == b"template":
        return True  # a piece of a page, for a script
    if name in _NEVER_IN_ITSELF and name in opened:
        return False
    if parent not in _PARENTS.get(name, (parent,)) or name not in _CHILDREN.get(parent, (name,)):
        return False
    return name not in _ENDS_PARAGRAPH or not _is_in_paragraph(opened)


def _is_in_paragraph(opened: Sequence[bytes]) -> bool:
    for name in reversed(opened):
        if name == b"p" or name in _SCOPES:
            return name == b"p"
    return False
