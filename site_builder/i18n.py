"""Every message and label, in Chinese or English, from one gettext catalog.

The code speaks English; ``locale/zh_CN`` holds the Chinese. A message is kept as
its identifier and parameters until somebody reads it, so that one problem can be
printed in either language.

What a site says to its readers is said in the site's own language: ``say``. A build, a
takedown and a preview work inside ``speaking``; outside it, that is Chinese.
"""

from __future__ import annotations

import io
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from babel.messages.catalog import Catalog

Language = Literal["zh", "en"]
_CHINESE: Final = ("zh-Hans", "zh", "zh-CN", "zh-Hans-CN")
_ENGLISH: Final = "en"
# So the catalog marks what readers of a site meet.
READERS: Final = "for readers"


@dataclass(frozen=True, slots=True, eq=False)
class Speech:
    """The language that a site speaks to its readers, by its tag (BCP 47).

    Chinese and English are the product's own; any other is as complete as ``sentences``, a
    catalog of the site's own. What it lacks is said in Chinese, which every office can answer
    for and which the records on the same page are written in.
    """

    tag: str = _CHINESE[0]
    sentences: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_chinese(self) -> bool:
        """Whether it is the language of the records."""
        return self.tag in _CHINESE

    @property
    def lang(self) -> str:
        """Its tag as pages and feeds tell it."""
        return "zh-CN" if self.is_chinese else self.tag

    @property
    def is_shipped(self) -> bool:
        """Whether it needs no catalog of the site's own."""
        return self.is_chinese or self.tag == _ENGLISH

    @property
    def known(self) -> str:
        """All that its sentences depend on, for fingerprints."""
        return f"{self.tag} {sorted(self.sentences.items())!r}"

    def said(self, msgid: str) -> str:
        """A sentence, its values still to be filled in."""
        if self.tag == _ENGLISH:
            return msgid
        return self.sentences.get(msgid) or translate(msgid, "zh")

    def words(self) -> Iterator[str]:
        """Every sentence that it may say: the product's own words, as far as scans care."""
        yield from words("zh")
        yield from words("en") if self.tag == _ENGLISH else self.sentences.values()


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence of the catalog and the values, or further messages, to put into it."""

    msgid: str
    params: tuple[tuple[str, str | Message], ...] = ()

    def text(self, language: Language | Speech) -> str:
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
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - a scan's process says nothing

    compiled = io.BytesIO()
    write_mo(compiled, shipped())
    compiled.seek(0)
    return GNUTranslations(compiled)


def translate(msgid: str, language: Language | Speech) -> str:
    """``msgid`` in ``language``; itself where the catalog has nothing."""
    if isinstance(language, Speech):
        return language.said(msgid)
    return translations(language).gettext(msgid)


CHINESE: Final = Speech()
ENGLISH: Final = Speech(_ENGLISH)
# A context, for a preview answers in many threads; forked workers have that of their parent.
_SPEECH: Final = ContextVar("speech", default=CHINESE)


def spoken_in(tag: str, sentences: Mapping[str, str] | None) -> Speech:
    """The speech of a site; Chinese as long as a language has no catalog that stands."""
    if tag == _ENGLISH:
        return ENGLISH
    return CHINESE if tag in _CHINESE or sentences is None else Speech(tag, sentences)


def speech() -> Speech:
    """The language of the site that is being made."""
    return _SPEECH.get()


@contextmanager
def speaking(language: Speech) -> Iterator[None]:
    """Make a site in its language, as long as this lasts."""
    token = _SPEECH.set(language)
    try:
        yield
    finally:
        _SPEECH.reset(token)


def say(message: Message) -> str:
    """A sentence of the catalog, in the language of the site."""
    return message.text(speech())


def joined(said: Iterable[str]) -> str:
    """Sentences or words of the site one after another: only Chinese has no blank between them."""
    return ("" if speech().is_chinese else " ").join(said)


@cache
def words(language: Language) -> tuple[str, ...]:
    """Every sentence of a catalog: the product's own words."""
    own = (
        message.string if language == "zh" else message.id for message in shipped() if message.id
    )
    return tuple(
        text for found in own if found for text in ((found,) if isinstance(found, str) else found)
    )


@cache
def for_readers() -> dict[str, str]:
    """The sentences that a site says to its readers, each with its Chinese."""
    return {
        str(entry.id): str(entry.string) for entry in shipped() if READERS in entry.auto_comments
    }


def shipped() -> Catalog:
    """The catalog of the product: every English sentence with its Chinese."""
    from babel.messages.pofile import read_po  # noqa: PLC0415 - as above

    source = files("site_builder") / "locale" / "zh_CN" / "LC_MESSAGES" / "site_builder.po"
    with source.open("rb") as stream:
        return read_po(stream, locale="zh_CN")
