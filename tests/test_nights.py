"""Nights on which something ends and something else goes wrong at the same time."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
import yaml

from site_builder.folders import Folders
from site_builder.report import Outcome
from site_builder.resources import pack_folder
from tests.office import ORGANS, Office, article, case, codes, ids, listing, tree

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LAST_DAY, NIGHT = "2028-03-01", "2028-03-02"
FOOTER = "<footer><p>{{ site.name }}：自己的页脚</p></footer>"
FOOTER_FILE = "templates/components/footer.html"
REMOVED = {"kind": "removed_early", "on": "2025-05-01"}
# All that ends tonight: two employers, their persons, one decision.
ENDED = ("远穗1号", "云垦4号", "测试人1", "测试人4", "测人社列字〔2025〕4号")
STAYING = {*ids([2, 3, 5, 6]), "tc-1", "tc-2", "about"}


@pytest.fixture(scope="module")
def yesterday(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site as it was published on the last day of two of its listings."""
    office = Office(tmp_path_factory.mktemp("yesterday") / "site")
    regime = yaml.safe_load((pack_folder() / "arrears-list-2022.yml").read_text("utf-8"))
    regime["fields"]["arrears.amount"]["show"] = "withheld"
    office.signed("regimes/arrears-list-2022.yml", regime)
    court = {"id": "court", "name": "某旗人民法院", "level": "county", "region": "152921"}
    office.signed("organs.yml", [*ORGANS, court])
    office.signed("channels.yml", [{"id": "ch-1", "name": "欠薪举报", "phone": "12333"}])
    later = {"decided_on": "2025-05-01"}
    owed = {"arrears": {"amount": "186200.00", "workers": 4}}
    office.signed("listings/a.yml", [listing(1), listing(2, **later, **owed), listing(3, **later)])
    rows = [listing(4), listing(5, **later), listing(6, **later), listing(7, **later)]
    office.signed("listings/b.jsonl", rows)
    office.signed(
        "typical-cases/tc-1.md", article("[远穗1号公司](listing:t-0001)欠薪。", id="tc-1")
    )
    office.signed("typical-cases/tc-2.md", article(id="tc-2", title="老板补发了工资"))
    page = {"id": "about", "title": "关于本站", "organ": "hrss", "published_on": "2025-01-01"}
    office.signed("pages/about.md", f"---\n{yaml.safe_dump(page)}---\n\n说明。\n")
    held = {"id": "t-0007", "reason": "inquiry", "by": "值班员", "on": "2025-05-10"}
    office.write("holds.yml", [held])
    template = office.folders.site / FOOTER_FILE
    template.parent.mkdir(parents=True)
    template.write_text(FOOTER, "utf-8")
    assert office.build(LAST_DAY).outcome is Outcome.PUBLISHED
    assert office.shown() == STAYING | ids([1, 4])
    return office.folders.site


@pytest.fixture
def office(yesterday: Path, tmp_path: Path) -> Office:
    """That site on the night after."""
    shutil.copytree(yesterday, tmp_path / "site", symlinks=True)
    made = Office.__new__(Office)
    made.folders = Folders.of(tmp_path / "site")
    made.content = made.folders.content
    return made


@pytest.fixture(scope="module")
def clean(yesterday: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of that night, built from the same content where nothing was built before."""
    folder = tmp_path_factory.mktemp("clean") / "site"
    for name in ("content", "templates"):
        shutil.copytree(yesterday / name, folder / name)
    made = Office.__new__(Office)
    made.folders = Folders.of(folder)
    made.build(NIGHT)
    return tree(made.site)


@pytest.fixture
def new(tmp_path: Path) -> Office:
    return Office(tmp_path / "new")


def _cut(data: bytes) -> bytes:
    """The first half and a little more: up to the middle of a Chinese character."""
    end = next(n for n in range(len(data) // 2, len(data)) if data[n] in range(0x80, 0xC0))
    return data[:end]


def _nul(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + b"\0\0" + data[middle:]


def _indented(data: bytes) -> bytes:
    lines = data.split(b"\n")
    lines[len(lines) // 2] = b"      " + lines[len(lines) // 2].strip() + b" : : x"
    return b"\n".join(lines)


def _nothing(_data: bytes) -> bytes:
    return b""


def _unclosed(data: bytes) -> bytes:
    return data + b"{% if site %}"


def _a_word(_data: bytes) -> bytes:
    return b'"a word"\n'


@pytest.mark.parametrize(
    ("name", "harm"),
    [
        ("content/site.yml", _cut),
        ("content/organs.yml", _indented),
        ("content/channels.yml", _a_word),
        ("content/regimes/arrears-list-2022.yml", _cut),
        ("content/listings/a.yml", _cut),
        ("content/listings/b.jsonl", _cut),
        ("content/sign-offs/2025.jsonl", _cut),
        ("content/holds.yml", _nothing),
        ("content/typical-cases/tc-1.md", _cut),
        (FOOTER_FILE, _unclosed),
    ],
)
def test_a_broken_file_keeps_nothing_back_but_itself(
    office: Office, name: str, harm: Callable[[bytes], bytes]
) -> None:
    file = office.folders.site / name
    file.write_bytes(harm(file.read_bytes()))
    report = office.build(NIGHT)
    assert report.outcome is Outcome.PARTIAL
    assert any(problem.path == name for problem in report.problems)
    assert office.shown() == STAYING
    for text in (*ENDED, "186200"):
        assert office.files_with(text) == []
    assert "自己的页脚" in office.page("index.html")


def test_a_folder_in_place_of_a_template_leaves_the_theme_as_it_last_was(office: Office) -> None:
    (office.folders.site / "templates" / "pages" / "local.html").mkdir(parents=True)
    report = office.build(NIGHT)
    assert (report.outcome, codes(report)) == (Outcome.PARTIAL, ["broken-template"])
    assert office.shown() == STAYING
    assert "自己的页脚" in office.page("index.html")


def test_nothing_new_shows_while_the_sign_offs_are_lost(office: Office) -> None:
    office.write("listings/c.yml", [listing(8)])
    (office.content / "sign-offs" / "2025.jsonl").unlink()
    report = office.build(NIGHT)
    assert ("t-0008", "unvetted") in report.withheld
    assert office.shown() == STAYING


def test_state_that_is_damaged_costs_time_and_not_correctness_and_is_told(office: Office) -> None:
    for file in office.folders.state.glob("*.sqlite"):
        file.write_bytes(file.read_bytes()[:5000])
    report = office.build(NIGHT)
    assert (report.outcome, codes(report)) == (Outcome.PARTIAL, ["memory-lost"])
    assert office.shown() == STAYING
    assert office.build(NIGHT).outcome is Outcome.UNCHANGED


def test_a_bit_that_turned_in_what_is_known_of_the_files_costs_time(
    office: Office, clean: dict[str, bytes]
) -> None:
    office.build("2028-02-29")
    office.build(LAST_DAY)
    file = office.folders.state / "trees.sqlite"
    data = bytearray(file.read_bytes())
    place = data.index(b"site/about.html") + len("site/about.html") + 5
    data[place] ^= 0x80
    file.write_bytes(data)
    report = office.build(NIGHT)
    assert (report.outcome, report.problems) == (Outcome.PUBLISHED, [])
    assert tree(office.site) == clean


def test_on_a_machine_without_state_a_fault_holds_back_only_itself(office: Office) -> None:
    shutil.rmtree(office.folders.state)
    shutil.rmtree(office.folders.output)
    office.write("listings/a.yml", [listing(2, arears={}), listing(3, decided_on="2025-05-01")])
    report = office.build(NIGHT)
    assert report.outcome is Outcome.PARTIAL
    assert ("t-0002", "unvetted") in report.withheld
    assert office.shown() == STAYING - {"t-0002"}


# The folders that readers are served from


def test_a_tree_that_somebody_changed_is_made_anew(office: Office, clean: dict[str, bytes]) -> None:
    office.build("2028-02-29")
    idle = office.folders.output / ".releases" / "a" / "site"
    (idle / "about.html").unlink()
    (idle / "old.html").write_text("测试区远穗1号建筑劳务有限公司", "utf-8")
    report = office.build(NIGHT)
    assert (report.outcome, report.problems) == (Outcome.PUBLISHED, [])
    assert tree(office.site) == clean
    assert office.files_with("远穗1号") == []


def test_a_live_release_that_somebody_changed_is_replaced_at_the_same_moment(
    office: Office,
) -> None:
    office.build(NIGHT)
    before = tree(office.site)
    (office.site / "about.html").unlink()
    (office.site / "index.html").write_text("", "utf-8")
    assert office.build(NIGHT).outcome is Outcome.PUBLISHED
    assert tree(office.site) == before


def test_a_site_served_through_an_absolute_link_is_never_patched_in_place(office: Office) -> None:
    served = office.site.resolve()
    office.site.unlink()
    office.site.symlink_to(served)
    before = tree(served)
    office.build(NIGHT)
    assert tree(served) == before
    assert office.shown() == STAYING


def test_a_copied_site_is_replaced_by_a_link_and_leaves_nothing_behind(office: Office) -> None:
    served = office.site.resolve()
    office.site.unlink()
    shutil.copytree(served, office.site)
    office.build(NIGHT)
    assert office.site.is_symlink()
    assert office.shown() == STAYING
    assert _names(office.folders.output) == {".releases", "ledger.jsonl", "server", "site"}
    assert _names(office.folders.output / ".releases") <= {"a", "b"}


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_site_whose_path_is_not_utf8_is_published_each_night(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"\xc3\xfb")
    try:
        folder.mkdir()
    except OSError:
        pytest.skip("the file system takes only UTF-8")
    office = Office(folder)
    office.signed("listings/a.yml", [listing(1), listing(2, decided_on="2025-05-01")])
    for day in (LAST_DAY, NIGHT):
        report = office.build(day)
        assert (report.outcome, codes(report)) == (Outcome.PUBLISHED, [])
    assert office.listed() == ids([2])


# What was hidden stays hidden


def test_time_may_go_backward(new: Office) -> None:
    new.signed("listings/a.yml", [listing(1), listing(2, events=[REMOVED])])
    new.build(NIGHT)
    assert new.listed() == set()
    new.build("2025-04-30")
    assert new.listed() == ids([1, 2])


def test_many_vanished_records_stand_as_they_were_hidings_included(new: Office) -> None:
    names = [{"kind": "person_hidden", "name": "测试人2", "on": "2025-05-01"}]
    rest = [listing(number) for number in range(3, 10)]
    new.signed("listings/a.yml", [listing(1, events=[REMOVED]), listing(2, events=names), *rest])
    held = {"id": "t-0003", "reason": "inquiry", "by": "值班员", "on": "2025-05-01"}
    new.write("holds.yml", [held])
    new.build()
    new.write("listings/a.yml", [listing(1), listing(2), *rest])
    assert codes(new.build()) == ["hiding-event-gone", "hiding-event-gone"]
    (new.content / "listings" / "a.yml").unlink()
    (new.content / "holds.yml").unlink()
    assert codes(new.build()) == ["vanished"]
    assert new.listed() == {"t-0002", *ids(range(4, 10))}
    assert new.files_with("测试人2") == []


def test_a_record_that_moved_to_another_file_has_not_vanished(new: Office) -> None:
    new.signed("listings/a.yml", [listing(1), listing(2)])
    new.build()
    new.write("listings/a.yml", [listing(2)])
    new.write("listings/2025/b.jsonl", [listing(1)])
    report = new.build()
    assert (report.outcome, report.problems) == (Outcome.UNCHANGED, [])


def test_sign_offs_that_were_lost_and_found_are_no_newer_ones(new: Office) -> None:
    new.signed("listings/a.yml", [listing(1, events=[REMOVED])])
    new.build()
    signed = new.content / "sign-offs" / "2025.jsonl"
    kept = signed.read_bytes()
    signed.unlink()
    new.build()
    signed.write_bytes(kept)
    new.write("listings/a.yml", [listing(1)])
    assert codes(new.build()) == ["hiding-event-gone"]
    assert new.listed() == set()


def test_an_honoured_removal_may_move_earlier_but_not_later(new: Office) -> None:
    new.signed("listings/a.yml", [listing(1, events=[REMOVED])])
    new.build()
    for on, is_gone in (("2025-04-30", False), ("2025-07-01", True)):
        new.write("listings/a.yml", [listing(1, events=[{**REMOVED, "on": on}])])
        assert ("hiding-event-gone" in codes(new.build())) is is_gone
        assert new.listed() == set()


def test_a_vanished_figure_takes_no_other_of_the_same_name_with_it(new: Office) -> None:
    source = {"name": "年报", "title": "统计公报", "date": "2025-01-01"}
    common = {"label": "追回工资", "value": "12", "unit": "万元", "organ": "hrss", "source": source}
    new.signed("statistics/a.yml", [{"id": "st-2023", "year": 2023, **common}])
    new.signed("statistics/b.yml", [{"id": "st-2024", "year": 2024, **common}])
    new.build()
    (new.content / "statistics" / "a.yml").unlink()
    report = new.build()
    assert codes(report) == ["vanished"]
    assert new.shown() == {"st-2024"}


def test_an_article_that_names_a_vanished_employer_goes_with_it(new: Office) -> None:
    new.signed("listings/a.yml", [listing(1), listing(2)])
    new.set_up(only_warn=["firm-name"])
    new.signed("typical-cases/tc-1.md", article("测试区远穗1号建筑劳务有限公司欠薪。", id="tc-1"))
    new.build()
    new.write("listings/a.yml", [listing(2)])
    report = new.build()
    assert {problem.code for problem in report.problems if problem.is_error} == {"leak", "vanished"}
    assert new.shown() == {"t-0002"}
    assert new.files_with("远穗1号") == []


def test_an_id_held_twice_shows_what_was_signed_and_hides_what_either_hides(new: Office) -> None:
    new.signed("listings/a.yml", [listing(1), listing(2)])
    new.build()
    other = listing(1, name="测试区另外一家建筑有限公司")
    new.write("listings/b.yml", [other, listing(2, events=[REMOVED])])
    assert codes(new.build()) == ["duplicate-id"] * 4
    assert new.listed() == {"t-0001"}
    assert new.files_with("另外一家") == []


def test_a_link_to_what_only_stands_in_is_no_link_to_nothing(tmp_path: Path) -> None:
    office = Office(tmp_path / "site")
    office.signed("listings/a.yml", [listing(1)])
    office.signed("cases/a.yml", [case(1, listing="t-0001")])
    told = article("[某公司](listing:t-0001)已付清。", cases=["tc-0001"], id="tc-9")
    office.signed("typical-cases/tc-9.md", told)
    assert codes(office.build("2026-06-01")) == []
    office.write("listings/a.yml", "- id: t-0001\n  : [")
    assert codes(office.build("2026-06-02")) == ["bad-yaml"]
    assert 'href="../../listings/t-0001.html"' in office.page("cases/2026/tc-0001.html")


@pytest.mark.parametrize("data", [b"", b"\n \n", b"\xef\xbb\xbf"], ids=["empty", "blank", "bom"])
def test_a_list_of_lines_that_was_emptied_stands_but_what_ends_goes(
    office: Office, data: bytes
) -> None:
    office.write("listings/b.jsonl", data)
    report = office.build(NIGHT)
    assert codes(report) == ["empty-file"]
    assert office.shown() == STAYING
