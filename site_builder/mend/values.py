"""What was meant by a value or a key that a field refuses, where it can mean one thing only."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from site_builder.kinds.base import Parsed, parse
from site_builder.mend.slips import DAY, KEY, WIDE, folded
from site_builder.mend.vocabulary import vocabulary_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from site_builder.i18n import Message
    from site_builder.kinds import Spec
    from site_builder.kinds.faults import Fault
    from site_builder.load.entries import Path

_WIDE_CODES: Final = frozenset(
    {"bad-credit-code", "bad-id", "bad-number", "bad-registration-number", "bad-url"}
    | {"unknown-value"}
)
_SEPARATED: Final = re.compile(
    r"(?P<y>\d{4})(?:(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})"
    r"|年(?P<m2>\d{1,2})月(?P<d2>\d{1,2})[日号]|(?P<m3>\d{2})(?P<d3>\d{2}))"
    r"(?:(?:T|\s+|(?<=[日号]))(?P<hour>\d{1,2})(?::(?P<minute>\d{2})|[时点](?:(?P<m4>\d{1,2})分)?))?",
    re.ASCII,
)
_DASHES: Final = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_AROUND: Final = re.compile(r"\s*([-/.年月日号:时点分])\s*")
_GROUPED: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
_REGIONS: Final = frozenset({"region", "occurred_in", "regions"})
_DIGITS: Final = re.compile("[0-9]{2,12}")


@dataclass(frozen=True, slots=True)
class Meant:
    """What is to stand at a place of a record: a value, or the place's own key."""

    place: Path
    text: str
    what: Message
    is_key: bool = False


def meant_in(spec: Spec, values: Mapping[str, Any]) -> list[Meant]:
    """Everything in a record that its kind refuses as written, and takes as it was meant."""
    parsed = parse(spec, values)
    found = [] if isinstance(parsed, Parsed) else [_meant(spec, values, each) for each in parsed]
    digits = (
        Meant(place, folded(text), WIDE)
        for place, text in texts_in(values)
        if any(part in _REGIONS for part in place)
        and folded(text) != text
        and _DIGITS.fullmatch(folded(text))
    )
    return [each for each in (*found, *digits) if each is not None]


def _meant(spec: Spec, values: Mapping[str, Any], fault: Fault) -> Meant | None:
    place, code, _message = fault
    if code == "unknown-field":
        return _meant_key(spec, values, place)
    try:
        written = value_at(values, place)
    except LookupError:
        return None
    if isinstance(written, bool) or not isinstance(written, (str, int)):
        return None
    text = str(written)
    candidates = [_day(text)] if code == "bad-date" else []
    if code in _WIDE_CODES:
        candidates = [folded(text), *_tidied(code, folded(text))]
    good = {
        each
        for each in candidates
        if each and each != text and _is_taken(spec, values, place, each)
    }
    return Meant(place, good.pop(), DAY if code == "bad-date" else WIDE) if len(good) == 1 else None


def _meant_key(spec: Spec, values: Mapping[str, Any], place: Path) -> Meant | None:
    key = folded(str(place[-1]))
    try:
        around = value_at(values, place[:-1])
    except LookupError:
        return None
    is_free = isinstance(around, dict) and key not in around and place[-1] in around
    if key == place[-1] or not is_free or key not in vocabulary_of(spec).keys:
        return None
    renamed = with_key(values, place, key)
    faults = parse(spec, renamed)
    again = [] if isinstance(faults, Parsed) else faults
    is_known = all(each[:2] != ((*place[:-1], key), "unknown-field") for each in again)
    return Meant(place, key, KEY, is_key=True) if is_known else None


def _is_taken(spec: Spec, values: Mapping[str, Any], place: Path, text: str) -> bool:
    faults = parse(spec, with_value(values, place, text))
    return isinstance(faults, Parsed) or all(fault[0] != place for fault in faults)


def _day(text: str) -> str | None:
    plain = _AROUND.sub(r"\1", folded(text).translate(_DASHES))
    found = _SEPARATED.fullmatch(plain)
    if found is None:
        return None
    parts = found.groupdict()
    month = parts["m"] or parts["m2"] or parts["m3"]
    number = parts["d"] or parts["d2"] or parts["d3"]
    try:
        day = date(int(parts["y"]), int(month), int(number))
    except ValueError:
        return None
    if parts["hour"] is None:
        return day.isoformat()
    return (
        f"{day.isoformat()}T{int(parts['hour']):02}:{int(parts['minute'] or parts['m4'] or 0):02}"
    )


def _tidied(code: str, text: str) -> Iterator[str]:
    """Other ways in which the same code or number is written."""
    if code == "bad-credit-code":  # its check character tells whether this was meant
        yield re.sub(r"[\s-]", "", text).upper()
    if code == "bad-number" and _GROUPED.fullmatch(text):
        yield text.replace(",", "")


def texts_in(value: Any, place: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text of a record with its place."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from texts_in(item, (*place, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from texts_in(item, (*place, index))


def dotted(place: Path) -> str:
    """``place`` as a problem names it."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in place)
    return "".join(parts).removeprefix(".")


def value_at(values: Any, place: Path) -> Any:
    """The value at a place.

    Raises:
        LookupError: There is none.
    """
    for part in place:
        values = _inner(values, part)
    return values


def _inner(values: Any, part: str | int) -> Any:
    if isinstance(values, dict):
        return values[part]
    if isinstance(values, list) and isinstance(part, int):
        return values[part]
    raise LookupError(part)


def with_value(values: Mapping[str, Any], place: Path, text: Any) -> dict[str, Any]:
    """A record with another value at a place."""
    made = copy.deepcopy(dict(values))
    value_at(made, place[:-1])[place[-1]] = text
    return made


def with_key(values: Mapping[str, Any], place: Path, key: str) -> dict[str, Any]:
    """A record with another key at a place; the keys keep their order."""
    made = copy.deepcopy(dict(values))
    around = value_at(made, place[:-1])
    pairs = [(key if name == place[-1] else name, item) for name, item in around.items()]
    around.clear()
    around.update(pairs)
    return made


def as_meant(values: Mapping[str, Any], meant: list[Meant]) -> dict[str, Any]:
    """A record as it was meant: values first, for the places of keys change."""
    made = dict(values)
    for each in sorted(meant, key=lambda each: (each.is_key, -len(each.place))):
        put = with_key if each.is_key else with_value
        made = put(made, each.place, each.text)
    return made
