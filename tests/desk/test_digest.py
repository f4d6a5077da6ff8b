"""The morning's digest: what it tells, what it must never tell, and in which forms."""

from __future__ import annotations

import email
import email.policy
import json
import re
import shlex
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from site_builder.office.digest_notify import NotifyError, notify
from tests.command import Ran, run
from tests.desk.test_event_cases import case
from tests.office import NAMES, SITE, Office, article, listing

if TYPE_CHECKING:
    from email.message import EmailMessage

CODE = "91150102MA0AAAA1X7"
EMPTY = (
    "nothing leaves tomorrow",
    "nothing else leaves by then",
    "nothing enters by then",
    "nothing waits for sign-off",
    "the last build held nothing back",
    "no other place still shows what has ended",
    "nothing is taken down by hand",
)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "site")


def _digest(office: Office, *words: str, as_of: str = "2025-06-01") -> Ran:
    where = ("--site", office.folders.site, "--as-of", as_of, "--lang", "en")
    return run("digest", *words, *where)


def _sections(text: str) -> dict[str, list[str]]:
    """The lines of each section, by its title without the count."""
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        if title := re.match(r"■ (.*?) \(\d+\)$", line):
            found[title[1]] = []
        elif line.startswith("  ") and found:
            found[list(found)[-1]].append(line.strip())
    return found


def _told(office: Office, section: str, *words: str, as_of: str = "2025-06-01") -> list[str]:
    ran = _digest(office, *words, as_of=as_of)
    assert (ran.code, ran.err) == (0, "")
    return next(lines for title, lines in _sections(ran.out).items() if title.startswith(section))


def _full(office: Office) -> None:
    """A site with everything in it: each section says something."""
    office.signed(
        "listings/a.yml",
        [
            listing(1, decided_on="2022-06-01"),
            listing(2, events=[{"kind": "removed_early", "on": "2025-06-05", "document": "移1号"}]),
            listing(3, decided_on="2025-06-04"),
            listing(4),
            listing(5),
            listing(7),
        ],
    )
    office.signed("cases/a.yml", [case(1, issued_on="2025-05-05")])
    office.signed("typical-cases/tc-1.md", article())
    office.write("listings/drafts.yml", [listing(6)])
    office.write(
        "holds.yml", [{"id": "t-0005", "reason": "inquiry", "by": "值班员", "on": "2025-05-20"}]
    )
    office.build("2025-05-31")
    file = office.content / "listings/a.yml"
    file.write_text(file.read_text("utf-8").replace("4号建筑", "4号建设"), "utf-8")
    report = office.build("2025-06-01")
    (office.folders.output / "report.json").write_text(report.text("en"), "utf-8")


def _name(number: int) -> str:
    return f"测试区{NAMES[number]}{number}号建筑劳务有限公司"


# What is told


def test_empty_sections_say_that_there_is_nothing(office: Office) -> None:
    report = office.build("2025-06-01")
    (office.folders.output / "report.json").write_text(report.text("en"), "utf-8")
    ran = _digest(office)
    assert (ran.code, ran.err) == (0, "")
    assert tuple(line for lines in _sections(ran.out).values() for line in lines) == EMPTY


def test_what_leaves_tomorrow_stands_first_with_its_last_day_and_why(office: Office) -> None:
    _full(office)
    article_11 = "term ended (人力资源和社会保障部令第45号 第十一条)"
    assert _told(office, "Leaves tomorrow, on 2025-06-02") == [
        f"- {_name(1)}  t-0001  last day 2025-06-01 (24:00): {article_11}  listing"
    ]
    assert _told(office, "Leaves after that, through 2025-06-08") == [
        f"- {_name(2)}  t-0002  last day 2025-06-04 (24:00): removal  listing"
    ]
    assert _told(office, "Enters, through 2025-06-08") == [
        f"- {_name(3)}  t-0003  shown from 2025-06-04  listing"
    ]


@pytest.mark.parametrize(("days", "count"), [("3", 0), ("4", 1), ("366", 1)])
def test_the_days_ahead_are_counted(office: Office, days: str, count: int) -> None:
    _full(office)
    found = _told(office, "Leaves after that", "--days", days)
    assert sum("t-0002" in line for line in found) == count


def test_the_calendars_last_days_do_not_break_it(office: Office) -> None:
    assert _digest(office, "--days", "366", as_of="8999-12-31").code == 0


def test_what_waits_for_two_people(office: Office) -> None:
    _full(office)
    said = "changed since its sign-off; the signed version stands"
    assert _told(office, "Waits for sign-off") == [
        f"- {_name(4)}  t-0004  {said}  content/listings/a.yml:44",
        f"- {_name(6)}  t-0006  a draft, never signed  content/listings/drafts.yml:1",
    ]


def test_an_unsigned_body_waits_too(office: Office) -> None:
    organs = office.content / "organs.yml"
    more = "- {id: new-organ, name: 测试区新设局, level: county}\n"
    organs.write_text(organs.read_text("utf-8") + more, "utf-8")
    assert "- new-organ  a draft, never signed" in _told(office, "Waits for sign-off")


def _send_back(office: Office, name: str, sha256: str, reason: str = "金额有误") -> None:
    line = {
        "id": name,
        "kind": "listing",
        "drafter": "经办人",
        "approver": "审签人",
        "document": "签2号",
        "on": "2025-05-30",
        "reason": reason,
        "sha256": sha256,
    }
    with (office.content / "sign-offs/returned.jsonl").open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(line, ensure_ascii=False) + "\n")


def _digest_of(office: Office, name: str) -> str:
    signed = (office.content / "sign-offs/2025.jsonl").read_text("utf-8").splitlines()
    lines = [json.loads(line) for line in signed]
    return str(next(line["sha256"] for line in lines if line["id"] == name))


def test_what_was_sent_back_waits_until_it_is_changed(office: Office) -> None:
    office.signed("listings/a.yml", [listing(1)])
    sha256 = _digest_of(office, "t-0001")
    (office.content / "sign-offs/2025.jsonl").write_text("", "utf-8")
    office.approve("organs.yml")
    _send_back(office, "t-0001", sha256)
    (found,) = _told(office, "Waits for sign-off")
    assert "sent back on 2025-05-30, and not changed since" in found
    assert "金额有误" in found
    assert "审签人" not in found
    office.write("listings/a.yml", [listing(1, published_on="2025-03-05")])
    (found,) = _told(office, "Waits for sign-off")
    assert "a draft, never signed" in found


def test_what_was_signed_after_all_waits_no_more(office: Office) -> None:
    office.signed("listings/a.yml", [listing(1)])
    _send_back(office, "t-0001", _digest_of(office, "t-0001"))
    assert _told(office, "Waits for sign-off") == ["nothing waits for sign-off"]


@pytest.mark.parametrize("text", ["{", "[]", '{"id": 1}', "\0\n", '{"id": "t-0001"}\n\n'])
def test_a_damaged_list_of_returns_says_nothing(office: Office, text: str) -> None:
    office.write("sign-offs/returned.jsonl", text)
    assert _digest(office).code == 0


def test_what_the_last_build_held_back(office: Office) -> None:
    _full(office)
    found = _told(office, "Held back by the last build")
    assert found[0] == "- 2025-06-01: published in part: something was wrong"
    assert any("t-0005  taken down by hand" in line for line in found)
    assert any("t-0006  without a valid sign-off" in line for line in found)
    assert any("t-0004  error changed-after-sign-off" in line for line in found)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "there is no report of a build"),
        ("", "cannot be read"),
        ("[]", "cannot be read"),
        ("{}", "cannot be read"),
        ("[" * 100_000, "cannot be read"),
        (b"\xff\xfe", "cannot be read"),
        ('{"as_of": "2025-05-30", "outcome": "published"}', "more than a day ago: build again"),
        ('{"as_of": "2025-05-31", "outcome": "not_published"}', "NOT published"),
        ('{"as_of": "2025-05-31", "withheld": [1, {}], "problems": 3}', "held nothing back"),
    ],
)
def test_a_report_of_any_sort_is_coped_with(
    office: Office, text: str | bytes | None, said: str
) -> None:
    file = office.folders.output / "report.json"
    if text is not None:
        file.parent.mkdir(parents=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
    assert any(said in line for line in _told(office, "Held back by the last build"))


def test_what_is_held_by_hand_is_told_since_when(office: Office) -> None:
    _full(office)
    (found,) = _told(office, "Taken down by hand")
    assert found.endswith("t-0005  since 2025-05-20")


# What is never told


def _people(office: Office) -> list[str]:
    """A site full of people, each of whom would be named by a careless digest."""
    natural = listing(1, name="陈测样", person="陈测样", decided_on="2022-06-01")
    natural["employer"]["party_kind"] = "natural_person"
    trader = listing(2, name="李测户", person="李测户", decided_on="2022-06-02")
    trader["employer"]["party_kind"] = "sole_trader"
    named = listing(3, name="赵测店餐馆", person="赵测店", decided_on="2022-06-03")
    coded = listing(4, name=f"测试区{CODE}公司", decided_on="2022-06-04")
    penal = case(1, issued_on="2024-06-02")
    penal["party"] |= {"name": "钱测丁", "party_kind": "natural_person"}
    office.signed("listings/a.yml", [natural, trader, named, coded, listing(5, person="孙测丙")])
    office.signed("cases/a.yml", [penal])
    office.signed("typical-cases/tc-1.md", article(title="孙测丙拿回了工资", id="tc-1"))
    office.write("listings/孙测丙.yml", [listing(6)])
    office.write("listings/b.yml", [listing(7)])
    office.approve("listings/b.yml")
    sha256 = _digest_of(office, "t-0007")
    (office.content / "sign-offs/2025.jsonl").write_text(
        "\n".join(
            line
            for line in (office.content / "sign-offs/2025.jsonl").read_text("utf-8").splitlines()
            if "t-0007" not in line
        )
        + "\n",
        "utf-8",
    )
    _send_back(office, "t-0007", sha256, f"孙测丙的代码 {CODE} 不对")
    holds = [{"id": "tc-1", "reason": "孙测丙", "by": "周测乙", "on": "2025-05-20"}]
    office.write("holds.yml", holds)
    report = {
        "as_of": "2025-06-01",
        "outcome": "partial",
        "withheld": [{"id": "孙测丙", "state": "unvetted"}, {"id": "t-0001", "state": "孙测丙"}],
        "problems": [
            {"code": "孙测丙", "path": "content/listings/孙测丙.yml", "message": f"代码 {CODE}"},
            {"code": "leak", "path": "孙测丙", "line": "孙测丙", "record": "孙测丙"},
            {"code": "leak", "message": "found 孙　测丙 in 9115 0102 MA0A AAA1 X7"},
        ],
    }
    office.folders.output.mkdir()
    text = json.dumps(report, ensure_ascii=False)
    (office.folders.output / "report.json").write_text(text, "utf-8")
    return ["陈测样", "李测户", "赵测店", "孙测丙", "钱测丁", "经办人", "审签人", "周测乙", CODE]


@pytest.mark.parametrize("form", ["text", "html", "eml"])
def test_no_form_names_a_person_or_a_code(office: Office, form: str) -> None:
    people = _people(office)
    ran = _digest(office, "--format", form, "--days", "30")
    assert ran.code == 0
    shown = _plain(ran.out, form)
    assert [name for name in people if name in shown] == []
    assert {"t-0001", "t-0002", "t-0003", "t-0004", "t-0006", "t-0007", "tc-1"} <= set(
        re.findall(r"tc?-\d+", shown)
    )


@pytest.mark.parametrize("form", ["text", "html", "eml"])
def test_with_ids_only_there_is_no_word_of_anybodys_own(
    office: Office, tmp_path: Path, form: str
) -> None:
    _full(office)
    people = _people_of_full(office)
    out = tmp_path / "sent"
    _notify(office, ["sh", "-c", f"cat > '{out}'"], ids_only=True)
    assert _digest(office, "--notify", "--format", form).code == 0
    shown = _plain(out.read_text("utf-8"), form)
    assert [name for name in people if name in shown] == []
    assert {"t-0001", "t-0002", "t-0003", "t-0004", "t-0005", "t-0006"} <= set(
        re.findall(r"t-\d+", shown)
    )
    han = "".join(re.findall(r"[一-鿿]+", shown)).replace("测试区根治欠薪信息公开", "")
    assert han.replace("人力资源和社会保障部令第", "").replace("号第十一条", "") == ""


def _people_of_full(office: Office) -> list[str]:
    """Every name, number and file name that the content holds."""
    text = "".join(
        path.read_text("utf-8")
        for folder in ("listings", "cases", "typical-cases")
        for path in (office.content / folder).glob("*.*")
    )
    names = re.findall(r"(?:name|number|title): (.+)", text)
    assert len(names) > 15
    return [*names, "content/", ".yml"]


def _plain(text: str, form: str) -> str:
    """What a reader sees of a form; of a letter, both of its parts and its subject."""
    if form != "eml":
        return text
    letter = _letter(text)
    parts = [str(part.get_content()) for part in letter.walk() if not part.is_multipart()]
    return "\n".join([str(letter["Subject"]), *parts])


def _letter(text: str) -> EmailMessage:
    return email.message_from_string(text, policy=email.policy.default)


# Its forms


class _Page(HTMLParser):
    """The tags and texts of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_the_page_is_self_contained_and_escaped(office: Office) -> None:
    evil = "测试<script>alert(1)</script>&\"'公司"
    office.signed("listings/a.yml", [listing(1, name=evil, decided_on="2022-06-01")])
    page = _Page(_digest(office, "--format", "html").out)
    tags = {tag for tag, _given in page.tags}
    assert tags <= {
        *("html", "head", "meta", "title", "body", "h1", "h2", "p", "ul", "li"),
        *("strong", "code", "br", "span"),
    }
    assert not {name for _tag, given in page.tags for name in given} - {
        *("lang", "charset", "name", "content", "style"),
    }
    assert evil in page.texts
    assert "url(" not in _digest(office, "--format", "html").out


def test_a_letter_is_a_draft_with_both_forms(office: Office) -> None:
    _full(office)
    text = _digest(office, "--format", "eml").out
    assert text.isascii()
    letter = _letter(text)
    assert letter.defects == []
    assert letter["Subject"] == "测试区根治欠薪信息公开: digest of 2025-06-01"
    assert letter["X-Unsent"] == "1"
    assert letter["Date"] == "Sun, 01 Jun 2025 00:00:00 +0800"
    assert letter["Message-ID"] is None
    plain, page = letter.iter_parts()
    assert plain.get_content() == _digest(office).out
    assert page.get_content() == _digest(office, "--format", "html").out


@pytest.mark.parametrize("form", ["text", "html", "eml"])
def test_the_same_morning_gives_the_same_bytes(office: Office, tmp_path: Path, form: str) -> None:
    _full(office)
    files = [tmp_path / name for name in ("一 份", "two")]
    for file in files:
        assert _digest(office, "--format", form, "--to", str(file)) == Ran(0, "", "")
    assert files[0].read_bytes() == files[1].read_bytes()
    lines = files[0].read_bytes().splitlines(keepends=True)
    ends = {b"\r\n" if line.endswith(b"\r\n") else line[-1:] for line in lines}
    assert ends == {b"\r\n" if form == "eml" else b"\n"}
    assert sorted(tmp_path.glob(".*")) == []


def test_a_long_list_is_cut_and_says_so(office: Office) -> None:
    office.write("listings/a.jsonl", [listing(n) for n in range(1, 206)])
    found = _told(office, "Waits for sign-off")
    assert len(found) == 201
    assert found[0] == "and 5 more"


# Handing it on


def _notify(office: Office, command: Any, **more: Any) -> None:
    office.write("site.yml", {**SITE, "notify": {"command": command, **more}})


def _sender(tmp_path: Path, lines: str) -> list[str]:
    """A program that does something with what it is handed."""
    file = tmp_path / "发 送.py"
    file.write_text(f"import sys\n{lines}\n", "utf-8")
    return [sys.executable, str(file)]


def test_it_is_handed_to_the_command_as_it_would_be_printed(office: Office, tmp_path: Path) -> None:
    _full(office)
    out = tmp_path / "sent"
    take = f"open({str(out)!r}, 'wb').write(sys.stdin.buffer.read())"
    _notify(office, _sender(tmp_path, take))
    for form in ("text", "html", "eml"):
        assert _digest(office, "--notify", "--format", form) == Ran(0, "", "")
        assert out.read_text("utf-8") == _digest(office, "--format", form).out


def test_a_line_is_split_into_words_and_no_shell_sees_it(office: Office, tmp_path: Path) -> None:
    out = tmp_path / "sent"
    take = f"open({str(out)!r}, 'w').write(repr(sys.argv[1:]))"
    program, script = _sender(tmp_path, take)
    sender = shlex.join([str(program), str(script)])
    _notify(office, f"{sender} 'a b' $HOME `id` ; echo")
    assert _digest(office, "--notify").code == 0
    assert out.read_text("utf-8") == repr(["a b", "$HOME", "`id`", ";", "echo"])


def test_the_sites_own_number_of_days_counts_unless_another_is_given(
    office: Office, tmp_path: Path
) -> None:
    out = tmp_path / "sent"
    take = f"open({str(out)!r}, 'wb').write(sys.stdin.buffer.read())"
    _notify(office, _sender(tmp_path, take), days=30)
    _digest(office, "--notify")
    assert "30 days ahead" in out.read_text("utf-8")
    _digest(office, "--notify", "--days", "2")
    assert "2 days ahead" in out.read_text("utf-8")
    assert "7 days ahead" in _digest(office).out


def test_a_copy_can_be_kept_beside_what_is_sent(office: Office, tmp_path: Path) -> None:
    _notify(office, _sender(tmp_path, "sys.stdin.read()"), ids_only=True)
    _full(office)
    _notify(office, _sender(tmp_path, "sys.stdin.read()"), ids_only=True)
    kept = tmp_path / "kept.txt"
    assert _digest(office, "--notify", "--to", str(kept)) == Ran(0, "", "")
    assert NAMES[1] in kept.read_text("utf-8")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("sys.exit(3)", "failed with exit code 3; the digest may not have been sent"),
        ("raise SystemExit(0)", ""),
    ],
)
def test_a_command_that_fails_exits_1(
    office: Office, tmp_path: Path, lines: str, said: str
) -> None:
    _notify(office, _sender(tmp_path, lines))
    ran = _digest(office, "--notify")
    assert (ran.code, ran.out) == (1 if said else 0, "")
    assert said in ran.err


def test_a_command_that_is_not_there_exits_1(office: Office) -> None:
    _notify(office, ["no-such-mailer-here", "-x"])
    ran = _digest(office, "--notify")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("could not run 'no-such-mailer-here': ")


def test_a_command_that_never_ends_is_stopped(tmp_path: Path) -> None:
    command = _sender(tmp_path, "import time; time.sleep(600)")
    with pytest.raises(NotifyError, match=r"took longer than 0\.2 s"):
        notify(command, "甲", tmp_path, patience=0.2)


def test_a_program_by_its_path_goes_from_the_sites_folder(office: Office) -> None:
    program = office.folders.site / "发送.sh"
    program.write_text("#!/bin/sh\ncat > sent.txt\n", "utf-8")
    program.chmod(0o755)
    _notify(office, "./发送.sh")
    assert _digest(office, "--notify").code == 0
    assert (office.folders.site / "sent.txt").read_text("utf-8") == _digest(office).out


def test_without_a_command_it_is_wrong_usage(office: Office) -> None:
    ran = _digest(office, "--notify")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "expected 'notify: {command: …}' in content/site.yml, found none\n"


@pytest.mark.parametrize(
    ("notify_values", "said"),
    [
        ({}, "notify.command: expected a value, found nothing"),
        ({"command": ""}, "notify.command: expected a value, found nothing"),
        ({"command": "'"}, "notify.command: expected a command as one line or a list of words"),
        ({"command": ["a", 1]}, "expected a command as one line or a list of words"),
        ({"command": "a", "ids": True}, "notify.ids: no field 'ids' here"),
        ({"command": "a", "ids_only": "yes"}, "notify.ids_only: expected true or false"),
        ({"command": "a", "days": 0}, "notify.days: expected a whole number from 1 to 366"),
    ],
)
def test_a_wrong_notify_is_a_problem_of_the_site(
    office: Office, notify_values: dict[str, Any], said: str
) -> None:
    office.write("site.yml", {**SITE, "notify": notify_values})
    ran = run("check", "--site", office.folders.site, "--lang", "en")
    assert ran.code == 1
    assert said in ran.out


def test_no_page_depends_on_it(office: Office) -> None:
    office.signed("listings/a.yml", [listing(1)])
    office.build("2025-06-01")
    _notify(office, "mailer")
    assert office.build("2025-06-01").outcome == "unchanged"
