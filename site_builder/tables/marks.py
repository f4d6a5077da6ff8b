"""What calamine does not tell of a workbook: hidden and struck rows, cells without a value.

One pass over each sheet's XML, before calamine opens it: also so that a sheet with a
cell at its far corner is refused before anybody makes room for it.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from site_builder.errors import quoted
from site_builder.i18n import Message, _
from site_builder.tables.cells import FIRST_DAY, Since1904
from site_builder.tables.limits import MOST_COLUMNS, MOST_ROWS, Room, TooLargeError, too_large
from site_builder.tables.xml import Attributes, local, optional, parse

_CELL: Final = re.compile(r"([A-Za-z]{1,3})(\d{1,7})", re.ASCII)
_NO_VALUE: Final = _("expected a value, found a formula without one: open it in Excel and save it")
# Excel holds 32,767 characters in a cell; of its value no more is asked than a number or a word.
_LONGEST_TEXT: Final = 1 << 20
_KEPT: Final = 64


@dataclass(slots=True)
class Marks:
    """What stands at a sheet's rows and cells besides values; columns count from 0.

    ``first_day`` is the day that its workbook writes as 0.
    """

    hidden: set[int] = field(default_factory=set)
    struck: set[int] = field(default_factory=set)
    faults: dict[tuple[int, int], Message] = field(default_factory=dict)
    is_filtered: bool = False
    filtered: range = range(0)
    first_day: date = FIRST_DAY

    def mark(self, row: int) -> str | None:
        """Why a row may not be meant; None where nothing says so."""
        if row in self.hidden:
            return "filtered" if self.is_filtered and row in self.filtered else "hidden"
        return "struck" if row in self.struck else None


@dataclass(frozen=True, slots=True)
class _Texts:
    """The texts that cells share: how long each is, and which are struck through in part."""

    lengths: Sequence[int] = ()
    struck: frozenset[str] = frozenset()

    def length(self, number: str) -> int:
        """How long the text of a number is; nobody reads one that is not there."""
        index = int(number) if number.isdecimal() else -1
        return self.lengths[index] if 0 <= index < len(self.lengths) else 0


def sheet_marks(data: bytes) -> dict[str, Marks]:
    """The marks of each sheet, by its name.

    Raises:
        TooLargeError: A sheet has a value beyond the limits.
        Exception: A part is missing, or is not what it should be.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        styles, texts, room = _struck_styles(archive), _shared_texts(archive), Room()
        parts, first_day = _parts(archive)
        found = {n: _Sheet(styles, texts, room).read(archive, part) for n, part in parts.items()}
        for marks in found.values():
            marks.first_day = first_day
        return found


def _parts(archive: zipfile.ZipFile) -> tuple[dict[str, str], date]:
    """Each worksheet's name and the file that holds it; and the day that they write as 0."""
    book = _target(archive, "_rels/.rels", "", "/officeDocument")
    folder, name = posixpath.split(book)
    targets: dict[str, str] = {}
    sheets: dict[str, str] = {}
    first_day = FIRST_DAY

    def relation(tag: str, given: Attributes) -> None:
        if tag == "Relationship" and given.get("Type", "").endswith("/worksheet"):
            targets[given["Id"]] = _resolved(folder, given["Target"])

    def sheet(tag: str, given: Attributes) -> None:
        nonlocal first_day
        if tag == "workbookPr" and _is_true(given.get("date1904", "0")):
            first_day = Since1904.FIRST_DAY
        if tag == "sheet":
            ids = [value for key, value in given.items() if local(key) == "id"]
            if given.get("name", "") in sheets:
                raise ValueError  # nobody can tell which of the two is meant
            sheets[given.get("name", "")] = ids[0] if ids else ""

    parse(archive, posixpath.join(folder, "_rels", f"{name}.rels"), relation)
    parse(archive, book, sheet)
    return {name: targets[key] for name, key in sheets.items() if key in targets}, first_day


def _target(archive: zipfile.ZipFile, relations: str, folder: str, sort: str) -> str:
    found: list[str] = []

    def relation(tag: str, given: Attributes) -> None:
        if tag == "Relationship" and given.get("Type", "").endswith(sort):
            found.append(_resolved(folder, given["Target"]))

    parse(archive, relations, relation)
    return found[0]


def _resolved(folder: str, target: str) -> str:
    target = target.replace("\\", "/")
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join(folder, target))


def _struck_styles(archive: zipfile.ZipFile) -> frozenset[str]:
    """The numbers of cell styles whose font is struck through."""
    fonts: list[bool] = []
    styles: list[bool] = []
    inside: list[str] = []

    def start(tag: str, given: Attributes) -> None:
        inside.append(tag)
        if inside[-2:] == ["fonts", "font"]:
            fonts.append(False)
        elif inside[-3:-1] == ["fonts", "font"] and tag in {"strike", "dstrike"}:
            fonts[-1] = _is_true(given.get("val", "1"))
        elif inside[-2:] == ["cellXfs", "xf"]:
            font = int(given.get("fontId") or 0)
            styles.append(font < len(fonts) and fonts[font])

    part = optional(archive, "xl/styles.xml")
    if part:
        parse(archive, part, start, lambda _tag: inside.pop())
    return frozenset(str(index) for index, is_struck in enumerate(styles) if is_struck)


def _shared_texts(archive: zipfile.ZipFile) -> _Texts:
    """The texts that cells share."""
    part = optional(archive, "xl/sharedStrings.xml")
    lengths = array("L")
    struck: set[str] = set()

    def start(tag: str, given: Attributes) -> None:
        if tag == "si":
            lengths.append(0)
        elif tag in {"strike", "dstrike"} and _is_true(given.get("val", "1")):
            struck.add(str(len(lengths) - 1))

    def text(said: str) -> None:
        if lengths:
            lengths[-1] += len(said)

    if part:
        parse(archive, part, start, text=text)
    return _Texts(lengths, frozenset(struck))


def _is_true(value: str) -> bool:
    return value.lower() not in {"0", "false", "off"}


class _Sheet:
    """One sheet's XML, on its way to being read."""

    def __init__(self, styles: frozenset[str], texts: _Texts, room: Room) -> None:
        self._styles = styles
        self._texts = texts
        self._room = room
        self._characters = self._last_row = self._last_column = 0
        self._marks = Marks()
        self._row = 0
        self._column = -1
        self._cell: Mapping[str, str] = {}
        self._is_formula = False
        self._has_value = False
        self._takes_room = False
        self._is_struck = False
        self._inside = ""
        self._value = ""
        self._length = 0

    def read(self, archive: zipfile.ZipFile, part: str) -> Marks:
        parse(archive, part, self._start, self._end, self._text)
        self._room.take(self._last_row, self._last_column, self._characters)
        return self._marks

    def _start(self, tag: str, given: Attributes) -> None:
        if tag == "c":
            self._begin_cell(given)
        elif tag in {"v", "f", "t", "is"}:
            self._inside = tag
            self._is_formula |= tag == "f"
            self._takes_room |= tag != "f"
        elif tag in {"strike", "dstrike"} and _is_true(given.get("val", "1")):
            self._is_struck = True
        elif tag == "row":
            self._row = int(given["r"]) if "r" in given else self._row + 1
            self._column = -1
            if _is_true(given.get("hidden", "0")) or given.get("ht") == "0":
                self._marks.hidden.add(self._row)
        elif tag == "autoFilter":
            self._marks.filtered = _rows_of(given.get("ref", ""))
        elif tag in {"filters", "customFilters", "dynamicFilter", "colorFilter", "top10"}:
            self._marks.is_filtered = True

    def _begin_cell(self, given: Attributes) -> None:
        place = _CELL.fullmatch(given.get("r", ""))
        if place:
            self._column = _column(place[1])
            self._row = int(place[2])
        elif "r" in given:
            raise ValueError  # no sheet has such a cell
        else:
            self._column += 1
        self._cell = given
        self._is_formula = self._has_value = self._is_struck = self._takes_room = False
        self._value = ""
        self._length = 0

    def _text(self, text: str) -> None:
        if self._inside in {"v", "t"}:
            self._has_value = True
            self._length += len(text)
            if self._length > _LONGEST_TEXT:
                raise ValueError  # no such cell can be saved
            if len(self._value) < _KEPT:
                self._value += text

    def _end(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = ""
        elif tag == "c":
            self._end_cell()

    def _end_cell(self) -> None:
        marks, place = self._marks, (self._row, self._column)
        sort = self._cell.get("t", "n")
        if self._takes_room:  # for an empty value too
            self._take_room(sort)
        if sort == "e" and self._has_value:
            message = _("expected a value, found the error {found}", found=quoted(self._value))
            marks.faults[place] = message
        elif self._is_formula and not self._has_value and sort != "str":
            marks.faults[place] = _NO_VALUE
        elif not self._has_value:
            return
        if self._row > MOST_ROWS or self._column >= MOST_COLUMNS:
            raise TooLargeError(too_large())
        is_struck = self._is_struck or self._cell.get("s") in self._styles
        if is_struck or (sort == "s" and self._value.strip() in self._texts.struck):
            marks.struck.add(self._row)

    def _take_room(self, sort: str) -> None:
        self._last_row = max(self._last_row, self._row)
        self._last_column = max(self._last_column, self._column + 1)
        length = self._texts.length(self._value.strip()) if sort == "s" else self._length
        if length > _LONGEST_TEXT:
            raise ValueError  # no such cell can be saved
        self._characters += length


def _rows_of(reference: str) -> range:
    """The rows of a filter below its headings."""
    numbers = [int(number) for number in re.findall(r"\d+", reference)]
    return range(numbers[0] + 1, numbers[-1] + 1) if numbers else range(0)


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
