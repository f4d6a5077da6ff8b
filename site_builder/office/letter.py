"""The notice to a party that its record is no longer shown: for the office alone to send.

It names the party, so it goes where the office says, and is never published. It is in
Chinese, as official letters are. What only the office knows stays blank: number and seal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from site_builder.errors import SiteBuilderError
from site_builder.i18n import _
from site_builder.model.public import page_path
from site_builder.model.record import EventKind, Kind, State
from site_builder.model.regime import What
from site_builder.office.letter_end import (
    article,
    articles_on,
    end_of,
    in_chinese,
    law,
    one_line,
)
from site_builder.words import CASE_TYPES, KINDS, STATES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from site_builder.disclose import Subject
    from site_builder.i18n import Message
    from site_builder.model.moment import Moment
    from site_builder.store.public import Chrome

_HAVE_A_PARTY: Final = frozenset({Kind.LISTING, Kind.CASE})
_ENDED: Final = frozenset({State.EXPIRED, State.REMOVED_EARLY, State.REVOKED})
_ORGANISATION, _PERSON = "你单位", "你"


class LetterError(SiteBuilderError):
    """There is nothing to tell: the record has no party, has not ended, or was never shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A notice in the parts of an official letter, in Chinese; each text is one paragraph.

    ``number`` and ``sender`` end in the blanks that the office fills in by hand.
    """

    title: str
    number: str
    addressee: str
    paragraphs: tuple[str, ...]
    sender: str
    day: date


def letter(subject: Subject, chrome: Chrome, as_of: Moment) -> Letter:
    """The notice that a record is no longer shown, with the day of ``as_of`` on it.

    令45 第十七条: what expired, was removed early or revoked is shown no longer, nor on
    other sites.

    Raises:
        LetterError: There is nothing to tell; its message says why.
    """
    hidden_from = _hidden_from(subject, as_of)
    return _Draft(subject, chrome, as_of, hidden_from).letter()


def _hidden_from(subject: Subject, as_of: Moment) -> date:
    """The first day on which an ended record was not shown."""
    record, state = subject.record, subject.course.state(as_of)
    if record.kind not in _HAVE_A_PARTY:
        kind = KINDS[record.kind]
        raise LetterError(
            _("{id} is a {kind}: there is no party to write to", id=record.id, kind=kind)
        )
    if state not in _ENDED:
        raise LetterError(
            _(
                "{id} on {day}: {state}; there is a letter once its period is over, it was removed"
                " early, or its decision was revoked",
                id=record.id,
                day=as_of,
                state=STATES[state],
            )
        )
    hidden_from = subject.course.hidden_from(as_of)
    if hidden_from is None:
        raise LetterError(_("{id} was never shown: there is no end to tell", id=record.id))
    return hidden_from


@dataclass(frozen=True, slots=True)
class _Draft:
    """One letter in the making."""

    subject: Subject
    chrome: Chrome
    as_of: Moment
    hidden_from: date

    def letter(self) -> Letter:
        end = end_of(self.subject, self.chrome.regimes, self.as_of, self._you)
        sentences = ("".join(map(_said, part)) for part in self._parts(end.sentences))
        return Letter(
            title=_said(end.title),
            number=_said(_("Number: {blank}", blank="＿" * 12)),
            addressee=f"{self._addressee()}：",
            paragraphs=tuple(sentences),
            sender=_said(_("{organ} (seal)", organ=self.chrome.organ_name(self._sender()))),
            day=self.as_of.day,
        )

    @property
    def _party(self) -> Mapping[str, Any]:
        values = self.subject.record.values
        party: Mapping[str, Any] = values.get("employer") or values["party"]
        return party

    @property
    def _you(self) -> str:
        return _PERSON if self._party.get("party_kind") == "natural_person" else _ORGANISATION

    @property
    def _site(self) -> str:
        return self.chrome.site.name

    def _addressee(self) -> str:
        """The party by its present name, the name of the record, and its code."""
        party, live = self._party, self.subject.course.live_events(self.as_of.day)
        names = [party["name"], *(e.name for e in live if e.kind is EventKind.RENAMED and e.name)]
        code = party.get("credit_code") or party.get("registration_number")
        about = []
        if names[-1] != names[0]:
            about.append(_said(_("formerly {name}", name=one_line(names[0]))))
        if code:
            about.append(_said(_("code {code}", code=code)))
        return one_line(names[-1]) + (f"（{'，'.join(about)}）" if about else "")

    def _parts(self, end: tuple[Message, ...]) -> Iterator[tuple[Message, ...]]:
        yield (self._published(),)
        yield end
        yield tuple(self._gone())
        yield (self._elsewhere(),)
        yield from ((place,) for place in self._places())
        yield (_("What else was decided about {you} is not touched by this.", you=self._you),)
        yield tuple(self._contact())
        yield (_("Please take note."),)

    def _published(self) -> Message:
        record, regime = self.subject.record, self.subject.regime
        written = record.values.get("decision") or record.values["document"]
        facts = {
            "day": in_chinese(_day_of(self.subject)),
            "organ": self.chrome.organ_name(self.subject.organ) or one_line(written["organ"]),
            "number": one_line(written["number"]),
            "law": law(regime) if regime else "",
            "site": self._site,
        }
        if record.kind is Kind.LISTING:
            return _(
                "On {day}, {organ} decided by {number} to put {you} on the list under {law}; the"
                " website {site} showed it in public.",
                you=self._you,
                **facts,
            )
        title = written.get("title") or _said(CASE_TYPES[record.values["type"]])
        return _(
            "On {day}, {organ} issued {number}, “{title}”, which concerns {you}; the website {site}"
            " showed it in public under {law}.",
            title=one_line(title),
            you=self._you,
            **facts,
        )

    def _gone(self) -> Iterator[Message]:
        yield _(
            "From 0:00 of {day} on, the website {site} shows the record no longer: it is gone from"
            " the pages, from the search and from the data files.",
            day=in_chinese(self.hidden_from),
            site=self._site,
        )
        if self.subject.record.values.get("persons"):
            yield _("So are the persons that it named.")
        yield _(
            "Its address {url} says only that the record has ended, without name or code.",
            url=self.chrome.site.base_url + self._path(),
        )

    def _path(self) -> str:
        record, start = self.subject.record, self.subject.course.start
        return page_path(record.kind, record.id, record.facts.starts.get("issued_on", start))

    def _elsewhere(self) -> Message:
        regime, you = self.subject.regime, self._you
        articles = articles_on(What.REMOVE, regime)
        if regime is None or not articles:
            return _(
                "Where another website still shows the record, {you} may ask it to take it down,"
                " or tell us.",
                you=you,
            )
        return _(
            "By {law}, other websites that show the record must cease to, too; where one still"
            " does, {you} may ask it to take it down, or tell us.",
            law=article(regime, articles[0]),
            you=you,
        )

    def _places(self) -> Iterator[Message]:
        """The other places that the office had it published at, and what became of each."""
        places = self.subject.record.facts.also_published
        if places:
            yield _("We had it published at these places, and tell them of its end:")
        for number, place in enumerate(places, start=1):
            name = one_line(place.channel) + (f"（{place.url}）" if place.url else "")
            recalled = self._recalled(place.channel)
            if recalled is None:
                yield _("{number}. {place}", number=number, place=name)
            else:
                day = in_chinese(recalled)
                yield _(
                    "{number}. {place}: taken down on {day}", number=number, place=name, day=day
                )

    def _recalled(self, channel: str) -> date | None:
        live = self.subject.course.live_events(self.as_of.day)
        days = (e.on for e in live if e.kind is EventKind.RECALLED and e.channel == channel)
        return next(days, None)

    def _contact(self) -> Iterator[Message]:
        sender = self.chrome.organs.get(self._sender())
        if sender is not None and sender.phone:
            yield _("Telephone: {phone} ({organ}).", phone=sender.phone, organ=sender.name)
        region = self.subject.region or (sender.region if sender else None)
        found = (c for c in self.chrome.channels_in(region) if c.phone)
        if channels := "；".join(f"{one_line(c.name)} {c.phone}" for c in found):
            yield _("Other ways to reach us: {channels}.", channels=channels)

    def _sender(self) -> str:
        """The deciding body where it is the publisher's own or below it, else the publisher."""
        organs, publisher = self.chrome.organs, self.chrome.site.publisher
        above, seen = self.subject.organ, set[str]()
        while above is not None and above not in seen:
            if above == publisher:
                return self.subject.organ or publisher
            seen.add(above)
            above = organs[above].parent if above in organs else None
        return publisher


def _day_of(subject: Subject) -> date:
    """The day of the decision or the document."""
    starts = subject.record.facts.starts
    return starts.get("decided_on") or starts["issued_on"]


def _said(message: Message) -> str:
    return message.text("zh")
