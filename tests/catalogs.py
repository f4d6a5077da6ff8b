"""Invented languages: every sentence of the catalog in brackets, or in words of another script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from babel.messages.pofile import read_po, write_po

from site_builder.intake import begin_catalog

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from tests.office import Office

PLACE = re.compile(r"(%\([a-z_]+\)s|\{[a-z_]*\}|\|)")
_ACCENTS = str.maketrans("aeiouAEIOUcnsyz", "áéíóúÁÉÍÓÚçñšýž")
_ARABIC = ["ئىش", "ھەق", "تولۇق", "ئورۇن", "كىشى", "نامى", "تىزىم", "بۈگۈن", "مۇددەت", "ئاخىرى"]
_MONGOLIAN = ["ᠠᠵᠢᠯ", "ᠬᠥᠯᠥᠰᠦ", "ᠨᠡᠷ\u180eᠡ", "ᠬᠦᠮᠦᠨ", "ᠭᠠᠵᠠᠷ", "ᠡᠳᠦᠷ", "ᠳᠠᠩᠰᠠ", "ᠬᠤᠭᠤᠴᠠᠭ\u180eᠠ"]


def bracketed(sentence: str) -> str:
    """A sentence as the pseudo-language has it."""
    parts = PLACE.split(sentence)
    said = (part if PLACE.fullmatch(part) else part.translate(_ACCENTS) for part in parts)
    return f"⟦{''.join(said)}⟧"


def _in_words(words: list[str]) -> Callable[[str], str]:
    def said(sentence: str) -> str:
        def word(found: re.Match[str]) -> str:
            return words[(found.start() + len(found[0])) % len(words)]

        parts = PLACE.split(sentence)
        return "".join(
            part if PLACE.fullmatch(part) else re.sub(r"[A-Za-z][A-Za-z'’-]*", word, part)
            for part in parts
        )

    return said


arabic, mongolian = _in_words(_ARABIC), _in_words(_MONGOLIAN)


def translate(
    office: Office, tag: str, say: Callable[[str], str], *, but: Iterable[str] = ()
) -> Path:
    """Write the catalog of an invented language; ``but`` some sentences, which it lacks."""
    file = begin_catalog(office.content, tag).file
    with file.open("rb") as stream:
        catalog = read_po(stream)
    for entry in catalog:
        if entry.id and str(entry.id) not in but:
            entry.string = say(str(entry.id))
    with file.open("wb") as stream:
        write_po(stream, catalog)
    return file
