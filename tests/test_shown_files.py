"""Pictures, tables and PDFs of articles, from the sign-off to the release and out of it again."""

from __future__ import annotations

import hashlib
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from site_builder.load.attached import Shelf, Shown
from site_builder.load.markdown_file import read_markdown
from site_builder.model.digest import digest_of
from site_builder.render.picture import ShownFiles
from site_builder.store.memory import Memory
from tests.office import Office, article, codes, listing, tree
from tests.shown import AUTHOR, PHONE, pdf, photograph, png, telling

if TYPE_CHECKING:
    from site_builder.report import Report

pytestmark = pytest.mark.apart

FOLDER = "typical-cases"
PAGE = f"{FOLDER}/tc-1.html"
BODY = "![工地](site.jpg)\n\n![各县人数](table.csv)\n\n见[全文](list.pdf)。"
TABLE = "县,人数\n示例县,3\n".encode()
FILES = {"site.jpg": telling("a.jpg"), "table.csv": TABLE, "list.pdf": pdf()}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return _filled(Office(tmp_path / "site"))


def _filled(made: Office) -> Office:
    """An office with an article that shows a file of each sort."""
    # The PDF's properties name its author, which would keep the article back.
    made.set_up(only_warn=["full-name"])
    for name, data in FILES.items():
        made.write(f"{FOLDER}/{name}", data)
    made.signed(f"{FOLDER}/tc-1.md", article(BODY))
    return made


def _errors(report: Report) -> list[tuple[str, str]]:
    return [(problem.code, problem.path) for problem in report.problems if problem.is_error]


def copies(office: Office) -> list[str]:
    """The files of articles in the live release."""
    assets = office.site / "assets"
    return sorted(p.name for p in assets.iterdir() if p.name.startswith(("img-", "file-")))


def name_of(name: str) -> str:
    shown = ShownFiles(lambda _path, _sha256: FILES[name])
    (asset,) = shown.assets(name, hashlib.sha256(FILES[name]).hexdigest())
    return Path(asset.address).name


def test_they_are_published_under_names_that_only_their_bytes_give(office: Office) -> None:
    assert _errors(office.build()) == []
    expected = [name_of("list.pdf"), name_of("site.jpg")]
    assert copies(office) == expected
    page = office.page(PAGE)
    assert all(f"../assets/{name}" in page for name in expected)
    assert "<caption>各县人数</caption>" in page
    assert "<td>示例县</td>" in page
    assert "全文（PDF，1 KB）" in page


def test_nothing_that_a_camera_or_a_program_wrote_is_in_the_release(office: Office) -> None:
    office.build()
    hidden = [AUTHOR, PHONE, "李拍照", "site.jpg", "list.pdf", "table.csv"]
    assert [text for text in hidden if office.files_with(text)] == []


def test_what_files_say_is_known_to_whoever_checks_texts(office: Office) -> None:
    office.build()
    memory = Memory(office.folders.state)
    good = memory.good("tc-1")
    memory.close()
    assert good is not None
    said = {each.path: " ".join(each.texts) for each in good.record.facts.attached}
    assert said[f"{FOLDER}/table.csv"] == "县 人数 县：示例县 人数：3"
    assert "List of wages" in said[f"{FOLDER}/list.pdf"]
    assert AUTHOR in said[f"{FOLDER}/list.pdf"]
    assert PHONE in said[f"{FOLDER}/site.jpg"]


def test_any_changed_byte_of_any_of_them_voids_the_sign_off(tmp_path: Path) -> None:
    files = {"a.png": png(), "a.csv": "县,数\n甲,3\n".encode(), "a.pdf": pdf("x")}
    body = "![x](a.png)\n\n![x](a.csv)\n\n[x](a.pdf)"
    content = tmp_path / "content"
    folder = content / "news"
    folder.mkdir(parents=True)
    (entry,) = read_markdown(f"---\nid: x\n---\n{body}\n".encode(), "content/news/x.md").entries

    def shown() -> Shown:
        return Shelf(content, None).shown(folder, entry, "content/news/x.md", "x")

    for name, data in files.items():
        (folder / name).write_bytes(data)
    signed = digest_of({}, body, shown().files)
    assert len(shown().files) == len(files)
    for name, data in files.items():
        for place in range(0, len(data), 7 if name == "a.pdf" else 1):
            changed = data[:place] + bytes((data[place] ^ 1,)) + data[place + 1 :]
            (folder / name).write_bytes(changed)
            found = shown()
            is_void = digest_of({}, body, found.files) != signed
            assert found.problems or is_void, (name, place)
        (folder / name).write_bytes(data)
    assert digest_of({}, body, shown().files) == signed


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("site.jpg", png()),
        ("site.jpg", telling("a.jpg", orientation=6)),
        ("table.csv", TABLE.replace(b"3", b"4")),
        ("table.csv", b"\x00"),
        ("list.pdf", pdf("Another list")),
        ("list.pdf", b"%PDF-1.7"),
        ("list.pdf", None),
    ],
)
def test_the_article_stands_with_the_files_that_were_signed(
    office: Office, name: str, changed: bytes | None
) -> None:
    office.build()
    page, files = office.page(PAGE), tree(office.site / "assets")
    if changed is None:
        (office.content / FOLDER / name).unlink()
    else:
        office.write(f"{FOLDER}/{name}", changed)
    report = office.build("2025-06-02")
    assert report.outcome == "partial"
    assert office.page(PAGE) == page
    assert tree(office.site / "assets") == files


def test_the_files_stand_though_the_whole_folder_is_gone(office: Office) -> None:
    office.build()
    page, files = office.page(PAGE), tree(office.site / "assets")
    for name in FILES:
        (office.content / FOLDER / name).unlink()
    office.build("2025-06-02", full=True)
    assert office.page(PAGE) == page
    assert tree(office.site / "assets") == files


@pytest.mark.parametrize("changes", [{"withdrawn": {"on": "2025-05-01", "reason": "已更正"}}])
def test_the_files_of_a_withdrawn_article_leave_with_it(
    office: Office, changes: dict[str, object]
) -> None:
    office.build()
    office.write(f"{FOLDER}/tc-1.md", article(BODY, **changes))
    office.build("2025-06-02")
    assert copies(office) == []
    assert office.files_with("示例县") == []


def test_the_files_of_an_article_that_is_taken_down_leave_with_it(office: Office) -> None:
    office.build()
    office.write("holds.yml", [{"id": "tc-1", "on": "2025-06-01", "reason": "privacy", "by": "x"}])
    office.build("2025-06-02")
    assert copies(office) == []


def test_the_files_of_a_draft_are_not_published(office: Office) -> None:
    office.write(f"{FOLDER}/draft.png", png(9))
    office.write(f"{FOLDER}/tc-2.md", article("![工地](draft.png)", id="tc-2"))
    office.build()
    assert len(copies(office)) == 2


def test_tables_and_pdfs_that_no_article_shows_are_told_of(office: Office) -> None:
    office.write(f"{FOLDER}/forgotten.csv", TABLE)
    office.write(f"{FOLDER}/forgotten.pdf", pdf())
    report = office.build()
    told = [problem.path for problem in report.problems if problem.code == "unknown-format"]
    assert told == [f"content/{FOLDER}/forgotten.csv", f"content/{FOLDER}/forgotten.pdf"]


def test_a_file_that_two_articles_show_stays_while_one_of_them_does(office: Office) -> None:
    office.signed(f"{FOLDER}/tc-2.md", article("![工地](site.jpg)", id="tc-2"))
    office.build()
    withdrawn = {"on": "2025-05-01", "reason": "已更正"}
    office.write(f"{FOLDER}/tc-1.md", article(BODY, withdrawn=withdrawn))
    office.build("2025-06-02")
    assert copies(office) == [name_of("site.jpg")]


def test_an_article_in_a_folder_of_its_own_shows_its_files(office: Office) -> None:
    office.write(f"{FOLDER}/2025/my picture.png", png(7))
    office.signed(f"{FOLDER}/2025/tc-2.md", article("![工地](my%20picture.png)", id="tc-2"))
    assert _errors(office.build()) == []
    assert 'width="24"' in office.page(f"{FOLDER}/tc-2.html")


def test_the_same_files_give_the_same_bytes(office: Office, tmp_path: Path) -> None:
    office.build()
    once = tree(office.site / "assets")
    other = _filled(Office(tmp_path / "other"))
    other.build(jobs=2)
    assert tree(other.site / "assets") == once


@pytest.mark.parametrize("place", ["table", "pdf"])
def test_an_ended_employer_leaves_the_tables_and_pdfs_of_articles(
    tmp_path: Path, place: str
) -> None:
    office = Office(tmp_path / "site")
    name = "Chenli Building Labour Ltd"
    office.set_up(only_warn=["firm-name", "full-name"])
    ended = [{"kind": "removed_early", "on": "2025-05-01"}]
    office.signed("listings/a.yml", [listing(1, name=name), listing(2)])
    if place == "pdf":
        office.write(f"{FOLDER}/list.pdf", pdf(f"of {name} and others"))
        office.signed(f"{FOLDER}/tc-1.md", article("见[全文](list.pdf)。"))
    else:
        office.write(f"{FOLDER}/table.csv", f"firm\n{name}\n")
        office.signed(f"{FOLDER}/tc-1.md", article("![x](table.csv)"))
    office.build()
    assert name in office.page(PAGE) or copies(office)
    office.write("listings/a.yml", [listing(1, name=name, events=ended), listing(2)])
    report = office.build("2025-06-02")
    assert report.outcome == "partial"
    assert "leak" in codes(report)
    assert copies(office) == []
    assert office.files_with(name) == []


def test_a_photograph_is_painted_once_in_three_widths_and_leaves_in_all_of_them(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.write(f"{FOLDER}/photo.jpg", photograph(3000, 2000, orientation=6))
    office.signed(f"{FOLDER}/tc-2.md", article("字\n\n![工地](photo.jpg)", id="tc-2"))
    assert _errors(office.build()) == []
    page = office.page(f"{FOLDER}/tc-2.html")
    (told,) = re.findall(r'srcset="([^"]*)"', page)
    addresses = [part.split()[0].removeprefix("../") for part in told.split(",")]
    copies = [(office.site / each).read_bytes() for each in addresses]
    sizes = [Image.open(io.BytesIO(each)).size for each in copies]
    assert sizes == [(720, 1080), (1080, 1620), (1440, 2160)]
    assert [text for text in (AUTHOR, PHONE) if office.files_with(text)] == []

    monkeypatch.setattr("site_builder.article.files._painted", None)  # nobody paints any more
    office.signed(f"{FOLDER}/tc-3.md", article("另一件事。", id="tc-3"))
    assert _errors(office.build("2025-06-02")) == []
    assert all((office.site / each).is_file() for each in addresses)
    office.write("holds.yml", [{"id": "tc-2", "on": "2025-06-01", "reason": "privacy", "by": "x"}])
    office.build("2025-06-03")
    assert not any((office.site / each).exists() for each in addresses)
