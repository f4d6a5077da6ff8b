"""``build``: its exit codes, its report, and what goes to which stream."""

from __future__ import annotations

import fcntl
import json
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from site_builder.cli.progress import STAGES
from tests.command import Ran, run
from tests.office import Office, listing, tree

if TYPE_CHECKING:
    from pathlib import Path

NOT_PUBLISHED = (
    "NOT published: the live site stands as it was and may show what should be gone by 2025-06-01\n"
)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path / "site")
    made.signed("listings/a.yml", [listing(1)])
    return made


def _build(office: Office, *arguments: object, as_of: str = "2025-06-01") -> Ran:
    where = ("--site", office.folders.site, "--as-of", as_of, "--lang", "en")
    return run("build", *where, *arguments)


def _told(ran: Ran) -> str:
    """What a build says once its stages are over: the problems, and what became of it."""
    lines = ran.err.splitlines(keepends=True)
    stages = tuple(stage.text("en") for stage in STAGES.values())
    after = [n for n, line in enumerate(lines, 1) if line.startswith(stages)]
    return "".join(lines[max(after, default=0) :])


def _reports(office: Office) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((office.folders.output / "report.json").read_bytes())
    return found


def test_a_build_exits_0_and_says_so_on_stderr_alone(office: Office) -> None:
    ran = _build(office)
    assert (ran.code, ran.out) == (0, "")
    sentence = ran.err.splitlines()[-1]
    assert sentence.startswith("published as of 2025-06-01: 1 records shown, 0 withheld; ")


def test_the_same_again_is_unchanged_and_quiet_says_nothing(office: Office) -> None:
    _build(office)
    ran = _build(office)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.splitlines()[-1] == "nothing changed as of 2025-06-01: 1 records shown"
    assert _build(office, "--quiet") == Ran(0, "", "")
    assert _reports(office)["outcome"] == "unchanged"


def test_the_report_has_the_fields_of_the_contract(office: Office, tmp_path: Path) -> None:
    office.write("listings/draft.yml", [listing(2)])
    named = tmp_path / "new folder" / "report.json"
    _build(office, "--report", named)
    assert json.loads(named.read_bytes()) == _reports(office)
    found = _reports(office)
    seconds, files, memory = (found.pop(key) for key in ("seconds", "files", "peak_memory_mib"))
    assert found == {
        "as_of": "2025-06-01",
        "outcome": "published",
        "records": {"listing": {"in_force": 1, "unvetted": 1}},
        "withheld": [{"id": "t-0002", "state": "unvetted"}],
        "entered": ["t-0001"],
        "left": [],
        "problems": [],
        "next_change_at": "2028-03-02T00:00:00+08:00",
    }
    assert list(seconds) == ["compare", "load", "vet", "disclose", "render", "verify", "switch"]
    assert list(files) == ["written", "removed", "unchanged"]
    assert memory > 0


def test_a_fault_exits_1_and_is_told_with_its_place(office: Office) -> None:
    office.write("listings/b.yml", [{**listing(2), "regime": "arears-list-2022"}])
    ran = _build(office)
    assert (ran.code, ran.out) == (1, "")
    assert _told(ran).startswith("content/listings/b.yml:2: regime: ")
    problem = _reports(office)["problems"][0]
    assert list(problem) == [
        "code",
        "severity",
        "path",
        "line",
        "sheet",
        "cell",
        "field",
        "record",
        "message",
    ]
    assert _reports(office)["outcome"] == "partial"


def test_a_site_that_cannot_be_published_exits_3_with_a_report(tmp_path: Path) -> None:
    office = Office(tmp_path / "site")
    office.write("site.yml", "{{ broken")
    ran = _build(office)
    assert ran.code == 3
    assert ran.err.endswith(NOT_PUBLISHED)
    assert _reports(office)["outcome"] == "not_published"


def test_output_that_cannot_be_written_exits_3_and_the_named_report_is_there(
    office: Office, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    report = tmp_path / "report.json"
    ran = _build(office, "--output", tmp_path / "file" / "output", "--report", report)
    assert (ran.code, ran.out) == (3, "")
    assert _told(ran) == f"could not write file: Not a directory\n{NOT_PUBLISHED}"
    assert json.loads(report.read_bytes())["outcome"] == "not_published"


def test_a_report_that_cannot_be_written_exits_1(office: Office, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    ran = _build(office, "--report", tmp_path / "file" / "report.json")
    assert ran.code == 1
    assert _told(ran).startswith(f"could not write {tmp_path / 'file' / 'report.json'}: ")
    assert _reports(office)["outcome"] == "published"


def test_a_second_build_at_once_exits_3_and_leaves_the_first_alone(office: Office) -> None:
    office.folders.state.mkdir()
    with (office.folders.state / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ran = _build(office)
    assert ran == Ran(3, "", f"another build of this site is at work\n{NOT_PUBLISHED}")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (KeyboardInterrupt(), "interrupted"),
        (
            sqlite3.OperationalError("text '远穗1号'"),
            "could not use the state folder",
        ),
        (OSError(28, "No space left on device", "b/x.html"), "could not use x.html: No space left"),
        (LookupError("测试区远穗1号建筑劳务有限公司"), "the program failed: LookupError at "),
    ],
)
def test_whatever_stops_a_build_exits_3_with_a_report_and_without_names(
    office: Office, monkeypatch: pytest.MonkeyPatch, error: BaseException, said: str
) -> None:
    def stop(*_arguments: object, **_options: object) -> None:
        raise error

    monkeypatch.setattr("site_builder.pipeline.verify_release", stop)
    ran = _build(office)
    assert ran.code == 3
    assert _told(ran).startswith(said)
    assert ran.err.endswith(NOT_PUBLISHED)
    assert "远穗" not in ran.err
    assert _reports(office)["outcome"] == "not_published"


def test_vanished_records_go_when_their_number_is_accepted(office: Office) -> None:
    office.signed("listings/b.yml", [listing(number) for number in range(2, 8)])
    _build(office)
    (office.content / "listings" / "b.yml").unlink()
    told = _build(office)
    assert told.code == 1
    assert "until --accept-vanished 6\n" in told.err
    assert _build(office, "--accept-vanished", 6).code == 0
    assert office.listed() == {"t-0001"}


@pytest.mark.parametrize(
    "arguments",
    [
        ("--jobs", "0"),
        ("--accept-vanished", "0"),
        ("--as-of", "2025-02-30"),
        ("--as-of", "2025-06-01T24:00"),
        ("--lang", "fr"),
        ("--no-such-option",),
        ("and more",),
    ],
)
def test_wrong_usage_exits_2_and_builds_nothing(office: Office, arguments: tuple[str, ...]) -> None:
    ran = _build(office, *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert not office.folders.output.exists()


def test_a_folder_without_a_site_is_wrong_usage(tmp_path: Path) -> None:
    ran = run("build", "--site", tmp_path, "--lang", "en")
    assert ran == Ran(2, "", f"no site in {tmp_path}: expected a folder 'content' there\n")


def test_output_and_state_may_lie_anywhere(office: Office, tmp_path: Path) -> None:
    output, state = tmp_path / "web root 网站", tmp_path / "state"
    assert _build(office, "--output", output, "--state", state).code == 0
    assert (output / "site" / "listings" / "t-0001.html").is_file()
    assert state.stat().st_mode & 0o077 == 0
    assert not office.folders.output.exists()
    assert not office.folders.state.exists()


@pytest.mark.parametrize(
    ("option", "place", "other"),
    [
        ("--report", "content/listings/a.yml", "content"),
        ("--report", "content/organs.yml", "content"),
        ("--report", "templates/report.json", "templates"),
        ("--report", "output/site/report.json", "output/site"),
        ("--report", "output/site/index.html", "output/site"),
        ("--report", "output/ledger.jsonl", "output/ledger.jsonl"),
        ("--report", ".site-builder/good.sqlite", ".site-builder"),
        ("--state", "output", "output"),
        ("--state", "output/site/x", "output/site"),
        ("--state", "output/.releases", "output/.releases"),
        ("--state", "content", "content"),
        ("--output", "content", "content"),
        ("--output", "content/listings", "content"),
        ("--output", ".site-builder/tonight", ".site-builder/tonight"),
    ],
)
def test_nothing_is_written_over_content_or_the_release(
    office: Office, option: str, place: str, other: str
) -> None:
    site = office.folders.site
    _build(office)
    before = tree(site)
    ran = _build(office, option, site / place)
    message = f"expected a folder outside {site / other} after {option}\n"
    assert ran == Ran(2, "", message)
    assert tree(site) == before


def test_a_report_may_lie_beside_the_release(office: Office) -> None:
    report = office.folders.output / "tonight.json"
    assert _build(office, "--report", report).code == 0
    assert _build(office, "--report", office.folders.output / "report.json").code == 0
    assert json.loads(report.read_bytes())["outcome"] == "published"


def test_relative_folders_are_taken_from_where_the_command_is_called(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(office.content)
    ran = run("build", "--site", "..", "--output", "../web", "--as-of", "2025-06-01")
    assert ran.code == 0
    assert (office.folders.site / "web" / "site" / "index.html").is_file()
