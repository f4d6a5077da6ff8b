"""``notify`` in ``site.yml``: the command that a digest is handed to."""

from __future__ import annotations

import os
import shlex
from typing import Annotated, Final

from pydantic import AfterValidator, BeforeValidator, StrictBool

from site_builder.errors import described
from site_builder.i18n import _
from site_builder.kinds.base import Values
from site_builder.kinds.faults import fault
from site_builder.kinds.fields import Days

_LONGEST: Final = 366


def _command(value: object) -> tuple[str, ...]:
    """Words as they are, or a line split as a shell would, which never gets to see it."""
    words = value
    if isinstance(value, str):
        try:
            words = _split(value)
        except ValueError:  # a quotation mark too few
            words = None
    if isinstance(words, (list, tuple)) and words and all(_is_word(word) for word in words):
        return tuple(words)
    message = _(
        "expected a command as one line or a list of words, found {found}", found=described(value)
    )
    raise fault("bad-value", message)


def _split(line: str) -> list[str]:
    if os.name != "nt":
        return shlex.split(line)
    # A backslash parts folders there, and escapes nothing.
    return [word.strip("\"'") for word in shlex.split(line, posix=False)]


def _is_word(word: object) -> bool:
    return isinstance(word, str) and bool(word.strip()) and "\0" not in word


def _at_least_one(days: int) -> int:
    if 1 <= days <= _LONGEST:
        return days
    message = _(
        "expected a whole number from {least} to {most}, found {found}",
        least=1,
        most=_LONGEST,
        found=described(days),
    )
    raise fault("bad-number", message)


class NotifyValues(Values):
    """Who gets the digest: a mailer or a chat robot; with ids only if so set."""

    command: Annotated[tuple[str, ...], BeforeValidator(_command)]
    ids_only: StrictBool = False
    days: Annotated[Days, AfterValidator(_at_least_one)] | None = None
