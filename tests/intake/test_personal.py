"""Identity numbers and phones among what is taken over: refused, and written nowhere."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from site_builder.intake.personal import is_personal
from tests.intake.clerk import CODES, Clerk, codes, row

# Invented: its check character is wrong, as in a number that was mistyped.
IDENTITY = "150102198001029991"
MOBILE = "13900009999"


@pytest.fixture
def clerk(tmp_path: Path) -> Clerk:
    return Clerk(tmp_path)


def _everything(clerk: Clerk) -> str:
    found = []
    for path in clerk.office.folders.site.rglob("*"):
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                found += [book.read(name) for name in book.namelist()]
        elif path.is_file():
            found.append(path.read_bytes())
    return b"\n".join(found).decode("utf-8", "replace")


@pytest.mark.parametrize(
    "text",
    [
        IDENTITY,
        f"测试人甲（{IDENTITY}）",
        "15010219800102999x",
        "１５０１０２１９８００１０２９９９１",
        f"电话{MOBILE}",
        "139 0000 9999",
        "139-0000-9999",
        f"+86{MOBILE}",
        int(MOBILE),
    ],
)
def test_an_identity_number_and_a_mobile_phone_are_personal(text: str | int) -> None:
    assert is_personal(text)


@pytest.mark.parametrize(
    "text",
    [
        *CODES,
        "150102202503010012",  # a case's number: nobody born then works
        "0471-1234567",
        "186200.00",
        "测人社列字〔2025〕13900009999000号",
        "150102000012345",
        None,
        45717,
    ],
)
def test_codes_numbers_and_amounts_are_not(text: str | int | None) -> None:
    assert not is_personal(text)


@pytest.mark.parametrize("heading", ["单位名称", "统一社会信用代码", "列入事由", "法定代表人"])
@pytest.mark.parametrize("number", [IDENTITY, MOBILE])
def test_a_row_with_one_waits_without_it(clerk: Clerk, heading: str, number: str) -> None:
    said = number if heading == "统一社会信用代码" else f"测试文字 {number}"
    path = clerk.table([row(1), row(2, **{heading: said})])
    outcome = clerk.take_in(path)
    assert codes(outcome) == ["personal-data"]
    assert len(clerk.records()) == 1
    (line,) = clerk.waiting()
    assert line[heading] is None
    assert line["决定书文号"] == row(2)["决定书文号"]
    assert number not in _everything(clerk)
    clerk.fill(0, **{heading: CODES[0] if heading == "统一社会信用代码" else "测试文字"})
    assert clerk.take_in(path).is_clean
    assert len(clerk.records()) == 2
    assert number not in _everything(clerk)


def test_one_that_is_filled_in_is_not_kept_either(clerk: Clerk) -> None:
    path = clerk.table([row(1, 列入日期="不详")])
    clerk.take_in(path)
    clerk.fill(0, 列入日期="2025/3/2", 法定代表人=f"测试人 {IDENTITY}")
    clerk.take_in(path)
    assert IDENTITY not in _everything(clerk)


def test_a_row_that_waits_for_something_else_waits_without_it(clerk: Clerk) -> None:
    clerk.take_in(clerk.table([row(1, 列入日期="不详", 拖欠金额=int(MOBILE))]))
    assert clerk.waiting()[0]["拖欠金额"] is None
    assert MOBILE not in _everything(clerk)
