"""Whatever changes, a night that makes only what changed gives the bytes of a clean build."""

from __future__ import annotations

import shutil
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import markdown
import pytest

from site_builder import resources
from site_builder.build import build
from site_builder.folders import Folders
from site_builder.model.moment import Moment
from site_builder.options import Options
from tests.office import ORGANS, SITE, Office, article, case, listing, tree

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DAY = "2026-06-01"


def _office(folder: Path) -> Office:
    office = Office(folder)
    office.signed("listings/a.yml", [listing(n) for n in range(1, 6)])
    office.signed("listings/b.jsonl", [listing(n, decided_on="2026-02-01") for n in range(6, 60)])
    gone = listing(60, events=[{"kind": "removed_early", "on": "2026-04-01"}])
    office.signed("listings/gone.yml", [gone])
    office.signed("cases/a.yml", [*_cases(), case(3)], on="2026-05-07")
    office.signed(
        "typical-cases/tc-1.md", article("[公司](listing:t-0003)欠薪。", cases=["tc-0001"])
    )
    referring = "[公司][甲]欠薪。\n\n[甲]: listing:t-0004"
    office.signed("typical-cases/tc-2.md", article(referring, id="tc-2", title="又一案"))
    office.signed("pages/about.md", _page("about", "关于本站"))
    office.signed("channels.yml", _channels("12333"))
    return office


def _channels(phone: str) -> list[dict[str, Any]]:
    """One for everybody; of a county, and of the province around it."""
    local = [
        {"id": f"h-{code}", "name": "窗口", "regions": [code]} for code in ("150102", "150000")
    ]
    return [{"id": "h-1", "name": "热线", "phone": phone}, *local]


def _cases(**changes: Any) -> list[dict[str, Any]]:
    """Two cases; one of them led to a listing, and a typical case tells of it."""
    return [case(1, listing="t-0003", **changes), case(2, type="judgment")]


def _page(name: str, title: str) -> str:
    return (
        f"---\nid: {name}\ntitle: {title}\norgan: hrss\npublished_on: 2025-03-01\n---\n\n说明。\n"
    )


def _rename_organ(office: Office) -> None:
    office.signed("organs.yml", [{**ORGANS[0], "name": "测试区人力资源保障局"}], on="2025-03-03")


def _add_organ(office: Office) -> None:
    organs = [*ORGANS, {"id": "other", "name": "另一机关", "level": "county"}]
    office.signed("organs.yml", organs, on="2025-03-03")


def _move_publisher(office: Office) -> None:
    province = {**ORGANS[0], "level": "province", "region": "150000"}
    office.signed("organs.yml", [province], on="2025-03-03")


def _rename_site(office: Office) -> None:
    office.write("site.yml", {**SITE, "name": "测试区公开"})


def _move_site(office: Office) -> None:
    office.write("site.yml", {**SITE, "base_url": "https://other.example.gov.cn/"})


def _change_phone(office: Office) -> None:
    office.signed("channels.yml", _channels("12345"), on="2025-03-03")


def _add_page(office: Office) -> None:
    office.signed("pages/repair.md", _page("repair", "信用修复"))


def _retitle_page(office: Office) -> None:
    office.signed("pages/about.md", _page("about", "本站说明"), on="2025-03-03")


def _remove_one(office: Office) -> None:
    removed = listing(3, events=[{"kind": "removed_early", "on": "2026-05-01"}])
    office.write("listings/a.yml", [listing(1), listing(2), removed, listing(4), listing(5)])


def _remove_one_later(office: Office) -> None:
    leaving = listing(4, events=[{"kind": "removed_early", "on": "2026-07-01"}])
    office.write("listings/a.yml", [listing(1), listing(2), listing(3), leaving, listing(5)])


def _rename_employer(office: Office) -> None:
    renamed = listing(3, events=[{"kind": "renamed", "on": "2026-05-01", "name": "测试区新名公司"}])
    office.signed(
        "listings/a.yml",
        [listing(1), listing(2), renamed, listing(4), listing(5)],
        on="2026-05-02",
    )


def _add_listing(office: Office) -> None:
    office.signed("listings/c.yml", [listing(90, decided_on="2026-05-20")])


def _revoke_case(office: Office) -> None:
    revoked = _cases(events=[{"kind": "revoked", "on": "2026-05-31"}])
    office.write("cases/a.yml", [*revoked, case(3)])


def _change_case(office: Office) -> None:
    stages = [{"stage": "paid", "on": "2026-05-20"}]
    office.signed("cases/a.yml", [*_cases(stages=stages), case(3)], on="2026-05-21")


def _link_case(office: Office) -> None:
    linked = [*_cases(), case(3, listing="t-0004")]
    office.signed("cases/a.yml", linked, on="2026-05-21")


def _add_case(office: Office) -> None:
    office.signed("cases/b.yml", [case(9, issued_on="2026-05-20", listing="t-0004")])


def _own_template(office: Office) -> None:
    folder = office.folders.site / "templates" / "components"
    folder.mkdir(parents=True)
    (folder / "status_tag.html").write_text(
        "{% macro status_tag(words, state) %}<b>{{ words }}</b>{% endmacro %}", "utf-8"
    )


def _own_style(office: Office) -> None:
    folder = office.folders.site / "templates" / "static" / "css"
    folder.mkdir(parents=True)
    (folder / "own.css").write_text("h1 { color: red }", "utf-8")


def _own_regime(office: Office) -> None:
    shipped = "arrears-list-2022"
    regime = {
        "id": shipped,
        "name": "测试办法",
        "applies_to": ["listing"],
        "clock": {"starts_with": "decided_on", "term": {"years": 2}, "citation": "第一条"},
        "fields": {
            name: {"show": "full", "citation": "第二条"}
            for name in ("employer.name", "decision.organ", "decision.decided_on")
        },
    }
    office.signed(f"regimes/{shipped}.yml", regime)


def _nothing(_office: Office) -> None:
    pass


@pytest.mark.parametrize(
    "change",
    [
        _rename_organ,
        _add_organ,
        _move_publisher,
        _rename_site,
        _move_site,
        _change_phone,
        _add_page,
        _retitle_page,
        _remove_one,
        _remove_one_later,
        _rename_employer,
        _add_listing,
        _revoke_case,
        _change_case,
        _link_case,
        _add_case,
        _own_template,
        _own_style,
        _own_regime,
        _nothing,
    ],
    ids=lambda change: change.__name__.strip("_"),
)
def test_a_change_reaches_every_file_that_it_concerns(
    change: Callable[[Office], None], tmp_path: Path
) -> None:
    office = _office(tmp_path / "site")
    office.build("2026-05-31")
    change(office)
    _is_as_a_clean_build(office, tmp_path / "clean")


@pytest.mark.parametrize("file", ["components/two.html", "static/two.svg"])
def test_what_a_template_names_only_as_it_is_rendered_reaches_every_page(
    tmp_path: Path, file: str
) -> None:
    office = _office(tmp_path / "site")
    _footer(office, '{% include "components/" ~ "two.html" %}{{ asset("two." ~ "svg") }}')
    for name in ("components/two.html", "static/two.svg"):
        _write_template(office, name, "<p>壹</p>")
    office.build("2026-05-31")
    _write_template(office, file, "<p>贰</p>")
    _is_as_a_clean_build(office, tmp_path / "clean")


def _footer(office: Office, text: str) -> None:
    _write_template(office, "components/footer.html", f"<footer>{text}</footer>")


def _write_template(office: Office, name: str, text: str) -> None:
    file = office.folders.site / "templates" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def _is_as_a_clean_build(office: Office, folder: Path) -> None:
    """Build one more night, and hold it to a build of the same site on a new machine."""
    report = office.build(DAY)
    shutil.copytree(office.folders.site, folder, ignore=_built)
    clean = Folders.of(folder)
    assert build(clean, Options(as_of=Moment.parse(DAY))).problems == report.problems
    for part in ("site", "server"):
        made = tree((clean.output / part).resolve())
        assert tree((office.folders.output / part).resolve()) == made


def _built(_folder: str, names: list[str]) -> list[str]:
    return [name for name in names if name in {"output", ".site-builder"}]


def test_a_newer_library_has_all_that_it_makes_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = _office(tmp_path / "site")
    office.build(DAY)
    before = (office.folders.output / "site/about.html").read_bytes()
    convert = markdown.Markdown.convert

    def newer(name: str) -> str:
        return "99.0" if name == "markdown" else version(name)

    def otherwise(made: markdown.Markdown, text: str) -> str:
        return convert(made, text).replace("<p>", "<p><em>甲</em>")

    monkeypatch.setattr("site_builder.resources.version", newer)
    monkeypatch.setattr(markdown.Markdown, "convert", otherwise)
    resources.program_digest.cache_clear()
    try:
        office.build("2026-06-02")
        clean = Folders.of(office.folders.site, tmp_path / "output", tmp_path / "state")
        build(clean, Options(as_of=Moment.parse("2026-06-02")))
    finally:
        resources.program_digest.cache_clear()
    assert (office.folders.output / "site/about.html").read_bytes() != before
    assert tree(office.folders.output / "site") == tree(clean.output / "site")
