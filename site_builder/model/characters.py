"""Characters that nobody sees: which texts may hold them, and what to call them."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Nothing in these blocks hides: most texts are of them alone, and this is asked of every text.
_PLAIN: Final = re.compile("[\n -~·-÷—-…、-〟㐀-鿿！-ﾟ]*")
# Default_Ignorable_Code_Point of Unicode 16, the marks of annotations, and a letter without ink.
UNSEEN: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# They choose between the shapes of the Mongolian letter in front of them.
_MONGOLIAN: Final = re.compile("(?<=[\u1820-\u18aa])[\u180b-\u180f]")
_PICTURE: Final = (
    "[#*0-9\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u24c2\u25a0-\u27bf"
    "\u2900-\u297f\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
)
# A picture's own shape, and the joiner between two pictures that are shown as one.
_SHAPED: Final = re.compile(
    f"(?<={_PICTURE})[\ufe0e\ufe0f]"
    "|(?<=[\ufe0f\u2600-\u27bf\U0001f000-\U0001faff])\u200d(?=[\u2190-\u2bff\U0001f000-\U0001faff])"
    # The registered shape of the Chinese character in front of it.
    "|(?<=[㐀-鿿\uf900-\ufaff\U00020000-\U0003ffff])[\ufe00-\ufe02\U000e0100-\U000e01ef]"
)
# Alphabets with letters that nobody can tell from Latin ones.
_NEAR: Final = ("CYRILLIC ", "GREEK ", "COPTIC ", "ARMENIAN ", "CHEROKEE ", "LISU ")


def unseen(text: str, *, is_name: bool) -> int | None:
    """Where ``text`` first holds a character that hides or reorders; None if nowhere.

    In longer texts a picture keeps its shape and joiner, a Chinese character its
    registered shape; in a name neither does. Mongolian letters keep theirs in both.
    """
    if _PLAIN.fullmatch(text):
        return None
    for found in UNSEEN.finditer(text):
        at = found.start()
        if _MONGOLIAN.match(text, at) or (not is_name and _SHAPED.match(text, at)):
            continue
        return at
    return None


def called(char: str) -> str:
    """A character by its code point and name: ``U+200B ZERO WIDTH SPACE``."""
    return f"U+{ord(char):04X} {unicodedata.name(char, '')}".rstrip()


def alike(char: str) -> bool:
    """Whether a character may be taken for a Latin letter or a digit, and is another one."""
    if char.isascii():
        return False
    plain = unicodedata.normalize("NFKC", char)
    return (plain.isascii() and plain.isalnum()) or is_foreign(char)


def is_foreign(char: str) -> bool:
    """Whether a character is a letter of the Greek, Cyrillic and other alphabets near ours."""
    return char.isalpha() and unicodedata.name(char, "").startswith(_NEAR)
