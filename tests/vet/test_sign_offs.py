"""Two people stand behind exactly these values, however they are laid out."""

from __future__ import annotations

import json

import pytest

from site_builder.vet import same_person
from tests.office import article, listing
from tests.shown import png
from tests.vet.night import Nights, nights

__all__ = ["nights"]

FILE = "listings/a.yml"
PLAIN = """\
id: t-0001
regime: arrears-list-2022
employer: {name: 测试区晨砾建筑劳务有限公司, region: "150102"}
decision: {number: 测人社列字〔2025〕1号, organ: hrss, decided_on: 2025-03-01}
published_on: 2025-03-05
"""
OTHER_LAYOUTS = {
    "order of keys": "published_on: 2025-03-05\n" + PLAIN.replace("published_on: 2025-03-05\n", ""),
    "quotes": PLAIN.replace("2025-03-05", "'2025-03-05'").replace('"150102"', "150102"),
    "comments": "# 一条记录\n" + PLAIN.replace("2025-03-05\n", "2025-03-05 # 首次公开\n"),
    "CRLF": PLAIN.replace("\n", "\r\n"),
    "byte order mark": "\ufeff" + PLAIN,
    "a row above": PLAIN.replace("t-0001", "t-0002").replace("1号", "2号") + "---\n" + PLAIN,
    "nulls and empty values": PLAIN
    + "persons: []\narrears: null\nevents: []\nproject: {name: '', contractor: null}\n",
    "a hiding event to come": PLAIN + "events: [{kind: suspended, on: 2026-01-05}]\n",
}
CHANGES = {
    "name": PLAIN.replace("晨砾", "辰砾"),
    "number": PLAIN.replace("1号", "2号"),
    "day": PLAIN.replace("2025-03-01", "2025-03-02"),
    "first publication": PLAIN.replace("2025-03-05", "2025-03-06"),
    "a value added": PLAIN + "arrears: {workers: 3}\n",
    "an event that shows": PLAIN + "events: [{kind: remedied, on: 2025-05-01}]\n",
    "a blank": PLAIN.replace("晨砾", "晨砾 "),
}


@pytest.mark.parametrize("layout", OTHER_LAYOUTS)
def test_layout_voids_no_sign_off(nights: Nights, layout: str) -> None:
    nights.signed(FILE, PLAIN)
    nights.write(FILE, OTHER_LAYOUTS[layout].encode())
    night = nights.night()
    assert (night.state("t-0001"), night.codes()) == ("in_force", [])


def test_the_same_values_as_json_lines_keep_the_sign_off(nights: Nights) -> None:
    nights.signed(FILE, [listing(1), listing(2)])
    (nights.content / FILE).unlink()
    nights.write("listings/a.jsonl", [listing(2), listing(1)])
    night = nights.night()
    assert (night.state("t-0001"), night.state("t-0002")) == ("in_force", "in_force")


@pytest.mark.parametrize("change", CHANGES)
def test_any_changed_value_voids_the_sign_off(nights: Nights, change: str) -> None:
    nights.signed(FILE, PLAIN)
    nights.write(FILE, CHANGES[change])
    night = nights.night()
    assert night.said() == [
        "content/listings/a.yml:1: changed since its sign-off of 2025-03-02; expected a new one"
    ]
    assert night.state("t-0001") == "unvetted"


def test_a_changed_record_voids_only_its_own_sign_off(nights: Nights) -> None:
    nights.signed(FILE, [listing(1), listing(2)])
    nights.write(FILE, [listing(1, published_on="2025-03-09"), listing(2)])
    night = nights.night()
    assert (night.state("t-0001"), night.state("t-0002")) == ("unvetted", "in_force")


def test_an_article_taken_back_keeps_its_sign_off(nights: Nights) -> None:
    nights.signed("typical-cases/a.md", article())
    nights.write("typical-cases/a.md", article(withdrawn={"on": "2025-05-01", "reason": "更正"}))
    night = nights.night()
    assert (night.state("tc-1"), night.codes()) == ("withdrawn", [])


def test_a_changed_word_of_an_article_voids_its_sign_off(nights: Nights) -> None:
    nights.signed("typical-cases/a.md", article())
    nights.write("typical-cases/a.md", article("双方达成一致，工资结清。"))
    assert nights.night().codes() == ["changed-after-sign-off"]


def test_an_article_with_crlf_keeps_its_sign_off(nights: Nights) -> None:
    nights.signed("typical-cases/a.md", article("第一段。\n\n第二段。"))
    nights.write(
        "typical-cases/a.md", article("第一段。\n\n第二段。").replace("\n", "\r\n").encode()
    )
    assert nights.night().codes() == []


def test_a_changed_picture_voids_the_sign_off_of_its_article(nights: Nights) -> None:
    nights.write("typical-cases/site.png", png(1))
    nights.signed("typical-cases/a.md", article("![工地](site.png)"))
    assert nights.night().codes() == []
    nights.write("typical-cases/site.png", png(2))
    assert nights.night().codes() == ["changed-after-sign-off"]


def test_a_draft_is_withheld_and_is_no_problem(nights: Nights) -> None:
    nights.write(FILE, PLAIN)
    night = nights.night()
    assert (night.state("t-0001"), night.codes()) == ("unvetted", [])


def test_a_sign_off_of_a_record_that_is_gone_is_no_problem(nights: Nights) -> None:
    nights.signed(FILE, PLAIN)
    (nights.content / FILE).unlink()
    assert nights.night().codes() == []


def test_of_several_lines_the_newest_day_counts_wherever_it_stands(nights: Nights) -> None:
    nights.write(FILE, [listing(1)])
    nights.approve(FILE, on="2025-04-01")
    nights.write(FILE, [listing(1, published_on="2025-03-09")])
    nights.approve(FILE, on="2025-03-20")
    assert nights.night().codes() == ["changed-after-sign-off"]
    nights.write(FILE, [listing(1)])
    assert nights.night().codes() == []


def test_of_two_lines_of_one_day_the_later_one_counts(nights: Nights) -> None:
    nights.signed(FILE, [listing(1)])
    nights.signed(FILE, [listing(1, published_on="2025-03-09")])
    assert nights.night().codes() == []


def test_the_first_sign_off_stays_the_day_of_publication(nights: Nights) -> None:
    nights.signed(FILE, [listing(1)], on="2025-03-02")
    nights.signed(FILE, [listing(1, project={"name": "示例工地"})], on="2025-05-01")
    nights.night()
    lines = (nights.content / "sign-offs/2025.jsonl").read_text("utf-8").splitlines()
    newest = json.loads(lines[-1])
    assert (newest["on"], newest["first_on"]) == ("2025-05-01", "2025-03-02")


def test_one_person_in_both_places_of_a_line_vets_nothing(nights: Nights) -> None:
    nights.signed(FILE, PLAIN)
    file = nights.content / "sign-offs/2025.jsonl"
    organ, record = file.read_text("utf-8").splitlines()
    file.write_text(f"{organ}\n{record.replace('审签人', ' 经 办人')}\n", "utf-8")
    night = nights.night()
    assert night.said() == [
        "content/sign-offs/2025.jsonl:2: approver: expected an approver other than the drafter"
    ]
    assert night.state("t-0001") == "unvetted"


DISGUISES = {
    "zero-width space": "张\u200b三",
    "word joiner": "张\u2060三",
    "byte order mark": "\ufeff张三",
    "Hangul filler": "张\u3164三",
    "braille blank": "张\u2800三",
    "grapheme joiner": "张\u034f三",
    "variation selector": "张\ufe0f三",
    "tag": "张三\U000e0041",
    "accent": "张三\u0301",
    "turned round": "\u202e三张\u202c",
    "isolated": "\u2067三张\u2069",
}


@pytest.mark.parametrize("name", DISGUISES)
def test_a_name_that_only_looks_another_is_the_same_person(name: str) -> None:
    assert same_person("张三", DISGUISES[name])
    assert not same_person("李四", DISGUISES[name])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anna Li", "Аnnа Lі"),
        ("Nora Box", "Νοrа Вох"),
        ("Jose", "José"),
        ("O1", "0l"),
        ("马长青", "⻢⻓⻘"),
        ("⼤⼒", "大力"),
        ("張三", "张三"),
        ("張乾", "张乾"),
        ("趙萬里", "赵万里"),
        ("\U0001f600", "\U0001f389"),
    ],
)
def test_letters_that_look_alike_make_nobody_another(one: str, other: str) -> None:
    assert same_person(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("张三", "张二"), ("王土", "王士"), ("ᠪᠠᠲᠤ", "ᠪᠠᠲᠤᠷ"), ("Ana", "Anna"), ("经办1", "经办2")],
)
def test_names_that_can_be_told_apart_are_two_people(one: str, other: str) -> None:
    assert not same_person(one, other)


@pytest.mark.parametrize("other", ["张 三", "张　三", " 张三", "张\u200b三", "张三\u00a0", "张·三"])
def test_a_name_spaced_or_pointed_otherwise_is_the_same_person(other: str) -> None:
    assert same_person("张三", other)


def test_width_and_case_make_nobody_another() -> None:
    assert same_person("Ａnna ＬＩ", "anna li")
    assert not same_person("张三", "张三丰")
