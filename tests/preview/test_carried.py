"""The preview that is handed on: marked everywhere, whole in itself, and no release."""

from __future__ import annotations

import io
import json
import posixpath
import re
import zipfile
from typing import TYPE_CHECKING

import pytest

from site_builder.preview import carried
from tests.command import Ran, run
from tests.office import Office, article, case, listing, tree
from tests.press.pieces import office as full_office
from tests.shown import photograph

if TYPE_CHECKING:
    from pathlib import Path

MARK = "预览稿　未经审签　不得外传"
DAY = "2025-06-01"
# What leads or loads: in a srcset, each with the width behind it.
_ADDRESS = r'(?:(?:href|src|srcset)="|\dw, )([^" ]*)(?=["\s])'
DRAFT = "site/typical-cases/tc-2.html"


def _preview(of: Office, folder: Path, *words: object, as_of: str = DAY) -> Ran:
    where = ("--site", of.folders.site, "--as-of", as_of, "--lang", "en")
    return run("build", "--preview", folder, *words, *where)


def _entries(folder: Path, as_of: str = DAY) -> dict[str, str]:
    data = (folder / f"preview-{as_of}-unsigned.zip").read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def test_drafts_are_in_it_and_every_page_says_what_it_is(office: Office, tmp_path: Path) -> None:
    office.write("typical-cases/b.md", article("新写的一段。", id="tc-2", title="新写的一件事"))
    office.write("typical-cases/a.md", article("改过的一段。"))
    ran = _preview(office, tmp_path)
    assert ran.code == 0, ran.err
    assert "2 records in it wait for a sign-off" in ran.err
    entries = _entries(tmp_path)
    assert "新写的一段。" in entries[DRAFT]
    assert "改过的一段。" in entries["site/typical-cases/tc-1.html"]
    assert f'<a href="{DRAFT}">新写的一件事</a>' in entries["index.html"]
    for name, page in entries.items():
        if name.endswith(".html"):
            assert page.count(f'<p class="preview-mark" role="note">{MARK}') == 2, name
            assert f"<title>【{MARK}】" in page, name
            assert re.findall(r'<meta name="robots" content="([^"]*)"', page) == [
                "noindex, nofollow, noarchive"
            ], name
            assert 'rel="canonical"' not in page, name
            assert set(re.findall(r'<script[^>]*src="[^"]*/(\w+)-', page)) == (
                {"guard"} if "/" in name else set()
            ), name


def test_it_holds_all_that_it_leads_to_and_nothing_for_programs(tmp_path: Path) -> None:
    office = full_office(tmp_path / "site")
    office.write("typical-cases/photo.jpg", photograph())
    office.write("typical-cases/b.md", article("字\n\n![工地](photo.jpg)", id="tc-2"))
    assert _preview(office, tmp_path).code == 0
    entries = _entries(tmp_path)
    assert entries[DRAFT].count("w, ../assets/img-") == 2
    assert {name.split("/")[1] for name in entries if name.count("/") == 1} >= {"index.html"}
    assert {posixpath.splitext(name)[1] for name in entries} <= {
        *(".html", ".css", ".svg", ".js", ".jpg", ".png", ".pdf")
    }
    for name, page in entries.items():
        for written in re.findall(_ADDRESS, page) if ".html" in name else ():
            path = written.partition("#")[0]
            if path and not re.match(r"[a-z]+:", path):
                target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
                assert target in entries, (name, written)
    assert all("/guard-" in name for name in entries if name.endswith(".js"))
    assert [name for name in entries if name.endswith(".pdf")] == [
        name for name in entries if "/unsigned-preview-file-" in name
    ]
    assert sum(name.endswith(".pdf") for name in entries) == 1


def test_nothing_is_published_or_remembered_and_the_bytes_are_the_same(
    office: Office, tmp_path: Path
) -> None:
    office.write("typical-cases/b.md", article("新写的一段。", id="tc-2"))
    for _again in range(2):
        before = tree(office.folders.site)
        first, second = tmp_path / "a", tmp_path / "b"
        assert _preview(office, first).code == _preview(office, second).code == 0
        assert tree(first) == tree(second)
        assert tree(office.folders.site) == before
        assert office.build(DAY).withheld == [("tc-2", "unvetted")]


def test_what_may_not_go_out_is_not_in_it(office: Office, tmp_path: Path) -> None:
    told = article("身份证号15010219850307123X的工人。", id="tc-2", title="写了号码的")
    office.write("typical-cases/b.md", told)
    office.signed("listings/b.yml", [listing(4, decided_on="2022-01-05")])
    ran = _preview(office, tmp_path)
    assert ran.code == 1
    assert "left out, for something in it may not go out: tc-2" in ran.err
    entries = _entries(tmp_path)
    assert DRAFT not in entries
    assert not any("15010219850307123X" in page for page in entries.values())
    assert not any("云垦" in page for page in entries.values())
    assert "写了号码的" in entries["index.html"]


def test_the_first_page_tells_no_name_that_the_pages_keep(office: Office, tmp_path: Path) -> None:
    human = case(1, party={"name": "欧阳示例", "party_kind": "natural_person", "region": "150102"})
    office.write("cases/a.yml", [human])
    office.write("typical-cases/b.md", article("字", id="tc-2", title="致电13800001234即可"))
    ended = listing(4, name="内蒙古恒峪建筑有限公司", decided_on="2022-01-05")
    office.signed("listings/b.yml", [ended])
    titled = article("字", id="tc-3", title="内蒙古恒峪建筑有限公司已缴清")
    office.write("typical-cases/c.md", titled)
    assert _preview(office, tmp_path, as_of="2026-06-01").code == 1
    entries = _entries(tmp_path, "2026-06-01")
    for told in ("欧阳示例", "13800001234", "恒峪"):
        assert [name for name, page in entries.items() if told in page] == []
    assert re.search(r'<a href="site/cases/2026/\S+">欧阳某</a>', entries["index.html"])
    assert [name for name in ("tc-2", "tc-3") if f"<li>{name} " in entries["index.html"]] == [
        "tc-2",
        "tc-3",
    ]


def test_an_article_that_names_what_has_ended_is_not_in_it(office: Office, tmp_path: Path) -> None:
    ended = listing(4, name="内蒙古恒峪建筑有限公司", decided_on="2022-01-05")
    office.signed("listings/b.yml", [ended])
    front = {"id": "nw-2", "title": "旧事", "organ": "hrss", "published_on": "2025-04-01"}
    told = "罚款已由内蒙古恒峪建筑有限公司缴清。"
    office.write("news/a.md", f"---\n{json.dumps(front, ensure_ascii=False)}\n---\n\n{told}\n")
    ran = _preview(office, tmp_path)
    assert ran.code == 1
    assert "left out, for something in it may not go out: nw-2" in ran.err
    assert not any("恒峪" in page for page in _entries(tmp_path).values())


def test_what_is_embargoed_is_told_of_and_shows_at_its_moment(
    office: Office, tmp_path: Path
) -> None:
    later = article("到时再说。", id="tc-2", embargo_until="2025-06-02T09:00")
    office.write("typical-cases/b.md", later)
    assert "not public yet by then, so not in it: tc-2;" in _preview(office, tmp_path).err
    assert DRAFT not in _entries(tmp_path)
    assert _preview(office, tmp_path, as_of="2025-06-02T09:00").code == 0
    assert "到时再说。" in _entries(tmp_path, "2025-06-02")[DRAFT]


def test_of_a_large_site_goes_what_is_to_be_signed_and_the_first_pages(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carried, "WHOLE", 3)
    office.write("listings/b.yml", [listing(2)])
    ran = _preview(office, tmp_path)
    assert "of a site this large" in ran.err
    entries = _entries(tmp_path)
    assert "site/listings/t-0002.html" in entries
    assert "site/typical-cases/tc-1.html" in entries
    assert "site/listings/index.html" in entries
    assert "site/listings/t-0001.html" not in entries


@pytest.mark.parametrize("inner", ["content", "output", "output/site", ".site-builder"])
def test_it_goes_nowhere_among_what_is_kept(office: Office, inner: str) -> None:
    ran = _preview(office, office.folders.site / inner)
    assert ran.code == 2
    assert ran.err.endswith(" after --preview\n")


def test_what_is_for_a_release_is_refused_beside_it(office: Office, tmp_path: Path) -> None:
    ran = _preview(office, tmp_path, "--full")
    assert ran == Ran(2, "", "--full is for a release, and --preview makes none\n")


def test_a_broken_theme_is_named_and_none_is_made(office: Office, tmp_path: Path) -> None:
    own = office.folders.site / "templates/pages/article.html"
    own.parent.mkdir(parents=True)
    own.write_text("{{ nothing }}", "utf-8")
    ran = _preview(office, tmp_path)
    assert ran.code == 3
    assert ran.err.startswith("templates/pages/article.html:1: expected a sound template")
    assert list(tmp_path.glob("*.zip")) == []


def test_where_no_site_can_stand_there_is_none(office: Office, tmp_path: Path) -> None:
    office.write("site.yml", "name: [\n")
    ran = _preview(office, tmp_path)
    assert ran.code == 3
    assert "content/site.yml" in ran.err
    assert list(tmp_path.glob("*.zip")) == []
