"""What the archive knows of one record, on one day: all that was written, whoever may see it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from site_builder.model.regions import lineage
from site_builder.model.text import trade_name, without_legal_form

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from site_builder.disclose import Subject
    from site_builder.model.moment import Moment
    from site_builder.store.public import Chrome

# What names a party, by the record's groups; all else that was written is text.
_NAMES: Final = (
    ("employer", "name"), ("employer", "former_names"), ("party", "name"), ("title",), ("label",),
)  # fmt: skip
_CODES: Final = (
    ("employer", "credit_code"), ("employer", "registration_number"),
    ("party", "credit_code"), ("party", "registration_number"),
)  # fmt: skip
_NUMBERS: Final = (("decision", "number"), ("document", "number"))
_TITLES: Final = (("project", "name"), ("document", "title"))
_NO_WORDS: Final = frozenset({"id", "regime", "organ", "region", "occurred_in", "listing"})


@dataclass(frozen=True)
class Document:
    """A record as the archive finds it and shows it; days as ISO 8601, empty where none is known.

    ``embargo`` is the minute before which it does not show. ``names`` are its title and every
    name that its party has or had, the first that it goes by.
    """

    id: str
    kind: str
    state: str
    path: str
    line: int
    organ: str
    organ_name: str
    region: str
    regions: tuple[str, ...]
    starts: str
    ends: str
    embargo: str
    year: str
    names: tuple[str, ...]
    cores: tuple[str, ...]
    codes: tuple[str, ...]
    numbers: tuple[str, ...]
    titles: tuple[str, ...]
    people: tuple[str, ...]
    texts: tuple[str, ...]

    @cached_property
    def digest(self) -> str:
        """A digest of all of it: another one means that the index is to learn it anew."""
        text = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)
        return hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=12).hexdigest()


def document(subject: Subject, chrome: Chrome, as_of: Moment) -> Document:
    """A record in the state that it has at ``as_of``."""
    record, course = subject.record, subject.course
    values, facts = record.values, record.facts
    hidden_from = course.hidden_from(as_of)
    names = dict.fromkeys(
        (facts.title, *_at(values, _NAMES), *(e.name for e in subject.found.events if e.name))
    )
    people = [name for group in values.get("persons", ()) for name in _texts(group, "name")]
    people += _at(values, (("party", "legal_representative"),))
    kept = {*names, *people}
    known = {*_at(values, (*_CODES, *_NUMBERS, *_TITLES)), *kept}
    texts = [text for text in _leaves(values) if text not in known]
    start = "" if course.start == date.max else course.start.isoformat()
    return Document(
        id=record.id,
        kind=record.kind.value,
        state=course.state(as_of).value,
        path=record.path,
        line=record.line,
        organ=subject.organ or "",
        organ_name=chrome.organ_name(subject.organ),
        region=subject.region or "",
        regions=lineage(subject.region) if subject.region else (),
        starts=start,
        ends=_last_day(hidden_from),
        embargo=str(course.embargo_until or ""),
        year=start[:4],
        names=tuple(filter(None, names)),
        cores=tuple(without_legal_form(trade_name(name)) for name in names if name),
        codes=tuple(_at(values, _CODES)),
        numbers=tuple(_at(values, _NUMBERS)),
        titles=tuple(_at(values, _TITLES)),
        people=tuple(dict.fromkeys(people)),
        texts=(*texts, *([record.body] if record.body else ())),
    )


def _last_day(hidden_from: date | None) -> str:
    if hidden_from is None or hidden_from == date.min:
        return ""
    return date.fromordinal(hidden_from.toordinal() - 1).isoformat()


def _at(values: Mapping[str, Any], places: tuple[tuple[str, ...], ...]) -> list[str]:
    found: list[str] = []
    for *groups, name in places:
        group: Any = values
        for key in groups:
            group = group.get(key) or {}
        found += _texts(group, name)
    return found


def _texts(group: Mapping[str, Any], name: str) -> list[str]:
    value = group.get(name)
    if isinstance(value, str):
        return [value]
    return [each for each in value or () if isinstance(each, str)]


def _leaves(value: Any, name: str = "") -> Iterator[str]:
    if isinstance(value, str):
        if name not in _NO_WORDS and value:
            yield value
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _leaves(each, name)
    elif hasattr(value, "items"):
        for key, each in value.items():
            yield from _leaves(each, key)
