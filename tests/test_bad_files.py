"""Files that are far too large, or made to do harm: refused in bounded time and memory."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from site_builder.kinds import KINDS
from site_builder.kinds.base import parse
from site_builder.load.markdown_file import read_markdown
from site_builder.load.yaml_core import read_yaml
from site_builder.model.record import Kind
from tests.command import run
from tests.office import Office, article, listing
from tests.vet.night import Nights

if TYPE_CHECKING:
    from collections.abc import Iterator

MIB = 1 << 20
HOSTILE = Path(__file__).parent.parent.parent / "shared" / "data" / "hostile"
WHEN = ("--as-of", "2025-06-01", "--lang", "en")
MEASURED = """
import resource, sys
from site_builder.cli import main
try:
    main(sys.argv[1:])
finally:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, file=sys.stderr)
"""


def _measured(site: Path) -> tuple[list[str], int]:
    """What ``check`` prints, and the most MiB that it held."""
    command = [sys.executable, "-c", MEASURED, "check", "--site", str(site), *WHEN]
    done = subprocess.run(command, capture_output=True, check=False, timeout=30, text=True)
    return done.stdout.splitlines(), int(done.stderr.split()[-1])


def _one_long_line(file: Path) -> None:
    with file.open("wb") as stream:
        stream.write(b'{"id": "')
        for _mebibyte in range(200):
            stream.write(b"x" * MIB)
        stream.write(b'"}\n')


def test_lines_of_200_mb_are_refused_quickly_and_in_little_memory(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.signed("listings/a.yml", [listing(1)])
    _, least = _measured(tmp_path)
    long = tmp_path / "long"
    _one_long_line(long)
    (office.content / "news").mkdir()
    for name in ("listings/b.jsonl", "listings/c.yml", "news/d.md", "holds.yml"):
        (office.content / name).hardlink_to(long)
    with long.open("ab") as stream:
        stream.write((json.dumps(listing(2, regime="x-1"), ensure_ascii=False) + "\n").encode())
    said, most = _measured(tmp_path)
    too_large = "expected at most 16 MiB, found 201: keep long lists as JSON lines"
    assert said == [
        f"content/holds.yml: {too_large}",
        "content/listings/b.jsonl:1: expected at most 1 MiB on a line, found more",
        "content/listings/b.jsonl:2: regime: no regime 'x-1'",
        f"content/listings/c.yml: {too_large}",
        f"content/news/d.md: {too_large}",
    ]
    assert most < least + 40


def test_a_file_of_many_faults_tells_a_thousand_and_counts_the_rest(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.write("listings/a.jsonl", [{"id": f"t-{n:04}"} for n in range(600)])
    said = run("check", "--site", tmp_path, *WHEN).out.splitlines()
    assert len(said) == 1001
    assert said[0] == "content/listings/a.jsonl: 800 more problems in this file"


def test_what_is_no_longer_told_is_hidden_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("site_builder.load.records._MOST_PROBLEMS", 5)
    nights = Nights(tmp_path)
    nights.signed("listings/a.jsonl", [listing(n) for n in range(1, 10)])
    nights.night()
    removed = [{"kind": "removed_erly", "on": "2025-05-01"}]
    nights.write("listings/a.jsonl", [listing(n, events=removed) for n in range(1, 10)])
    night = nights.night()
    assert night.codes() == ["too-many-problems", *["unknown-value"] * 5]
    assert {night.state(f"t-000{n}") for n in range(1, 10)} == {"removed_early"}


def _texts() -> Iterator[str]:
    yield from json.loads((HOSTILE / "naughty-strings.json").read_text("utf-8"))
    for name in ("xss-payloads.txt", "csv-injection.txt"):
        yield from (HOSTILE / name).read_text("utf-8").splitlines()


def _places(values: Any, place: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place in ``values`` that holds a text."""
    items = values.items() if isinstance(values, dict) else enumerate(values)
    for key, value in items:
        if isinstance(value, (dict, list)):
            yield from _places(value, (*place, key))
        else:
            yield (*place, key)


def _put(values: Any, place: tuple[str | int, ...], text: str) -> Any:
    head, *rest = place
    inner = _put(values[head], tuple(rest), text) if rest else text
    if isinstance(values, dict):
        return {**values, head: inner}
    return [inner if index == head else item for index, item in enumerate(values)]


def _full_listing() -> dict[str, Any]:
    record = listing(1, published_on="2025-03-05")
    record["employer"] |= {
        "party_kind": "enterprise",
        "credit_code": "91150102MA0AAAA1X7",
        "registration_number": "110108000000016",
        "former_names": ["旧名"],
    }
    record["decision"] |= {"basis": "条例"}
    record["arrears"] = {"amount": "1.00", "workers": "3"}
    record["project"] = {"name": "工地", "contractor": "总包"}
    record["events"] = [
        {"kind": "renamed", "on": "2025-04-01", "name": "新名", "organ": "hrss", "document": "文"},
        {"kind": "amended", "on": "2025-04-01", "field": "employer.name", "reason": "笔误"},
    ]
    return record


FREE = [
    ("employer", "name"),
    ("persons", 0, "name"),
    ("decision", "reason"),
    ("events", 0, "name"),
]
needs_hostile = pytest.mark.skipif(
    not HOSTILE.is_dir(), reason="the hostile texts are not beside this checkout"
)


@needs_hostile
def test_hostile_texts_in_any_field_make_a_record_or_a_problem() -> None:
    whole = _full_listing()
    everywhere = list(_places(whole))
    for text in _texts():
        values = whole
        for place in everywhere:
            values = _put(values, place, text)
        # All at once, each field for itself: every one that is at fault is told.
        assert isinstance(parse(KINDS[Kind.LISTING], values), list)
        for place in FREE:
            assert parse(KINDS[Kind.LISTING], _put(whole, place, text)), (place, text)


@needs_hostile
def test_hostile_texts_go_through_a_whole_check(tmp_path: Path) -> None:
    office, whole = Office(tmp_path), _full_listing()
    texts = list(_texts())
    records = [
        {**_put(whole, place, text), **({} if place == ("id",) else {"id": f"h-{number}-{index}"})}
        for number, place in enumerate(_places(whole))
        for index, text in enumerate(texts[number::50])
    ]
    office.write("listings/a.jsonl", records)
    office.write("listings/b.yml", records[::5])
    for index, text in enumerate(texts[::15]):
        office.write(f"typical-cases/h-{index}.md", article(text, id=f"h-case-{index}", title=text))
    office.approve("listings", "typical-cases")
    found = run("check", "--site", tmp_path, "--lang", "en")
    assert found.code == 1
    assert all(line.isprintable() for line in found.out.split("\n"))
    lengths = [len(line) for line in found.out.splitlines()]
    assert max(lengths) < 400


@needs_hostile
def test_hostile_yaml_makes_entries_or_problems() -> None:
    for line in (HOSTILE / "yaml-test-suite.jsonl").read_text("utf-8").splitlines():
        text = json.loads(line)["yaml"]
        for reading in (
            read_yaml(text.encode(), "a.yml"),
            read_markdown(f"---\n{text}\n---\n".encode(), "a.md"),
        ):
            assert reading.entries or reading.problems or reading.is_whole
            for entry in reading.entries:
                assert parse(KINDS[Kind.LISTING], entry.values)


@needs_hostile
def test_hostile_yaml_goes_through_a_whole_check(tmp_path: Path) -> None:
    office = Office(tmp_path)
    lines = (HOSTILE / "yaml-test-suite.jsonl").read_text("utf-8").splitlines()
    for number, line in enumerate(lines):
        text = json.loads(line)["yaml"]
        office.write(f"listings/{number}.yml", text.encode())
        office.write(f"regimes/{number}.yml", text.encode())
    assert run("check", "--site", tmp_path, "--lang", "en").code == 1


def _forbid(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Let nobody into a folder, as `chmod 644` does: root, too, who may be who runs this."""
    look = Path.stat

    def stat(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if folder in path.parents:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return look(path, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(Path, "stat", stat)
    monkeypatch.setattr(Path, "lstat", lambda path: path.stat(follow_symlinks=False))


@pytest.mark.parametrize("name", ["listings", ""])
def test_a_folder_that_nobody_may_enter_stands_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    office = Office(tmp_path)
    office.signed("listings/a.yml", [listing(number) for number in range(1, 8)])
    office.build()
    before = office.shown()
    office.write("listings/new.yml", listing(8))
    _forbid(monkeypatch, office.content / name)
    report = office.build(as_of="2025-06-02")
    assert (report.outcome.exit_code, office.shown()) == (1, before)
    assert {problem.code for problem in report.problems} == {"unreadable-file"}
    assert "content/listings/a.yml" in {problem.path for problem in report.problems} or not name
