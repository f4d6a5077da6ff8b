"""``press``: where its forms go, what it says, and how it refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.command import Ran, run
from tests.office import Office, tree
from tests.press.pieces import DAY, office

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def made(tmp_path: Path) -> Office:
    return office(tmp_path / "单位 公示")


def _press(of: Office, name: str, form: str, *words: object, as_of: str = DAY) -> Ran:
    where = ("--site", of.folders.site, "--as-of", as_of, "--lang", "en")
    return run("press", name, "--form", form, *words, *where)


def test_text_is_printed_and_nothing_is_written(made: Office) -> None:
    before = tree(made.folders.site)
    ran = _press(made, "tc-1", "text")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("工地调解拿回工资\n\n")
    assert tree(made.folders.site) == before


def test_wechat_goes_into_a_folder_with_its_pictures(made: Office, tmp_path: Path) -> None:
    folder = tmp_path / "公众号"
    ran = _press(made, "tc-1", "wechat", "--out", folder)
    assert (ran.code, ran.out) == (0, "")
    assert sorted(tree(folder)) == ["01-工人代表领到工资.png", "02-第二张.png", "article.html"]
    assert "title, 8 of 64 characters: 工地调解拿回工资\n" in ran.err
    assert "summary, 40 of 120 characters: 工地欠薪" in ran.err
    assert _press(made, "tc-1", "wechat", "--out", folder).code == 0
    refused = _press(made, "tc-1", "wechat")
    assert refused.code == 2
    assert refused.err == "expected a folder after --out: 2 pictures go with the article\n"


def test_nothing_is_written_over_what_somebody_changed(made: Office, tmp_path: Path) -> None:
    picture = tmp_path / "稿/01-工人代表领到工资.png"
    picture.parent.mkdir()
    picture.write_bytes(b"retouched")
    ran = _press(made, "tc-1", "wechat", "--out", picture.parent)
    assert ran.code == 2
    assert ran.err.endswith(" is there already: name another file, or delete it\n")
    assert list(tree(picture.parent).values()) == [b"retouched"]


def test_pictures_of_another_article_do_not_lie_between_its_own(
    made: Office, tmp_path: Path
) -> None:
    (tmp_path / "稿").mkdir()
    (tmp_path / "稿/03-旧图.png").write_bytes(b"old")
    ran = _press(made, "tc-1", "wechat", "--out", tmp_path / "稿")
    assert ran.code == 2
    assert ran.err.startswith("expected an empty folder after --out")


def test_a_broken_template_is_named(made: Office, tmp_path: Path) -> None:
    own = made.folders.site / "templates/press/print.html"
    own.parent.mkdir(parents=True)
    own.write_text("{{ nothing }}", "utf-8")
    ran = _press(made, "tc-1", "print")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("templates/press/print.html:1: expected a sound template")
    assert (
        run("build", "--preview", tmp_path, "--site", made.folders.site, "--as-of", DAY).code == 0
    )


@pytest.mark.parametrize("inner", ["content", "output/site", ".site-builder"])
def test_never_where_the_public_reads(made: Office, inner: str) -> None:
    ran = _press(made, "tc-1", "print", "--out", made.folders.site / inner / "a.html")
    assert ran.code == 2
    assert ran.err.endswith(" after --out\n")


def test_who_names_firms_is_told_until_when_however_quiet(made: Office) -> None:
    ran = _press(made, "tc-1", "text", "--names", "--quiet")
    assert ran.code == 0
    assert ran.err == (
        "t-0001 is named, which is lawful through 2028-03-01: what has gone out does not end by"
        " itself\nt-0004 is not in force and signed: not named\n"
    )


def test_what_may_not_go_out_exits_1_and_says_why(made: Office) -> None:
    made.write("typical-cases/b.md", (made.content / "typical-cases/a.md").read_text("utf-8"))
    ran = _press(made, "t-0001", "text")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("t-0001 is a listing: the press gets articles alone")


def test_an_unknown_form_or_id_is_wrong_usage(made: Office) -> None:
    assert _press(made, "tc-1", "poster").code == 2
    assert _press(made, "tc-2", "text") == Ran(2, "", "no record 'tc-2'; did you mean 'tc-1'?\n")
