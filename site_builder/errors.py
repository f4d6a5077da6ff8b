"""What can go wrong, said once: problems in content, and errors that stop a stage."""

from __future__ import annotations

import errno
import os
import re
import sqlite3
import traceback
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from site_builder.i18n import Message, _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from site_builder.i18n import Language

_SHOWN: Final = 64
_CITIZENS: Final = 18
_CARDS: Final = (16, 19)
# Nine digits in a row may be a telephone or an identity card.
_PERSONAL: Final = re.compile(r"\d{9}")
_BETWEEN_DIGITS: Final = re.compile(r"(?<=\d)[\W_]+(?=[\dXx])")
# A mobile and another telephone, a citizen's number of either length, and a card.
_SPACED: Final = re.compile(
    r"(?<!\d)(?:(?:86)?1[3-9]\d{9}|0\d{9,11}|\d{15}|\d{17}[\dXx]|\d{16}|\d{19})(?!\d)"
)
# A day, with or without its hour: it has as many digits as a telephone.
_DAY: Final = re.compile(r"\s*[12]\d{3}\D{1,3}\d{1,2}\D{1,3}\d{1,2}(?:\D.*)?")
# An id by which anybody could be told: a citizen's number, a mobile's, a card's.
_TELLING_ID: Final = re.compile(
    r"(?<!\d)(?:\d{6}(?:18|19|20)\d\d(?:0\d|1[0-2])[0-3]\d{4}[\dXx]|1[3-9]\d{9}|\d{16}|\d{19})"
    r"(?![\dXx])"
)
# What the system says most often, for the catalog.
_OF_THE_SYSTEM: Final = {
    said.msgid: said
    for said in (
        _("No space left on device"),
        _("Permission denied"),
        _("Read-only file system"),
        _("Input/output error"),
        _("File too large"),
        _("Disk quota exceeded"),
        _("No such file or directory"),
        _("Is a directory"),
        _("Device or resource busy"),
        _("Address already in use"),
    )
}
# What SQLite says of the disk, as the system would.
_OF_THE_DISK: Final = {
    sqlite3.SQLITE_BUSY: errno.EBUSY,
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_IOERR: errno.EIO,
    sqlite3.SQLITE_LOCKED: errno.EBUSY,
    sqlite3.SQLITE_NOMEM: errno.ENOMEM,
    sqlite3.SQLITE_PERM: errno.EACCES,
    sqlite3.SQLITE_READONLY: errno.EROFS,
}


class Severity(StrEnum):
    """How much a problem holds back: an error makes the exit code 1."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One finding: where, which field, what was expected and what was found.

    ``citation`` is the article that asks for it, ``replacement`` what may stand there
    instead; ``waiver`` is how a sign-off names it, where two people may let it pass, and
    ``waived`` the reason why they did: then it is told, and holds back nothing. Of a stretch
    of one line, ``column`` is where it begins and ``end_column`` where it has ended, from 1
    and in UTF-16 code units, as editors count.
    """

    code: str
    message: Message
    path: str = ""
    line: int | None = None
    sheet: str | None = None
    cell: str | None = None
    field: str | None = None
    record: str | None = None
    severity: Severity = Severity.ERROR
    citation: str | None = None
    replacement: str | None = None
    waiver: str | None = None
    waived: str | None = None
    column: int | None = None
    end_column: int | None = None

    @property
    def is_error(self) -> bool:
        """Whether it makes the command exit with 1."""
        return self.severity is Severity.ERROR and self.waived is None

    @property
    def place(self) -> str:
        """Where in its file, as ``place_in`` writes it."""
        return place_in(self.line, self.sheet, self.cell)

    def text(self, language: Language) -> str:
        """``PATH:LINE: FIELD: message`` in ``language``; of a table, ``PATH:SHEET!CELL: …``."""
        place = f"{self.path}:{self.place}" if self.place else self.path
        parts = [part for part in (place, self.field, self.message.text(language)) if part]
        return ": ".join(parts)

    def as_json(self, language: Language) -> dict[str, object]:
        """The problem as the contract's JSON object, with more keys where there is more to say."""
        more = {
            "citation": self.citation,
            "replacement": self.replacement,
            "waiver": self.waiver,
            "waived": self.waived,
            "column": self.column,
            "end_column": self.end_column,
        }
        return {
            "code": self.code,
            "severity": self.severity.value,
            "path": self.path,
            "line": self.line,
            "sheet": self.sheet,
            "cell": self.cell,
            "field": self.field,
            "record": self.record,
            "message": self.message.text(language),
            **{name: value for name, value in more.items() if value is not None},
        }


def place_in(line: int | None, sheet: str | None, cell: str | None) -> str:
    """Where in a file: a line (``12``), a cell (``B7``), or either on its sheet (``Sheet!B7``)."""
    inner = cell or ("" if line is None else str(line))
    return "!".join(part for part in (fit_to_print(sheet or ""), inner) if part)


def fit_to_print(text: str) -> str:
    """``text`` short enough for a line, and without what moves a cursor."""
    short = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in short)


def quoted(value: object) -> Message:
    """A date, id, word, key or heading in quotes; what may be personal, by kind and length."""
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if isinstance(text, str) and text and len(text) <= _SHOWN and not _may_tell(text):
        return _("'{value}'", value=fit_to_print(text))
    return described(value)


def _may_tell(text: str) -> bool:
    plain = unicodedata.normalize("NFKC", text)
    if _PERSONAL.search(plain):
        return True
    if _DAY.fullmatch(plain):
        return False
    return _holds_number(_SPACED, _BETWEEN_DIGITS.sub("", plain))


def _holds_number(pattern: re.Pattern[str], text: str) -> bool:
    """Whether ``text`` holds such a number; a card's has a right check digit."""
    found = (match[0] for match in pattern.finditer(text))
    return any(len(number) not in _CARDS or _is_card(number) for number in found)


def _is_card(number: str) -> bool:
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(number[::-1]))
    return sum(sum(divmod(value, 10)) for value in doubled) % 10 == 0


def is_telling_id(name: str) -> bool:
    """Whether an id holds a number by which a human being is told, dashes aside."""
    joined = name.replace("-", "")
    is_citizens = any(len(found[0]) == _CITIZENS for found in _TELLING_ID.finditer(joined))
    return is_citizens or _holds_number(_TELLING_ID, name)


def described(value: object) -> Message:
    """What a value is and how long, never the value itself: logs outlive sites."""
    if isinstance(value, str):
        return _("text of {length} characters", length=len(value)) if value else _("nothing")
    if isinstance(value, bool):
        return _("true or false")
    if isinstance(value, int):
        return _("a number")
    if isinstance(value, list):
        return _("a list of {length}", length=len(value))
    return _("nothing") if value is None else _("keys with values")


def reason_of(error: BaseException) -> Message:
    """Why something failed, as the system says it; never in words that may quote a record."""
    if isinstance(error, OSError) and error.strerror:
        return of_system(error.strerror)
    known = _OF_THE_DISK.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    if known is not None:
        return of_system(os.strerror(known))
    return of_system(getattr(error, "sqlite_errorname", None) or type(error).__name__)


def of_system(said: str) -> Message:
    """What the system said, in the catalog's words where it has any."""
    return _OF_THE_SYSTEM.get(said) or Message("{said}", (("said", said),))


def fault(error: Exception) -> Message:
    """Where the program itself failed, and how; never in the error's own words."""
    places = [
        f"{Path(frame.filename).name}:{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).is_relative_to(Path(__file__).parent)
    ]
    return _(
        "the program itself failed: {name} at {place}; please report just this line",
        name=type(error).__name__,
        place=" < ".join(places[:-4:-1]),
    )


def place_of(error: OSError, otherwise: str | Path = "") -> Path:
    """The file that an error is about; or what stands in place of a folder above it."""
    path = Path(os.fsdecode(error.filename or otherwise))
    if isinstance(error, NotADirectoryError | FileExistsError):
        return next((above for above in path.parents if above.is_file()), path)
    return path


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of ``problems`` is an error."""
    return any(problem.is_error for problem in problems)


class SiteBuilderError(Exception):
    """The root of everything this package raises on purpose."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


class UsageError(SiteBuilderError):
    """The command was called wrongly; exit code 2."""


class ContentError(SiteBuilderError):
    """The content cannot be used at all."""

    def __init__(self, message: Message, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems


class ClockError(SiteBuilderError):
    """The machine's clock cannot be believed, and nobody named the day."""


class RenderError(SiteBuilderError):
    """A template is broken; names the template and line."""

    def __init__(self, message: Message, template: str, line: int | None = None) -> None:
        super().__init__(message)
        self.template = template
        self.line = line

    @property
    def problem(self) -> Problem:
        """The problem of the site's own templates that this is."""
        path = f"templates/{self.template}"
        return Problem(code="broken-template", path=path, line=self.line, message=self.message)

    def __reduce__(self) -> tuple[type[RenderError], tuple[Message, str, int | None]]:
        """How it comes back from a forked worker."""
        return RenderError, (self.message, self.template, self.line)


class PublishError(SiteBuilderError):
    """The release could not be written or put in force; the live site stands."""


class UnrecordedError(PublishError):
    """A takedown could be recorded nowhere: no later build knows of it."""


class LeakError(PublishError):
    """A file that no release can do without shows a withheld value, and no record is to blame."""
