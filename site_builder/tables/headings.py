"""Which field a heading means: an English path, an unambiguous leaf, or an office's words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final, get_args

from site_builder.kinds.case import StageName
from site_builder.kinds.event import CaseEventKind, ListingEventKind
from site_builder.kinds.faults import nearest
from site_builder.model.fields import FIELDS, TOLD_BY_EVENTS
from site_builder.model.nearest import nearest_word
from site_builder.model.record import Kind
from site_builder.tables.vocabulary import (
    COUNTERS,
    EVENT_PARTS,
    EVENTS_IN_CHINESE,
    FIELDS_IN_CHINESE,
    STAGE_PARTS,
    STAGES_IN_CHINESE,
    UNITS,
)

ROLES: Final = ("legal_representative", "principal", "responsible_manager", "responsible_person")
STAGES: Final[tuple[str, ...]] = get_args(StageName)
ENDS_ON: Final = "ends_on"
NOTHING: Final = ""  # what a counter of lines means
_EVENT_KINDS: Final = {
    Kind.LISTING: get_args(ListingEventKind),
    Kind.CASE: get_args(CaseEventKind),
}
_GROUPS: Final = ("persons", "stages")
_BRACKETS: Final = re.compile(r"[（(\[【]([^（(\[【）)\]】]*)[）)\]】]$")
_DAY_HINT: Final = re.compile(r"[ymd年月日/\-. ]+|(格式|如|例如).*", re.IGNORECASE)
_HINTS: Final = frozenset({"必填", "选填", "可选", "人", "名", "人数", "required", "optional"})
_PRIVATE: Final = re.compile("证件|身份证|证号|电话|手机|住址|账号|卡号|联系")
_ALIKE: Final = 0.6


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, its place counted from 0, and what its cells mean.

    ``unit`` is how many yuan one is, where the heading says so (万元); ``format`` is a
    ``strptime`` pattern for days that a map file gives.
    """

    heading: str
    index: int
    field: str
    unit: Decimal | None = None
    format: str | None = None


def field_of(heading: str, kind: Kind) -> str | None:
    """The field that a heading means, as a canonical path; None: it is not known.

    ``NOTHING`` is what a counter of lines (序号) means. Events and stages come as
    ``events.KIND.on``, ``stages.STAGE.organ``; 公示截止期 as ``ends_on``.
    """
    plain, _unit = _parted(heading)
    known = _known(kind)
    return known.get(plain, known.get(plain.replace(" ", "_").replace("-", "_")))


def unit_of(heading: str) -> Decimal | None:
    """How many yuan one is in the column, where its heading names a unit (罚款金额（万元）)."""
    return _parted(heading)[1]


def column_of(heading: str, index: int, kind: Kind, unit: Decimal | None = None) -> Column | None:
    """The column below a heading; None where the heading is not known.

    ``unit`` is the whole sheet's, for a heading without one.
    """
    field = field_of(heading, kind)
    return None if field is None else Column(heading, index, field, unit_of(heading) or unit)


def nearest_heading(heading: str, kind: Kind) -> str | None:
    """The known heading that was probably meant: Chinese for Chinese, English for English."""
    plain, _unit = _parted(heading)
    if _PRIVATE.search(plain):
        return None  # nobody is to be told to call an identity card a name
    if plain.isascii():
        ending = (path for path in fields_of(kind) if path.endswith(f".{plain}"))
        return next(ending, None) or nearest(
            plain, [word for word in _known(kind) if word.isascii()]
        )
    words = [word for word in _known(kind) if not word.isascii()]
    return nearest_word(plain, words, _ALIKE)


def fields_of(kind: Kind) -> tuple[str, ...]:
    """Every path that a heading of this kind may mean, in the order of the record."""
    return tuple(dict.fromkeys(field for field in _known(kind).values() if field))


def heading_of(field: str, kind: Kind) -> str | None:
    """What an office calls a field; None where it has no word of its own."""
    return next(iter(FIELDS_IN_CHINESE[kind].get(field, ())), None)


def plain_heading(heading: str) -> str:
    """A heading without width, case, spaces, line breaks and the star of what must be filled."""
    text = unicodedata.normalize("NFKC", heading).strip().lower()
    text = re.sub(r"\s+", " " if text.isascii() else "", text)
    return text.strip("*：: ")


def _parted(heading: str) -> tuple[str, Decimal | None]:
    """A plain heading without its unit or hint in brackets, and the unit."""
    text = plain_heading(heading)
    unit = None
    while found := _BRACKETS.search(text):
        inner = found[1].strip().removeprefix("单位").strip(":： ")
        if inner in UNITS:
            unit = Decimal(UNITS[inner])
        elif inner not in _HINTS and not _DAY_HINT.fullmatch(inner):
            break
        text = text[: found.start()].strip("* ")
    head, slash, tail = text.rpartition("/")
    if slash and tail in UNITS:
        return head, Decimal(UNITS[tail])
    return text, unit


@cache
def _known(kind: Kind) -> Mapping[str, str]:
    """Every plain heading of a kind, and the path that it means."""
    if kind not in FIELDS_IN_CHINESE:
        return {}
    fields = ["id", "regime", *(["type"] if kind is Kind.CASE else []), ENDS_ON]
    # What events tell is written as an event, not as a field.
    written = [path for path in FIELDS[kind] if path not in TOLD_BY_EVENTS]
    fields += [path for path in written if path.partition(".")[0] not in _GROUPS]
    fields += [path for path in FIELDS_IN_CHINESE[kind] if path not in fields]
    known = dict.fromkeys(COUNTERS, NOTHING)
    known |= _leaves(fields)
    known |= {path: path for path in fields}
    for path, spoken in FIELDS_IN_CHINESE[kind].items():
        known |= {plain_heading(word): path for word in spoken}
    for path, words in _parts(kind).items():
        known |= {word: path for word in words if word not in known}
    return known


def _leaves(fields: Collection[str]) -> dict[str, str]:
    """The last words of paths, where only one path ends in them."""
    found: dict[str, list[str]] = {}
    for path in fields:
        found.setdefault(path.rpartition(".")[2], []).append(path)
    return {leaf: paths[0] for leaf, paths in found.items() if len(paths) == 1}


def _parts(kind: Kind) -> dict[str, list[str]]:
    """The paths of events and stages, with the headings that mean them."""
    found: dict[str, list[str]] = {}
    for event in _EVENT_KINDS[kind]:
        spoken = EVENTS_IN_CHINESE[kind].get(event, ())
        for part, words in EVENT_PARTS.items():
            path = f"events.{event}.{part}"
            bare = [event, f"events.{event}"] if part == "on" else []
            found[path] = [path, *bare, f"{event}.{part}", f"{event}_{part}"]
            found[path] += [f"{said}{word}" for said in spoken for word in words]
    for stage in STAGES if kind is Kind.CASE else ():
        spoken = STAGES_IN_CHINESE[stage]
        for part, words in STAGE_PARTS.items():
            path = f"stages.{stage}.{part}"
            bare = [f"stages.{stage}"] if part == "on" else []
            found[path] = [path, *bare, f"{stage}.{part}"]
            found[path] += [f"{said}{word}" for said in spoken for word in words]
    return found
