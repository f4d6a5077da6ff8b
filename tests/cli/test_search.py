"""The office's archive: every record in any state, found as the website finds them and better."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.command import Ran, run
from tests.office import ORGANS, Office, article, case, listing

AS_OF = "2026-06-01"
CODES = {1: "91150102MA0AAAA1X7", 2: "91150102MA0AAAA2X8"}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    office = Office(tmp_path_factory.mktemp("archive"))
    listed = [listing(number) for number in range(1, 25)]
    for number, code in CODES.items():
        listed[number - 1]["employer"]["credit_code"] = code
    listed[2]["employer"] |= {"name": "测试区鑫達（集團）有限责任公司", "former_names": ["旧名厂"]}
    listed[3]["project"] = {"name": "阳光小区二期"}
    listed[5]["project"] = {"name": "恒泰置业有限责任公司厂房"}
    listed[4]["decision"]["decided_on"] = "2022-01-05"
    office.signed("listings/a.jsonl", listed)
    office.write("listings/drafts.jsonl", [listing(90, name="测试区未签建筑有限公司")])
    office.signed("cases/a.jsonl", [case(1), case(2)], on="2026-05-20")
    office.signed("typical-cases/a.md", article(), on="2025-04-02")
    return office


def search(office: Office, *query: str, as_of: str = AS_OF) -> dict[str, Any]:
    """What the command finds, as JSON."""
    ran = asked(office, "--json", "--limit", "1000", "--", *query, as_of=as_of)
    assert ran.code == 0, ran.err
    found: dict[str, Any] = json.loads(ran.out)
    return found


def asked(office: Office, *query: str, as_of: str = AS_OF) -> Ran:
    where = ("--site", office.folders.site, "--as-of", as_of, "--lang", "en")
    return run("search", *where, *query)


def ids(office: Office, *query: str, **when: str) -> set[str]:
    return {hit["id"] for hit in search(office, *query, **when)["hits"]}


FOUND = [
    ("part of a name", "未签建筑", {"t-0090"}),
    ("traditional characters, and the other legal form", "鑫达集团有限公司", {"t-0003"}),
    ("the same in its own characters", "鑫達（集團）有限责任公司", {"t-0003"}),
    ("brackets of ASCII inside a name", "鑫达(集团)有限", {"t-0003"}),
    ("a former name", "旧名厂", {"t-0003"}),
    ("a code", CODES[1], {"t-0001"}),
    ("the end of a code", "AAA2X8", {"t-0002"}),
    ("the beginning of codes", "91150102", {"t-0001", "t-0002"}),
    ("a code in groups", "9115 0102 ma0a AAA1X7", {"t-0001"}),
    ("the end of a code in groups", "AAA 2X8", {"t-0002"}),
    ("numbers in groups or anywhere", "91150102 2025", {"t-0001", "t-0002"}),
    ("words with signs between", "鑫达 . 测试区 ）", {"t-0003"}),
    ("a project", "阳光小区", {"t-0004"}),
    ("a project with the other legal form", "恒泰置业有限公司厂", {"t-0006"}),
    ("a decision by its number", "number:列字〔2025〕7号", {"t-0007"}),
    ("a person by the whole name", "测试人8", {"t-0008"}),
    ("not a person by half of it", "person:测试人", set()),
    ("words of a text", "text:双方达成一致", {"tc-1"}),
    ("two words", "鑫达 测试区", {"t-0003"}),
    ("one or the other", "鑫达 OR 阳光小区", {"t-0003", "t-0004"}),
    ("one without the other", "91150102 NOT AAA2X8", {"t-0001"}),
    ("a quoted phrase with a space", '"阳光 小区"', {"t-0004"}),
    ("a state", "state:unvetted", {"t-0090"}),
    ("what has ended", "state:expired kind:listing", {"t-0005"}),
    ("days of the end", "ends:[2025-01-01 to 2025-12-31]", {"t-0005"}),
    ("a month of the start", "starts:2022-01", {"t-0005"}),
    ("an open range", "starts:[to 2022-12-31]", {"t-0005"}),
    ("a range that ends with a month", "ends:[2025-01 to 2025-01]", {"t-0005"}),
    ("a range that ends with a year", "ends:[2024 to 2025]", {"t-0005"}),
    ("a range that ends before a month", "ends:{2024-12 to 2025-01}", set()),
    ("a range that begins behind a month", "kind:listing ends:{2025-01 to 2027}", set()),
    ("a range with a blank for its end", "ends:[2025-01-05 to ] ends:[2025 to 2025]", {"t-0005"}),
    ("an id in quotation marks", '"t-0007"', {"t-0007"}),
    ("a kind in quotation marks", 'kind:"typical-case"', {"tc-1"}),
    ("a day in quotation marks", 'starts:"2022-01-05"', {"t-0005"}),
    ("a name with a hyphen in quotation marks", '"阳光-小区"', {"t-0004"}),
    ("a kind", "kind:typical-case", {"tc-1"}),
    ("a body by its name", "kind:case organ:测试区人力资源和社会保障局", {"tc-0001", "tc-0002"}),
    ("a place around it", "kind:case region:内蒙古自治区", {"tc-0001", "tc-0002"}),
]


@pytest.mark.parametrize(
    ("query", "expected"), [row[1:] for row in FOUND], ids=[r[0] for r in FOUND]
)
def test_archive_finds(office: Office, query: str, expected: set[str]) -> None:
    assert ids(office, query) == expected


def test_an_embargo_ends_at_its_minute(tmp_path: Path) -> None:
    office = Office(tmp_path)
    later = article(embargo_until="2026-06-01T09:00")
    office.signed("typical-cases/a.md", later, on="2025-04-02")
    states = {
        minute: search(office, "tc-1", as_of=f"2026-06-01T{minute}")["hits"][0]["state"]
        for minute in ("08:00", "08:59", "09:00", "23:00", "08:30")
    }
    assert states == {
        "08:00": "scheduled",
        "08:59": "scheduled",
        "09:00": "in_force",
        "23:00": "in_force",
        "08:30": "scheduled",
    }
    assert "archive:" not in asked(office, "tc-1", as_of="2026-06-01T07:00").err


@pytest.mark.parametrize("umask", [0o000, 0o002, 0o077])
def test_the_archive_is_its_owners_alone_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    office = Office(tmp_path)
    office.write("listings/a.jsonl", [listing(1)])
    before = os.umask(umask)
    try:
        assert ids(office, "t-0001") == {"t-0001"}
        office.write("listings/a.jsonl", [listing(1), listing(2)])
        assert ids(office, "t-0002") == {"t-0002"}
    finally:
        os.umask(before)
    files = office.folders.state.glob("archive-*/*")
    assert not any(file.stat().st_mode & 0o022 for file in files)


# The library leaves a file open that it cannot read.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_damaged_index_is_made_anew_by_the_next_run(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.write("listings/a.jsonl", [listing(1)])
    assert ids(office, "t-0001") == {"t-0001"}
    (table,) = office.folders.state.glob("archive-*/*.toc")
    table.write_bytes(b"\xff" * table.stat().st_size)
    ran = asked(office, "t-0001")
    assert (ran.code, ran.err) == (1, "the archive cannot be read; run the command again\n")
    assert ids(office, "t-0001") == {"t-0001"}
    table.write_bytes(b"\xff" * table.stat().st_size)
    assert ids(office, "t-0001", as_of="2026-06-02") == {"t-0001"}


REFUSED = [
    ("stat:in_force", "no field 'stat'; did you mean 'state'?"),
    ("state:gone", "expected one of held, sealed"),
    ("ends:soon", "expected ends:2026-12-31"),
    ("ends:[2026-1-1 to 2026-2-1]", "expected ends:2026-12-31"),
    ("region:没有这里", "no region"),
    ("()", "expected something to look for"),
    ("《》", "expected something to look for"),
    ("建筑" * 201, "at most 400 characters"),
]


@pytest.mark.parametrize(("query", "said"), REFUSED)
def test_what_cannot_be_looked_for_is_said(office: Office, query: str, said: str) -> None:
    ran = asked(office, query)
    assert ran.code == 2
    assert said in ran.err
    assert ran.out == ""


@pytest.mark.parametrize(
    "query", ['"', "(((", "NOT", "*", "a" * 300, "\ud83d", "🙂", "[a to", "AND OR", "^2", "~", "\\"]
)
def test_anything_else_has_an_answer(office: Office, query: str) -> None:
    ran = asked(office, "--", query)
    assert ran.code in {0, 2}
    assert "Traceback" not in ran.err
    assert "Error" not in ran.err


def test_every_answer_counts_all_and_divides_them(office: Office) -> None:
    found = search(office, "建筑", "kind:listing")
    assert found["total"] == len(found["hits"]) == 24
    assert found["facets"]["state"] == {"expired": 1, "in_force": 22, "unvetted": 1}
    said = asked(office, "建筑 kind:listing").err
    assert "State: in_force 22, expired 1, unvetted 1" in said
    assert "Kind:" not in said
    few = json.loads(asked(office, "--json", "--limit", "2", "建筑 kind:listing").out)
    assert (few["total"], len(few["hits"])) == (24, 2)


def test_bodies_are_counted_by_their_names(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.signed("organs.yml", [*ORGANS, ORGANS[0] | {"id": "jws", "name": "测试区住建局"}])
    listed = [listing(number) for number in range(1, 4)]
    listed[0]["decision"]["organ"] = "jws"
    office.write("listings/a.jsonl", listed)
    assert "Body: 测试区人力资源和社会保障局 2, 测试区住建局 1" in asked(office, "建筑").err
    assert search(office, "建筑")["facets"]["organ"] == {"hrss": 2, "jws": 1}


def test_exact_name_comes_first(office: Office) -> None:
    name = listing(7)["employer"]["name"]
    assert search(office, name)["hits"][0]["id"] == "t-0007"


def test_misspelt_name_is_asked_about(office: Office) -> None:
    ran = asked(office, "测试区鑫达集困")
    assert "did you mean: 测试区鑫達（集團）有限责任公司" in ran.err
    assert ran.out == ""


def test_text_output_says_where_the_record_stands(office: Office) -> None:
    (line,) = asked(office, "鑫达").out.splitlines()
    for part in (
        "t-0003",
        "in_force",
        "鑫達（集團）",
        "last day 2028-03-01",
        "content/listings/a.jsonl:3",
    ):
        assert part in line


def test_public_subset_is_what_the_browser_finds(office: Office, tmp_path: Path) -> None:
    if shutil.which("node") is None:
        pytest.fail("Node is missing: `make test` installs it", pytrace=False)
    office.build(AS_OF)
    shards = [json.loads(path.read_bytes()) for path in office.site.glob("search/shard-*.json")]
    (tmp_path / "shards.json").write_text(json.dumps(shards), "utf-8")
    shutil.copy(office.site / "search/entry.json", tmp_path)
    theme = Path(__file__).parents[2] / "templates/static/js"
    rows = _from_node(
        tmp_path / "rows.mjs",
        f'import {{ placesIn, rowsOf }} from "{(theme / "brief.mjs").as_uri()}"\n'
        'import { readFileSync } from "node:fs"\n'
        'const shards = JSON.parse(readFileSync(new URL("shards.json", import.meta.url)))\n'
        'const entry = JSON.parse(readFileSync(new URL("entry.json", import.meta.url)))\n'
        "const places = placesIn(entry)\n"
        "const rows = ({ rows, o }) => rows.flatMap((firm) => rowsOf(firm, o, places))\n"
        "console.log(JSON.stringify(shards.flatMap(rows)))\n",
    )
    queries = _queries(rows)
    (tmp_path / "asked.json").write_text(json.dumps({"rows": rows, "queries": queries}), "utf-8")
    browser = _from_node(
        tmp_path / "ask.mjs",
        f'import {{ answers }} from "{(theme / "query.mjs").as_uri()}"\n'
        'import { readFileSync } from "node:fs"\n'
        'const file = new URL("asked.json", import.meta.url)\n'
        "const { rows, queries } = JSON.parse(readFileSync(file))\n"
        f'const found = (q) => answers(rows, q, "{AS_OF}").map(({{ row }}) => row.id).sort()\n'
        "console.log(JSON.stringify(queries.map(found)))\n",
    )
    assert sum(map(len, browser)) > 200
    for asked_for, expected in zip(queries, browser, strict=True):
        hits = search(office, asked_for)["hits"]
        assert sorted(hit["id"] for hit in hits if hit["state"] == "in_force") == expected, (
            asked_for
        )


def _from_node(script: Path, text: str) -> Any:
    script.write_text(text, "utf-8")
    ran = subprocess.run(["node", script], capture_output=True, check=True, text=True)
    return json.loads(ran.stdout)


def _queries(rows: list[dict[str, Any]]) -> list[str]:
    """Parts of names and codes, as somebody might type them; the same in every run."""
    chance = random.Random(7)  # noqa: S311
    queries = ["建筑", "有限公司", "91150102", "MA0AAAA", "测试区", "列字", "罚字〔2026〕"]
    for row in chance.sample(rows, 20):
        for text in (*row["names"], *row.get("codes", ()), *row.get("projects", ())):
            start = chance.randrange(max(1, len(text) - 4))
            queries += [text, text[start : start + 3], text[-6:]]
    return [query for query in dict.fromkeys(queries) if len(query) > 1]


def test_index_learns_what_differs_and_no_more(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.signed("listings/a.jsonl", [listing(number) for number in range(1, 11)])
    assert "archive: 10 learned, 0 forgotten" in asked(office, "建筑").err
    assert "archive:" not in asked(office, "劳务").err
    renamed = listing(2, name="测试区改名公司")
    left = [listing(1), renamed, *map(listing, range(3, 10)), listing(11)]
    office.signed("listings/a.jsonl", left)
    assert "archive: 2 learned, 1 forgotten" in asked(office, "建筑").err
    assert ids(office, "改名公司") == {"t-0002"}
    assert ids(office, "t-0010") == set()
    assert ids(office, "t-0011") == {"t-0011"}


def test_another_day_is_another_state(office: Office) -> None:
    assert ids(office, "鑫达 state:in_force") == {"t-0003"}
    assert ids(office, "鑫达 state:in_force", as_of="2028-03-02") == set()
    assert ids(office, "鑫达 state:expired", as_of="2028-03-02") == {"t-0003"}


def test_index_is_its_owners_alone_and_is_not_opened_where_others_write(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.signed("listings/a.jsonl", [listing(1)])
    asked(office, "建筑")
    (folder,) = office.folders.state.glob("archive-*")
    assert folder.stat().st_mode & 0o077 == 0
    planted = folder / "_MAIN_1.toc"
    planted.write_bytes(b"cos\nsystem\n(S'touch " + str(tmp_path / "run").encode() + b"'\ntR.")
    planted.chmod(0o666)
    assert "archive: 1 learned" in asked(office, "劳务").err
    assert not (tmp_path / "run").exists()
    assert not planted.exists() or planted.read_bytes()[:3] != b"cos"


@pytest.mark.parametrize("spoil", ["cut", "empty", "gone"])
def test_spoilt_index_is_made_anew(tmp_path: Path, spoil: str) -> None:
    office = Office(tmp_path)
    office.signed("listings/a.jsonl", [listing(1)])
    asked(office, "建筑")
    (segment,) = office.folders.state.glob("archive-*/*.seg")
    if spoil == "gone":
        segment.unlink()
    else:
        segment.write_bytes(segment.read_bytes()[: 100 if spoil == "cut" else 0])
    ran = asked(office, "建筑")
    assert (ran.code, "t-0001" in ran.out) == (0, True)


def test_nothing_of_the_archive_is_part_of_a_release(office: Office) -> None:
    office.build(AS_OF)
    asked(office, "未签建筑")
    assert office.files_with("未签建筑") == []
    assert not [path for path in office.folders.output.rglob("*") if "archive" in path.name]
