"""Administrative regions by their six-digit codes (GB/T 2260), retired ones too.

The table comes with python-stdnum, which keeps the years in which a code was valid.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

_ENTRY = re.compile(r'  (?P<code>\d{4}) county="(?P<names>[^"]+)"')
_DATED = re.compile(r"\[(?P<begun>\d*)-(?P<ended>\d*)\](?P<name>[^,]+)")
_SUFFIX = re.compile(
    r"(特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|自治州|自治县|自治旗|地区|林区|新区|[省市盟旗县区])$"
)
_BRACKET = re.compile(r"\((?P<inside>[^)]*)\)")
_FORMS = ("集团", "控股", "股份", "中国")
_ZONE = re.compile(r"\d{4}7[1-9]", re.ASCII)
_LONGEST_PLACE = 15
# Entries of the table that group counties and name no place.
_GROUPS = frozenset(
    {"市辖区", "县", "省直辖行政单位", "省直辖县级行政单位", "自治区直辖县级行政单位"}
)


@cache
def _entries() -> dict[str, str]:
    """Every code's names as the table has them, each with its years."""
    entries: dict[str, str] = {}
    top = ""
    for line in files("stdnum.cn").joinpath("loc.dat").read_text("utf-8").splitlines():
        if match := _ENTRY.match(line):
            entries[top + match["code"]] = match["names"]
        elif line[:2].isdigit():
            top = line[:2]
    return entries


@cache
def _table() -> dict[str, str]:
    """Every code's newest name."""
    return {code: _newest(names) for code, names in _entries().items()}


@cache
def _retired() -> frozenset[str]:
    """The codes that name nothing any more."""
    years = {code: [*_DATED.finditer(names)] for code, names in _entries().items()}
    return frozenset(
        code for code, dated in years.items() if dated and all(m["ended"] for m in dated)
    )


def _newest(names: str) -> str:
    dated = list(_DATED.finditer(names))
    return max(dated, key=lambda match: match["ended"] or "9999")["name"] if dated else names


@cache
def region_names() -> frozenset[str]:
    """Every region's newest name."""
    return frozenset(_table().values())


def region_name(code: str) -> str | None:
    """The newest name of the region with six-digit ``code``; None if there is none.

    Statistics give development zones codes of their own (150172), which GB/T 2260
    does not name.
    """
    name = _table().get(code)
    if name is None and _ZONE.fullmatch(code) and prefecture(code) in _table():
        return "开发区"
    return name


def prefecture(code: str) -> str:
    """The code of the prefecture (盟, 市) that ``code`` lies in, or is."""
    return code[:4] + "00"


def province(code: str) -> str:
    """The code of the province that ``code`` lies in, or is."""
    return code[:2] + "0000"


def lineage(code: str) -> tuple[str, ...]:
    """``code`` and the regions around it, the province first."""
    return tuple(dict.fromkeys((province(code), prefecture(code), code)))


def is_place(code: str) -> bool:
    """Whether a code names a place of its own: 110100 only groups the districts of 110000."""
    return code == province(code) or full_name(code) != full_name(province(code))


@cache
def full_name(code: str) -> str:
    """The region's name behind those of the regions around it."""
    names = (region_name(part) for part in lineage(code))
    return "".join(name for name in names if name and name not in _GROUPS)


@cache
def _by_name() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for code, name in _table().items():
        if name not in _GROUPS:
            found.setdefault(name, set()).add(code)
            found.setdefault(full_name(code), set()).add(code)
    return {name: frozenset(codes - _retired() or codes) for name, codes in found.items()}


def regions_named(name: str) -> tuple[str, ...]:
    """The codes of every region called exactly ``name``, alone or behind those around it.

    A retired code counts only where no other has the name.
    """
    return tuple(sorted(_by_name().get(name, ())))


@cache
def _places() -> dict[str, frozenset[str]]:
    """Every way a firm's name may call a place, with the codes it may mean."""
    found: dict[str, set[str]] = {}
    for code, name in _table().items():
        if name not in _GROUPS:
            short = _SUFFIX.sub("", name)
            for word in {name, short} if len(short) > 1 else {name}:
                found.setdefault(word, set()).add(code)
    return {word: frozenset(codes) for word, codes in found.items()}


def is_called_so(word: str) -> bool:
    """Whether a region is called ``word``, with or without what it is (平遥, 平遥县)."""
    return word in _places()


def strip_region(name: str) -> str:
    """``name`` without the places it begins with (内蒙古呼和浩特市…), in brackets or not.

    A county's short name counts only behind the province or prefecture it lies
    in: 安平建筑 is a trade name, 衡水安平建筑 is not.
    """
    return split_region(name)[1]


def split_region(name: str) -> tuple[str, str]:
    """The last place that ``name`` begins with, empty if there is none, and what follows."""
    rest, around, last = _without_bracket(name), "", ""
    while (found := _leading_place(rest, around)) is not None:
        last, around = found
        rest = _without_bracket(rest[len(last) :])
    return last, rest


def _without_bracket(text: str) -> str:
    """``text`` without the place or the form of firm that it begins with in brackets."""
    match = _BRACKET.match(text)
    inside = match["inside"] if match else ""
    is_form = inside.endswith(_FORMS) or not inside
    is_dropped = is_form or is_called_so(strip_region(inside))
    return text[match.end() :] if match and is_dropped else text


def _leading_place(text: str, around: str) -> tuple[str, str] | None:
    for length in range(min(_LONGEST_PLACE, len(text) - 1), 1, -1):
        word = text[:length]
        for code in sorted(_places().get(word, ())):
            inside = bool(around) and code.startswith(around)
            whole = word == _table()[code] or code.endswith("00")
            if inside or (whole and not around):
                return word, _prefix(code)
    return None


def _prefix(code: str) -> str:
    """What the codes of all regions inside ``code`` begin with."""
    if code.endswith("0000"):
        return code[:2]
    return code[:4] if code.endswith("00") else code
