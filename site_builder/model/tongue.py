"""Languages by their tags (BCP 47): their script, its direction, and what they are called."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.core import get_global

_TAG: Final = re.compile(
    r"(?P<language>[a-z]{2,3})(-(?P<script>[a-z]{4}))?(-(?P<region>[a-z]{2}))?",
    re.ASCII | re.IGNORECASE,
)
_SHORT: Final = 2
# Scripts in use that run from right to left, by the names of Unicode.
_FROM_THE_RIGHT: Final = frozenset(
    {"Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"}
)
# Those of columns that follow each other from left to right.
_IN_COLUMNS: Final = frozenset({"Mong", "Phag"})
# What CLDR knows no name for in its own script.
_OWN_NAMES: Final = {("mn", "Mong"): "ᠮᠣᠩᠭᠣᠯ"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongue:
    """A language as it is written: ``mn`` in Cyrillic is another than ``mn-Mong``.

    ``script`` is the one that is written or usual; ``own`` what the language calls itself, or
    None where nobody told.
    """

    tag: str
    script: str | None
    chinese: str
    own: str | None

    @property
    def direction(self) -> str:
        """``rtl`` where its lines run from right to left, else ``ltr``."""
        return "rtl" if self.script in _FROM_THE_RIGHT else "ltr"

    @property
    def is_vertical(self) -> bool:
        """Whether its lines run from top to bottom, the first at the left."""
        return self.script in _IN_COLUMNS


@lru_cache(maxsize=256)
def tongue(tag: str) -> Tongue | None:
    """The language of a tag, which is written in the usual case; None if it is no tag.

    Every language of two letters is known to CLDR; of three, not all are.
    """
    parts = _TAG.fullmatch(tag)
    if parts is None:
        return None
    language, script, region = (
        parts["language"].lower(),
        (parts["script"] or "").title(),
        (parts["region"] or "").upper(),
    )
    chinese = Locale("zh")
    name, usual = chinese.languages.get(language), _usual_script(language, region)
    if (
        (name is None and usual is None and len(language) == _SHORT)
        or (script and script not in chinese.scripts)
        or (region and region not in chinese.territories)
    ):
        return None
    written = (
        f"{name or language}（{chinese.scripts[script]}）" if script not in {"", usual} else name
    )
    return Tongue(
        tag="-".join(part for part in (language, script, region) if part),
        script=script or usual,
        chinese=written or language,
        own=_own_name(language, script or usual),
    )


def _usual_script(language: str, region: str) -> str | None:
    """The script that a language is written in there, where its tag says none."""
    likely = get_global("likely_subtags")
    found = likely.get(f"{language}_{region}") or likely.get(language)
    return found.split("_")[1] if found else None


def _own_name(language: str, script: str | None) -> str | None:
    if (language, script) in _OWN_NAMES:
        return _OWN_NAMES[language, str(script)]
    # In its usual script a language has no script in its locale's name, and else its own.
    usual = script == _usual_script(language, "")
    try:
        locale = Locale(language, script=None if usual else script)
    except UnknownLocaleError:
        return None
    return locale.get_language_name()
