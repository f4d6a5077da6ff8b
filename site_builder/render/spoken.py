"""Sentences without values, put into templates when these are compiled."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Final

from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from site_builder.i18n import speech

if TYPE_CHECKING:
    from collections.abc import Iterator

_PLAIN_MESSAGE: Final = (("name", "_"), ("lparen", "("), ("string", None), ("rparen", ")"))


class Spoken(Extension):
    """Puts sentences without values into the template when it is compiled.

    It is compiled for one language, and a listing's page has some fifty sentences.
    """

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """The template's tokens, ``_("…")`` replaced by what it says."""
        waiting: deque[Token] = deque()
        for token in stream:
            waiting.append(token)
            if not all(_matches(*pair) for pair in zip(waiting, _PLAIN_MESSAGE, strict=False)):
                yield from self._passed(waiting)
            elif len(waiting) == len(_PLAIN_MESSAGE):
                text = speech().said(waiting[2].value).replace("%%", "%")
                yield Token(waiting[2].lineno, "string", text)
                waiting.clear()
        yield from waiting

    def _passed(self, waiting: deque[Token]) -> Iterator[Token]:
        # What broke off the pattern may begin it anew.
        while (waiting and not _matches(waiting[0], _PLAIN_MESSAGE[0])) or len(waiting) > 1:
            yield waiting.popleft()


def _matches(token: Token, wanted: tuple[str, str | None]) -> bool:
    kind, value = wanted
    return token.type == kind and value in (None, token.value)
