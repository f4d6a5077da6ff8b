"""``event``: how it is called, what it asks, and what it leaves behind."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from site_builder.model.moment import Moment
from tests.command import run
from tests.desk.ordering import events, order
from tests.office import Office, listing, tree

FILE = "listings/a.yml"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path / "site")
    made.signed(FILE, [listing(1)])
    return made


class Terminal(io.StringIO):
    """Somebody at a terminal, and what he types."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "expected ID|NUMBER, found nothing"),
        (("t-0001",), "expected KIND, found nothing"),
        (("t-0001", "revoked"), "expected --on, found nothing"),
        (("t-0001", "revokd", "--on", "2025-06-01"), "expected one of removed_early（移出）, "),
        (("t-0001", "改对了", "--on", "2025-06-01"), ", remedied（改正）, "),
        (("t-0001", "revoked", "--on", "2025/6/1"), "expected a day like 2025-03-01"),
        (("t-0001", "revoked", "--on", "2025-06-01", "--name", "甲"), "--name does not go with"),
        (("t-0001", "revoked", "--on", "2025-06-01", "--field", "id"), "--field does not go with"),
        (
            ("t-0001", "revoked", "--on", "2025-06-01", "--undoes", "revoked:2025-05-01"),
            "--undoes does not go with",
        ),
        (
            ("t-0001", "revoked", "--on", "2025-06-01", "--superseded-by", "甲"),
            "--superseded-by does not go with",
        ),
        (("t-0001", "renamed", "--on", "2025-06-01"), "expected --name with 'renamed'"),
        (("t-0001", "person_hidden", "--on", "2025-06-01"), "expected --name with"),
        (("t-0001", "amended", "--on", "2025-06-01"), "expected --field with 'amended'"),
        (
            ("t-0001", "entered_in_error", "--on", "2025-06-01", "--undoes", "revoked"),
            "expected an event and its day like removed_early:2026-01-05",
        ),
        (
            ("t-0001", "entered_in_error", "--on", "2025-06-01", "--undoes", "gone:2025-01-01"),
            "expected an event and its day",
        ),
        (
            ("t-0001", "revoked", "--on", "2025-06-01", "--document", "两\n行"),
            "expected up to 500 characters on one line after --document",
        ),
        (("t-0001", "revoked", "--on", "2025-06-01", "--reason", " "), "after --reason"),
    ],
)
def test_wrong_usage_exits_2_and_changes_nothing(
    office: Office, words: tuple[str, ...], said: str
) -> None:
    before = tree(office.folders.site)
    found = order(office, *words)
    assert (found.code, found.out) == (2, "")
    assert said in found.err
    assert tree(office.folders.site) == before


@pytest.mark.parametrize("on", ["今天", "2025年6月10日"])
def test_a_day_may_be_typed_as_the_office_writes_it(
    office: Office, monkeypatch: pytest.MonkeyPatch, on: str
) -> None:
    monkeypatch.setattr("site_builder.clock.now", lambda: Moment.parse("2025-06-10T09:30"))
    assert order(office, "t-0001", "已改正", "--on", on).code == 0
    assert events(office, "t-0001") == [{"kind": "remedied", "on": "2025-06-10"}]
    undone = f"改正:{on}"
    assert order(office, "t-0001", "登记有误", "--on", on, "--undoes", undone).code == 0
    assert events(office, "t-0001")[1]["event"] == {"kind": "remedied", "on": "2025-06-10"}


def test_everything_that_was_said_is_written(office: Office) -> None:
    said = ("--document", "撤字〔2025〕1号", "--organ", "hrss", "--reason", "决定被撤销")
    assert order(office, "t-0001", "revoked", "--on", "2025-06-10", *said).code == 0
    assert events(office, "t-0001") == [
        {
            "kind": "revoked",
            "on": "2025-06-10",
            "document": "撤字〔2025〕1号",
            "organ": "hrss",
            "reason": "决定被撤销",
        }
    ]


@pytest.mark.parametrize(("typed", "is_done"), [("y\n", True), ("n\n", False), ("\n", False)])
def test_at_a_terminal_it_asks_and_names_whom(
    office: Office, monkeypatch: pytest.MonkeyPatch, *, typed: str, is_done: bool
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(typed))
    found = order(office, "t-0001", "revoked", "--on", "2025-06-10")
    assert found.code == (0 if is_done else 1)
    assert "测试区远穗1号建筑劳务有限公司" in found.err
    assert "record it on 1 records?" in found.err
    assert bool(events(office, "t-0001")) is is_done


def test_at_a_terminal_yes_asks_nothing(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(""))
    found = order(office, "t-0001", "revoked", "--on", "2025-06-10", "--yes")
    assert found.code == 0
    assert "测试区远穗1号建筑劳务有限公司" not in found.out + found.err


def test_a_dry_run_writes_nothing(office: Office) -> None:
    before = tree(office.folders.site)
    assert order(office, "t-0001", "revoked", "--on", "2025-06-10", "--dry-run").code == 0
    assert tree(office.folders.site) == before


def test_without_a_site_it_is_wrong_usage(tmp_path: Path) -> None:
    ran = run("event", "t-0001", "revoked", "--on", "2025-06-10", "--site", tmp_path / "none")
    assert ran.code == 2


def test_quiet_says_only_what_is_wrong(office: Office) -> None:
    found = order(office, "t-0001", "revoked", "--on", "2025-06-10", "--quiet")
    assert (found.code, found.err) == (0, "")
