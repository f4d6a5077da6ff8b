"""A tiny office for tests: its site, its clerk's files, its two signing people."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from site_builder.build import build
from site_builder.folders import Folders
from site_builder.model.moment import Moment
from site_builder.model.site import LOOSENING
from site_builder.options import Options
from site_builder.signing import Signature, sign

if TYPE_CHECKING:
    from collections.abc import Iterable

    from site_builder.report import Report
    from site_builder.signing import Signed

SITE = {
    "name": "测试区根治欠薪信息公开",
    "base_url": "https://example.gov.cn/qx/",
    "publisher": "hrss",
    "field_of_law": ["human_resources"],
    "government": {
        "site_name": "测试区人社局",
        "site_domain": "example.gov.cn",
        "id_code": "1501020001",
    },
    "impact_assessment": {"document": "测评估〔2021〕1号", "on": "2021-11-01"},
}
ORGANS = [
    {
        "id": "hrss",
        "name": "测试区人力资源和社会保障局",
        "level": "county",
        "region": "150102",
        "phone": "12333",
    }
]
NAMES = [
    "晨砾",
    "远穗",
    "启岚",
    "朔禾",
    "云垦",
    "泽垣",
    "瀚筑",
    "岱川",
    "禾硕",
    "铭垒",
    "恒峪",
    "锦磐",
]


def listing(number: int, **changes: Any) -> dict[str, Any]:
    """A listing of an invented employer, decided on 2025-03-01 unless said otherwise.

    ``decided_on``, ``name``, ``person``, ``events`` and ``published_on`` go where they belong.
    """
    name = changes.pop("name", f"测试区{NAMES[number % len(NAMES)]}{number}号建筑劳务有限公司")
    record = {
        "id": f"t-{number:04}",
        "regime": "arrears-list-2022",
        "employer": {"name": name, "region": "150102"},
        "persons": [
            {"name": changes.pop("person", f"测试人{number}"), "role": "legal_representative"}
        ],
        "decision": {
            "number": changes.pop("document", f"测人社列字〔2025〕{number}号"),
            "organ": "hrss",
            "decided_on": changes.pop("decided_on", "2025-03-01"),
            "reason": "拖欠工人工资，经责令限期支付，逾期未支付",
        },
    }
    return {**record, **changes}


def case(number: int, **changes: Any) -> dict[str, Any]:
    """A penalty on an invented employer, issued on 2026-05-06 unless said otherwise.

    ``name``, ``party`` (more of it), ``document`` (its number), ``title`` and ``issued_on`` go
    where they belong.
    """
    name = changes.pop("name", f"测试区{NAMES[number % len(NAMES)]}{number}号建筑劳务有限公司")
    record = {
        "id": f"tc-{number:04}",
        "type": "administrative_penalty",
        "regime": "credit-general-2026",
        "party": {"name": name, "region": "150102", **changes.pop("party", {})},
        "document": {
            "number": changes.pop("document", f"测人社罚字〔2026〕{number}号"),
            "organ": "hrss",
            "issued_on": changes.pop("issued_on", "2026-05-06"),
            "title": changes.pop("title", "行政处罚决定书"),
        },
        "facts": "拖欠工人工资，经责令限期支付，逾期未支付。",
    }
    return {**record, **changes}


def article(body: str = "双方达成一致，工资付清。", **changes: Any) -> str:
    """A typical case in Markdown."""
    front = {
        "id": "tc-1",
        "title": "工地调解拿回工资",
        "organ": "hrss",
        "regime": "typical-case",
        "occurred_in": "150102",
        "published_on": "2025-04-01",
        **changes,
    }
    return f"---\n{_yaml(front)}---\n\n{body}\n"


class Office:
    """One site on disk, with what an office does to it."""

    def __init__(self, folder: Path) -> None:
        self.folders = Folders.of(folder)
        self.content = folder / "content"
        self.write("site.yml", SITE)
        self.write("organs.yml", ORGANS)
        self.approve("organs.yml")

    @property
    def site(self) -> Path:
        """The live release."""
        return self.folders.output / "site"

    def write(self, name: str, content: Any) -> Path:
        """Write a file of the content folder: text as it is, values as YAML or JSON lines."""
        path = self.content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        elif isinstance(content, str):
            path.write_text(content, "utf-8")
        elif name.endswith(".jsonl"):
            lines = (json.dumps(record, ensure_ascii=False) for record in content)
            path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
        else:
            path.write_text(_yaml(content), "utf-8")
        return path

    def approve(self, *names: str, on: str = "2025-03-02") -> Signed:
        """Sign files off, as two people."""
        signature = Signature(
            drafter="经办人", approver="审签人", document="签1号", on=Moment.parse(on).day
        )
        return sign(self.folders, [f"content/{name}" for name in names], signature)

    def signed(self, name: str, content: Any, on: str = "2025-03-02") -> None:
        """Write a file and sign it off."""
        self.write(name, content)
        self.approve(name, on=on)

    def set_up(self, *, is_signed: bool = True, **options: Any) -> None:
        """Write ``site.yml`` with more options; two people sign those that loosen a check."""
        self.write("site.yml", {**SITE, **options})
        if is_signed and any(options.get(name) for name in LOOSENING):
            self.approve("site.yml")

    def build(self, as_of: str = "2025-06-01", **options: Any) -> Report:
        """Build as of a moment."""
        return build(self.folders, Options(as_of=Moment.parse(as_of), **options))

    def page(self, name: str) -> str:
        """A file of the live release."""
        return (self.site / name).read_text("utf-8")

    def shown(self) -> set[str]:
        """The ids of every record that any page of the live release shows."""
        pattern = re.compile(r'data-record[^>]*?data-id="([^"]+)"')
        return {
            name
            for path in self.site.rglob("*.html")
            for name in pattern.findall(path.read_text("utf-8"))
        }

    def listed(self) -> set[str]:
        """The ids of the listings that the open data holds."""
        return {row["id"] for row in json.loads(self.page("data/listings.json"))["records"]}

    def files_with(self, text: str) -> list[str]:
        """The files of the live release, and its server files, that hold ``text``."""
        return [path for path, data in self.served_files() if text.encode() in data]

    def served_files(self) -> list[tuple[str, bytes]]:
        """The files of the live release and its server files, by path."""
        roots = (self.site, self.folders.output / "server")
        return sorted(file for root in roots for file in tree(root).items())


def codes(report: Report) -> list[str]:
    """The codes of a report's problems, in order."""
    return sorted(problem.code for problem in report.problems)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes, by path."""
    found = {
        file.path: Path(file).read_bytes()
        for place, _folders, _files in os.walk(folder)
        for file in os.scandir(place)
        if file.is_file()
    }
    start = len(f"{folder}{os.sep}")
    return {path[start:].replace(os.sep, "/"): found[path] for path in sorted(found)}


def ids(numbers: Iterable[int]) -> set[str]:
    """The ids of listings by their numbers."""
    return {f"t-{number:04}" for number in numbers}


def _yaml(content: Any) -> str:
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
