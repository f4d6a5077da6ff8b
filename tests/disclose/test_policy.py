from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from site_builder.disclose.policy import ShownField, field_report, shown_values
from site_builder.disclose.redaction import redact, surnames_alone
from site_builder.disclose.rules import rule_for
from site_builder.model.fields import FIELDS, LISTS, empty_values
from site_builder.model.record import Kind
from site_builder.model.regime import Audience, Show
from tests.disclose.examples import (
    CITY,
    LIST_REGIME,
    a_listing,
    a_statistic,
    an_article,
    an_event,
    day,
    disclosed,
    ruled,
    shipped,
    shown,
    subject,
)

if TYPE_CHECKING:
    from pathlib import Path

    from site_builder.model.record import Record
    from site_builder.model.regime import Regime

FULL_LISTING: dict[str, Any] = {
    "employer": {"former_names": ["旧名有限公司"], "registration_number": "150102000000007"},
    "published_on": "2025-03-05",
    "arrears": {"amount": "186200.00", "workers": 14},
    "project": {"name": "示例花园", "contractor": "总包公司"},
    "basis": "第五条第一项",
    "republished_by": [CITY.id],
}
TOLD = (an_event("remedied", "2025-05-01"), an_event("contested", "2025-05-02"))


def full_listing(*events: Any, **more: Any) -> Record:
    """A listing with every field filled in."""
    values = {**FULL_LISTING, **more}
    basis = values.pop("basis")
    record = a_listing("nm-2025-0012", *(events or TOLD), **values)
    decision = {**record.values["decision"], "basis": basis}
    return replace(record, values={**record.values, "decision": decision})


def values_of(folder: Path, record: Record, regime: Regime | None = None) -> dict[str, Any]:
    return shown_values(
        subject(folder, record, regimes=[regime] if regime else ()), day("2025-06-01")
    )


def field(values: dict[str, Any], path: str) -> Any:
    for part in path.split("."):
        values = values[part]
    return values


def test_every_field_stands_in_the_shape_that_pages_and_tables_read(tmp_path: Path) -> None:
    assert values_of(tmp_path, full_listing()) == {
        "employer": {
            "name": "内蒙古示例建筑工程有限公司",
            "party_kind": "enterprise",
            "credit_code": "91150102MA0AAAAA1X",
            "registration_number": "150102000000007",
            "former_names": ["旧名有限公司"],
            "region": "150102",
        },
        "persons": [{"name": "张三", "role": "legal_representative"}],
        "decision": {
            "number": "示人社列字〔2025〕12号",
            "organ": CITY.id,
            "decided_on": "2025-03-01",
            "reason": "拖欠工资，逾期未支付",
            "basis": "第五条第一项",
        },
        "arrears": {"amount": "186200.00", "workers": 14},
        "project": {"name": "示例花园", "contractor": None},
        "published_on": "2025-03-05",
        "republished_by": [CITY.id],
        "contested_on": "2025-05-02",
        "remedied_on": "2025-05-01",
    }


SIMPLE = [path for path in FIELDS[Kind.LISTING] if not path.startswith("persons.")]


@pytest.mark.parametrize("path", SIMPLE)
def test_a_field_that_no_rule_names_does_not_show(tmp_path: Path, path: str) -> None:
    found = values_of(tmp_path, full_listing(regime="test-regime"), ruled(path))
    assert field(found, path) == ([] if path in LISTS else None)


@pytest.mark.parametrize("path", SIMPLE)
def test_a_withheld_field_does_not_show(tmp_path: Path, path: str) -> None:
    regime = ruled(path, show=Show.WITHHELD)
    found = values_of(tmp_path, full_listing(regime="test-regime"), regime)
    assert field(found, path) == ([] if path in LISTS else None)


@pytest.mark.parametrize(
    "path",
    [
        "employer.party_kind",
        "employer.region",
        "decision.organ",
        "decision.decided_on",
        "published_on",
        "arrears.amount",
        "arrears.workers",
    ],
)
@pytest.mark.parametrize("show", [Show.SURNAME, Show.MASKED])
def test_ids_days_and_sums_show_whole_or_not_at_all(tmp_path: Path, path: str, show: Show) -> None:
    record, regime = full_listing(regime="test-regime"), ruled(path, show=show)
    assert field(values_of(tmp_path, record, regime), path) is None
    report = field_report(subject(tmp_path, record, regimes=[regime]), day("2025-06-01"))
    assert {each.name: each.shown for each in report}[path] is Show.WITHHELD


def test_a_contest_or_remedy_shows_until_an_event_takes_it_back(tmp_path: Path) -> None:
    events = [
        *TOLD,
        an_event("contest_ended", "2025-05-20"),
        an_event("removed_early", "2025-12-01"),
        an_event("restored", "2026-01-01"),
    ]
    record = subject(tmp_path, a_listing("nm-1", *events))
    told = {
        on: (values["contested_on"], values["remedied_on"])
        for on in ("2025-04-30", "2025-05-02", "2025-05-20", "2026-01-01")
        for values in [shown_values(record, day(on))]
    }
    assert told == {
        "2025-04-30": (None, None),
        "2025-05-02": ("2025-05-02", "2025-05-01"),
        "2025-05-20": (None, "2025-05-01"),
        "2026-01-01": (None, None),
    }


def test_without_a_rule_for_names_no_person_shows(tmp_path: Path) -> None:
    found = values_of(tmp_path, full_listing(regime="test-regime"), ruled("persons.name"))
    assert found["persons"] == []


@pytest.mark.parametrize(
    ("path", "facet"), [("employer.region", "region"), ("decision.organ", "organ")]
)
def test_an_unnamed_body_or_place_orders_no_list_either(
    tmp_path: Path, path: str, facet: str
) -> None:
    record = full_listing(regime="test-regime")
    public = shown(disclosed(tmp_path, "2025-06-01", record, regimes=[ruled(path)]))
    assert getattr(public, facet) is None
    named = shown(disclosed(tmp_path, "2025-06-01", full_listing()))
    assert getattr(named, facet) is not None


def test_a_name_that_does_not_show_is_no_title_and_stands_under_no_letter(tmp_path: Path) -> None:
    record = full_listing(regime="test-regime")
    public = shown(disclosed(tmp_path, "2025-06-01", record, regimes=[ruled("employer.name")]))
    assert (public.title, public.letter) == ("", "#")


def test_what_was_left_empty_is_empty(tmp_path: Path) -> None:
    found = values_of(tmp_path, a_listing(persons=()))
    assert found["persons"] == found["employer"]["former_names"] == []
    assert found["arrears"] == {"amount": None, "workers": None}
    assert found["published_on"] is None


@pytest.mark.parametrize("kind", list(FIELDS))
def test_a_record_of_nothing_has_every_field_of_its_kind(kind: Kind) -> None:
    values = empty_values(kind)
    tops = {path.partition(".")[0] for path in FIELDS[kind]} - {"body"}
    assert set(values) == tops


# 令45 第五条: persons are public by their role.
ROLES = ("legal_representative", "principal", "responsible_manager", "responsible_person")


def test_persons_show_by_their_role(tmp_path: Path) -> None:
    persons = [{"name": f"测试人{role[-3:]}", "role": role} for role in ROLES]
    found = values_of(tmp_path, a_listing(persons=persons))
    assert [person["role"] for person in found["persons"]] == ["legal_representative", "principal"]


def test_a_rule_without_roles_is_for_all(tmp_path: Path) -> None:
    persons = [{"name": f"测试人{role[-3:]}", "role": role} for role in ROLES]
    record = a_listing(persons=persons, regime="test-regime")
    found = values_of(tmp_path, record, ruled("persons.name", roles=()))
    assert [person["role"] for person in found["persons"]] == list(ROLES)


def test_a_surname_is_all_that_shows_of_a_person(tmp_path: Path) -> None:
    regime = ruled("persons.name", show=Show.SURNAME)
    found = values_of(tmp_path, a_listing(regime="test-regime"), regime)
    assert found["persons"] == [{"name": "张某", "role": "legal_representative"}]


# 法释〔2016〕19号 第九条: law.md §2A.
@pytest.mark.parametrize(
    ("value", "show", "path", "redacted"),
    [
        ("张三", Show.FULL, "persons.name", "张三"),
        ("张三", Show.SURNAME, "persons.name", "张某"),
        ("欧阳一二", Show.SURNAME, "persons.name", "欧阳某"),
        ("呼延建平", Show.SURNAME, "persons.name", "呼延某"),
        ("甘德", Show.SURNAME, "persons.name", "甘某"),
        ("格日勒图", Show.SURNAME, "persons.name", "格某"),
        ("阿迪力·买买提", Show.SURNAME, "persons.name", "阿某"),
        ("约翰·史密斯", Show.SURNAME, "persons.name", "约某"),
        ("John Smith", Show.SURNAME, "persons.name", "J"),
        ("内蒙古示例建筑有限公司", Show.SURNAME, "employer.name", "内某"),
        ("", Show.SURNAME, "persons.name", ""),
        ("巴图", Show.SURNAME, "persons.name", "巴某"),
        ("张三丰", Show.MASKED, "persons.name", "张××"),
        ("91150102MA0AAAAA1X", Show.MASKED, "employer.credit_code", "9115××××××××××AA1X"),
        ("12345678", Show.MASKED, "decision.number", "1×××××××"),
        ("张三", Show.WITHHELD, "persons.name", None),
        ("", Show.MASKED, "decision.reason", ""),
    ],
)
def test_redaction_keeps_what_the_rule_lets_it(
    value: str, show: Show, path: str, redacted: str | None
) -> None:
    assert redact(value, show, path) == redacted


def test_a_mask_keeps_the_length_and_a_surname_does_not_tell_it() -> None:
    assert len(redact("一二三四五六七八九十", Show.MASKED, "reason") or "") == 10
    assert redact("张三", Show.SURNAME, "persons.name") == redact(
        "张三丰", Show.SURNAME, "persons.name"
    )


def test_numerals_tell_apart_who_would_be_alike() -> None:
    names = ["张三", "张四", "李五", "张 三", "欧阳六", "欧七"]
    assert surnames_alone(names) == {
        "张三": "张某1",
        "张四": "张某2",
        "李五": "李某",
        "张 三": "张某1",  # another spelling of one name
        "欧阳六": "欧阳某",
        "欧七": "欧某",
    }
    assert surnames_alone(["贾一", "彭二"], "某某") == {"贾一": "贾某某", "彭二": "彭某某"}
    assert surnames_alone(["John", "Jane"]) == {"John": "J1", "Jane": "J2"}


def test_people_of_one_record_who_would_be_alike_are_numbered(tmp_path: Path) -> None:
    roles = ("legal_representative", "principal", "responsible_manager")
    names = ("张三", "张四", "张五")
    persons = [{"name": n, "role": role} for n, role in zip(names, roles, strict=True)]
    regime = ruled("persons.name", show=Show.SURNAME)
    found = values_of(tmp_path, a_listing(regime="test-regime", persons=persons), regime)
    # The manager is for no reader, so no numeral counts him.
    assert [person["name"] for person in found["persons"]] == ["张某1", "张某2"]
    hidden = an_event("person_hidden", "2025-06-01", name="张三")
    record = a_listing("nm-1", hidden, regime="test-regime", persons=persons)
    found = values_of(tmp_path, record, regime)
    assert [person["name"] for person in found["persons"]] == ["张某"]


@pytest.mark.parametrize("written", ["张三", " 张 三 ", "张三\u200b"])
def test_a_hidden_person_shows_no_more_from_that_day(tmp_path: Path, written: str) -> None:
    other = {"name": "李四", "role": "principal"}
    hidden = an_event("person_hidden", "2025-06-01", name=written)
    record = a_listing("nm-1", hidden, persons=[{"name": "张三", "role": "principal"}, other])
    found = subject(tmp_path, record)
    assert [p["name"] for p in shown_values(found, day("2025-05-31"))["persons"]] == [
        "张三",
        "李四",
    ]
    assert shown_values(found, day("2025-06-01"))["persons"] == [other]


def test_a_person_hidden_in_error_shows_again(tmp_path: Path) -> None:
    events = (
        an_event("person_hidden", "2025-04-01", name="张三"),
        an_event("entered_in_error", "2025-05-01", undoes=("person_hidden", "2025-04-01")),
    )
    assert len(values_of(tmp_path, a_listing("nm-1", *events))["persons"]) == 1


# 决定时名称: the name at the decision stays the title, the newest stands beside it.
def test_a_renamed_employer_shows_its_newest_name_from_that_day(tmp_path: Path) -> None:
    events = [an_event("renamed", f"2025-0{n}-01", name=f"测试{n}公司") for n in (4, 5, 7)]
    record = a_listing("nm-2025-0012", *events)
    names = {
        as_of: (public.title, public.current_name)
        for as_of in ("2025-03-31", "2025-04-01", "2025-05-01", "2025-06-30", "2025-07-01")
        for public in [shown(disclosed(tmp_path, as_of, record))]
    }
    decided = "内蒙古示例建筑工程有限公司"
    assert names == {
        "2025-03-31": (decided, None),
        "2025-04-01": (decided, "测试4公司"),
        "2025-05-01": (decided, "测试5公司"),
        "2025-06-30": (decided, "测试5公司"),
        "2025-07-01": (decided, "测试7公司"),
    }


def test_a_new_name_shows_no_more_than_the_old_one(tmp_path: Path) -> None:
    record = a_listing(
        "nm-2025-0012", an_event("renamed", "2025-04-01", name="新名公司"), regime="test-regime"
    )
    regime = ruled("employer.name")
    public = shown(disclosed(tmp_path, "2025-06-01", record, regimes=[regime]))
    assert public.current_name is None


def test_an_employer_of_no_stated_kind_is_an_enterprise(tmp_path: Path) -> None:
    record = a_listing(employer={"party_kind": None})
    assert values_of(tmp_path, record)["employer"]["party_kind"] == "enterprise"


def test_a_body_or_region_shows_by_what_its_name_stands_for(tmp_path: Path) -> None:
    record = a_listing(organ="市人社局", employer={"region": "内蒙古自治区呼和浩特市新城区"})
    found = values_of(tmp_path, record)
    assert (found["decision"]["organ"], found["employer"]["region"]) == (CITY.id, "150102")


def test_a_body_that_nobody_knows_does_not_show(tmp_path: Path) -> None:
    assert values_of(tmp_path, a_listing(organ="别处人社局"))["decision"]["organ"] is None


@pytest.mark.parametrize("kind", [Kind.NEWS, Kind.PAGE, Kind.STATISTIC])
def test_news_pages_and_statistics_show_every_field(kind: Kind) -> None:
    assert {rule_for(kind, None, path).show for path in FIELDS[kind]} == {Show.FULL}


@pytest.mark.parametrize("kind", [Kind.LISTING, Kind.TYPICAL_CASE])
def test_what_needs_a_regime_shows_nothing_without_one(kind: Kind) -> None:
    assert {rule_for(kind, None, path).show for path in FIELDS[kind]} == {Show.WITHHELD}


def test_a_field_that_the_kind_does_not_have_never_shows() -> None:
    assert rule_for(Kind.NEWS, None, "inner").show is Show.WITHHELD
    assert rule_for(Kind.LISTING, shipped()[LIST_REGIME], "persons.phone").show is Show.WITHHELD


def test_values_that_no_kind_knows_are_dropped(tmp_path: Path) -> None:
    record = an_article(kind=Kind.NEWS, inner="内部", source={"name": "日报", "phone": "1"})
    found = values_of(tmp_path, record)
    assert "inner" not in found
    assert found["source"] == {"name": "日报", "title": None, "date": None}


def test_a_statistic_shows_what_it_says(tmp_path: Path) -> None:
    assert values_of(tmp_path, a_statistic()) == {
        "label": "查处案件",
        "value": "120",
        "unit": "件",
        "year": 2024,
        "region": "150000",
        "organ": None,
        "source": {"name": "示例公报", "title": "年度公报", "date": "2025-01-20"},
        "qualifier": None,
        "note": None,
    }


def test_an_article_whose_body_no_rule_names_shows_none(tmp_path: Path) -> None:
    regime = shipped()["typical-case"]
    fields = {path: rule for path, rule in regime.fields.items() if path != "body"}
    closed = replace(regime, fields=fields)
    record = an_article("tc-1", "正文")
    opened = shown(disclosed(tmp_path, "2025-06-01", record), "tc-1")
    unnamed = shown(disclosed(tmp_path, "2025-06-01", record, regimes=[closed]), "tc-1")
    assert (opened.body, unnamed.body) == ("正文", "")


# The report field by field


def report(folder: Path, record: Record, **more: Any) -> dict[str, Show]:
    found = field_report(subject(folder, record, **more), day("2025-06-01"))
    return {each.name: each.shown for each in found}


def test_the_report_names_each_written_field_once_with_its_article(tmp_path: Path) -> None:
    persons = [{"name": "张三", "role": "principal"}, {"name": "李四", "role": "principal"}]
    found = field_report(subject(tmp_path, full_listing(persons=persons)), day("2025-06-01"))
    assert sorted(each.name for each in found) == sorted(FIELDS[Kind.LISTING])
    assert ShownField("decision.basis", Show.FULL, "第八条、第九条", Audience.PUBLIC) in found
    assert ShownField("project.contractor", Show.WITHHELD, "第九条", Audience.PUBLIC) in found


def test_the_report_says_that_no_person_shows(tmp_path: Path) -> None:
    manager = {"name": "王五", "role": "responsible_manager"}
    assert report(tmp_path, a_listing(persons=[manager]))["persons.name"] is Show.WITHHELD
    hidden = a_listing("nm-1", an_event("person_hidden", "2025-06-01", name="张三"))
    assert report(tmp_path, hidden)["persons.name"] is Show.WITHHELD
    assert report(tmp_path, a_listing())["persons.name"] is Show.FULL


def test_the_report_names_what_no_rule_names_and_an_articles_text(tmp_path: Path) -> None:
    record = an_article("tc-1", "正文", review_on="2027-01-01")
    found = report(tmp_path, record)
    assert (found["review_on"], found["body"]) == (Show.WITHHELD, Show.FULL)


def test_the_report_agrees_with_what_shows(tmp_path: Path) -> None:
    record = full_listing()
    values = values_of(tmp_path, record)
    for name, how_much in report(tmp_path, record).items():
        if not name.startswith("persons."):
            assert (field(values, name) in (None, [])) is (how_much is Show.WITHHELD)
