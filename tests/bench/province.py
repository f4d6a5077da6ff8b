"""A province's content folder of any size: invented, and the same bytes each time."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from site_builder.folders import Folders
from site_builder.model.digest import digest_of
from site_builder.model.moment import Moment
from site_builder.model.regions import region_name
from site_builder.signing import Signature, sign
from tests.office import SITE, article
from tests.search.invented import Firm, counties, firms, office, project

if TYPE_CHECKING:
    from collections.abc import Iterable

# The day of the first build. The day after nothing enters or ends; the night after that, this much.
FIRST_DAY = date(2026, 11, 18)
NIGHT = FIRST_DAY + timedelta(2)
NEW, ENDED, REMEDIED, REVOKED = 530, 60, 5, 1
ARTICLE = "typical-cases/tc-1.md"
SIZES = {1_000: 252, 10_000: 1_036, 50_000: 5_180, 193_000: 20_000}

_PEOPLE = ("农民工", "工人", "班组工人", "木工班组", "钢筋工", "瓦工", "水电班组", "保洁人员")
_WORK = (
    "主体施工",
    "二次结构",
    "外墙保温",
    "室内装修",
    "道路硬化",
    "管网铺设",
    "绿化种植",
    "土方开挖",
)
_CAUSES = (
    "以工程款未结清为由未足额支付工资",
    "未按月支付工资，年底结算后仍拖欠",
    "未设立农民工工资专用账户，也未实行实名制管理",
    "将工程转包给不具备用工主体资格的组织，工资长期无人发放",
    "以质量争议为由扣发工资",
    "项目停工后撤离现场，未对剩余工资作出安排",
)
_STEPS = (
    "接到投诉后，监察机构当日立案，调取考勤表、工资表和银行流水",
    "经核对考勤记录与结算单，双方对欠付数额没有争议",
    "依法送达限期改正指令书，要求在规定期限内支付",
    "期限届满后复查，仍未支付",
    "期间召集总承包单位、分包单位和班组代表三方对账",
    "依法告知陈述申辩的权利，当事人在期限内未提出意见",
    "该单位提交还款计划，但未按计划履行",
    "协调建设单位先行拨付部分进度款，不足部分仍未到位",
)
_ENDS = (
    "以上事实有询问笔录、工资清册、责令改正文书等证据证明。",
    "有考勤表、结算单和送达回证为证。",
)


@dataclass(slots=True)
class Province:
    """What was written: enough to make one night of it."""

    content: Path
    firms: list[Firm] = field(default_factory=list)
    listings: list[str] = field(default_factory=list)


def facts(chance: random.Random) -> str:
    """What was found, in 150 to 400 characters, rarely twice the same."""
    begun, owed = chance.randrange(1, 13), chance.randrange(20_000, 2_000_000)
    site, work = project(chance.randrange(10**6)), chance.choice(_WORK)
    since = f"{2023 + begun % 3}年{begun}月"
    text = f"经查，该单位在{site}的{work}中，自{since}起{chance.choice(_CAUSES)}，"
    whom = f"{chance.choice(_PEOPLE)}{chance.randrange(1, 80)}人"
    text += f"涉及{whom}，共欠{owed / 100:.2f}元。"
    steps = chance.sample(_STEPS, chance.randrange(3, 7))
    return text + "。".join(steps) + "。" + chance.choice(_ENDS)


def listing(number: int, firm: Firm, decided_on: date) -> dict[str, Any]:
    """A listing under the Interim Measures of 2021, shown for three years."""
    return {
        "id": f"bl-{number:06}",
        "regime": "arrears-list-2022",
        "employer": {"name": firm.name, "region": firm.region, "credit_code": firm.code},
        "persons": [{"name": firm.person, "role": "legal_representative"}],
        "decision": {
            "number": f"{region_name(firm.region)}人社列决字〔{decided_on.year}〕{number}号",
            "organ": f"hrss-{firm.region}",
            "decided_on": decided_on.isoformat(),
            "reason": "拖欠工人工资，经责令限期支付，逾期未支付",
        },
        "arrears": {"amount": f"{number % 900 + 21}000.00", "workers": number % 60 + 3},
        "project": {"name": project(number)},
    }


def case(number: int, firm: Firm, issued_on: date, chance: random.Random) -> dict[str, Any]:
    """A penalty under the Measures of 2026, shown for one year."""
    return {
        "id": f"pc-{number:06}",
        "type": "administrative_penalty",
        "regime": "credit-general-2026",
        "party": {"name": firm.name, "region": firm.region, "credit_code": firm.code},
        "document": {
            "number": f"{region_name(firm.region)}人社监罚字〔{issued_on.year}〕{number}号",
            "organ": f"hrss-{firm.region}",
            "issued_on": issued_on.isoformat(),
            "title": "行政处罚决定书",
        },
        "facts": facts(chance),
        "basis": "《保障农民工工资支付条例》第五十五条",
        "outcome": "责令限期支付，并处罚款",
        "penalty": {"type": "罚款", "fine": f"{number % 9 + 1}0000.00"},
    }


def write(folder: Path, records: int, listings: int, ended: int = ENDED) -> Province:
    """A signed content folder of so many records, so many of them listings."""
    made = Province(folder / "content", list(firms(max(records * 99 // 193, 1))))
    made.content.mkdir(parents=True)
    _set_up(folder)
    chance = random.Random(records)  # noqa: S311 - nothing secret
    named = cycle(made.firms)
    # What ends, ends on the night: the three years of these listings are over then.
    days = [_last_day_before(NIGHT)] * ended + [
        FIRST_DAY - timedelta(days=30 + number % 900) for number in range(listings - ended)
    ]
    listed = [listing(n, firm, on) for n, (on, firm) in enumerate(zip(days, named, strict=False))]
    made.listings = [record["id"] for record in listed]
    _write(made.content, "listings/{}.jsonl", listed, "listing")
    issued = (FIRST_DAY - timedelta(days=1 + number % 230) for number in range(records - listings))
    cases = (
        case(n, firm, on, chance) for n, (on, firm) in enumerate(zip(issued, named, strict=False))
    )
    _write(made.content, "cases/{}.jsonl", cases, "case")
    return made


def night(made: Province, new: int = NEW) -> None:
    """What comes in between two builds: new decisions, paid wages, one revocation."""
    chance = random.Random(new)  # noqa: S311 - nothing secret
    issued = NIGHT - timedelta(1)
    named = islice(cycle(made.firms), new)
    cases = [case(900_000 + n, firm, issued, chance) for n, firm in enumerate(named)]
    _write(made.content, "cases/{}.jsonl", cases, "case")
    remedied = {"kind": "remedied", "on": issued.isoformat()}
    revoked = {"kind": "revoked", "on": NIGHT.isoformat(), "document": "撤1号"}
    last = made.listings[-(REMEDIED + REVOKED) :]
    for name, event in zip(last, [remedied] * REMEDIED + [revoked] * REVOKED, strict=True):
        _happened(made.content, name, event)


def _last_day_before(on: date) -> date:
    """The day of a decision whose three years have passed when ``on`` begins."""
    return (on - timedelta(1)).replace(year=on.year - 3)


def _set_up(folder: Path) -> None:
    above = {
        "id": "hrss",
        "name": "自治区人力资源和社会保障厅",
        "level": "province",
        "region": "150000",
        "phone": "12333",
    }
    bodies = [above] + [
        {
            "id": f"hrss-{code}",
            "name": office(code),
            "level": "county",
            "parent": "hrss",
            "region": code,
            "phone": f"0471-{2000000 + int(code) % 1000000}",
        }
        for code in counties()
    ]
    (folder / "content/site.yml").write_text(json.dumps(SITE, ensure_ascii=False), "utf-8")
    (folder / "content/organs.yml").write_text(json.dumps(bodies, ensure_ascii=False), "utf-8")
    signature = Signature(
        drafter="经办人", approver="审签人", document="签1号", on=Moment.parse("2023-01-02").day
    )
    told = folder / "content" / ARTICLE
    told.parent.mkdir()
    text = article(id="tc-1", organ=f"hrss-{counties()[0]}", occurred_in=counties()[0])
    told.write_text(text, "utf-8")
    sign(Folders.of(folder), ["content/organs.yml", f"content/{ARTICLE}"], signature)


def _write(content: Path, pattern: str, records: Iterable[dict[str, Any]], kind: str) -> None:
    """Add records to the files of their months, and what two people signed of them."""
    lines: dict[Path, list[str]] = defaultdict(list)
    for record in records:
        on = _day(record)
        text = json.dumps(record, ensure_ascii=False)
        lines[content / pattern.format(on[:7])].append(text)
        lines[content / f"sign-offs/{on[:4]}.jsonl"].append(_signed(record, kind, on))
    for file, own in lines.items():
        file.parent.mkdir(exist_ok=True)
        with file.open("a", encoding="utf-8") as stream:
            stream.writelines(f"{line}\n" for line in own)


def _day(record: dict[str, Any]) -> str:
    if "decision" in record:
        return str(record["decision"]["decided_on"])
    return str(record["document"]["issued_on"])


def _signed(record: dict[str, Any], kind: str, on: str) -> str:
    said = {
        "id": record["id"],
        "kind": kind,
        "drafter": "经办人",
        "approver": "审签人",
        "document": "签1号",
        "on": on,
        "first_on": on,
        "sha256": digest_of(record),
    }
    return json.dumps(said, ensure_ascii=False)


def _happened(content: Path, name: str, event: dict[str, str]) -> None:
    """Write an event on a listing where it stands, and have it signed as it stands now."""
    for file in content.glob("listings/*.jsonl"):
        lines = file.read_text("utf-8").splitlines()
        at = next((n for n, line in enumerate(lines) if f'"{name}"' in line), None)
        if at is not None:
            record = {**json.loads(lines[at]), "events": [event]}
            lines[at] = json.dumps(record, ensure_ascii=False)
            file.write_text("".join(f"{line}\n" for line in lines), "utf-8")
            signed = _signed(record, "listing", event["on"])
            with (content / "sign-offs/2026.jsonl").open("a", encoding="utf-8") as stream:
                stream.write(f"{signed}\n")
            return
    raise LookupError(name)
