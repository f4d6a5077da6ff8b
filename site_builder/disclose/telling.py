"""Records whose own text tells what they may not show: a whole name amid the facts.

A short name that other characters surround is no word of its own, so the net behind the
release cannot know it for a name. Here it is known whose it is.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from site_builder.disclose.own_texts import structured, texts
from site_builder.disclose.rules import is_natural_person, kept_from_public
from site_builder.errors import Problem
from site_builder.i18n import _
from site_builder.model.text import fold, has_han, trade_name, without_legal_form

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from site_builder.disclose.subject import Subject, Subjects
    from site_builder.model.public import PublicRecord
    from site_builder.model.record import Record

_LEAST_HAN, _LEAST = 2, 5
# Codes have 15 or 18 characters. A trade name of two may be a word like any other.
_CODE, _RUN, _TELLING_HAN = 15, 8, 3
_TRADE = re.compile(
    r"(建筑|建设|建工|工程|劳务|派遣|集团|实业|装饰|装修|安装|市政|路桥|园林|绿化|房地产|置业|开发"
    r"|科技|商贸|贸易|服务|管理|矿业|煤业|能源|电力|水利|物流|运输|餐饮|食品|农牧|农业|建材|机械)$"
)
_SHOWN = "\uffff"  # no character, so in no value


def tells(subject: Subject, public: PublicRecord, subjects: Subjects) -> bool:
    """Whether the text of a public record holds a value that must not show with it.

    These are its own identifying values as far as they are withheld, and the names of the
    human beings whose cases an article is drawn from.
    """
    shown = set(structured(public))
    own = (*subject.record.facts.identifying, *kept_from_public(subject))
    known = (*own, *_persons(subject.record, subjects))
    wanted = _wanted(text for text in known if text not in shown and text != public.title)
    return bool(wanted) and any(
        value in text
        for text in chain(
            _free_texts(public, shown, wanted), _attached_texts(subject.record, public)
        )
        for value in wanted
    )


def holds(text: str, values: Iterable[str]) -> bool:
    """Whether a text holds one of ``values``, each as it is known amid other words."""
    folded = fold(text)
    return any(value in folded for value in _wanted(values))


def called(value: str) -> Iterator[str]:
    """What else tells of a firm's name or a code: what people call the firm, a run of the code.

    示例建筑工程 and 示例公司 for 内蒙古示例建筑工程有限公司; any eight characters of a code, for
    nine of them are the code of the organisation itself.
    """
    if not has_han(value):
        code = fold(value)
        if len(code) >= _CODE:
            yield from (code[at : at + _RUN] for at in range(len(code) - _RUN + 1))
        return
    name = without_legal_form(trade_name(value))
    word = name
    while (shorter := _TRADE.sub("", word)) not in ("", word):
        word = shorter
    yield from (f"{word}{form}" for form in ("公司", "集团"))
    yield from (text for text in (name, word) if len(fold(text)) >= _TELLING_HAN)


def _wanted(values: Iterable[str]) -> list[str]:
    """The values, folded, that are long enough to be known amid other words."""
    folded = {fold(text) for text in values}
    return [text for text in folded if len(text) >= (_LEAST_HAN if has_han(text) else _LEAST)]


def leak(record: Record) -> Problem:
    """That a record is taken out because it tells what it may not show."""
    message = _(
        "expected a text that fits what its regime lets show, found a withheld name, code or"
        " number in it; the record is taken out"
    )
    return Problem(
        code="leak",
        path=record.path,
        line=record.line,
        sheet=record.sheet,
        cell=record.cell,
        record=record.id,
        message=message,
    )


def _persons(record: Record, subjects: Subjects) -> Iterator[str]:
    """The names of the human beings who are parties of the cases that an article links to."""
    for name in record.values.get("cases", ()):
        case = subjects.get(name)
        if case is not None and is_natural_person(case.record):
            yield case.record.facts.title


def _attached_texts(record: Record, public: PublicRecord) -> Iterator[str]:
    """What the files say that are published with an article."""
    for each in record.facts.attached if public.body else ():
        yield from map(fold, each.texts)


def _free_texts(public: PublicRecord, shown: set[str], wanted: list[str]) -> Iterator[str]:
    """The record's texts without the values that it shows: a firm may bear its owner's name.

    What shows of a wanted name itself (J of John) stays, or the name would be none any more.
    """
    folded = sorted(map(fold, shown), key=len, reverse=True)
    known = [text for text in folded if not any(text in value for value in wanted)]
    for text in texts(public):
        for value in filter(None, known):
            text = text.replace(value, _SHOWN)  # noqa: PLW2901 - each takes away its own
        yield text
