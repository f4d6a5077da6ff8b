"""Letters that pass for others: in document numbers and in names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from site_builder.errors import Severity
from site_builder.i18n import _
from site_builder.model.characters import called, is_foreign
from site_builder.model.record import Kind
from site_builder.model.text import has_han
from site_builder.vet.context import Context, problem_of

if TYPE_CHECKING:
    from site_builder.errors import Problem
    from site_builder.model.record import Record

_NUMBERS: Final = {Kind.LISTING: "decision", Kind.CASE: "document"}
# Full-width letters count as plain ones, one for one, so that positions stay.
_PLAIN: Final = str.maketrans({chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)})
_YEAR: Final = re.compile(r"[〔\[({【﹝［（][0-9OoQDIil|ZzSsB]{4}[〕\])}】﹞］）]")
_SERIAL: Final = re.compile(r"(?<=\d)[OoIl|](?=[\dOoIl|]*号)|(?<![A-Za-z])[OoIl|](?=\d+号)")
_NOT_A_DIGIT: Final = re.compile("[A-Za-z|]")
# Cyrillic and Greek letters that look like Latin ones, in this order.
_LIKE_LATIN: Final = frozenset("АВЕЅІЈКМНОРСТУХҺаеѕіјкорсухһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧνορ")
_WORD: Final = re.compile("[A-Za-z\u0370-\u03ff\u0400-\u052f]+")


def lookalikes(record: Record, _context: Context) -> Iterator[Problem]:
    """No letter of a document number or a name passes for another one.

    Numbers gather the parties of a decision, who leave together: one that looks the same
    and is not would stay behind.
    """
    group = _NUMBERS.get(record.kind)
    number = record.facts.number
    if group is None or number is None:
        return
    if not number.isascii():
        yield from _in_number(record, f"{group}.number", number)
    for field, name in _names(record.values):
        at = None if name.isascii() else _in_name(name)
        if at is not None:
            message = _(
                "expected letters of one alphabet, found {character} at character {position} of"
                " {length}, which looks like a Latin letter",
                character=called(name[at]),
                position=at + 1,
                length=len(name),
            )
            yield problem_of(
                record, "lookalike-character", field, message, severity=Severity.WARNING
            )


def _in_number(record: Record, field: str, number: str) -> Iterator[Problem]:
    foreign = next((at for at, char in enumerate(number) if is_foreign(char)), None)
    at = foreign if foreign is not None else _for_a_digit(number.translate(_PLAIN))
    if at is None:
        return
    message = _(
        "expected a digit or a letter of the document's own, found {character} at character"
        " {position} of {length}",
        character=called(number[at]),
        position=at + 1,
        length=len(number),
    )
    severity = Severity.WARNING if foreign is None else Severity.ERROR
    yield problem_of(record, "lookalike-character", field, message, severity=severity)


def _for_a_digit(number: str) -> int | None:
    """Where a letter stands for a digit: in the year, or in the number in front of 号."""
    for year in _YEAR.finditer(number):
        if found := _NOT_A_DIGIT.search(number, year.start(), year.end()):
            return found.start()
    found = _SERIAL.search(number)
    return found.start() if found else None


def _names(values: Any) -> Iterator[tuple[str, str]]:
    for group in ("employer", "party"):
        for field in ("name", "legal_representative"):
            if name := values.get(group, {}).get(field):
                yield f"{group}.{field}", name
        for index, name in enumerate(values.get(group, {}).get("former_names", ())):
            yield f"{group}.former_names[{index}]", name
    for index, person in enumerate(values.get("persons", ())):
        yield f"persons[{index}].name", person["name"]
    for index, event in enumerate(values.get("events", ())):
        if name := event.get("name"):
            yield f"events[{index}].name", name


def _in_name(name: str) -> int | None:
    """Where a Chinese name holds a letter of another alphabet that passes for a Latin one.

    A word of another alphabet that has a letter of its own can be told for what it is.
    """
    if not has_han(name):
        return None
    for word in _WORD.finditer(name):
        foreign = [at for at, char in enumerate(word[0], word.start()) if not char.isascii()]
        passes = all(name[at] in _LIKE_LATIN for at in foreign)
        if foreign and (passes or len(foreign) < len(word[0])):
            return foreign[0]
    return None
