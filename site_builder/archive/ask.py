"""What somebody asks the archive, as the index understands it."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from whoosh.qparser import (
    FieldsPlugin,
    GroupPlugin,
    MultifieldPlugin,
    OperatorsPlugin,
    QueryParser,
    RangePlugin,
    WhitespacePlugin,
)
from whoosh.query import NullQuery, Or

from site_builder.archive.fields import SCHEMA
from site_builder.errors import UsageError, quoted
from site_builder.i18n import _
from site_builder.model.record import Kind, State
from site_builder.model.regions import regions_named
from site_builder.model.text import fold

if TYPE_CHECKING:
    from whoosh.query import Query

HELP: Final = (
    "id", "kind", "state", "organ", "region", "starts", "ends", "year",
    "name", "code", "number", "title", "person", "text",
)  # fmt: skip
# What a word by itself is looked for in, as on the website: persons by their whole name alone.
_ANYWHERE: Final = ("exact", "core", "name", "code", "number", "title", "person", "id")
_CLOSED: Final = {
    "kind": tuple(kind.value for kind in Kind),
    "state": tuple(state.value for state in State),
}
_FIELD: Final = re.compile(r"(?:^|(?<=[\s(]))([A-Za-z_]+)[:：]")
_VALUE: Final = re.compile(r"\b(kind|state|region):([^\s()]+)")
_DAYS: Final = re.compile(r"\b(starts|ends):(\[[^\]]*\]|\{[^}]*\}|[^\s()]*)")
_DAY: Final = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_TO: Final = re.compile(r"\s*\bto\b\s*", re.IGNORECASE)
_QUOTED: Final = re.compile(r'"([^"]*)"')
_BRACKETED: Final = re.compile(r"(?<=[^\s(:])\(([^()\s]*)\)")
_SYNTAX: Final = re.compile(r"[()\[\]{}]+$")
_IN_GROUPS: Final = re.compile(r"(?=.*\d)(?!.*\b(?:AND|OR|NOT)\b)[0-9A-Za-z]+(?: [0-9A-Za-z]+)+")
_LONGEST: Final = 400


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, and the words of it."""

    text: str
    query: Query


def asked(text: str) -> Asked:
    """A query of words and ``field:value``, joined by AND unless OR or NOT stand between.

    Raises:
        UsageError: It names no field or value that there is, or is empty or endless.
    """
    # What no Unicode text can hold stands for no letter of any record either.
    written = " ".join(text.encode(errors="replace").decode().split())[: _LONGEST + 1]
    if len(written) > _LONGEST:
        raise UsageError(_("expected at most {most} characters to look for", most=_LONGEST))
    # A word is a phrase already: quotes only keep one with spaces together, and brackets inside a
    # name are none of the query's. Ids and days have hyphens.
    plain = _QUOTED.sub(lambda match: "".join(re.findall(r"[\w-]+", match[1])), written)
    plain = _FIELD.sub(_known_field, _BRACKETED.sub(r"\1", plain))
    plain = _VALUE.sub(_known_value, plain)
    for match in _DAYS.finditer(plain):
        _check_days(match[1], match[2])
    # A word of signs alone says nothing; a bracket by itself is the query's.
    plain = " ".join(word for word in plain.split() if fold(word) or _SYNTAX.match(word))
    query = _parser().parse(plain)
    if _IN_GROUPS.fullmatch(plain):
        # A code that is written in groups is one, as on the website.
        query = Or([_parser().parse("".join(plain.split())), query])
    query = query.normalize()
    if query == NullQuery or not fold(written):
        raise UsageError(_("expected something to look for, found nothing"))
    return Asked(written, query)


def _parser() -> QueryParser:
    plugins = [
        WhitespacePlugin(),
        RangePlugin(),
        FieldsPlugin(),
        GroupPlugin(),
        OperatorsPlugin(),
        MultifieldPlugin(list(_ANYWHERE)),
    ]
    return QueryParser(None, SCHEMA, plugins=plugins)


def _known_field(match: re.Match[str]) -> str:
    name = match[1].lower()
    if name in HELP:
        return f"{name}:"
    near = difflib.get_close_matches(name, HELP, n=1)
    found, choices = quoted(name), ", ".join(HELP)
    if near:
        raise UsageError(_("no field {found}; did you mean '{near}'?", found=found, near=near[0]))
    raise UsageError(_("no field {found}; there are {choices}", found=found, choices=choices))


def _known_value(match: re.Match[str]) -> str:
    field, value = match[1], match[2]
    if field == "region":
        codes = [value] if value.isdigit() else list(regions_named(value))
        if not codes:
            found = quoted(value)
            raise UsageError(
                _("no region {found}; expected a six-digit code or its exact name", found=found)
            )
        return f"({' OR '.join(f'region:{code}' for code in codes)})"
    if value not in _CLOSED[field]:
        choices = ", ".join(_CLOSED[field])
        raise UsageError(
            _("expected one of {choices}, found {found}", choices=choices, found=quoted(value))
        )
    return f"{field}:{value}"


def _check_days(field: str, written: str) -> None:
    if written.startswith(("[", "{")):
        bounds = _TO.split(written[1:-1].strip())
        days = [day for day in bounds if day] if len(bounds) > 1 else [written]
    else:
        days = [written]
    for day in days:
        if not _DAY.fullmatch(day):
            raise UsageError(
                _(
                    "expected {field}:2026-12-31, {field}:2026-12 or"
                    " {field}:[2026-12-01 to 2026-12-31], found {found}",
                    field=field,
                    found=quoted(day),
                )
            )
