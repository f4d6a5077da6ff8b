"""A clerk who keeps her list in a spreadsheet, and imports it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from site_builder.intake import Order, Outcome, take_in
from site_builder.model.moment import Moment
from site_builder.model.record import Kind
from tests.office import NAMES, Office

HEADINGS = (
    "序号",
    "单位名称",
    "统一社会信用代码",
    "法定代表人",
    "决定书文号",
    "决定机关",
    "列入日期",
    "列入事由",
    "拖欠金额",
    "移出日期",
)
# Invented codes with right check characters.
CODES = ("91150102MA0AAAA1X7", "91150102MA0CHEN01U", "91150102MA0CHEN02Y")
AS_OF = "2025-06-01"


def row(number: int, **changes: Any) -> dict[str, Any]:
    """A line of the list, by its headings."""
    return {
        "序号": number,
        "单位名称": f"测试区{NAMES[number % len(NAMES)]}{number}号建筑有限公司",
        "统一社会信用代码": None,
        "法定代表人": f"测试人{number}",
        "决定书文号": f"测人社列字〔2025〕{number}号",
        "决定机关": "测试区人力资源和社会保障局",
        "列入日期": f"2025/3/{number % 28 + 1}",
        "列入事由": "拖欠工人工资，经责令限期支付，逾期未支付",
        "拖欠金额": 1000 * number,
        "移出日期": None,
        **changes,
    }


class Clerk:
    """Her office, her folder of tables, and what she imported."""

    def __init__(self, folder: Path, kind: Kind = Kind.LISTING) -> None:
        self.office = Office(folder / "site")
        self.desk = folder / "桌面"
        self.desk.mkdir()
        self.kind = kind

    def table(
        self,
        rows: Iterable[dict[str, Any]],
        name: str = "名单.xlsx",
        *,
        headings: Sequence[str] = HEADINGS,
        title: str | None = None,
    ) -> Path:
        """Save a workbook with these lines below a heading row."""
        book = Workbook()
        sheet = first_sheet(book)
        if title is not None:
            sheet.append([title])
        sheet.append(list(headings))
        for line in rows:
            sheet.append([line.get(heading) for heading in headings])
        path = self.desk / name
        book.save(path)
        return path

    def csv(self, text: str, name: str = "名单.csv", encoding: str = "utf-8") -> Path:
        """Save a CSV."""
        path = self.desk / name
        path.write_bytes(text.encode(encoding))
        return path

    def map(self, text: str, name: str = "对照表.yml") -> str:
        """Save a map file."""
        path = self.desk / name
        path.write_text(text, "utf-8")
        return str(path)

    def take_in(self, path: Path, **options: Any) -> Outcome:
        """Import a table."""
        as_of = Moment.parse(options.pop("as_of", AS_OF))
        kind = options.pop("kind", self.kind)
        return take_in(
            Order(folders=self.office.folders, file=path, kind=kind, as_of=as_of, **options)
        )

    @property
    def folder(self) -> Path:
        """Where the records go."""
        return self.office.content / ("listings" if self.kind is Kind.LISTING else "cases")

    @property
    def pending(self) -> Path:
        """What waits for her."""
        return self.office.folders.site / "待处理.xlsx"

    def records(self) -> list[dict[str, Any]]:
        """The records in their file."""
        path = self.folder / "import.jsonl"
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        return [json.loads(line) for line in lines]

    def named(self) -> dict[str, str]:
        """The id of each employer."""
        party = "employer" if self.kind is Kind.LISTING else "party"
        return {record[party]["name"]: record["id"] for record in self.records()}

    def waiting(self) -> list[dict[str, Any]]:
        """The lines of ``待处理.xlsx`` by its headings."""
        if not self.pending.exists():
            return []
        sheet = first_sheet(load_workbook(self.pending))
        lines = list(sheet.iter_rows(values_only=True))
        return [dict(zip(map(str, lines[0]), line, strict=True)) for line in lines[1:]]

    def fill(self, at: int, **cells: Any) -> None:
        """Write into a line of ``待处理.xlsx``, counted from 0."""
        book = load_workbook(self.pending)
        sheet = first_sheet(book)
        headings = [cell.value for cell in sheet[1]]
        for heading, value in cells.items():
            sheet.cell(at + 2, headings.index(heading) + 1).value = value
        book.save(self.pending)

    def state(self) -> dict[str, tuple[bytes, int]]:
        """Every file of the site with its bytes and the time of its last change."""
        root = self.office.folders.site
        return {
            path.relative_to(root).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
            for path in sorted(root.rglob("*"))
            if path.is_file()
        }


def first_sheet(book: Workbook) -> Worksheet:
    """The sheet that is open."""
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    return sheet


def said(outcome: Outcome) -> list[tuple[str, str | None, str]]:
    """The code, the cell and the message of everything that was not taken."""
    return [
        (problem.code, problem.cell, str(problem.message))
        for found in outcome.plan.open
        for problem in found.problems()
    ]


def codes(outcome: Outcome) -> list[str]:
    """The codes of everything that was said."""
    every = [*outcome.problems, *outcome.counted.problems, *outcome.plan.warnings]
    return sorted([problem.code for problem in every] + [code for code, _c, _m in said(outcome)])
