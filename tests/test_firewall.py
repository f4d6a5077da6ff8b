"""The publication firewall from content to release: what it holds back, and who may let it pass."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from site_builder.vet import checks
from site_builder.vet.firewall import firewall
from tests.command import run
from tests.office import ORGANS, SITE, Office, article, case, codes, listing
from tests.shown import PHONE, telling

IDENTITY = "150102198807303035"
MOBILE = "13812345678"
FILE = "typical-cases/a.md"


def findings_of(office: Office) -> list[dict[str, Any]]:
    """What ``check`` says that a program can read, less what is missing for next year."""
    ran = run("check", "--site", office.folders.site, "--format", "json", "--as-of", "2025-06-01")
    return json.loads(ran.out)  # type: ignore[no-any-return]


def keys(office: Office) -> list[str]:
    """How the findings may be waived."""
    return [found["waiver"] for found in findings_of(office) if "waiver" in found]


def approve(office: Office, *options: str) -> int:
    """Sign the article off as two people, with these options."""
    return run(
        *("approve", office.content / FILE, "--site", office.folders.site),
        *(
            "--drafter",
            "甲",
            "--approver",
            "乙",
            "--document",
            "签9",
            "--on",
            "2025-03-09",
            *options,
        ),
    ).code


def test_an_article_with_a_finding_is_held_back_and_told(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.signed(FILE, article(f"工人来电{MOBILE}。\n\n身份证{IDENTITY}。"))
    report = office.build()
    assert codes(report) == ["personal-data", "personal-data"]
    assert office.shown() == set()
    lines = {(found["code"], found["line"]) for found in findings_of(office)}
    assert lines == {("personal-data", 10), ("personal-data", 12)}


def test_no_file_and_no_message_repeats_what_was_found(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.signed(FILE, article(f"身份证{IDENTITY}。"))
    text = office.build().text("zh")
    said = [run("check", "--site", tmp_path, "--format", form) for form in ("text", "sarif")]
    assert IDENTITY not in text + "".join(ran.out + ran.err for ran in said)
    assert office.files_with(IDENTITY) == []


def test_what_was_good_stands_while_its_new_text_has_a_finding(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.signed(FILE, article("双方达成一致。"))
    office.build()
    office.signed(FILE, article(f"来电{MOBILE}。"), on="2025-03-03")
    report = office.build("2025-06-02")
    assert codes(report) == ["personal-data"]
    assert "双方达成一致" in office.page("typical-cases/tc-1.html")


def test_what_was_good_does_not_stand_with_an_identity_number(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.signed(FILE, article(f"身份证{IDENTITY}。"))
    office.signed("listings/a.yml", [listing(1)])
    with without_first_net(), open_second_net():
        office.build()
    assert office.files_with(IDENTITY) != []
    office.build("2025-06-02")
    assert office.files_with(IDENTITY) == []
    assert office.listed() == {"t-0001"}


def without_first_net() -> Any:
    """As if vetting looked into no text."""
    rest = tuple(check for check in checks.CHECKS if check is not firewall)
    return mock.patch("site_builder.vet.standing.CHECKS", rest)


def open_second_net() -> Any:
    """As if the scan of a release knew no patterns."""
    return mock.patch("site_builder.scan.patterns.Patterns._stand_in", return_value=False)


def test_two_people_may_waive_exactly_one_finding(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.signed(FILE, article(f"编码一{MOBILE}。\n\n编码二{MOBILE}。"))
    first, second = keys(office)
    assert approve(office, "--waive", f"{first}=设备编码，不是电话") == 0
    assert [found.get("waived") for found in findings_of(office)] == ["设备编码，不是电话", None]
    assert approve(office, "--waive", f"{second}=同上") == 0
    assert codes(office.build()) == []
    assert office.shown() == {"tc-1"}


def test_a_waiver_ends_when_the_text_changes(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.signed(FILE, article(f"编码{MOBILE}。"))
    approve(office, "--waive", f"{keys(office)[0]}=设备编码")
    office.signed(FILE, article(f"编码{MOBILE}。双方和解。"), on="2025-03-10")
    assert [found.get("waived") for found in findings_of(office)] == [None]


def test_a_waiver_of_what_is_not_there_signs_nothing(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.write(FILE, article())
    assert approve(office, "--waive", "personal-data@body:1-5=没有") == 1
    assert codes(office.build()) == []
    assert office.shown() == set()


@pytest.mark.parametrize("written", ["personal-data@body=x", "personal-data@body:1-2", "=", "x"])
def test_a_waiver_says_which_finding_and_why(tmp_path: Path, written: str) -> None:
    office = Office(tmp_path)
    office.write(FILE, article())
    assert approve(office, "--waive", written) == 2


def test_a_site_may_let_some_findings_only_warn(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.set_up(only_warn=["plate"])
    office.signed(FILE, article("开走蒙A12345。"))
    assert [problem.is_error for problem in office.build().problems] == [False]
    assert office.shown() == {"tc-1"}


def test_a_number_that_a_channel_gives_out_may_stand(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.signed(
        "channels.yml", [{"id": "line", "name": "举报电话", "phone": "0471-6241234、13812345678"}]
    )
    office.signed(FILE, article("举报请拨打0471-6241234或者138 1234 5678。"))
    assert codes(office.build()) == []
    assert office.shown() == {"tc-1"}


def test_an_officials_own_mobile_is_no_offices_telephone(tmp_path: Path) -> None:
    office = Office(tmp_path)
    organ = {"id": "court", "name": "测试区人民法院", "level": "county", "phone": MOBILE}
    office.signed("organs.yml", [*ORGANS, {**organ, "phone": "0471-6241234"}])
    assert findings_of(office) == []
    office.write("organs.yml", [*ORGANS, organ])
    assert "personal-data" in [found["code"] for found in findings_of(office)]


def test_a_person_of_a_linked_record_is_found_by_name(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.signed("cases/a.yml", [case(1, party={"legal_representative": "高兴"})])
    office.signed(FILE, article("钱后来进了高兴的账户。", cases=["tc-0001"]))
    (found,) = findings_of(office)
    assert (found["code"], found["replacement"]) == ("full-name", "高某")


def test_a_code_of_its_own_party_is_no_persons_number(tmp_path: Path) -> None:
    office = Office(tmp_path)
    party = {"credit_code": "91150102MA0AAAA1X7"}
    office.signed("cases/a.yml", [case(1, party=party, facts="信用代码91150102MA0AAAA1X7。")])
    assert findings_of(office) == []


def test_the_second_net_takes_out_what_passed_the_first(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.signed(FILE, article(f"身份证{IDENTITY}。"))
    office.signed("listings/a.yml", [listing(1)])
    with without_first_net():
        report = office.build()
    assert set(codes(report)) == {"leak"}
    assert office.shown() == {"t-0001"}
    assert office.files_with(IDENTITY) == []


ROW = "|码|值|值|值|\n|--|--|--|--|\n|电话|139|0000|0000|"


def test_what_is_stripped_from_a_picture_lets_no_number_stand(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.write("typical-cases/a.jpg", telling("a.jpg"))
    office.signed(FILE, article(ROW))
    office.signed("typical-cases/b.md", article("![工地照片](a.jpg)", id="tc-2"))
    report = office.build()
    assert "leak" in codes(report)
    assert office.shown() == {"tc-2"}
    assert office.files_with("139 0000 0000") == []


def test_what_nobody_is_shown_lets_no_number_stand(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.set_up(only_warn=["phone"])
    office.signed(FILE, article(ROW))
    office.write("typical-cases/b.md", article(f"电话{PHONE}。", id="tc-2"))
    assert "leak" in codes(office.build())
    assert office.shown() == set()


def test_the_second_net_finds_what_the_templates_say(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.signed("listings/a.yml", [listing(1)])
    base = (Path(__file__).parent.parent / "templates" / "base.html").read_text("utf-8")
    own = tmp_path / "templates" / "base.html"
    own.parent.mkdir()
    own.write_text(base.replace("</body>", f"<p>{IDENTITY}</p></body>"), "utf-8")
    report = office.build()
    assert {"leak", "broken-template"} <= set(codes(report))
    assert office.files_with(IDENTITY) == []
    assert office.listed() == {"t-0001"}


def test_a_release_is_searched_for_numbers_without_anybodys_memory(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.signed(FILE, article(f"身份证{IDENTITY}。"))
    with without_first_net(), open_second_net():
        office.build()
    ran = run("verify", office.site, "--as-of", "2025-06-01", "--lang", "en")
    assert ran.code == 3
    assert "somebody's number" in ran.out + ran.err
    assert IDENTITY not in ran.out + ran.err


REVOKED = {"kind": "revoked", "on": "2026-06-01", "reason": f"工人来电{MOBILE}，事实有误"}


def test_a_notice_of_withdrawal_stands_without_the_words_that_may_not_go_out(
    tmp_path: Path,
) -> None:
    office = Office(tmp_path)
    office.signed("cases/a.yml", [case(1)])
    office.build("2026-05-20")
    office.write("cases/a.yml", [case(1, events=[REVOKED])])
    report = office.build("2026-06-02")
    assert codes(report) == ["personal-data"]
    gone = office.page("cases/2026/tc-0001.html")
    assert "测人社罚字〔2026〕1号" in gone
    assert office.files_with(MOBILE) == []
    assert office.shown() == set()


def test_words_that_nobody_signs_can_be_waived_by_nobody(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.signed("cases/a.yml", [case(1, events=[REVOKED])])
    assert [found["code"] for found in findings_of(office)] == ["personal-data"]
    assert keys(office) == []


def test_a_deleted_event_leaves_no_words_in_what_is_remembered_of_it(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.signed("cases/a.yml", [case(1, events=[REVOKED])])
    office.build("2026-06-02")
    office.write("cases/a.yml", [case(1)])
    assert "hiding-event-gone" in codes(office.build("2026-06-03"))
    assert office.files_with(MOBILE) == []


def test_nobody_lets_a_minor_pass(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.signed(FILE, article("李某（16岁）在店里打工。"))
    (found,) = findings_of(office)
    assert (found["code"], found.get("waiver")) == ("minor", None)
    assert approve(office, "--waive", "minor@body:1-7=成年") == 1


def test_what_may_not_go_out_of_site_yml_stands_on_no_page(tmp_path: Path) -> None:
    office = Office(tmp_path)
    government: Any = SITE["government"]
    contact = f"联系人 {MOBILE}"
    office.write("site.yml", {**SITE, "government": {**government, "contact": contact}})
    office.signed("listings/a.yml", [listing(1)])
    report = office.build()
    assert codes(report) == ["personal-data"]
    assert office.files_with(MOBILE) == []
    assert office.listed() == {"t-0001"}
    (found,) = findings_of(office)
    lines = (office.content / "site.yml").read_text("utf-8").splitlines()
    assert "contact" in lines[found["line"] - 1]


def test_news_may_name_who_speaks_for_a_body(tmp_path: Path) -> None:
    office = Office(tmp_path)
    front = "id: nw-1\ntitle: 通报会\norgan: hrss\npublished_on: 2025-04-01\n"
    text = f"---\n{front}---\n\n副局长郝砚舟在会上通报。农民工王建军领到工资。\n"
    office.signed("news/a.md", text)
    found = [(each["severity"], each["replacement"]) for each in findings_of(office)]
    assert found == [("warning", "郝某"), ("error", "王某")]


def test_what_a_table_tells_under_its_heading_is_found(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.write("typical-cases/t.csv", "编号,电话\n1,6923456\n")
    office.signed(FILE, article("![各户](t.csv)"))
    (found,) = findings_of(office)
    assert (found["code"], found["line"]) == ("personal-data", 10)


def test_a_name_over_two_columns_of_a_table_is_found(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.write("typical-cases/t.csv", "姓,名,金额\n王,建国,5000\n李,某,6000\n")
    office.signed(FILE, article("![各户](t.csv)"))
    assert [found["code"] for found in findings_of(office)] == ["full-name"]


def test_the_firm_of_a_linked_case_is_known_by_its_short_name(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.signed("cases/a.yml", [case(1, name="呼和浩特市朔禾建筑劳务有限公司")])
    office.signed(FILE, article("朔禾建筑劳务的工人来讨薪。", cases=["tc-0001"]))
    assert [found["code"] for found in findings_of(office)] == ["firm-name"]


@pytest.mark.parametrize(
    "text",
    [
        "[甲](listing:t-0001)的测试人一后来付清。",
        "[甲][a]的测试人一后来付清。\n\n[a]: listing:t-0001",
        "[a]的测试人一后来付清。\n\n[a]: <listing:t-0001>",
    ],
)
def test_whoever_a_linked_listing_names_is_no_word_of_an_article(tmp_path: Path, text: str) -> None:
    office = Office(tmp_path)
    office.signed("listings/a.yml", [listing(1, person="测试人一")])
    office.signed("typical-cases/tc-1.md", article(text))
    assert "full-name" in codes(office.build())
    assert "tc-1" not in office.shown()
