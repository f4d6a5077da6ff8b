"""What a page tells those whom it is about: paid, contested, how to leave early, whom to ask."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from site_builder.forms import all_forms
from site_builder.i18n import translate
from site_builder.model.public import EarlyEnd
from site_builder.model.record import Kind
from site_builder.model.regime import Deadline, Revocation, What
from site_builder.render.leaving import Way, leaving
from tests.render.helpers import (
    CASE_REGIME,
    LAST_DAY,
    ORGAN,
    PUBLISHER,
    REGIME,
    a_case,
    a_corpus,
    a_listing,
    elements,
    rendered,
    words,
)

if TYPE_CHECKING:
    from site_builder.model.public import PublicRecord
    from site_builder.model.regime import Regime

FIRST = date(2026, 9, 2)
WITH_DEADLINES = replace(
    REGIME,
    deadlines=(
        Deadline(
            what=What.DECIDE_REMOVAL, after="removal_applied", citation="第十四条", working_days=15
        ),
        Deadline(
            what=What.ANSWER_OBJECTION,
            after="objection_received",
            citation="第六条",
            working_days=5,
        ),
    ),
    revocation=Revocation(citation="第十六条"),
)


def zh(msgid: str, **values: str | int) -> str:
    return translate(msgid, "zh") % values


def page_of(folder: Path, record: PublicRecord, *regimes: Regime) -> str:
    """The page of one record, under the usual laws or ``regimes``."""
    own = folder / str(len(list(folder.iterdir())))
    own.mkdir()
    corpus = a_corpus(own, record)
    known = {**corpus.chrome.regimes, **{regime.id: regime for regime in regimes}}
    corpus.chrome = replace(corpus.chrome, regimes=known)
    return rendered(corpus)[record.path]


def said(folder: Path, record: PublicRecord, *regimes: Regime) -> str:
    return words(next(elements(page_of(folder, record, *regimes), "main")))


def paid(**changes: Any) -> PublicRecord:
    return a_listing(remedied_on="2026-03-01", early_end=EarlyEnd(FIRST), **changes)


def test_once_paid_the_page_says_when_and_that_the_listing_goes_on(tmp_path: Path) -> None:
    found = said(tmp_path, paid())
    assert (
        zh("All wages were paid on %(day)s, as the deciding body confirmed.", day="2026年3月1日")
        in found
    )
    goes_on = zh(
        "Payment alone does not shorten the listing: it shows until %(last)s "
        "(%(document)s, %(citation)s), unless it is removed earlier.",
        last="2029年3月1日",
        document="人社部令第45号",
        citation="第十一条",
    )
    assert goes_on in found


def test_a_listing_that_is_not_paid_says_nothing_of_payment(tmp_path: Path) -> None:
    page = page_of(tmp_path, a_listing())
    assert "record__paid" not in page
    assert "record__note" not in page


def test_the_page_says_from_which_day_early_removal_may_be_applied_for(tmp_path: Path) -> None:
    found = said(tmp_path, paid(), WITH_DEADLINES)
    assert (
        zh(
            "Yes: from %(first)s on the employer may apply to the deciding body for early removal, "
            "promising in writing not to owe wages again (%(citation)s).",
            first="2026年9月2日",
            citation="第十二条",
        )
        in found
    )
    decides = (
        "The deciding body decides within %(n)s working days of the application (%(citation)s)."
    )
    assert zh(decides, n=15, citation="第十四条") in found


def test_a_page_that_is_barred_says_so_and_names_no_day(tmp_path: Path) -> None:
    barred = a_listing(remedied_on="2026-03-01", early_end=EarlyEnd(is_barred=True))
    found = said(tmp_path, barred, WITH_DEADLINES)
    assert (
        zh("At present early removal cannot be applied for (%(citation)s).", citation="第十二条")
        in found
    )
    assert "第十四条" not in found


def test_a_regime_without_early_removal_is_said_to_have_none(tmp_path: Path) -> None:
    found = said(tmp_path, a_listing(), replace(REGIME, early_removal=None))
    none = (
        "The rules by which this site shows it know no early removal. "
        "Whoever has questions may ask the deciding body."
    )
    assert zh(none) in found


@pytest.mark.parametrize(
    ("last_day", "way"),
    [(FIRST, Way.FROM_A_DAY), (date(2026, 9, 1), Way.ENDS_FIRST), (None, Way.FROM_A_DAY)],
)
def test_a_day_of_applying_after_the_last_day_helps_nobody(last_day: date | None, way: Way) -> None:
    assert leaving(paid(last_day=last_day), REGIME).way is way


def test_a_listing_that_ends_before_the_wait_is_over_says_so(tmp_path: Path) -> None:
    late = a_listing(early_end=EarlyEnd(date(2029, 3, 2)), remedied_on="2028-09-01")
    ends_first = (
        "Early removal could be applied for only from %(first)s on; "
        "it ends by itself before (%(citation)s)."
    )
    assert zh(ends_first, first="2029年3月2日", citation="第十二条") in said(tmp_path, late)
    assert late.last_day == LAST_DAY


def test_a_record_under_contest_says_since_when_and_by_which_articles_it_goes_on(
    tmp_path: Path,
) -> None:
    for record in (a_listing(contested_on="2026-05-06"), a_case(contested_on="2026-05-06")):
        (note,) = (e for e in elements(page_of(tmp_path, record), "p") if _is_note(e.attrib))
        assert "2026年5月6日" in words(note)
        assert "《行政复议法》第四十二条" in words(note)
        assert "《行政诉讼法》第五十六条" in words(note)


@pytest.mark.parametrize("type_", ["judgment", "criminal_case", None])
def test_of_a_document_of_no_administrative_body_no_administrative_law_is_named(
    tmp_path: Path, type_: str | None
) -> None:
    found = said(tmp_path, a_case(type=type_, contested_on="2026-05-06"))
    assert "2026年5月6日" in found
    assert "行政复议" not in found
    assert "政府信息公开条例" not in found


def _is_note(attributes: Any) -> bool:
    return "record__note" in attributes.get("class", "")


def test_other_bodies_that_published_it_are_named(tmp_path: Path) -> None:
    for record in (
        a_listing(republished_by=[PUBLISHER.id]),
        a_case(republished_by=[PUBLISHER.id]),
    ):
        assert zh("Also published by") + PUBLISHER.name in said(tmp_path, record)
    assert zh("Also published by") not in said(tmp_path, a_listing())


def test_where_another_law_ends_it_earlier_the_page_names_that_law_and_its_own(
    tmp_path: Path,
) -> None:
    kinder = replace(REGIME, id="kinder", title="较短办法", document="示例令第9号")
    found = said(tmp_path, a_listing(ends_under="kinder", citation="第九条"), kinder)
    term = "Term: %(regime)s (%(document)s), %(citation)s"
    assert zh(term, regime="较短办法", document="示例令第9号", citation="第九条") in found
    assert "名单管理暂行办法" in found
    assert "《立法法》第一百零四条" in found
    assert "立法法" not in said(tmp_path, a_listing())


def test_the_page_says_whom_to_ask_and_where_the_time_for_it_stands(tmp_path: Path) -> None:
    found = said(tmp_path, a_listing())
    for expected in (
        ORGAN.name,
        "0471-12333",
        "在决定书载明的期限内",
        "行政复议",
        "行政诉讼",
        "《政府信息公开条例》第四十一条",
    ):
        assert expected in found


def test_only_the_page_of_a_case_names_the_time_for_answering_objections(tmp_path: Path) -> None:
    # 令45 第六条 is about objections before the decision.
    answers = (
        "You object to its publication: the body answers within %(n)s working days "
        "of your objection."
    )
    case_law = replace(CASE_REGIME, deadlines=WITH_DEADLINES.deadlines)
    assert zh(answers, n=5) in said(tmp_path, a_case(), case_law)
    assert zh(answers, n=5) not in said(tmp_path, a_listing(), WITH_DEADLINES)


def test_a_listing_offers_every_form_with_its_sort_and_what_to_attach(tmp_path: Path) -> None:
    page = page_of(tmp_path, a_listing())
    links = {e.get("href"): words(e) for e in elements(page, "a") if e.get("download") is not None}
    assert links == {f"../{form.path}": form.title for form in all_forms()}
    assert "DOCX" in page
    assert all(what in page for form in all_forms() for what in form.attach)


def test_forms_of_another_law_and_for_other_bodies_are_not_offered(tmp_path: Path) -> None:
    def offered(record: PublicRecord) -> set[str]:
        page = page_of(tmp_path, record)
        return {words(e) for e in elements(page, "a") if e.get("download") is not None}

    assert offered(a_case()) == {"异议申请书", "更正申请书"}
    assert offered(a_case(type="judgment")) == set()
    assert offered(a_listing(regime=CASE_REGIME.id)) == {"异议申请书", "更正申请书"}


def test_a_regime_that_is_not_known_leaves_no_way(tmp_path: Path) -> None:
    assert leaving(a_listing(), None).way is Way.NONE
    assert a_listing().kind is Kind.LISTING
    assert "None" not in page_of(tmp_path, a_listing(regime=None, ends_under=None))
