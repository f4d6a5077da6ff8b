"""A site that holds marked values wherever something is not public, and the search for them."""

from __future__ import annotations

import base64
import html
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from openpyxl import Workbook

from tests.office import Office, article, case, listing

if TYPE_CHECKING:
    from collections.abc import Callable

DAY = "2026-06-01"
# Invented, with right check characters: what must be nowhere.
ID_NUMBER = "11010519491231002X"
PHONE = "13800138000"
CARD = "6222020200112230"


class Marks:
    """Words that stand nowhere else, one for each place that a value may be kept in."""

    def __init__(self) -> None:
        self.places: dict[str, str] = {}

    def of(self, place: str) -> str:
        """The marked word of a place, as a name or a sentence may hold it."""
        number = len(self.places)
        mark = f"晷{chr(0x7200 + number)}{chr(0x7300 + number)}魃"
        return self.places.setdefault(place, mark)


def hunted(office: Office) -> Marks:
    """Fill an office with values that are not public, each marked, and publish it once."""
    marks = Marks()
    mark = marks.of
    office.set_up(notify={"command": ["true", mark("notify command")]})
    ended = listing(
        1,
        decided_on="2020-03-01",
        regime="arrears-blacklist-2017",
        name=f"测试区{mark('name of an ended one')}建筑有限公司",
        person=mark("person of an ended one"),
        document=f"测人社列字〔2020〕{mark('number of an ended one')}号",
    )
    ended["decision"]["reason"] = f"因{mark('reason of an ended one')}拖欠"
    shown = listing(2, project={"name": "示例工地", "contractor": mark("withheld contractor")})
    shown["persons"] += [{"name": mark("withheld person"), "role": "responsible_person"}]
    removed = listing(
        3,
        name=f"测试区{mark('name of a removed one')}建筑有限公司",
        person=mark("person of a removed one"),
        events=[
            {
                "kind": "removed_early",
                "on": "2025-09-01",
                "document": mark("document of a removal"),
                "reason": mark("reason of a removal"),
            }
        ],
    )
    held = listing(
        4,
        name=f"测试区{mark('name of a held one')}建筑有限公司",
        person=mark("person of a held one"),
    )
    changing = listing(5)
    office.signed("listings/a.jsonl", [ended, shown, removed, held, changing])
    human = case(
        6,
        name=mark("human being"),
        party={"party_kind": "natural_person"},
        document="测人社罚字〔2026〕6号",
        issued_on="2026-05-20",
        published_on="2026-05-21",
    )
    office.signed("cases/a.jsonl", [human])
    office.signed("typical-cases/tc-1.md", article())
    office.build("2025-06-02")
    office.build("2026-05-25")
    # What came since: nobody signed it, or nobody could.
    changing["employer"]["name"] = f"测试区{mark('unsigned name')}建筑有限公司"
    changing["persons"][0]["name"] = mark("unsigned person")
    lines = [ended, shown, removed, held, changing]
    office.write("listings/a.jsonl", lines)
    office.write("listings/drafts.jsonl", [_draft(mark)])
    office.write("listings/faulty.jsonl", _faulty(mark))
    office.write(
        "listings/faulty.yml",
        f"id: t-0030\nregime: [arrears-list-2022\nemployer: {mark('cut YAML')}\n",
    )
    office.write("listings/faulty.csv", _table(mark))
    office.write(
        "typical-cases/tc-2.md",
        article(f"双方{mark('draft body')}。", id="tc-2", title=mark("draft title")),
    )
    office.write(
        "typical-cases/tc-1.md",
        article(withdrawn={"on": "2026-05-01", "reason": mark("reason of a withdrawal")}),
    )
    office.write(
        "holds.yml",
        [{"id": "t-0004", "reason": mark("reason of a hold"), "by": mark("who holds"), "on": DAY}],
    )
    office.write("sign-offs/returned.jsonl", [_returned(mark)])
    return marks


def _draft(mark: Callable[[str], str]) -> dict[str, Any]:
    return listing(
        10,
        name=f"测试区{mark('draft name')}建筑有限公司",
        person=mark("draft person"),
        document=mark("draft number"),
    )


def _returned(mark: Callable[[str], str]) -> dict[str, Any]:
    return {
        "id": "t-0010",
        "kind": "listing",
        "drafter": mark("who drafted"),
        "approver": mark("who sent back"),
        "on": "2026-05-02",
        "reason": mark("reason of a return"),
        "sha256": "0" * 64,
    }


def _faulty(mark: Callable[[str], str]) -> list[dict[str, Any]]:
    """Values of wrong types, and numbers of people where none belongs."""
    return [
        listing(20, employer={"name": [mark("name as a list")], "region": "150102"}),
        listing(21, employer={"name": mark("name beside a bad code"), "credit_code": ID_NUMBER}),
        listing(22, published_on=mark("words for a day")),
        listing(23, published_on=ID_NUMBER),
        listing(24, published_on="110105 19491231 002X"),
        listing(25, published_on="138-0013-8000"),
        listing(26, arrears={"amount": mark("words for an amount"), "workers": PHONE}),
        listing(27, persons=mark("words for persons")),
        {**listing(28), "id": ID_NUMBER},
        {**listing(29), "id": "110105-19491231-002x"},
        listing(30, regime=PHONE),
        listing(31, employer={"name": mark("name with a newline") + "\n", "region": CARD}),
        listing(
            32, events=[{"kind": "removed_early", "on": "2025-13-01", "reason": mark("reason")}]
        ),
        listing(33, persons=[{"name": mark("name of no role"), "role": "6222 0202 0011 2230"}]),
    ]


def _table(mark: Callable[[str], str]) -> str:
    headings = "编号,单位名称,法定代表人,决定书文号,决定机关,列入日期,列入事由,地区"
    return (
        f"{headings}\n"
        f"t-0040,{mark('name in a table')},{mark('person in a table')},"
        f"{ID_NUMBER},hrss,{PHONE},,150102\n"
        f"{ID_NUMBER},{mark('name of a numbered row')},,,{CARD},2025-03-01,,{PHONE}\n"
    )


def clerks_table(marks: Marks, path: Path) -> Path:
    """Somebody's spreadsheet with personal data that is not to be taken in."""
    book = Workbook()
    sheet = book.worksheets[0]
    mark = marks.of
    rows = [
        (
            "单位名称",
            "法定代表人",
            "法定代表人证件号",
            "决定书文号",
            "决定机关",
            "列入日期",
            "列入事由",
        ),
        (
            f"测试区{mark('imported name')}有限公司",
            mark("imported person"),
            ID_NUMBER,
            mark("imported number"),
            "hrss",
            "2025-03-01",
            mark("imported reason"),
        ),
        (
            f"测试区{mark('refused name')}有限公司",
            mark("refused person"),
            ID_NUMBER,
            "测〔2025〕2号",
            "hrss",
            PHONE,
            mark("refused reason"),
        ),
        (
            ID_NUMBER,
            PHONE,
            mark("number in its own column"),
            CARD,
            mark("unknown organ")[:2],
            "2025-02-30",
            "",
        ),
    ]
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def encodings(text: str) -> Iterator[bytes]:
    """Every way in which a value may stand in a file."""
    for form in (text, quote(text), html.escape(text), json.dumps(text)[1:-1], quote(text).lower()):
        yield form.encode()
    yield "".join(f"&#{ord(char)};" for char in text).encode()
    yield "".join(f"&#x{ord(char):x};" for char in text).encode()
    yield text.encode("unicode-escape")
    for code in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"):
        data = text.encode(code)
        yield data
        for shift in range(3):
            whole = base64.b64encode(b"\0" * shift + data)
            # What does not hang on what stands before and behind.
            yield whole[4 if shift else 0 : len(whole) - 4]


def found_in(data: bytes, values: Iterable[str]) -> set[str]:
    """The values that stand in some bytes, in packed ones too."""
    pieces = [data]
    if data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            pieces += [packed.read(name) for name in packed.namelist()]
    return {
        value
        for value in values
        for form in set(encodings(value))
        if len(form) > 7 and any(form in piece for piece in pieces)
    }
