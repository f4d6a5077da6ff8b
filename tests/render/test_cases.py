"""Cases as their readers see them: pages, timelines, lists, and the ways between records."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest

from site_builder.i18n import translate
from site_builder.model.record import Kind, State
from site_builder.render import cases, listings
from site_builder.render.edition import Edition
from site_builder.render.pages import pages
from site_builder.render.theme import Theme
from site_builder.render.words import case_type, stage
from tests.promised import standing
from tests.render.helpers import (
    DAY,
    ORGAN,
    a_case,
    a_corpus,
    a_gone,
    a_listing,
    an_article,
    elements,
    metas,
    no_pictures,
    rendered,
    words,
)

PAGE = "cases/2026/cf-2026-0001.html"
INNOCENT = (
    "Nobody may be held guilty before a people's court has so judged by law "
    "(Criminal Procedure Law, article 12)."
)
SUSPECTED = (
    "On %(day)s %(organ)s issued a document in a case in which %(name)s is suspected of a crime."
)


def zh(msgid: str, **values: str) -> str:
    return translate(msgid, "zh") % values if values else translate(msgid, "zh")


def case_page(folder: Path, *others: Any, **changes: Any) -> str:
    return rendered(a_corpus(folder, a_case(**changes), *others))[PAGE]


def record_of(page: str) -> Element:
    (found,) = (e for e in elements(page, "article") if "data-record" in e.attrib)
    return found


def classed(page: str, name: str) -> list[Element]:
    return [e for e in elements(page, "*") if name in (e.get("class") or "").split()]


def step(name: str, day: str, organ: str | None = None) -> dict[str, str | None]:
    return {"stage": name, "on": day, "organ": organ}


def fingerprints(folder: Path, *records: Any) -> dict[str, str]:
    found = standing(pages(a_corpus(folder, *records), Theme(None), no_pictures))
    return {artifact.path.removeprefix("site/"): artifact.fingerprint for artifact in found}


def test_a_case_stands_in_the_folder_of_its_year(tmp_path: Path) -> None:
    hooks = {n: v for n, v in record_of(case_page(tmp_path)).items() if n.startswith("data-")}
    assert hooks == {
        "data-record": "",
        "data-id": "cf-2026-0001",
        "data-kind": "case",
        "data-hidden-from": "2027-03-02",
    }


def test_the_first_sentence_says_who_did_what_to_whom_and_when(tmp_path: Path) -> None:
    said = zh(
        "On %(day)s %(organ)s decided on an administrative penalty against %(name)s.",
        day="2026年3月1日",
        organ=ORGAN.name,
        name="内蒙古示例1建筑有限公司",
    )
    (plain,) = classed(case_page(tmp_path), "record__plain")
    assert words(plain) == said


def test_a_cases_page_says_all_that_is_public(tmp_path: Path) -> None:
    said = words(record_of(case_page(tmp_path)))
    for expected in (
        "91150102MA0AAA0001",
        "张三",
        "行政处罚决定书",
        "示人社罚字〔2026〕1号",
        "拖欠工资。",
        "第五十四条",
        "罚款。",
        "20,000元",
        "80,000元",
        "6人",
        "公示至2027年3月1日",
        "信用修复管理办法",
    ):
        assert expected in said


def test_the_page_says_from_which_day_repair_may_be_applied_for(tmp_path: Path) -> None:
    said = words(record_of(case_page(tmp_path)))
    assert "2026年6月1日" in said  # three months from 1 March are full
    assert "2026年6月2日" in said


def test_stages_are_a_list_in_the_order_of_their_days(tmp_path: Path) -> None:
    stages = [
        step("prosecuted", "2026-02-20", "nm-hrss"),
        step("payment_order", "2026-01-10", ORGAN.id),
        step("paid", "2026-02-01"),
    ]
    (listed,) = classed(case_page(tmp_path, stages=stages), "timeline")
    assert listed.tag == "ol"
    assert [words(item) for item in listed] == [
        f"2026年1月10日 {stage('payment_order')} {ORGAN.name}",
        f"2026年2月1日 {stage('paid')}",
        f"2026年2月20日 {stage('prosecuted')} 自治区人力资源和社会保障厅",
    ]
    days = [time.get("datetime") for item in listed for time in item.iter("time")]
    assert days == ["2026-01-10", "2026-02-01", "2026-02-20"]


def test_stages_of_one_day_stand_in_the_order_of_the_law(tmp_path: Path) -> None:
    stages = [step(name, "2026-02-01") for name in ("paid", "filed", "transferred")]
    (listed,) = classed(case_page(tmp_path, stages=stages), "timeline")
    assert [words(item).split()[-1] for item in listed] == [
        stage(name).split()[-1] for name in ("transferred", "filed", "paid")
    ]


def test_payment_stands_in_the_first_sentence_too(tmp_path: Path) -> None:
    page = case_page(tmp_path, stages=[step("paid", "2026-02-25")])
    (plain,) = classed(page, "record__plain")
    assert zh("Wages were paid on %(day)s.", day="2026年2月25日") in words(plain)


def test_a_case_without_stages_has_no_timeline(tmp_path: Path) -> None:
    assert classed(case_page(tmp_path), "timeline") == []


@pytest.mark.parametrize("type_", ["criminal_case", "judgment"])
@pytest.mark.parametrize("last", ["filed", "not_prosecuted", "prosecuted", "first_instance", None])
def test_nobody_is_guilty_before_a_judgment_takes_effect(
    tmp_path: Path, type_: str, last: str | None
) -> None:
    stages = [step(last, "2026-02-20")] if last else []
    page = case_page(tmp_path, type=type_, stages=stages)
    assert zh(INNOCENT) in words(record_of(page))


def test_a_suspicion_is_called_one(tmp_path: Path) -> None:
    (plain,) = classed(case_page(tmp_path, type="criminal_case"), "record__plain")
    name = "内蒙古示例1建筑有限公司"
    assert words(plain) == zh(SUSPECTED, day="2026年3月1日", organ=ORGAN.name, name=name)


@pytest.mark.parametrize("type_", ["criminal_case", "judgment"])
def test_after_a_judgment_in_effect_nothing_is_called_a_suspicion(
    tmp_path: Path, type_: str
) -> None:
    stages = [step("first_instance", "2026-02-01"), step("effective", "2026-02-20")]
    said = words(record_of(case_page(tmp_path, type=type_, stages=stages)))
    assert zh(INNOCENT) not in said
    assert "涉嫌" not in said
    assert "suspected" not in said


@pytest.mark.parametrize(
    "number", ["（2026）内0102民初47号", "（2026）京0107民终3号", "（2026）内0102行初5号"]
)
def test_a_judgment_of_a_civil_court_speaks_of_no_crime(tmp_path: Path, number: str) -> None:
    judged = a_case(type="judgment", stages=[step("first_instance", "2026-02-20")])
    judged.values["document"]["number"] = number
    said = words(record_of(rendered(a_corpus(tmp_path, judged))[PAGE]))
    assert zh(INNOCENT) not in said
    assert "suspected" not in said
    assert "涉嫌" not in said


def test_a_penalty_handed_to_the_police_is_no_guilt_either(tmp_path: Path) -> None:
    handed = case_page(tmp_path, stages=[step("transferred", "2026-02-20")])
    assert zh(INNOCENT) in words(record_of(handed))
    plain = case_page(tmp_path / "plain", stages=[step("payment_order", "2026-02-20")])
    assert zh(INNOCENT) not in words(record_of(plain))


def test_what_offices_write_is_text_and_keeps_its_lines(tmp_path: Path) -> None:
    page = case_page(tmp_path, facts="第一段。\n<script>alert(1)</script> & 第二段。")
    (facts,) = (e for e in classed(page, "facts__value--text") if "第一段" in words(e))
    assert facts.text == "第一段。\n<script>alert(1)</script> & 第二段。"


def test_a_person_is_shown_as_disclosed_and_kept_from_search_engines(tmp_path: Path) -> None:
    person = a_case(1, name="王某")
    person.values["party"].update(party_kind="natural_person", credit_code=None)
    page = rendered(a_corpus(tmp_path, person))[PAGE]
    assert words(next(elements(page, "h1"))) == "王某"
    assert metas(page)["robots"] == "noindex, unavailable_after: 2027-03-02T00:00:00+08:00"
    assert zh("Is it the same firm?") not in words(record_of(page))


def test_search_engines_forget_a_case_on_its_day(tmp_path: Path) -> None:
    assert metas(case_page(tmp_path))["robots"] == "unavailable_after: 2027-03-02T00:00:00+08:00"


def test_a_case_of_which_little_is_public_still_has_its_page(tmp_path: Path) -> None:
    values: dict[str, Any] = {
        "type": None,
        "party": dict.fromkeys(a_case().values["party"]),
        "document": dict.fromkeys(("number", "organ", "issued_on", "title")),
        **dict.fromkeys(("facts", "basis", "outcome", "listing", "published_on")),
        "penalty": {"type": None, "fine": None},
        "arrears": {"amount": None, "workers": None},
        "stages": [],
        "republished_by": [],
        "contested_on": None,
    }
    bare = a_case(values=values, title="", organ=None, region=None, regime=None, hidden_from=None)
    found = rendered(a_corpus(tmp_path, bare))
    assert "None" not in found[PAGE] + found["cases/index.html"]
    assert words(next(elements(found[PAGE], "h1"))) == "cf-2026-0001"


@pytest.mark.parametrize("type_", ["judgment", None])
def test_a_case_that_shows_no_name_and_no_document_goes_by_its_type_or_id(
    tmp_path: Path, type_: str | None
) -> None:
    unnamed = a_case(title="", type=type_)
    unnamed.values["party"]["name"] = None
    page = rendered(a_corpus(tmp_path, unnamed))[PAGE]
    assert words(next(elements(page, "h1"))) == (case_type(type_) if type_ else unnamed.id)


def test_a_listing_that_may_not_name_its_employer_has_a_heading_and_a_link(tmp_path: Path) -> None:
    unnamed = a_listing(title="")
    found = rendered(a_corpus(tmp_path, unnamed))
    assert words(next(elements(found[unnamed.path], "h1"))) == unnamed.id
    links = classed(found["listings/index.html"], "record-table__link")
    assert [words(link) for link in links] == [unnamed.id]


def test_no_record_is_read_to_learn_which_pages_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = a_corpus(tmp_path, a_case(listing="nm-2026-0001"), a_case(2), a_listing())
    edition = Edition(corpus, Theme(None), no_pictures)
    assert edition.surroundings_digest
    monkeypatch.setattr(corpus, "get", None)
    monkeypatch.setattr(corpus, "records", None)
    found = [sheet.path for sheet in (*cases.details(edition), *listings.details(edition))]
    assert found == [PAGE, "cases/2026/cf-2026-0002.html", "listings/nm-2026-0001.html"]


def test_outside_their_elements_a_cases_page_names_nobody(tmp_path: Path) -> None:
    page = case_page(tmp_path, a_listing(1), listing="nm-2026-0001")
    rest = re.sub(r"<article.*?</article>|<head>.*?</head>", "", page, flags=re.DOTALL)
    assert "示例1建筑" not in rest
    assert "91150102MA0AAA0001" not in rest


def test_cases_are_listed_by_type_region_organ_letter_and_month(tmp_path: Path) -> None:
    found = rendered(a_corpus(tmp_path, a_case(1), a_case(2, type="judgment", letter="#")))
    assert {
        "cases/index.html",
        "cases/type/administrative_penalty/index.html",
        "cases/type/judgment/index.html",
        "cases/region/150000/index.html",
        "cases/region/150102/index.html",
        "cases/organ/nm-hhht-hrss/index.html",
        "cases/letter/S/index.html",
        "cases/letter/other/index.html",
        "cases/2026-03/index.html",
    } <= found.keys()
    shown = [e.get("data-id") for e in elements(found["cases/type/judgment/index.html"], "tr")]
    assert shown == [None, "cf-2026-0002"]
    assert not [path for path in found if path.startswith("listings/region/")]


def test_types_are_listed_in_the_order_of_the_law(tmp_path: Path) -> None:
    types = ("judgment", "criminal_case", "payment_order")
    cases = [a_case(number, type=type_) for number, type_ in enumerate(types, 1)]
    found = rendered(a_corpus(tmp_path, *cases))["cases/index.html"]
    (group,) = (
        e for e in elements(found, "details") if words(e).startswith(translate("By type", "zh"))
    )
    assert [words(link) for link in group.iter("a")] == [
        f"{case_type(type_)} 1" for type_ in reversed(types)
    ]


def test_home_shows_the_newest_cases_only_where_there_are_any(tmp_path: Path) -> None:
    heading = zh("Newest cases")
    with_cases = rendered(a_corpus(tmp_path, *(a_case(number) for number in range(1, 9))))
    shown = set(re.findall(r'data-id="(cf-[^"]+)"', with_cases["index.html"]))
    assert len(shown) == 5
    assert heading in [words(e) for e in elements(with_cases["index.html"], "h2")]
    empty = rendered(a_corpus(tmp_path / "empty"))["index.html"]
    assert heading not in [words(e) for e in elements(empty, "h2")]


def test_places_of_cases_can_be_searched_in_too(tmp_path: Path) -> None:
    page = rendered(a_corpus(tmp_path, a_case(1, region="130802")))["search/index.html"]
    codes = [e.get("value") for e in elements(page, "option") if e.get("value", "").isdigit()]
    assert codes == ["130000", "130800"]


def test_a_listing_and_its_cases_lead_to_each_other(tmp_path: Path) -> None:
    case = a_case(1, listing="nm-2026-0001")
    found = rendered(a_corpus(tmp_path, a_listing(1), case, a_case(2)))
    for path, expected, target in (
        ("listings/nm-2026-0001.html", "cf-2026-0001", "../" + PAGE),
        (PAGE, "nm-2026-0001", "../../listings/nm-2026-0001.html"),
    ):
        (item,) = (e for e in elements(found[path], "li") if "data-record" in e.attrib)
        assert item.get("data-id") == expected
        assert item.get("data-hidden-from")
        assert [link.get("href") for link in item.iter("a")] == [target]


def test_a_listing_is_remade_when_its_cases_change(tmp_path: Path) -> None:
    page = "listings/nm-2026-0001.html"
    alone = fingerprints(tmp_path / "a", a_listing(1))
    with_case = fingerprints(tmp_path / "b", a_listing(1), a_case(1, listing="nm-2026-0001"))
    changed = a_case(1, listing="nm-2026-0001", hidden_from=DAY)
    with_other = fingerprints(tmp_path / "c", a_listing(1), changed)
    assert len({found[page] for found in (alone, with_case, with_other)}) == 3


def test_a_case_is_remade_when_its_listing_changes(tmp_path: Path) -> None:
    case = a_case(1, listing="nm-2026-0001")
    before = fingerprints(tmp_path / "a", a_listing(1), case)
    after = fingerprints(tmp_path / "b", a_listing(1, hidden_from=DAY), case)
    assert before[PAGE] != after[PAGE]


def test_a_typical_case_leads_to_the_cases_that_it_is_drawn_from(tmp_path: Path) -> None:
    article = an_article(Kind.TYPICAL_CASE, "tc-one", cases=["cf-2026-0001"])
    page = rendered(a_corpus(tmp_path / "page", article, a_case(1)))["typical-cases/tc-one.html"]
    (item,) = (e for e in elements(page, "li") if "data-record" in e.attrib)
    assert item.get("data-id") == "cf-2026-0001"
    assert "示例1建筑" not in page
    before = fingerprints(tmp_path / "a", article, a_case(1))
    after = fingerprints(tmp_path / "b", article, a_case(1, hidden_from=DAY))
    assert before["typical-cases/tc-one.html"] != after["typical-cases/tc-one.html"]


def test_a_repaired_case_leaves_a_page_that_says_so_and_no_more(tmp_path: Path) -> None:
    gone = replace(a_gone(State.REMOVED_EARLY), kind=Kind.CASE, path=PAGE)
    page = rendered(a_corpus(tmp_path, gone=(gone,)))[PAGE]
    assert words(next(elements(page, "h1"))) == zh("Taken off after credit repair")
    assert metas(page)["robots"] == "noindex"
    assert "data-record" not in page
