"""The sentences of a language that a site adds, from ``content/locale/TAG.po``.

Each catalog is one thing for two people to sign, as what it says stands on every page.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from babel.messages.pofile import PoFileError, read_po

from site_builder.errors import Problem, Severity
from site_builder.i18n import Message, Speech, _, for_readers
from site_builder.load.files import label, listed, read
from site_builder.model.digest import digest_of
from site_builder.model.site import CATALOG, catalog_id
from site_builder.model.tongue import tongue
from site_builder.store.corpus import Setting

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from babel.messages.catalog import Catalog
    from babel.messages.catalog import Message as Entry

LOCALE: Final = "locale"
_SUFFIX: Final = ".po"
_PLACE: Final = re.compile(r"%\([a-z_]+\)s|\{[a-z_]*\}")
_IN_PLACES: Final = frozenset("{}%")
_MARKUP: Final = frozenset("<>&")
_BETWEEN: Final = "|"
_FIRST: Final = 3


@dataclass(slots=True)
class CatalogRead:
    """One catalog; without a ``setting`` it cannot be used as written."""

    path: str
    setting: Setting | None = None
    problems: list[Problem] = field(default_factory=list)


def read_catalogs(content: Path) -> Iterator[CatalogRead]:
    """Every catalog of a site, whether the site speaks its language or not yet."""
    for file in listed(content / LOCALE):
        path = label(content, file)
        data = read(content, file)
        found = CatalogRead(path)
        if isinstance(data, Problem):
            found.problems.append(data)
        elif (wrong := _wrong_name(file)) is not None:
            found.problems.append(_bad(path, None, None, wrong))
        else:
            _read(found, data, file.name.removesuffix(_SUFFIX))
        yield found


def catalog_in(data: bytes) -> Catalog:
    """The catalog in a file.

    Raises:
        PoFileError: It is none; with the line.
        UnicodeDecodeError: It is not in UTF-8.
    """
    return read_po(io.StringIO(data.decode("utf-8-sig")), abort_invalid=True)


def _wrong_name(file: Path) -> Message | None:
    tag = file.name.removesuffix(_SUFFIX)
    known = tongue(tag) if file.name.endswith(_SUFFIX) else None
    if known is None or known.tag != tag:
        return _("expected a file called after its language (BCP 47), like ug.po or mn-Mong.po")
    if Speech(tag).is_shipped:
        return _("expected another language: Chinese and English come with the product")
    return None


def _read(found: CatalogRead, data: bytes, tag: str) -> None:
    try:
        catalog = catalog_in(data)
    except UnicodeDecodeError:
        found.problems.append(_bad(found.path, None, None, _("expected text in UTF-8")))
        return
    except PoFileError as error:
        message = _("expected a gettext catalog, found a line that is none of one")
        found.problems.append(_bad(found.path, (error.lineno or 0) + 1, None, message))
        return
    # What the product says no more is signed too: to bring it up to date voids no sign-off.
    said = {str(each.id): each for each in catalog if each.id and _is_said(each)}
    for msgid, entry in said.items():
        if (wrong := _wrong(msgid, entry)) is not None:
            found.problems.append(_bad(found.path, entry.lineno, msgid, wrong))
    if found.problems:
        return
    found.problems += _lacking(found.path, [each for each in for_readers() if each not in said])
    if said:
        found.setting = _setting(found.path, tag, said)


def _is_said(entry: Entry) -> bool:
    """Whether a sentence is translated; what is marked as uncertain is not, as in gettext."""
    return bool(entry.string) and not entry.fuzzy


def _setting(path: str, tag: str, said: dict[str, Entry]) -> Setting:
    values = {msgid: str(entry.string) for msgid, entry in said.items()}
    lines = {msgid: entry.lineno or 1 for msgid, entry in said.items()}
    return Setting(
        kind=CATALOG,
        id=catalog_id(tag),
        path=path,
        line=1,
        values=values,
        digest=digest_of(values),
        lines=lines,
    )


def _wrong(msgid: str, entry: Entry) -> Message | None:
    """What is wrong with a sentence: it must take the same values, and be words alone."""
    if not isinstance(entry.string, str):
        return _("expected one sentence, found several for different numbers")
    text, expected = entry.string, sorted(set(_PLACE.findall(msgid)))
    found = sorted(set(_PLACE.findall(text)))
    if found != expected:
        return _(
            "expected the places {expected}, found {found}",
            expected=" ".join(expected) or "—",
            found=" ".join(found) or "—",
        )
    return _unfit(msgid, text)


def _unfit(msgid: str, text: str) -> Message | None:
    if not _IN_PLACES.isdisjoint(_PLACE.sub("", text)):
        return _("expected no sign of a place, one of {signs}, but in the places", signs="{ } %")
    if not _MARKUP.isdisjoint(text):
        return _("expected words alone, found a sign of markup: < > or &")
    if text.count(_BETWEEN) != msgid.count(_BETWEEN):
        return _("expected as many signs | as the English sentence has")
    if any(ord(char) < ord(" ") for char in text):
        return _("expected one line of text")
    return None


def _lacking(path: str, lacking: list[str]) -> Iterator[Problem]:
    if lacking:
        message = _(
            "{count} sentences are not translated and stand in Chinese, among them: {first}",
            count=len(lacking),
            first=" / ".join(lacking[:_FIRST]),
        )
        yield Problem(code="untranslated", path=path, message=message, severity=Severity.WARNING)


def _bad(path: str, line: int | None, msgid: str | None, message: Message) -> Problem:
    return Problem(code="bad-catalog", path=path, line=line, field=msgid, message=message)
