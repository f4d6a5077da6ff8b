"""A large list answers from a few pages what the matcher finds in all rows."""

import csv
import gzip
import json
import random
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from site_builder.model.public import PublicRecord
from site_builder.model.record import Kind
from site_builder.search import large, pages, search_index
from site_builder.store import public
from tests.render.helpers import a_case, a_corpus, a_listing, an_article
from tests.shared import SHARED

BOTH_WAYS = Path(__file__).parents[1] / "js" / "both_ways.mjs"
_TOGETHER = 300
_PEOPLE = ("张三", "李四", "欧阳五", "买买提")
MORE = ("鑫达建筑有限责任公司", "鑫达建筑有限公司", "西安㑇大厦（集团）厂")
Ask = Callable[..., list[dict[str, Any]]]


@cache
def names() -> list[str]:
    """Names of real companies, some of which share a trade name or a whole one."""
    path = SHARED / "cn-companies/company-names.csv.gz"
    if not path.exists():
        pytest.skip("company-names.csv.gz lies in ../shared, which is not here")
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        found = [row["name"] for row in csv.DictReader(stream)]
    return [
        *found[:900],
        *found[:40],
        "鑫达建筑有限责任公司",
        "鑫达建筑有限公司",
        "西安㑇大厦（集团）厂",
    ]


def records() -> Iterator[PublicRecord]:
    for number, name in enumerate(names(), 1):
        if number % 3:
            listing = a_listing(number, name=name)
            persons = [{"name": _PEOPLE[number % 4], "role": "legal_representative"}]
            yield replace(listing, values={**listing.values, "persons": persons})
        if number % 5 == 0 or number % 3 == 0:
            yield a_case(number, name=name)
    person = a_listing(5001, name="阿不都热合曼")
    employer = {**person.values["employer"], "party_kind": "natural_person", "former_names": []}
    yield replace(person, values={**person.values, "employer": employer})
    yield an_article(Kind.NEWS, "nw-one", body="走访三家工地。", title="鑫达小区专项行动")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of these, as of a large list; much stands apart, as it does in one."""
    top = tmp_path_factory.mktemp("large")

    def in_small_pages(name: str, found: Any, shape: pages.Shape, *sizes: int) -> pages.Table:
        return pages.table(name, found, shape._replace(most=_TOGETHER), *sizes)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(public, "LARGE", 0)
        patched.setattr(large, "table", in_small_pages)
        for artifact in search_index(a_corpus(top, *records())):
            file = top / artifact.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(artifact.make())
    return top / "site/search"


@pytest.fixture(scope="module")
def ask(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """What is found both ways for each text."""
    if shutil.which("node") is None:
        pytest.skip("Node is not here")
    asked = tmp_path_factory.mktemp("asked") / "queries.json"

    def ask(*queries: str, what: str = "written") -> list[dict[str, Any]]:
        asked.write_text(json.dumps(queries), "utf-8")
        command = ["node", str(BOTH_WAYS), str(folder), str(asked), what]
        ran = subprocess.run(command, capture_output=True, check=True, text=True)
        found: list[dict[str, Any]] = json.loads(ran.stdout)
        return found

    return ask


def parts(length: int, count: int = 150) -> list[str]:
    """Parts of names, of so many characters."""
    chance = random.Random(length)  # noqa: S311 - nothing secret
    found = []
    for name in chance.choices(names(), k=count):
        start = chance.randrange(max(len(name) - length, 0) + 1)
        found.append(name[start : start + length])
    return found


def test_whole_name_costs_few_files(ask: Ask) -> None:
    # A place that some firms' names begin with does not bring the rows of all of them.
    files = sorted(found["files"] for found in ask(*names()[::3]))
    assert files[len(files) * 95 // 100] <= 8


def test_part_of_a_name_is_found_and_counted_as_in_all_rows(ask: Ask) -> None:
    widened = followed = chosen = 0
    for found in ask(*(part for length in (2, 3, 5, 9, 40) for part in parts(length))):
        assert found["total"] == len(found["expected"]), found["q"]
        if found["isWhole"]:
            assert found["found"] == found["expected"], found["q"]
        else:
            assert set(found["found"]) < set(found["expected"])
            assert len(found["found"]) >= 10
        if found["every"] is not None:
            widened += 1
            assert found["every"] == found["expected"], found["q"]
        if found["following"] is not None:
            followed += 1
            behind = [record for some in found["following"] for record in some]
            assert max(map(len, found["following"])) < 100
            assert len(behind) + len(found["found"]) == len(found["expected"]), found["q"]
            assert {*behind, *found["found"]} == set(found["expected"]), found["q"]
        for choice in found["choices"] or ():
            chosen += 1
            assert choice["counts"] == choice["expectedCounts"], found["q"]
            assert choice["found"] == choice["expected"], found["q"]
            assert choice["total"] == len(choice["expected"]), found["q"]
    assert widened > 10
    assert followed > 3
    assert chosen > 30


OTHERS = (
    "91150102MA0AAA0007", "91150102", "91150102ma0aaa00", "AAA0007", "A0012", "0007", "0123",
    "示人社列字〔2026〕7号", "2026〕12", "7号", "张三", "欧阳五", "阿不都热合曼", "阿不都", "鑫",
    "包头 劳务", "包头 土默特 劳务", "有限 无此",
    "鑫达 有限", "有限 鑫达建筑", "鑫达建筑有限责任公司", "责任公司", "西安㑇大", "大厦集团厂",
    "某小区", "鑫达小区专项", "旧名建筑", "毫不相干的公司", "行政处罚决定书",
    "\ud800", "😀😀", "a" * 10_000,
    # Many records have this in their numbers, and no name has it.
    "示人社列字",
)  # fmt: skip


def test_everything_else_is_found_as_in_all_rows(ask: Ask) -> None:
    for found in ask(*OTHERS):
        assert found["total"] == len(found["expected"]), found["q"]
        if found["isWhole"]:
            assert found["found"] == found["expected"], found["q"]


def test_all_firms_of_people_who_share_a_name_can_be_reached(ask: Ask) -> None:
    some, thousands = ask("欧阳五", "张三")
    assert not some["isWhole"]
    assert some["every"] == some["expected"]
    behind = [record for found in thousands["following"] for record in found]
    assert len(behind) > 300
    assert sorted((*thousands["found"], *behind)) == sorted(thousands["expected"])


def test_what_sounds_the_same_is_heard_as_in_all_rows(ask: Ask) -> None:
    queries = [
        "新达",
        "xinda",
        "gongcheng",
        "xindaj",
        "xin da jian zhu",
        "xdjz",
        "西安大厦",
        "xian",
    ]
    # Of what very many names hold as it is written, what sounds the same is not looked for.
    few = [found for found in ask(*queries, *parts(3, 60), what="heard") if found["total"] <= 20]
    assert len(few) > 30
    for found in few:
        assert set(found["found"]) <= set(found["expected"]), found["q"]
        # Of more firms only the best are read; and xian as one syllable is not looked for.
        if not found["isCut"] and found["q"] != "xian":
            assert found["found"] == found["expected"], found["q"]
    assert {found["isCut"] for found in few} == {True, False}


def test_slip_of_one_character_is_asked_about(ask: Ask) -> None:
    chance = random.Random(3)  # noqa: S311 - nothing secret
    slips = []
    for name in chance.sample([name for name in names() if len(name) > 8], 20):
        at = chance.randrange(2, len(name) - 4)
        slips.append(name[:at] + "囧" + name[at + 1 :])
    for found in ask(*slips, what="near"):
        assert found["total"] == 0
        assert found["near"], found["q"]


def test_every_file_says_the_sum_of_itself_and_what_it_is(folder: Path) -> None:
    for path in folder.rglob("*.json"):
        content = json.loads(path.read_bytes())
        assert content["format"] == pages.FORMAT
        assert isinstance(content["sum"], int)
    entry = json.loads((folder / "entry.json").read_bytes())
    _shortest, slots, apart = entry["large"]["tables"]["names"]
    assert len(apart) > slots
    page = json.loads((folder / "names/0.json").read_bytes())
    assert page["of"].startswith("names/0/")
