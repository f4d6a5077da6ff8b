"""The forms that may be downloaded say under which law they are of use, and rest on its words."""

from __future__ import annotations

import re

import pytest

from site_builder.forms import Form, all_forms, forms_for
from tests.model.examples import shipped

NAMES = [form.name for form in all_forms()]


@pytest.mark.parametrize("form", all_forms(), ids=NAMES)
def test_a_form_names_only_regimes_of_the_pack_that_know_early_removal(form: Form) -> None:
    for name in form.regimes:
        assert shipped()[name].early_removal is not None


@pytest.mark.parametrize("form", all_forms(), ids=NAMES)
def test_a_form_cites_its_article_and_leaves_room_to_sign(form: Form) -> None:
    assert re.search(r"第[一二三四五六七八九十]+条", form.basis)
    assert form.sign[-1] == "日期"
    assert any(part.blanks for part in form.parts)


def test_an_application_asks_for_what_the_law_asks_for_and_no_more() -> None:
    # 令45 第十四条: 书面申请、改正的证据、书面信用承诺.
    (application,) = (form for form in all_forms() if form.name == "early-removal")
    assert len(application.attach) == 2


def test_under_a_law_without_early_removal_there_is_no_form_for_it() -> None:
    assert [form.name for form in forms_for("arrears-list-2022")] == NAMES
    assert [form.name for form in forms_for("nm-credit-2021")] == ["objection", "correction"]
    assert [form.name for form in forms_for(None)] == ["objection", "correction"]
