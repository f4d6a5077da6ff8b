"""A site on a night on which something ends in every way, for tests of what may go wrong then."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any, Final

import yaml

from site_builder.folders import Folders
from site_builder.resources import pack_folder
from tests.office import ORGANS, Office, article, case, ids, listing

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

LAST_DAY, NIGHT = "2028-03-01", "2028-03-02"
LATER: Final = {"decided_on": "2025-05-01"}
PAID: Final = {"kind": "remedied", "on": "2025-06-01"}
REMOVED: Final = {"kind": "removed_early", "on": NIGHT}
REVOKED: Final = {"kind": "revoked", "on": NIGHT}
FOOTER: Final = "<footer><p>{{ site.name }}：自己的页脚</p></footer>"
FOOTER_FILE: Final = "templates/components/footer.html"
CSV_HEADINGS: Final = (
    "编号,单位名称,列入决定书文号,列入日期,决定机关,地区,列入事由,移出日期,改正日期"
)

# By file: what ends tonight by its term, by a removal, by a revocation, by a hold.
ENDING: Final = {"a.yml": (11, 12, 13, 14), "b.jsonl": (21, 22, 23, 24)}
ENDED_CASE: Final = 41
# Ended by its term, and named by an article; hidden by a hold that an earlier release
# honoured; revoked by a line of tonight.
NAMED, HELD_BEFORE, TOLD_TONIGHT = 16, 25, 15
IN_A: Final = (51, 52, 53)
IN_B: Final = (61, 62)
IN_C: Final = (71, 72)
IN_E: Final = (101, 102, 103, 104, 105, 106)
ARTICLES: Final = {"tc-1", "tc-2", "n-1", "about", "st-1"}
STAYING: Final = {*ids((*IN_A, *IN_B, *IN_C, *IN_E)), *ARTICLES, "tc-0081"}


def _hold(number: int, on: str) -> dict[str, Any]:
    return {"id": f"t-{number:04}", "reason": "inquiry", "by": "值班员", "on": on}


def _ending(numbers: tuple[int, int, int, int]) -> list[dict[str, Any]]:
    by_term, removed, revoked, held = numbers
    return [
        listing(by_term),
        listing(removed, **LATER, events=[PAID, REMOVED]),
        listing(revoked, **LATER, events=[REVOKED]),
        listing(held, **LATER),
    ]


def made(folder: Path) -> Office:
    """The site as it was published on the day before."""
    office = Office(folder)
    regime = yaml.safe_load((pack_folder() / "arrears-list-2022.yml").read_text("utf-8"))
    regime["fields"]["arrears.amount"]["show"] = "withheld"
    office.signed("regimes/arrears-list-2022.yml", regime)
    court = {"id": "court", "name": "某旗人民法院", "level": "county", "region": "152921"}
    office.signed("organs.yml", [*ORGANS, court])
    office.signed("channels.yml", [{"id": "ch-1", "name": "欠薪举报", "phone": "12333"}])
    owed = {"arrears": {"amount": "186200.00", "workers": 4}}
    staying = [listing(number, **LATER, **owed) for number in IN_A]
    office.signed("listings/a.yml", [*_ending(ENDING["a.yml"]), *staying])
    rows = [listing(number, **LATER) for number in (HELD_BEFORE, *IN_B)]
    office.signed("listings/b.jsonl", [*_ending(ENDING["b.jsonl"]), *rows])
    office.signed("listings/c.csv", _table(IN_C))
    office.signed("listings/d.yml", [listing(TOLD_TONIGHT, **LATER), listing(NAMED)])
    office.signed("listings/e.yml", [listing(number, **LATER) for number in IN_E])
    fallen = case(ENDED_CASE, issued_on="2027-05-06", events=[REVOKED | {"reason": "证据不足"}])
    office.signed("cases/a.yml", [fallen, case(81, issued_on="2027-05-06")])
    _write_articles(office)
    office.write("holds.yml", [_hold(HELD_BEFORE, "2025-05-10")])
    template = office.folders.site / FOOTER_FILE
    template.parent.mkdir(parents=True)
    template.write_text(FOOTER, "utf-8")
    return office


def _table(numbers: tuple[int, ...]) -> str:
    rows = (
        f"t-{n:04},测试区表内{n}号建筑劳务有限公司,测人社列字〔2025〕{n}号,2025-05-01,hrss,150102,拖欠工资,,"
        for n in numbers
    )
    return "\n".join([CSV_HEADINGS, *rows, ""])


def _write_articles(office: Office) -> None:
    told = f"[某某{NAMED}号公司](listing:t-0016)欠薪。"
    office.signed("typical-cases/tc-1.md", article(told, id="tc-1"))
    office.signed("typical-cases/tc-2.md", article(id="tc-2", title="老板补发了工资"))
    news = {"id": "n-1", "title": "本站开通", "organ": "hrss", "published_on": "2025-01-01"}
    office.signed("news/n-1.md", f"---\n{yaml.safe_dump(news, allow_unicode=True)}---\n\n开通。\n")
    page = {"id": "about", "title": "关于本站", "organ": "hrss", "published_on": "2025-01-01"}
    office.signed("pages/about.md", f"---\n{yaml.safe_dump(page)}---\n\n说明。\n")
    source = {"name": "年报", "title": "统计公报", "date": "2025-01-01"}
    figure = {"id": "st-1", "label": "追回工资", "value": "12", "unit": "万元", "year": 2024}
    office.signed("statistics/a.yml", [{**figure, "organ": "hrss", "source": source}])


@dataclass
class Night:
    """That site on the night after: a scenario harms it, and says what readers should see.

    ``shown`` are the ids on the pages of the release, ``arguments`` those of the command;
    ``clock`` is what the machine's clock says, None where a person names the night.
    ``untold`` are listings that were to end tonight, of which the content tells no more;
    ``lock`` is held by another build.
    """

    office: Office
    patch: pytest.MonkeyPatch
    shown: set[str] = field(default_factory=lambda: set(STAYING))
    arguments: list[object] = field(default_factory=list)
    clock: str | None = None
    untold: set[int] = field(default_factory=set)
    lock: IO[str] | None = None

    @classmethod
    def after(cls, yesterday: Path, folder: Path, patch: pytest.MonkeyPatch) -> Night:
        """A copy of yesterday's site, with what the office wrote tonight."""
        shutil.copytree(yesterday, folder, symlinks=True)
        office = Office.__new__(Office)
        office.folders = Folders.of(folder)
        office.content = office.folders.content
        night = cls(office, patch)
        night.write_tonight()
        return night

    def write_tonight(self) -> None:
        """What the office writes tonight: two holds, and a revocation."""
        numbers = [ending[-1] for ending in ENDING.values()]
        held = [_hold(HELD_BEFORE, "2025-05-10"), *(_hold(number, NIGHT) for number in numbers)]
        self.office.write("holds.yml", held)
        revoked = listing(TOLD_TONIGHT, **LATER, events=[REVOKED])
        self.office.write("listings/d.yml", [revoked, listing(NAMED)])

    def let_go(self) -> None:
        """Let the other build end."""
        if self.lock is not None:
            self.lock.close()

    def file(self, name: str) -> Path:
        """A file of the site folder."""
        return self.office.folders.site / name

    def change(self, name: str, before: str, after: str) -> None:
        """Write something else in one place of a file."""
        text = self.file(name).read_text("utf-8")
        assert text.count(before) == 1
        self.file(name).write_text(text.replace(before, after), "utf-8")

    def cut(self, name: str, before: str) -> None:
        """Cut a file off just before some words."""
        data = self.file(name).read_bytes()
        self.file(name).write_bytes(data[: data.index(before.encode())])

    def ended(self) -> list[str]:
        """Every text that no file may hold from tonight on."""
        endings = (number for ending in ENDING.values() for number in ending)
        numbers = {*endings, NAMED, HELD_BEFORE, TOLD_TONIGHT} - self.untold
        texts = [case(ENDED_CASE)["party"]["name"], f"某某{NAMED}号公司"]
        for record in map(listing, sorted(numbers)):
            name = record["employer"]["name"]
            person, number = record["persons"][0]["name"], record["decision"]["number"]
            texts += [name, name[3:].removesuffix("建筑劳务有限公司"), person, number]
        return texts
