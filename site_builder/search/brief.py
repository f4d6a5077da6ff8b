"""A row of the index in brief: without what the browser can tell by itself."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from site_builder.model.record import Kind
from site_builder.model.regions import full_name
from site_builder.model.text import fold
from site_builder.store.public import LOOKED_UP
from site_builder.words import CASE_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable

# Digits of the code of a place.
_COUNTY: Final = 6
_PREFECTURE: Final = 4
# The page calls types of cases by their places here.
_TYPES: Final = (None, *CASE_TYPES)
_EMPTY: Final[tuple[Any, ...]] = (None, [], ())
# What very many bodies and documents are called. The entry file says each of them once, and a
# file of rows its number: a look-up reads ten such files.
WORDS: Final = ("人力资源和社会保障局", "行政处罚决定书")


def brief(row: dict[str, Any]) -> dict[str, Any]:
    """A row with short headings; ``told`` makes the whole of it again.

    Places are called in the entry file, and bodies in the file of the rows. What folding makes
    of a value is left out, and what is otherwise than the rest would have it stands under ``x``.
    """
    # The browser knows the same kinds by their places; listings are most of it and go unsaid.
    kind = LOOKED_UP.index(Kind(row["kind"]))
    eve = _eve(row["hidden_from"])
    found = {
        "id": row["id"],
        "k": kind or None,
        "t": row["title"],
        "p": row["path"] if row["path"] != _usual_path(row) else None,
        "r": row.get("region"),
        "b": row.get("body"),
        "y": int(row["year"]),
        "h": row["hidden_from"] or None,
        "l": row["last_day"] if row["last_day"] != eve else None,
        "m": _TYPES.index(row.get("type")) or None,
        "c": row.get("code"),
        "n": row.get("number"),
        "o": row.get("others"),
        "q": row.get("project"),
        "d": [_numbered(title) for title in row.get("documents", ())],
        "w": row.get("persons"),
        "z": 1 if row.get("is_person") else None,
        "s": _places(row),
    }
    shown = {key: value for key, value in found.items() if value not in _EMPTY}
    known = told(shown)
    keys = sorted((known.keys() | row.keys()) - {"place", "area", "organ", "phone"})
    # What the row has not, the browser is to leave out.
    others = {key: row.get(key) for key in keys if known.get(key) != row.get(key)}
    return {**shown, "x": others} if others else shown


def in_brief(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of one employer in brief, each but for what is as in the one before."""
    found: list[dict[str, Any]] = []
    before: dict[str, Any] = {}
    for row in rows:
        shown = brief(row)
        gone = dict.fromkeys(before.keys() - shown.keys())
        found.append(
            {k: v for k, v in shown.items() if k not in before or before[k] != v}
            | dict(sorted(gone.items()))
        )
        before = shown
    return found


def bodies_of(rows: Iterable[dict[str, Any]]) -> dict[str, list[Any]]:
    """What the bodies of these rows are called, and their telephones.

    Most are called after the place of their records, or the one around it. Then the rest of the
    name stands here, how much of such a record's code says the place, and where in the place's
    name that of the body begins.
    """
    found: dict[str, tuple[str, str]] = {}
    regions: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        if body := row.get("body"):
            found[body] = (row["organ"], row.get("phone", ""))
            regions[body].add(row.get("region") or "")
    return {body: [*_after_place(*found[body], regions[body])] for body in sorted(found)}


def _after_place(organ: str, phone: str, regions: set[str]) -> tuple[str | int, ...]:
    for digits in _COUNTY, _PREFECTURE:
        codes = {code[:digits].ljust(_COUNTY, "0") for code in regions if code}
        place = full_name(codes.pop()) if len(codes) == 1 and "" not in regions else ""
        for start in range(len(place) - 1):
            if organ.startswith(place[start:]):
                return (_numbered(organ[len(place) - start :]), phone, digits, start)
    return (organ, phone)


def _numbered(text: str) -> str | int:
    return WORDS.index(text) if text in WORDS else text


def told(shown: dict[str, Any]) -> dict[str, Any]:
    """What the browser makes of a row in brief, but for the names of places and bodies."""
    names = [fold(name) for name in (shown["t"], *shown.get("o", ()))]
    found: dict[str, Any] = {
        "id": shown["id"],
        "kind": LOOKED_UP[shown.get("k", 0)].value,
        "title": shown["t"],
        "region": shown.get("r"),
        "body": shown.get("b"),
        "year": str(shown["y"]),
        "hidden_from": shown.get("h", ""),
        "last_day": shown.get("l", _eve(shown.get("h", ""))),
        "names": names,
        "type": _TYPES[shown.get("m", 0)],
        "code": shown.get("c"),
        "number": shown.get("n"),
        "others": shown.get("o"),
        "is_person": True if shown.get("z") else None,
    }
    found["path"] = shown.get("p") or _usual_path(found)
    if "s" in shown:
        places = shown["s"]
        found |= {
            "cores": [
                name[places[2 * at] : places[2 * at] + places[2 * at + 1]]
                for at, name in enumerate(names)
            ],
            "codes": _folded(shown.get("c")),
            "numbers": _folded(shown.get("n")),
            "persons": shown.get("w"),
            "people": [fold(name) for name in shown.get("w", ())],
            "project": shown.get("q"),
            "projects": _folded(shown.get("q")),
            "documents": [d if isinstance(d, str) else WORDS[d] for d in shown.get("d", ())],
        }
    return {key: value for key, value in found.items() if key == "names" or value not in _EMPTY}


def _places(row: dict[str, Any]) -> list[int] | None:
    """Where in each name what people call the firm begins, and how long it is."""
    if "cores" not in row or len(row["cores"]) != len(row["names"]):
        return None
    found = []
    for name, core in zip(row["names"], row["cores"], strict=True):
        at = name.rfind(core)
        found += [max(at, 0), len(core) if at >= 0 else 0]
    return found


def _folded(value: str | None) -> list[str]:
    return [fold(value)] if value else []


def _usual_path(row: dict[str, Any]) -> str:
    match row["kind"]:
        case Kind.CASE:
            return f"cases/{row['year']}/{row['id']}.html"
        case Kind.PAGE:
            return f"{row['id']}.html"
        case Kind.NEWS:
            return f"news/{row['id']}.html"
        case kind:
            return f"{kind}s/{row['id']}.html"


def _eve(day: str) -> str:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", day):
        return ""
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()
