"""The blank forms as Word files: what an applicant fills in, signs and hands in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from site_builder.forms import all_forms
from site_builder.i18n import _
from site_builder.model.artifact import Artifact, fingerprint
from site_builder.word_file import WIDTH, paragraph, row, table, word_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.forms import Blank, Form, Part
    from site_builder.i18n import Message
    from site_builder.store.public import PublicCorpus

_BLANK: Final = "＿" * 12
_WIDTHS: Final = (WIDTH * 2 // 5, WIDTH - WIDTH * 2 // 5)
# Room for a line of handwriting, in twentieths of a point.
_LINE: Final = 480


def blank_forms(corpus: PublicCorpus) -> Iterator[Artifact]:
    """Each form, with the name of the site's publisher filled in."""
    chrome = corpus.chrome
    publisher = chrome.organ_name(chrome.site.publisher) or chrome.site.name
    for form in all_forms():
        yield Artifact(
            f"site/{form.path}",
            fingerprint(repr(form), publisher),
            partial(form_file, form, publisher),
        )


def form_file(form: Form, publisher: str) -> bytes:
    """One form as a Word file; the same words give the same bytes."""
    return word_file(_body(form, publisher), title=form.title, day=form.worded_on)


def _body(form: Form, publisher: str) -> Iterator[str]:
    whom = form.addressed_to.replace("%publisher%", publisher)
    yield paragraph(form.title, "Title", centred=True)
    yield _said(_("Basis: {basis}", basis=form.basis))
    yield _said(_("To: {blank} ({whom})", blank=_BLANK, whom=whom))
    for part in form.parts:
        yield from _part(part)
    if form.attach:
        yield _heading(_("To be attached"))
        yield from (paragraph(f"{n}. {what}") for n, what in enumerate(form.attach, 1))
    yield from (paragraph(f"{who}：{_BLANK}") for who in form.sign)
    yield _heading(_("Please note"))
    yield from (paragraph(note, "ListBullet") for note in form.notes)
    yield _said(
        _(
            "{publisher} offers this form free of charge; wording of {day}.",
            publisher=publisher,
            day=form.worded_on,
        )
    )


def _part(part: Part) -> Iterator[str]:
    yield paragraph(part.heading, "Heading2")
    yield from map(paragraph, part.text)
    if part.blanks:
        yield from table(_WIDTHS, map(_blank, part.blanks))
        # A table that another follows would grow into one with it.
        yield paragraph("")


def _blank(blank: Blank) -> str:
    return row((blank.label, ""), _WIDTHS, height=_LINE * blank.lines)


def _heading(message: Message) -> str:
    return paragraph(message.text("zh"), "Heading2")


def _said(message: Message) -> str:
    return paragraph(message.text("zh"))
