"""Characters that are not what they seem: hidden in a text, or taken for another in a code."""

from __future__ import annotations

from typing import Final

from site_builder.i18n import Message, _
from site_builder.model.characters import UNSEEN, alike, called, unseen

DIGITS: Final = "0123456789"
OF_CODES: Final = f"{DIGITS}ABCDEFGHJKLMNPQRTUWXY"
OF_IDS: Final = f"{DIGITS}abcdefghijklmnopqrstuvwxyz-"
# What is typed by mistake for a digit or a capital, or stays behind when a code is copied.
SLIPS: Final = frozenset(" \t|IOSVZ" + "abcdefghijklmnopqrstuvwxyz")
_LONGEST: Final = 64


def unseen_character(text: str, *, is_name: bool) -> Message | None:
    """That ``text`` holds a character which hides or reorders; None if it does not."""
    at = unseen(text, is_name=is_name)
    if at is None:
        return None
    return _(
        "expected characters that everybody sees, found {character} at character {position}"
        " of {length}",
        character=called(text[at]),
        position=at + 1,
        length=len(text),
    )


def taken_for(
    text: str, alphabet: str, expected: Message, slips: frozenset[str] = SLIPS
) -> Message | None:
    """That a character of a code passes for one of ``alphabet``; None if none does.

    Only such a character is named, and only in what is a code for the most part: whatever
    else stands in a code's place may be a name.
    """
    if 2 * sum(char in alphabet for char in text[:_LONGEST]) < len(text):
        return None
    for position, char in enumerate(text[:_LONGEST], 1):
        if char not in alphabet and (char in slips or alike(char) or UNSEEN.match(char)):
            return _(
                "expected {expected}, found {character} at character {position} of {length}",
                expected=expected,
                character=called(char),
                position=position,
                length=len(text),
            )
    return None
