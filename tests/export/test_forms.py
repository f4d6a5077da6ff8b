"""The blank forms as Word files: what they ask for, and that their bytes stand still."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest

from site_builder.export.forms import blank_forms, form_file
from site_builder.forms import all_forms
from tests.export.examples import PUBLISHER, a_corpus, made

if TYPE_CHECKING:
    from docx.document import Document

    from site_builder.forms import Form

EACH = pytest.mark.parametrize("form", all_forms(), ids=[form.name for form in all_forms()])


def opened(form: Form, publisher: str = PUBLISHER.name) -> Document:
    return docx.Document(io.BytesIO(form_file(form, publisher)))


def text(document: Document) -> str:
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


@EACH
def test_a_form_opens_with_its_title_its_articles_and_whom_it_goes_to(form: Form) -> None:
    document = opened(form)
    assert document.paragraphs[0].text == form.title
    assert document.paragraphs[0].style is not None
    assert document.paragraphs[0].style.name == "Title"
    assert form.basis in text(document)
    assert form.addressed_to.replace("%publisher%", PUBLISHER.name) in text(document)


@EACH
def test_a_form_has_an_empty_cell_beside_everything_it_asks_for(form: Form) -> None:
    rows = [row.cells for table in opened(form).tables for row in table.rows]
    asked = [blank.label for part in form.parts for blank in part.blanks]
    assert [(label.text, blank.text) for label, blank in rows] == [(a, "") for a in asked]


@EACH
def test_a_form_says_what_to_attach_where_to_sign_and_what_to_note(form: Form) -> None:
    found = text(opened(form))
    for expected in (*form.attach, *form.sign, *form.notes):
        assert expected in found


@EACH
def test_a_form_names_the_publisher_and_nobody_who_made_it(form: Form) -> None:
    document = opened(form)
    assert PUBLISHER.name in text(document)
    properties = document.core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert properties.title == form.title
    assert properties.created is not None
    assert properties.created.date() == form.worded_on


@EACH
def test_a_form_is_the_same_bytes_each_time_and_as_small_as_the_page_says(form: Form) -> None:
    data = form_file(form, PUBLISHER.name)
    assert data == form_file(form, PUBLISHER.name)
    assert len(data) < 50_000
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_publishers_name_with_signs_that_mean_something_stands_as_it_is() -> None:
    for form in all_forms():
        assert "A&B <局>" in text(opened(form, "A&B <局>"))


def test_the_release_has_every_form_and_a_new_publisher_makes_them_anew(tmp_path: Path) -> None:
    corpus = a_corpus(tmp_path)
    before = list(blank_forms(corpus))
    assert made(before).keys() == {f"site/{form.path}" for form in all_forms()}
    organs = {**corpus.chrome.organs, PUBLISHER.id: replace(PUBLISHER, name="示例厅")}
    corpus.chrome = replace(corpus.chrome, organs=organs)
    after = list(blank_forms(corpus))
    assert not {a.fingerprint for a in before} & {a.fingerprint for a in after}
    assert all(made(before)[path] != data for path, data in made(after).items())
