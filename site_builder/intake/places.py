"""A region out of the cells that name it: 内蒙古自治区, 呼和浩特市, 新城区."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from site_builder.errors import quoted
from site_builder.i18n import _
from site_builder.model.regions import full_name, lineage, region_name, regions_named
from site_builder.tables.cells import CellValue
from site_builder.tables.values import Unclear, read_text

_CHOICES: Final = 5
# What a program made of a code: 150102.0.
_FLOAT: Final = re.compile(r"(\d{6})\.0+", re.ASCII)
_BETWEEN: Final = re.compile(r"[\s/\-－—·>,，、]+")


def region_of(cells: Sequence[CellValue]) -> str:
    """The code of the region that cells name together, the narrowest of them.

    A name that several regions bear means the one that lies in those of the other cells.
    One cell may name several in a row: 呼和浩特市新城区, 广东省/中山市.

    Raises:
        Unclear: There is no such region, or there are several.
    """
    texts = [part for cell in cells for part in _BETWEEN.split(read_text(cell)) if part]
    meant = [(text, _codes(text)) for text in texts]
    for text, codes in meant:
        if not codes:
            message = _(
                "no region {found}; expected a six-digit code or its exact name",
                found=quoted(text),
            )
            raise Unclear("unknown-region", message)
    every = {code for _text, codes in meant for code in codes}
    fitting = [
        code
        for code in sorted(every)
        if all(set(lineage(code)) & set(codes) for _text, codes in meant)
    ]
    narrowest = [code for code in fitting if not any(_lies_in(other, code) for other in fitting)]
    if len(narrowest) == 1:
        return narrowest[0]
    choices = ", ".join(
        f"{code} {full_name(code)}" for code in (narrowest or sorted(every))[:_CHOICES]
    )
    message = _(
        "expected one region, found {found}, which may be {choices}",
        found=quoted(meant[-1][0]),
        choices=choices,
    )
    raise Unclear("unknown-region", message)


def _codes(text: str) -> tuple[str, ...]:
    if found := _FLOAT.fullmatch(text):
        text = found[1]
    if region_name(text) is not None:
        return (text,)
    return regions_named(text) or _codes_in_a_row(text)


def _codes_in_a_row(text: str) -> tuple[str, ...]:
    """The regions that end a row of names, each lying in those before it."""
    for at in range(2, len(text) - 1):
        around = regions_named(text[:at])
        inner = _codes(text[at:]) if around else ()
        found = [code for code in inner if any(_lies_in(code, outer) for outer in around)]
        if found:
            return tuple(found)
    return ()


def _lies_in(inner: str, outer: str) -> bool:
    return inner != outer and outer in lineage(inner)
