"""Every row of docs/outcomes.md, for real; and on each night that publishes, what ends is gone."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import re
import shutil
import sqlite3
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
import yaml

from site_builder.model.moment import Moment
from site_builder.publish.verify import Verdict
from tests.command import Ran, run
from tests.nightly import (
    ENDING,
    FOOTER_FILE,
    IN_A,
    IN_B,
    IN_C,
    IN_E,
    LAST_DAY,
    LATER,
    NAMED,
    NIGHT,
    STAYING,
    TOLD_TONIGHT,
    Night,
    made,
)
from tests.office import ORGANS, SITE, article, ids, listing, tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


DOCUMENT: Final = Path(__file__).parent.parent / "docs" / "outcomes.md"
A, B, C = "content/listings/a.yml", "content/listings/b.jsonl", "content/listings/c.csv"
E: Final = "content/listings/e.yml"
# A hold of tonight that no release honoured: nothing tells of it once its file is gone.
HELD_TONIGHT: Final = {ending[-1] for ending in ENDING.values()}
SCENARIOS: dict[str, Callable[[Night], None]] = {}


def scenario(fault: Callable[[Night], None]) -> Callable[[Night], None]:
    """Try a function in the row of its name."""
    SCENARIOS[fault.__name__.strip("_").replace("_", "-")] = fault
    return fault


# Nothing is wrong


@scenario
def _nothing(night: Night) -> None:
    pass


@scenario
def _nothing_new(night: Night) -> None:
    night.office.build(NIGHT)


@scenario
def _fresh_machine(night: Night) -> None:
    shutil.rmtree(night.office.folders.output)
    shutil.rmtree(night.office.folders.state)


@scenario
def _draft(night: Night) -> None:
    night.office.write("listings/f.yml", [listing(91, **LATER)])


@scenario
def _warning(night: Night) -> None:
    first = listing(91, **LATER)
    second = {**first, "id": "t-0092"}
    night.office.signed("listings/f.yml", [first, second])
    night.shown |= ids([91, 92])


# Records


@scenario
def _record_faulty(night: Night) -> None:
    night.change(A, "id: t-0051\n  regime: arrears-list-2022", "id: t-0051\n  regime: arears-2022")
    night.office.approve("listings/a.yml#t-0051", on="2028-03-01")


@scenario
def _record_faulty_and_hidden(night: Night) -> None:
    harmed = listing(51, **LATER, events=[{"kind": "revoked", "on": "2028/3/2"}], arears="1.00")
    _rewrite_a(night, {"t-0051": harmed})
    night.shown -= ids([51])


@scenario
def _hiding_misspelt(night: Night) -> None:
    _rewrite_a(night, {"t-0051": listing(51, **LATER, events=[{"kind": "revokd", "on": NIGHT}])})
    night.shown -= ids([51])


@scenario
def _new_record_faulty(night: Night) -> None:
    night.office.signed("listings/f.yml", [{**listing(91, **LATER), "regime": "arears-2022"}])


@scenario
def _id_twice(night: Night) -> None:
    night.office.write("listings/f.yml", [listing(51, **LATER, name="测试区另外一家有限公司")])


@scenario
def _changed_after_sign_off(night: Night) -> None:
    night.change(A, "测人社列字〔2025〕51号", "测人社列字〔2025〕510号")


@scenario
def _self_approved(night: Night) -> None:
    night.office.signed("listings/f.yml", [listing(91, **LATER)])
    signed = night.file("content/sign-offs/2025.jsonl")
    *lines, last = signed.read_text("utf-8").splitlines()
    last = json.dumps({**json.loads(last), "approver": json.loads(last)["drafter"]})
    signed.write_text("\n".join([*lines, last, ""]), "utf-8")


@scenario
def _hiding_gone(night: Night) -> None:
    night.office.build(NIGHT)
    night.office.write("listings/d.yml", [listing(TOLD_TONIGHT, **LATER), listing(NAMED)])


@scenario
def _hold_gone(night: Night) -> None:
    holds = yaml.safe_load(night.file("content/holds.yml").read_text("utf-8"))
    night.office.write("holds.yml", [hold for hold in holds if hold["id"] != "t-0025"])


@scenario
def _vanished_few(night: Night) -> None:
    _rewrite_a(night, {"t-0052": None, "t-0053": None})
    night.shown -= ids([52, 53])


@scenario
def _vanished_many(night: Night) -> None:
    night.file(E).unlink()


@scenario
def _vanished_accepted(night: Night) -> None:
    _vanished_many(night)
    night.arguments += ["--accept-vanished", 6]
    night.shown -= ids(IN_E)


@scenario
def _vanished_another_number_accepted(night: Night) -> None:
    _vanished_many(night)
    night.arguments += ["--accept-vanished", 7]


def _rewrite_a(night: Night, changes: dict[str, dict[str, Any] | None]) -> None:
    """Write listings/a.yml anew with other records in place of some, or with none."""
    records = yaml.safe_load(night.file(A).read_text("utf-8"))
    found = (changes.get(record["id"], record) for record in records)
    night.office.write("listings/a.yml", [record for record in found if record is not None])


# Files of records


@scenario
def _file_unreadable(night: Night) -> None:
    night.file(B).unlink()
    night.file(B).symlink_to("nothing.jsonl")


@scenario
def _file_of_other_bytes(night: Night) -> None:
    night.file(A).write_bytes(b"\xff\x00" * 500)


@scenario
def _file_cut_in_a_record(night: Night) -> None:
    night.cut(A, "测人社列字〔2025〕51号")


@scenario
def _lines_cut_in_a_record(night: Night) -> None:
    night.cut(B, "测人社列字〔2025〕61号")


@scenario
def _table_cut_in_a_row(night: Night) -> None:
    night.cut(C, "25〕72号")


@scenario
def _file_cut_between_records(night: Night) -> None:
    night.cut(A, "- id: t-0052")
    night.shown -= ids([52, 53])


@scenario
def _lines_cut_between_records(night: Night) -> None:
    night.cut(B, '{"id": "t-0062"')
    night.shown -= ids([62])


@scenario
def _file_emptied(night: Night) -> None:
    night.file(A).write_bytes(b"")
    night.file(B).write_bytes(b"")


@scenario
def _file_deleted(night: Night) -> None:
    night.file(C).unlink()
    night.shown -= ids(IN_C)


@scenario
def _folder_deleted(night: Night) -> None:
    shutil.rmtree(night.file("content/listings"))
    night.untold = {TOLD_TONIGHT}
    night.shown |= ids([TOLD_TONIGHT])


@scenario
def _article_broken(night: Night) -> None:
    night.change("content/typical-cases/tc-2.md", "title: ", "titel: ")


@scenario
def _article_names_who_ended(night: Night) -> None:
    text = f"{listing(11)['employer']['name']}欠薪。"
    night.office.signed("typical-cases/tc-2.md", article(text, id="tc-2"))


@scenario
def _article_tells_the_document_of_who_ended(night: Night) -> None:
    night.shown -= {"tc-2"}
    text = f"依{listing(11)['decision']['number']}列入。"
    night.office.signed("typical-cases/tc-2.md", article(text, id="tc-2"))


# Settings


@scenario
def _site_file_broken(night: Night) -> None:
    night.office.write("site.yml", "{{ broken")


@scenario
def _site_file_missing(night: Night) -> None:
    night.file("content/site.yml").unlink()


@scenario
def _publisher_unknown(night: Night) -> None:
    night.office.write("site.yml", {**SITE, "publisher": "nobody"})


@scenario
def _assessment_gone(night: Night) -> None:
    bare = {name: value for name, value in SITE.items() if name != "impact_assessment"}
    night.office.write("site.yml", bare)


@scenario
def _bodies_broken(night: Night) -> None:
    night.office.write("organs.yml", "- id: [broken")


@scenario
def _bodies_missing(night: Night) -> None:
    night.file("content/organs.yml").unlink()


@scenario
def _bodies_changed_unsigned(night: Night) -> None:
    night.office.write("organs.yml", [{**ORGANS[0], "name": "改了名的局"}])


@scenario
def _regime_broken(night: Night) -> None:
    night.cut("content/regimes/arrears-list-2022.yml", "fields:")


@scenario
def _regime_missing(night: Night) -> None:
    night.file("content/regimes/arrears-list-2022.yml").unlink()


@scenario
def _channels_broken(night: Night) -> None:
    night.office.write("channels.yml", "- {id: [")


@scenario
def _channels_missing(night: Night) -> None:
    night.file("content/channels.yml").unlink()


@scenario
def _calendar_broken(night: Night) -> None:
    night.office.write("calendars/2029.yml", "{{ broken")


@scenario
def _sign_offs_broken(night: Night) -> None:
    file = night.file("content/sign-offs/2025.jsonl")
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join([*lines[:-3], lines[-3][:40]]))


@scenario
def _sign_offs_lost(night: Night) -> None:
    shutil.rmtree(night.file("content/sign-offs"))


@scenario
def _holds_broken(night: Night) -> None:
    with night.file("content/holds.yml").open("a", encoding="utf-8") as file:
        file.write("- {id: [\n")


@scenario
def _holds_deleted(night: Night) -> None:
    night.file("content/holds.yml").unlink()
    night.untold = HELD_TONIGHT
    night.shown |= ids(HELD_TONIGHT)


@scenario
def _template_broken(night: Night) -> None:
    night.file(FOOTER_FILE).write_text("{% if site %}", "utf-8")


@scenario
def _template_names_who_ended(night: Night) -> None:
    night.file(FOOTER_FILE).write_text(f"<p>{listing(11)['employer']['name']}</p>", "utf-8")


@scenario
def _templates_deleted(night: Night) -> None:
    shutil.rmtree(night.file("templates"))


@scenario
def _content_deleted(night: Night) -> None:
    shutil.rmtree(night.office.content)
    night.untold = {*HELD_TONIGHT, TOLD_TONIGHT}
    # Few of their kind are hidden, many stand.
    night.shown = ids((*IN_A, *IN_B, *IN_C, *IN_E, *night.untold))


# What is kept between builds


@scenario
def _state_lost(night: Night) -> None:
    shutil.rmtree(night.office.folders.state)


@scenario
def _state_damaged(night: Night) -> None:
    for file in night.office.folders.state.glob("*.sqlite"):
        file.write_bytes(file.read_bytes()[:5000])


@scenario
def _state_of_another_version(night: Night) -> None:
    connection = sqlite3.connect(night.office.folders.state / "good.sqlite")
    connection.execute("PRAGMA user_version = 1")
    connection.close()


@scenario
def _state_with_a_turned_bit(night: Night) -> None:
    file = night.office.folders.state / "good.sqlite"
    data = bytearray(file.read_bytes())
    data[data.index("51号建筑".encode())] ^= 0x80
    file.write_bytes(data)


@scenario
def _state_lost_and_hiding_deleted(night: Night) -> None:
    night.office.build(NIGHT)
    shutil.rmtree(night.office.folders.state)
    night.office.write("listings/d.yml", [listing(TOLD_TONIGHT, **LATER), listing(NAMED)])
    night.untold = {TOLD_TONIGHT}
    night.shown |= ids([TOLD_TONIGHT])


@scenario
def _state_lost_and_record_faulty(night: Night) -> None:
    _state_lost(night)
    _record_faulty(night)
    night.shown -= ids([51])


@scenario
def _state_and_site_file_lost(night: Night) -> None:
    _state_lost(night)
    _site_file_missing(night)


@scenario
def _state_lost_and_bodies_broken(night: Night) -> None:
    _state_lost(night)
    _bodies_broken(night)


@scenario
def _state_and_sign_offs_lost(night: Night) -> None:
    _state_lost(night)
    _sign_offs_lost(night)


@scenario
def _facts_lost(night: Night) -> None:
    (night.office.folders.state / "trees.sqlite").unlink()


@scenario
def _output_lost(night: Night) -> None:
    shutil.rmtree(night.office.folders.output)


@scenario
def _trees_lost(night: Night) -> None:
    shutil.rmtree(night.office.folders.output / ".releases")


@scenario
def _live_release_changed(night: Night) -> None:
    (night.office.site / "index.html").write_text("somebody was here", "utf-8")
    (night.office.site / "about.html").unlink()


@scenario
def _ledger_unwritable(night: Night) -> None:
    file = night.office.folders.output / "ledger.jsonl"
    file.unlink()
    file.mkdir()


# The machine


def _raise(error: BaseException) -> Callable[..., Any]:
    def stop(*_arguments: object, **_options: object) -> Any:
        raise error

    return stop


@scenario
def _disk_full(night: Night) -> None:
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "index.html")
    night.patch.setattr("site_builder.pipeline.stage", _raise(full))


@scenario
def _output_read_only(night: Night) -> None:
    refused = PermissionError(errno.EROFS, os.strerror(errno.EROFS), "site.next")
    night.patch.setattr("pathlib.Path.symlink_to", _raise(refused))


@scenario
def _search_broken_off(night: Night) -> None:
    night.patch.setattr("site_builder.scan.apart._CHILD", "site_builder.no_such_module")


@scenario
def _leak_that_stays(night: Night) -> None:
    from site_builder.scan.scanner import Leak  # noqa: PLC0415

    verdict = Verdict((), (Leak("site/as-of.json", "t-0011"),))
    night.patch.setattr("site_builder.pipeline.verify_release", lambda *_a, **_o: verdict)


@scenario
def _interrupted(night: Night) -> None:
    night.patch.setattr("site_builder.pipeline.verify_release", _raise(KeyboardInterrupt()))


@scenario
def _program_at_fault(night: Night) -> None:
    night.patch.setattr("site_builder.pipeline.disclose", _raise(LookupError("测试区远穗11号")))


@scenario
def _another_build(night: Night) -> None:
    night.lock = (night.office.folders.state / "lock").open("w")
    fcntl.flock(night.lock, fcntl.LOCK_EX)


@scenario
def _clock_behind(night: Night) -> None:
    night.clock = "2028-02-29T23:59"


@scenario
def _clock_ahead(night: Night) -> None:
    night.clock = "2028-04-11T00:00"


@scenario
def _clock_behind_and_a_day_named(night: Night) -> None:
    night.patch.setattr("site_builder.clock.now", lambda: Moment.parse("1970-01-01"))


@scenario
def _report_unwritable(night: Night) -> None:
    in_the_way = night.file("README.md")
    in_the_way.write_text("no folder", "utf-8")
    night.arguments += ["--report", in_the_way / "report.json"]


@scenario
def _wrong_usage(night: Night) -> None:
    night.arguments += ["--accept-vanished", "some"]


@scenario
def _content_and_state_lost(night: Night) -> None:
    shutil.rmtree(night.office.content)
    shutil.rmtree(night.office.folders.state)


@scenario
def _no_site_here(night: Night) -> None:
    _content_and_state_lost(night)
    shutil.rmtree(night.office.folders.output)


@pytest.fixture(scope="module")
def yesterday(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as it was published on the day before."""
    office = made(tmp_path_factory.mktemp("yesterday") / "site")
    assert office.build(LAST_DAY).problems == []
    return office.folders.site


# The table


@dataclass(frozen=True)
class Row:
    """What the document says of one fault."""

    fault: str
    outcome: str | None
    exit_code: int
    codes: frozenset[str]


def _rows() -> Iterator[Row]:
    for line in DOCUMENT.read_text("utf-8").splitlines():
        if not line.startswith("| `"):
            continue
        cells = [cell.strip() for cell in line.split("|")[1:-1]]
        fault, _readers, outcome, exit_code, codes, _todo = cells
        words = re.findall(r"`([a-z_]+)`", outcome)
        yield Row(
            fault.split("`")[1],
            words[0] if words else None,
            int(exit_code),
            frozenset(re.findall(r"`([a-z-]+)`", codes)),
        )


ROWS: Final = list(_rows())
BY_FAULT: Final = {row.fault: row for row in ROWS}


def test_every_row_is_tried_and_whatever_is_tried_has_a_row() -> None:
    assert sorted(row.fault for row in ROWS) == sorted(SCENARIOS)


def test_every_outcome_and_every_exit_code_has_a_row() -> None:
    outcomes = {"published", "unchanged", "partial", "not_published", None}
    assert {row.outcome for row in ROWS} == outcomes
    assert {row.exit_code for row in ROWS} == {0, 1, 2, 3}


def _build(night: Night) -> Ran:
    if night.clock is not None:
        now = Moment.parse(night.clock)
        night.patch.setattr("site_builder.clock.now", lambda: now)
    when = () if night.clock is not None else ("--as-of", NIGHT)
    where = ("--site", night.office.folders.site, "--lang", "en", "--quiet")
    return run("build", *where, *when, *night.arguments)


def _told(night: Night) -> tuple[str | None, frozenset[str]]:
    """The outcome and the codes of the report."""
    file = night.office.folders.output / "report.json"
    if not file.exists():
        return None, frozenset()
    report = json.loads(file.read_bytes())
    return report["outcome"], frozenset(problem["code"] for problem in report["problems"])


def _left(night: Night) -> list[tuple[str, list[str]]]:
    """What should be gone tonight, and the files that hold it all the same."""
    files = night.office.served_files()
    found = (
        (text, [path for path, data in files if text.encode() in data]) for text in night.ended()
    )
    return [(text, paths) for text, paths in found if paths]


def _served(night: Night) -> dict[str, bytes]:
    output = night.office.folders.output
    parts = {part: tree((output / part).resolve()) for part in ("site", "server")}
    return {f"{part}/{path}": data for part in parts for path, data in parts[part].items()}


@pytest.fixture
def night(yesterday: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Night]:
    made_tonight = Night.after(yesterday, tmp_path / "site", monkeypatch)
    yield made_tonight
    made_tonight.let_go()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.fault)
def test_a_night_comes_to_what_its_row_says(row: Row, night: Night, yesterday: Path) -> None:
    SCENARIOS[row.fault](night)
    before = _served(night)
    ran = _build(night)
    assert (ran.code, *_told(night)) == (row.exit_code, row.outcome, row.codes)
    if row.outcome in {"not_published", None}:
        assert _served(night) == before
        if row.outcome:
            _is_healed(night, yesterday)
    else:
        assert _left(night) == []
        assert night.office.shown() == night.shown


def _is_healed(night: Night, yesterday: Path) -> None:
    """Once its fault is over, the same night is published."""
    night.patch.undo()
    night.let_go()
    shutil.rmtree(night.office.content, ignore_errors=True)
    shutil.copytree(yesterday / "content", night.office.content)
    night.write_tonight()
    assert night.office.build(NIGHT).outcome.exit_code < 3
    assert _left(night) == []
    assert night.office.shown() == STAYING


# Each with each: the worse of the two, and what ends is gone
TOGETHER: Final = (
    "record-faulty",
    "vanished-few",
    "file-unreadable",
    "site-file-broken",
    "bodies-broken",
    "sign-offs-lost",
    "holds-broken",
    "template-broken",
    "article-names-who-ended",
    "state-lost",
    "disk-full",
)
NOTHING_STANDS_IN: Final = {"site-file-broken", "bodies-broken", "sign-offs-lost"}


@pytest.mark.parametrize("pair", [*combinations(TOGETHER, 2)], ids="+".join)
def test_two_faults_come_to_the_worse_of_the_two(pair: tuple[str, str], night: Night) -> None:
    for fault in pair:
        SCENARIOS[fault](night)
    before = _served(night)
    ran = _build(night)
    is_lost = "state-lost" in pair
    worse = 3 if is_lost and NOTHING_STANDS_IN & {*pair} else 0
    worse = max(worse, *(BY_FAULT[fault].exit_code for fault in pair))
    outcome, codes = _told(night)
    assert (ran.code, outcome) == (worse, "not_published" if worse == 3 else "partial")
    if worse == 3:
        assert _served(night) == before
        return
    assert _left(night) == []
    if not is_lost:
        assert night.office.shown() == night.shown
        assert codes >= BY_FAULT[pair[0]].codes | BY_FAULT[pair[1]].codes
