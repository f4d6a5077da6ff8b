"""From the content as it is written to a piece for the press, or why there is none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from site_builder.article import PICTURES, WIDTHS
from site_builder.disclose import Naming, disclose_alone
from site_builder.model.moment import ONE_DAY
from site_builder.model.record import Kind
from site_builder.press.piece import Named, Picture, Piece
from site_builder.press.standing import (
    PressError,
    entry_of,
    marks,
    refuse_named_records,
    refuse_names_in_words,
    refuse_unless_article,
    refuse_what_was_found,
)
from site_builder.press.told import corrections, facts, notes, together
from site_builder.render.articles import body_of
from site_builder.render.picture import ShownFiles, pictures_in
from site_builder.render.words import title
from site_builder.store.private import scratch_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from markupsafe import Markup

    from site_builder.disclose import Subject
    from site_builder.errors import Problem
    from site_builder.model.moment import Moment
    from site_builder.model.public import PublicRecord
    from site_builder.prepare import Prepared
    from site_builder.store.public import PublicCorpus

# However it is written: as a link, or as the definition of one.
_NAMES_LISTING: Final = re.compile(r"(?i:listing):([a-z0-9-]+)")
_BY_ADDRESS: Final = re.compile(r"listings/([a-z0-9-]+)\.html")


def piece_of(
    found: Prepared, subject: Subject, as_of: Moment, *, content: Path, with_names: bool
) -> Piece:
    """An article as it is written, for the press, with the typical cases that it publishes.

    ``found`` was prepared as if signed; what nobody signed is marked. Firms stand as 某公司;
    ``with_names``, those stand by their names whose listing is in force, and signed.

    Raises:
        PressError: It may go out in no form.
    """
    refuse_unless_article(subject)
    return _Reading(found, subject, as_of, content, with_names=with_names).piece()


@dataclass(frozen=True, slots=True)
class _Told:
    """What was disclosed: the article and its cases with their texts, and whom they name."""

    articles: list[tuple[PublicRecord, Markup]]
    named: tuple[Named, ...]
    problems: tuple[Problem, ...]


class _Reading:
    """Puts one piece together."""

    def __init__(
        self, found: Prepared, subject: Subject, as_of: Moment, content: Path, *, with_names: bool
    ) -> None:
        self._found = found
        self._as_of = as_of
        self._with_names = with_names
        self._shown = ShownFiles(pictures_in(content), WIDTHS[-1:])
        self._left_out: list[str] = []
        self._entries = [entry_of(subject, as_of)]
        self._articles = [subject, *self._cases(subject)]
        self._bodies = "\n".join(each.record.body for each in self._articles)

    def piece(self) -> Piece:
        """The piece, once it is known that it may go out.

        Raises:
            PressError: It may not.
        """
        told = self._told()
        records = [record for record, _body in told.articles]
        public = records[0]
        standing = marks(
            max(filter(None, self._entries), default=None),
            is_signed=not any(self._is_unsigned(each.record.id) for each in self._articles),
        )
        chrome = self._found.vetted.chrome
        shown = {each.record for each in told.named}
        return Piece(
            id=public.id,
            title=title(public),
            facts=tuple(facts(public, chrome)),
            summary=public.values.get("summary") or "",
            corrections=tuple(corrections(public)),
            body=str(together(told.articles)),
            pictures=tuple(self._pictures(records)),
            notes=tuple(notes(records, self._as_of.day, has_names=bool(told.named))),
            marks=tuple(mark.text("zh") for mark in standing),
            address=None if standing else f"{chrome.site.base_url.rstrip('/')}/{public.path}",
            named=told.named,
            unnamed=tuple(n for n in self._names() if self._with_names and n not in shown),
            left_out=tuple(self._left_out),
            problems=told.problems,
        )

    def _cases(self, subject: Subject) -> Iterator[Subject]:
        """The typical cases that a news item publishes, but for those that are not public."""
        for name in subject.record.values.get("typical_cases", ()):
            case = self._found.subjects.get(name)
            if case is None or case.record.kind is not Kind.TYPICAL_CASE:
                continue
            try:
                self._entries.append(entry_of(case, self._as_of))
            except PressError:
                self._left_out.append(name)
            else:
                yield case

    def _told(self) -> _Told:
        wanted = self._listings() if self._with_names else ()
        with scratch_folder() as folder:
            records, corpus, leaks = disclose_alone(
                self._articles, self._found.subjects, self._as_of, folder / "press.sqlite", wanted
            )
            try:
                problems = self._passed(leaks)
                self._refuse_names(records, corpus)
                shown = self._shown
                listed = [each for name in self._names() if (each := corpus.get(name))]
                linked = {each.id: Named(each.id, each.last_day) for each in listed}
                return _Told(
                    [(record, body_of(record, corpus, shown, root="")) for record in records],
                    tuple((linked | self._named_in_words(records)).values()),
                    problems,
                )
            finally:
                corpus.close()

    def _passed(self, leaks: list[Problem]) -> tuple[Problem, ...]:
        """What was found and keeps nothing back."""
        own = [each.record.id for each in self._articles]
        every = tuple(each for each in (*self._found.problems, *leaks) if each.record in own)
        refuse_what_was_found(own[0], every)
        return tuple(each for each in every if each.waived is None)

    def _refuse_names(self, records: Iterable[PublicRecord], corpus: PublicCorpus) -> None:
        """Refuse what names a firm by other words than a link to its listing in force."""
        names = dict.fromkeys((*self._names(), *_BY_ADDRESS.findall(self._bodies)))
        others = [name for name in names if corpus.get(name) is None]
        for record in records:
            refuse_names_in_words(record, filter(None, map(self._found.subjects.get, others)))

    def _named_in_words(self, records: Iterable[PublicRecord]) -> dict[str, Named]:
        """The records in force that the articles name otherwise, where that is asked for."""
        naming = Naming(self._found.subjects)
        found: dict[str, Named] = {}
        for record in records:
            in_force, others = naming.named(record, self._as_of)
            refuse_named_records(record, others if self._with_names else [*_ids(in_force), *others])
            for each in in_force:
                hidden_from = each.course.hidden_from(self._as_of)
                last_day = hidden_from - ONE_DAY if hidden_from else None
                found[each.record.id] = Named(each.record.id, last_day)
        return found

    def _names(self) -> list[str]:
        """The ids of the listings that the articles link to, each once."""
        return list(dict.fromkeys(_NAMES_LISTING.findall(self._bodies)))

    def _listings(self) -> Iterator[Subject]:
        """The listings that the articles link to and two people signed."""
        for name in self._names():
            listing = self._found.subjects.get(name)
            is_listing = listing is not None and listing.record.kind is Kind.LISTING
            if listing is not None and is_listing and not self._is_unsigned(name):
                yield listing

    def _is_unsigned(self, name: str) -> bool:
        return name in self._found.vetted.unsigned

    def _pictures(self, records: Iterable[PublicRecord]) -> Iterator[Picture]:
        """The pictures that the articles show, each once."""
        known: set[str] = set()
        for path, sha256 in chain.from_iterable(record.files for record in records):
            is_picture = PurePosixPath(path).suffix.lower() in PICTURES
            for asset in self._shown.assets(path, sha256) if is_picture else ():
                data = self._shown.data(path, sha256, asset)
                if data and asset.copy and asset.address not in known:
                    known.add(asset.address)
                    yield Picture(asset.address, asset.copy.suffix, data)


def _ids(subjects: Iterable[Subject]) -> list[str]:
    return [each.record.id for each in subjects]
