"""Every message and label, in Chinese or English, from one gettext catalog.

The code speaks English; ``locale/zh_CN`` holds the Chinese. A message is kept as
its identifier and parameters until somebody reads it, so that one problem can be
printed in either language.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence of the catalog and the values, or further messages, to put into it."""

    msgid: str
    params: tuple[tuple[str, str | Message], ...] = ()

    def text(self, language: Language) -> str:
        """The sentence in ``language``, its values filled in."""
        values = {
            name: value.text(language) if isinstance(value, Message) else value
            for name, value in self.params
        }
        return translate(self.msgid, language).format(**values)

    def __str__(self) -> str:
        """The English sentence, for exceptions and tests."""
        return self.text("en")


def _(msgid: str, **params: object) -> Message:
    """Mark ``msgid`` for the catalog and remember what to put into it."""
    return Message(
        msgid,
        tuple(
            (name, value if isinstance(value, Message) else str(value))
            for name, value in sorted(params.items())
        ),
    )


@cache
def translations(language: Language) -> NullTranslations:
    """The catalog of one language, as Jinja and gettext expect it."""
    if language == "en":
        return NullTranslations()
    source = files("site_builder") / "locale" / "zh_CN" / "LC_MESSAGES" / "site_builder.po"
    with source.open("rb") as stream:
        catalog = read_po(stream, locale="zh_CN")
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return Translations(compiled)


def translate(msgid: str, language: Language) -> str:
    """``msgid`` in ``language``; itself where the catalog has nothing."""
    return translations(language).gettext(msgid)


@cache
def words(language: Language) -> tuple[str, ...]:
    """Every sentence of a catalog: the product's own words."""
    source = files("site_builder") / "locale" / "zh_CN" / "LC_MESSAGES" / "site_builder.po"
    with source.open("rb") as stream:
        catalog = read_po(stream, locale="zh_CN")
    own = (message.string if language == "zh" else message.id for message in catalog if message.id)
    return tuple(
        text for found in own if found for text in ((found,) if isinstance(found, str) else found)
    )
