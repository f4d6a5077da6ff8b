import gzip
import hashlib
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from site_builder.article import copies_of, copy_of
from site_builder.errors import RenderError
from site_builder.model.artifact import Artifact
from site_builder.model.public import PublicRecord
from site_builder.model.record import Kind
from site_builder.render import small_scripts
from site_builder.render.assets import STYLE, Assets, files_shown
from site_builder.render.picture import ShownFiles, pictures_in
from site_builder.render.theme import Theme
from site_builder.resources import theme_folder
from tests.render.helpers import an_article
from tests.shown import damaged_pixels, pdf, photograph, png


def assets(folder: Path, **modules: str) -> Assets:
    (folder / "static" / "js").mkdir(parents=True, exist_ok=True)
    for name, source in modules.items():
        (folder / "static" / "js" / f"{name}.mjs").write_text(source, "utf-8")
    return Assets(Theme(folder))


def contents(found: Assets) -> dict[str, str]:
    return {
        artifact.path.removeprefix("site/"): artifact.make().decode()
        for artifact in found.artifacts()
    }


def test_a_name_changes_with_the_content_and_with_nothing_else(tmp_path: Path) -> None:
    first = assets(tmp_path, one="export const a = 1\n").addresses["js/one.mjs"]
    same = assets(tmp_path, one="export const a = 1\n").addresses["js/one.mjs"]
    other = assets(tmp_path, one="export const a = 2\n").addresses["js/one.mjs"]
    assert first == same != other


def test_equal_files_of_one_name_are_published_once(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        file = tmp_path / "static" / folder / "mark.svg"
        file.parent.mkdir(parents=True)
        file.write_bytes(b"<svg/>")
    found = Assets(Theme(tmp_path))
    address = found.addresses["one/mark.svg"]
    assert found.addresses["two/mark.svg"] == address
    assert [each.path for each in found.artifacts()].count(f"site/{address}") == 1


def run_in_node(script: str) -> str:
    """What a script prints."""
    ran = subprocess.run(["node", "-e", script], capture_output=True, check=True, text=True)
    return ran.stdout


def test_a_module_and_what_it_imports_are_one_script(tmp_path: Path) -> None:
    found = assets(
        tmp_path,
        one='import { b as c,\n  d } from "./two.mjs"\nimport { e } from "./six.mjs"\n'
        "// words\nconst own = 1\nconsole.log(own + c() + d.own + e)\n",
        two='import { e } from "./six.mjs"\nconst other = 10\nexport function b() {\n'
        "  return other + e\n}\nexport const d = { own: 100 }\n",
        six="export const e = 1000\n",
    )
    assert found.addresses.keys() & {"js/two.mjs", "js/six.mjs"} == set()
    script = contents(found)[found.addresses["js/one.mjs"]]
    assert "words" not in script
    assert run_in_node(script) == "2111\n"


@pytest.mark.parametrize(
    "two",
    [
        "const same = 1\n",
        "export async function same() {}\n",
        "function* same() {}\n",
        "export class same {}\n",
        'import { c as same } from "./three.mjs"\n',
    ],
)
def test_modules_of_one_script_that_share_a_name_are_refused(tmp_path: Path, two: str) -> None:
    one = 'import { b } from "./two.mjs"\nfunction same() {}\nsame(b)\n'
    with pytest.raises(RenderError) as raised:
        assets(tmp_path, one=one, two=f"{two}export const b = 1\n", three="export const c = 1\n")
    expected = "expected a name of its own, found same in js/two.mjs too"
    assert (str(raised.value), raised.value.template) == (expected, "static/js/one.mjs")


@pytest.mark.parametrize("two", ["// cut off\n", "const b = 1\n", "export const c = 1\n"])
def test_a_module_without_what_another_asks_of_it_is_refused(tmp_path: Path, two: str) -> None:
    one = 'import { b as same } from "./two.mjs"\nconsole.log(same)\n'
    with pytest.raises(RenderError) as raised:
        assets(tmp_path, one=one, two=two)
    expected = "expected b in js/two.mjs, found none"
    assert (str(raised.value), raised.value.template) == (expected, "static/js/one.mjs")


@pytest.mark.parametrize("source", ["", " \n"])
def test_a_module_that_nobody_imports_is_refused_where_it_is_empty(
    tmp_path: Path, source: str
) -> None:
    with pytest.raises(RenderError) as raised:
        assets(tmp_path, guard=source)
    expected = "expected a script, found an empty file"
    assert (str(raised.value), raised.value.template) == (expected, "static/js/guard.mjs")


def test_a_name_that_stands_otherwise_at_the_top_is_refused_by_the_script(tmp_path: Path) -> None:
    one = 'import { b } from "./two.mjs"\nfunction same() {}\nsame(b)\n'
    with pytest.raises(RenderError, match="found something else: identifier same has already"):
        assets(tmp_path, one=one, two="const { same } = {}\nexport const b = 1\n")


def test_a_part_may_not_call_its_own_what_it_uses_of_the_script(tmp_path: Path) -> None:
    two = 'import { e } from "./three.mjs"\nimport { f } from "./four.mjs"\n'
    with pytest.raises(RenderError, match=r"found e in js/three\.mjs too"):
        later(tmp_path, f"{two}export const b = () => e + f\n", "export const e = f\n")


FETCHED = """
const fetched = {}
globalThis.document = {
  currentScript: {src: "https://example.gov.cn/assets/one-1.js"},
  createElement: () => ({}),
  head: {append(script) {
    document.currentScript = script
    const source = fetched[script.src]
    if (source === undefined) return script.onerror()
    new Function(source)()
    script.onload()
  }},
}
"""


def later(folder: Path, two: str, four: str = "") -> tuple[Assets, str]:
    """A module that imports another in the midst of its work, and both scripts to run in Node."""
    found = assets(
        folder,
        one='import { d } from "./three.mjs"\nconst ask = () => import("./two.mjs")\n'
        "ask().then(({ b }) => console.log(d + b()), (error) => console.log(error.message))\n",
        two=two,
        three="export const d = 10\nexport const e = 77\n",
        four=f"export const f = 1000\n{four}",
        later=(theme_folder() / "static/js/later.mjs").read_text("utf-8"),
    )
    address = found.addresses["js/two.mjs"]
    part = json.dumps(contents(found)[address])
    place = json.dumps(f"https://example.gov.cn/{address}")
    return found, f"{FETCHED}\nfetched[{place}] = {part}\n"


def test_what_is_imported_later_is_a_script_without_what_is_there_already(tmp_path: Path) -> None:
    two = (
        'import { e } from "./three.mjs"\nimport { f } from "./four.mjs"\n'
        "export const b = () => e + f\n"
    )
    found, there = later(tmp_path, two)
    one = contents(found)[found.addresses["js/one.mjs"]]
    assert run_in_node(there + one) == "1087\n"
    assert "1000" not in one
    assert "77" not in contents(found)[found.addresses["js/two.mjs"]]
    assert found.addresses.keys() & {"js/three.mjs", "js/four.mjs", "js/later.mjs"} == set()


def test_part_that_is_not_there_or_says_nothing_is_a_fault(tmp_path: Path) -> None:
    found, there = later(tmp_path, "export const b = () => 1\n")
    one = contents(found)[found.addresses["js/one.mjs"]]
    name = found.addresses["js/two.mjs"].removeprefix("assets/")
    assert run_in_node(FETCHED + one) == f"{name}\n"
    cut = there + "for (const each in fetched) fetched[each] = ''\n"
    assert run_in_node(cut + one) == f"{name}\n"


@pytest.mark.parametrize(
    "source",
    ['import "./two.mjs"\n', 'import * as two from "./two.mjs"\n', "import('./two.mjs')\n"],
)
def test_a_module_that_imports_otherwise_does_so_by_names_in_the_release(
    tmp_path: Path, source: str
) -> None:
    found = assets(tmp_path, one=source, two="export const b = 1\n")
    two = found.addresses["js/two.mjs"].removeprefix("assets/")
    assert contents(found)[found.addresses["js/one.mjs"]] == source.replace("two.mjs", two)
    assert contents(found)[f"assets/{two}"] == "export const b = 1\n"


def test_every_script_of_the_theme_is_asked_for_once(tmp_path: Path) -> None:
    found = assets(tmp_path)
    scripts = {name for name in found.addresses if name.endswith(".mjs")}
    assert scripts == {
        *("js/guard.mjs", "js/lead.mjs", "js/search.mjs", "js/check.mjs"),
        *("js/answering.mjs", "js/small.mjs", "js/characters.mjs", "js/pinyin.mjs"),
        *("js/none.mjs", "js/every.mjs", "js/telling.mjs"),
    }
    for name in scripts:
        assert not re.search(r"\b(?:import|export)\b", contents(found)[found.addresses[name]])


def test_what_every_look_up_waits_for_is_small(tmp_path: Path) -> None:
    found = assets(tmp_path)
    look_up, show = (
        len(gzip.compress(contents(found)[found.addresses[f"js/{name}.mjs"]].encode(), 6))
        for name in ("search", "answering")
    )
    assert look_up <= 6_000
    assert look_up + show <= 9_100


def test_what_is_no_javascript_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(RenderError) as raised:
        assets(tmp_path, one="const a =\n")
    assert raised.value.template == "static/js/one.mjs"
    expected = "expected a script in JavaScript, found something else: unexpected"
    assert str(raised.value).startswith(expected)
    assert "line" not in str(raised.value)


@pytest.mark.parametrize(
    "cut", ["import { b", 'import { b } from "./tw', 'import * as two from "./two.mjs"\ntwo.b(']
)
def test_a_module_that_imports_otherwise_is_refused_where_it_is_cut_off(
    tmp_path: Path, cut: str
) -> None:
    with pytest.raises(RenderError, match="expected a script in JavaScript") as raised:
        assets(tmp_path, one=cut, two="export const b = () => 1\n")
    assert raised.value.template == "static/js/one.mjs"


def test_a_script_with_a_character_nul_is_refused_and_not_cut_there(tmp_path: Path) -> None:
    with pytest.raises(RenderError, match="found something else: a character NUL"):
        assets(tmp_path, one='console.log("a\0b")\n')


def test_scripts_are_made_small_in_a_process_apart(tmp_path: Path) -> None:
    script = contents(found := assets(tmp_path, one="const some = (words) => words + 1\n"))
    assert script[found.addresses["js/one.mjs"]].startswith('"use strict";')
    assert "words" not in script[found.addresses["js/one.mjs"]]
    assert "minify" not in sys.modules


def test_a_process_apart_that_breaks_off_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(small_scripts, "_APART", "import sys\nsys.exit('no such thing')")
    with pytest.raises(RenderError) as raised:
        assets(tmp_path, one="const nobody_has_made_this_small = 1\n")
    assert str(raised.value) == "scripts could not be made small: no such thing"
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nowhere"))
    with pytest.raises(RenderError) as raised:
        assets(tmp_path, one="const nobody_has_made_this_small = 1\n")
    assert str(raised.value) == "scripts could not be made small: No such file or directory"


def test_a_module_that_changes_renames_those_that_import_it(tmp_path: Path) -> None:
    importer = 'import { b } from "./two.mjs"\n'
    before = assets(tmp_path, one=importer, two="export const b = 1\n").addresses["js/one.mjs"]
    after = assets(tmp_path, one=importer, two="export const b = 2\n").addresses["js/one.mjs"]
    assert before != after


@pytest.mark.parametrize("form", ['import "./{}.mjs"\n', 'import {{ a }} from "./{}.mjs"\n'])
@pytest.mark.parametrize("third", [False, True])
def test_modules_that_import_each_other_are_refused(
    tmp_path: Path, form: str, *, third: bool
) -> None:
    circle = {"one": form.format("two"), "two": form.format("one")}
    more = {"three": form.format("one")} if third else {}
    with pytest.raises(RenderError) as raised:
        assets(tmp_path, **circle, **more)
    assert str(raised.value) == "expected imports without a circle"


def test_the_guard_is_a_script_so_that_it_works_in_a_saved_copy(tmp_path: Path) -> None:
    found = assets(tmp_path)
    address = found.addresses["js/guard.mjs"]
    assert address.endswith(".js")
    assert "export " not in contents(found)[address]


def test_style_is_one_file_that_begins_with_the_tokens(tmp_path: Path) -> None:
    found = assets(tmp_path)
    sheet = contents(found)[found.addresses[STYLE]]
    assert sheet.index(":root") < sheet.index("body {") < sheet.index(".article {")


def test_each_copy_of_a_picture_is_published_once_and_made_by_who_writes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = photograph()
    (tmp_path / "site.jpg").write_bytes(data)
    sha256 = hashlib.sha256(data).hexdigest()
    files = (("site.jpg", sha256), ("list.pdf", sha256))
    records = [an_article(Kind.NEWS, f"nw-{n}", files=files) for n in (1, 2)]
    with monkeypatch.context() as nobody_paints:
        nobody_paints.setattr("site_builder.article.files._painted", None)
        promised = shown(records, tmp_path)
    made = [copy_of("a.jpg", data, copy) for copy in copies_of("a.jpg", data)]
    assert [each.make() for each in promised] == made
    assert len(made) == 3
    assert all(re.fullmatch(r"site/assets/img-[0-9a-f]{20}\.jpg", a.path) for a in promised)


def test_a_picture_stands_elsewhere_once_it_is_made_in_another_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "site.png").write_bytes(png())
    sha256 = hashlib.sha256(png()).hexdigest()
    record = an_article(Kind.NEWS, "nw-1", files=(("site.png", sha256),))
    (before,) = shown([record], tmp_path)
    monkeypatch.setattr("PIL.__version__", "99.0.0")
    (after,) = shown([record], tmp_path)
    assert before.path != after.path
    assert before.fingerprint != after.fingerprint


def test_a_picture_that_no_longer_unpacks_stops_no_release(tmp_path: Path) -> None:
    data = damaged_pixels()
    (tmp_path / "site.png").write_bytes(data)
    sha256 = hashlib.sha256(data).hexdigest()
    record = an_article(Kind.NEWS, "nw-1", files=(("site.png", sha256),))
    sizes = [Image.open(io.BytesIO(each.make())).size for each in shown([record], tmp_path)]
    assert sizes == [(720, 360), (1080, 540), (1440, 720)]


def test_a_pdf_is_published_under_the_digest_of_its_copy(tmp_path: Path) -> None:
    name = "身份证 110101199003070011 <b>.PDF"
    (tmp_path / name).write_bytes(pdf())
    record = an_article(Kind.NEWS, "nw-1", files=((name, hashlib.sha256(pdf()).hexdigest()),))
    (artifact,) = shown([record], tmp_path)
    digest = hashlib.sha256(artifact.make()).hexdigest()[:16]
    assert artifact.path == f"site/assets/file-{digest}.pdf"


def test_a_picture_other_than_the_signed_one_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "site.png").write_bytes(png(1))
    sha256 = hashlib.sha256(png(2)).hexdigest()
    record = an_article(Kind.NEWS, "nw-1", files=(("site.png", sha256), ("gone.png", sha256)))
    assert shown([record], tmp_path) == []


def test_what_is_no_picture_is_left_out_though_it_is_signed(tmp_path: Path) -> None:
    (tmp_path / "site.png").write_bytes(b"<svg/>")
    sha256 = hashlib.sha256(b"<svg/>").hexdigest()
    assert shown([an_article(Kind.NEWS, "nw-1", files=(("site.png", sha256),))], tmp_path) == []


def test_a_picture_that_goes_while_the_site_is_built_is_said(tmp_path: Path) -> None:
    (tmp_path / "site.png").write_bytes(png())
    sha256 = hashlib.sha256(png()).hexdigest()
    record = an_article(Kind.NEWS, "nw-1", files=(("site.png", sha256),))
    (artifact,) = shown([record], tmp_path)
    (tmp_path / "site.png").unlink()
    with pytest.raises(RenderError) as raised:
        artifact.make()
    assert str(raised.value) == "expected a file that can be read"


def shown(records: list[PublicRecord], content: Path) -> list[Artifact]:
    return list(files_shown(records, ShownFiles(pictures_in(content))))
