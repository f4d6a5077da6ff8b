"""Hostile texts in every field: shown for what they are, or refused with a sentence."""

from __future__ import annotations

import csv
import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import html5lib
import pytest

from tests.command import run
from tests.faults import scanned_here
from tests.hostile import AS_OF, HOSTILE, OWN, Filled, a_site, texts
from tests.office import Office

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(
    not HOSTILE.is_dir(), reason="the hostile texts are not beside this checkout"
)
DOCS = Path(__file__).parent.parent / "docs" / "problems.md"
HTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"
# The bars of a chart, one of two drawings that the product writes into a page.
BAR = {
    f"{SVG}svg": {
        "class": "bar-chart__track", "viewBox": "0 0 100 4", "width": "100", "height": "4",
        "preserveAspectRatio": "none", "aria-hidden": "true", "focusable": "false",
    },
    f"{SVG}rect": {"height": "4", "fill": "currentColor"},
}  # fmt: skip
# The other is the code on a printed page: squares, and the words that say where it leads.
CODE = {
    f"{SVG}svg": {
        "class": "qr", "viewBox": r"-4 -4 \d+ \d+", "role": "img", "aria-label": ".+",
        "shape-rendering": "crispEdges",
    },
    f"{SVG}path": {"d": r"[Mmh\d. -]+"},
}  # fmt: skip
# What a browser runs, fetches or is led away by, and the product writes nowhere.
NEVER = {"applet", "base", "embed", "frame", "iframe", "math", "object", "style", "svg", "textarea"}
ADDRESSES = {"action", "background", "data", "formaction", "href", "poster", "src", "xlink:href"}
SCRIPT = re.compile(r"assets/[a-z-]+-[0-9a-f]{16}\.js$")
# Spaces, controls and what nobody sees in front of a sign do not keep a spreadsheet from it.
FORMULA = re.compile(r"[\s\x00-\x1f\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠]")
# The usual run takes one text of so many, the long one all of them, so many to a site.
EVERY, AT_ONCE = 59, 120


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, bench: bool) -> list[Filled]:  # noqa: FBT001
    found = list(texts())
    groups = (
        [found[at : at + AT_ONCE] for at in range(0, len(found), AT_ONCE)]
        if bench
        else [[*OWN, *found[len(OWN) :: EVERY]]]
    )
    made = []
    with scanned_here():
        for group in groups:
            site = a_site(tmp_path_factory.mktemp("hostile"), group, group[:12])
            report = site.office.build(AS_OF)
            assert report.outcome.value in {"published", "partial"}
            assert sum(site_of.get("in_force", 0) for site_of in report.records.values()) > 300
            told = {problem.code for problem in report.problems} | site.refused
            assert told <= set(re.findall(r"`([a-z-]+)`", DOCS.read_text("utf-8")))
            # The pages are the product's own, whatever stands in them.
            assert not told & {"malformed", "unsafe-page", "not-public", "ended", "broken-template"}
            made.append(site)
    return made


def _files(filled: list[Filled], pattern: str) -> Iterator[Path]:
    for site in filled:
        yield from sorted(site.office.site.rglob(pattern))


def test_no_page_holds_more_than_the_product_writes(filled: list[Filled]) -> None:
    found = [
        (path.name, fault)
        for path in _files(filled, "*.html")
        for element in html5lib.parse(path.read_bytes(), transport_encoding="utf-8").iter()
        if isinstance(element.tag, str)
        for fault in _faults(element)
    ]
    assert found == []


def _is_drawn(element: ET.Element, tag: str) -> bool:
    """Whether an element is of a drawing that the product writes, and no more than that."""
    given = dict(element.items())
    if tag in CODE and given.keys() == CODE[tag].keys():
        return all(re.fullmatch(form, given[name]) for name, form in CODE[tag].items())
    others = {name: value for name, value in given.items() if BAR.get(tag, {}).get(name) != value}
    is_wide = others.keys() == {"width"} and re.fullmatch(r"[\d.]+", others["width"]) is not None
    return not others or is_wide


def _faults(element: ET.Element) -> Iterator[str]:
    tag = element.tag.removeprefix(HTML)
    if tag in BAR.keys() | CODE.keys() and _is_drawn(element, tag):
        return
    # The box for many names is the one of its sort, and holds nothing.
    if tag == "textarea" and element.get("class") == "batch__lines" and not element.text:
        return
    if tag in NEVER or tag.startswith("{"):
        yield f"<{tag}>"
    for name, value in element.attrib.items():
        if name.startswith("on") or name in {"style", "srcdoc", "srcset", "formaction", "ping"}:
            yield f"{tag} {name}"
        if name in ADDRESSES:
            yield from _leads_astray(tag, name, value)
    if tag == "script" and (
        element.text or not re.search(r"assets/[a-z-]+-[0-9a-f]{16}\.js$", element.get("src", ""))
    ):
        yield "a script of its own"
    if tag == "meta" and element.get("http-equiv", "").lower() not in {
        "", "content-security-policy",
    }:  # fmt: skip
        yield "an instruction"


def _leads_astray(tag: str, name: str, value: str) -> Iterator[str]:
    plain = re.sub(r"[\x00-\x20]+", "", value).lower()
    scheme = re.match(r"([a-z][a-z0-9+.-]*):", plain)
    allowed = {"http", "https", "mailto", "tel"} if tag in {"a", "link"} else set()
    if scheme and scheme[1] not in allowed:
        yield f"{tag} {name} {scheme[1]}"
    if plain.startswith(("//", "\\", "/\\")):
        yield f"{tag} {name} of another site"


def test_no_cell_of_a_table_is_a_formula(filled: list[Filled]) -> None:
    cells = 0
    for path in _files(filled, "*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.reader(stream, strict=True))
        assert {len(row) for row in rows} == {len(rows[0])}
        for row in rows:
            cells += len(row)
            assert [cell for cell in row if FORMULA.match(cell)] == []
    assert cells > 2000


def test_every_file_for_machines_can_be_read(filled: list[Filled]) -> None:
    for pattern, read in (
        ("*.json", json.loads),
        ("*.atom", ET.fromstring),
        ("*.xml", ET.fromstring),
    ):
        paths = list(_files(filled, pattern))
        assert paths
        for path in paths:
            read(path.read_text("utf-8"))


def test_a_template_in_a_text_shows_as_it_was_written(filled: list[Filled]) -> None:
    office = filled[0].office
    for page in ("listings/hl-0.html", "hp-0.html", "news/hn-0.html", "typical-cases/ht-0.html"):
        shown = "".join(html5lib.parse(office.page(page)).itertext())
        assert "{{ 7*7 }}{% raw %}{{ config }}{% endraw %}#{7*7}${7*7}<%= 7*7 %>" in shown
        assert "49" not in shown
    case = next(office.site.glob("cases/*/hc-1.html")).read_text("utf-8")
    assert "{{ site.__class__.__mro__ }}{% include &#39;/etc/passwd&#39; %}{# hidden #}" in case


def test_every_command_answers_in_sentences(filled: list[Filled]) -> None:
    for site in filled[:2]:
        folder = site.office.content.parent
        common = ("--site", folder, "--as-of", AS_OF)
        for command in (
            ("check",), ("check", "--format", "json"), ("deadlines",), ("digest",), ("review",),
            ("changes", "--from", "2026-01-01", "--to", AS_OF), ("explain", "hl-0"),
            ("explain", "hl-1", "--json"), ("explain", "hc-2"), ("letter", "hl-3"), ("verify",),
        ):  # fmt: skip
            ran = run(*command, *common)
            assert ran.code in {0, 1}, (command, ran.err)
            assert "Traceback" not in ran.out + ran.err
            if command[0] in {"check", "verify"}:
                assert all(line.isprintable() for line in ran.out.splitlines())


def test_lines_of_sign_offs_and_holds_take_any_text(tmp_path: Path) -> None:
    office = Office(tmp_path)
    lines, holds = [], []
    for text in list(texts())[:: EVERY // 6]:
        one = {"id": "x-1", "kind": "listing", "drafter": text, "approver": f"{text}二"}
        more = {"document": text, "on": "2026-01-01", "first_on": "2026-01-01", "sha256": "0" * 64}
        lines.append({**one, **more})
        lines.append({**one, **more, "id": text, "sha256": text, "on": text, text: text})
        holds.append({"id": "x-1", "reason": text, "by": text, "on": "2026-01-01"})
        holds.append({"id": text, "reason": text, "by": text, "on": text, text: text})
    office.write("sign-offs/b.jsonl", lines)
    office.write("holds.yml", holds)
    for command in ("check", "deadlines", "digest"):
        ran = run(command, "--site", tmp_path, "--as-of", AS_OF, "--lang", "en")
        assert ran.code == 1 if command == "check" else ran.code in {0, 1}
        assert all(line.isprintable() for line in ran.out.splitlines())


NAMES = (
    "{{ 7*7 }}.md", "{% raw %}.md", "${x}.md", "a'\"b.md", "a\nb.md", "%2e%2e%2fx.md", "x%00.md",
    "<script>.md", "\u202egpj.md", "a\\..\\b.md", "=1+1.md", "-rf.md", "名 字.md",
)  # fmt: skip


@pytest.mark.skipif(os.name == "nt", reason="this system has no such names")
def test_the_name_of_a_file_shows_nowhere_and_breaks_nothing(tmp_path: Path) -> None:
    office = Office(tmp_path)
    for number, name in enumerate(NAMES):
        office.write(f"news/{name}", _news(number, ""))
    office.approve("news")
    report = office.build("2025-06-01")
    assert (report.outcome.value, report.records["news"]) == (
        "published", {"in_force": len(NAMES)},
    )  # fmt: skip
    office.write("news/{{ x }}\n.md", "---\nid: a\n")
    (said,) = run("check", "--site", tmp_path, "--as-of", AS_OF, "--lang", "en").out.splitlines()
    assert said.startswith("content/news/{{ x }}\N{REPLACEMENT CHARACTER}.md:")
    assert said.isprintable()


PIXEL = bytes.fromhex(
    "47494638396101000100800000ffffff00000021f90401000000002c00000000010001000002024401003b"
)


@pytest.mark.skipif(os.name == "nt", reason="this system has no such names")
def test_a_picture_of_any_name_stands_under_a_plain_one(tmp_path: Path) -> None:
    office = Office(tmp_path)
    names = ["{{x}}.gif", "${x}.gif", "a'b.gif", "%2e%2e%2fx.gif", "a&b.gif", "某.gif"]
    for number, name in enumerate(names):
        office.write(f"news/{name}", PIXEL + bytes([number]))
        written = name.replace("%", "%25")
        office.write(f"news/{number}.md", _news(number, f"![工地]({written})"))
    office.approve("news")
    report = office.build("2025-06-01")
    assert report.records["news"] == {"in_force": len(names)}
    shown = sorted(path.name for path in office.site.glob("assets/img-*"))
    assert all(re.fullmatch(r"img-[0-9a-f]{20}\.png", name) for name in shown)


@pytest.mark.parametrize(
    "place", ["../../site.yml", "..%2f..%2fsite.yml", "/etc/passwd", "x%00.png"]
)
def test_a_picture_elsewhere_is_refused(tmp_path: Path, place: str) -> None:
    office = Office(tmp_path)
    office.signed("news/a.md", _news(1, f"![工地]({place})"))
    ran = run("check", "--site", tmp_path, "--as-of", AS_OF, "--lang", "en")
    assert ran.code == 1
    assert "body: expected a picture" in ran.out


def _news(number: int, body: str) -> str:
    front = f"id: hn-{number}\ntitle: 第{number}条\norgan: hrss\npublished_on: 2025-04-01\n"
    return f"---\n{front}---\n\n正文。{body}\n"
