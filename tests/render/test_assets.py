import hashlib
from pathlib import Path

import pytest

from site_builder.errors import RenderError
from site_builder.model.record import Kind
from site_builder.render.assets import GUARD, STYLE, Assets, images
from site_builder.render.picture import pictures_in
from site_builder.render.theme import Theme
from tests.render.helpers import an_article


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


def test_a_module_imports_others_by_their_names_in_the_release(tmp_path: Path) -> None:
    found = assets(tmp_path, one='import { b } from "./two.mjs"\n', two="export const b = 1\n")
    two = found.addresses["js/two.mjs"].removeprefix("assets/")
    assert contents(found)[found.addresses["js/one.mjs"]] == f'import {{ b }} from "./{two}"\n'


def test_a_module_that_changes_renames_those_that_import_it(tmp_path: Path) -> None:
    importer = 'import { b } from "./two.mjs"\n'
    before = assets(tmp_path, one=importer, two="export const b = 1\n").addresses["js/one.mjs"]
    after = assets(tmp_path, one=importer, two="export const b = 2\n").addresses["js/one.mjs"]
    assert before != after


def test_modules_that_import_each_other_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RenderError) as raised:
        assets(tmp_path, one='import "./two.mjs"\n', two='import "./one.mjs"\n')
    assert str(raised.value) == "expected imports without a circle"


def test_the_guard_is_a_script_so_that_it_works_in_a_saved_copy(tmp_path: Path) -> None:
    found = assets(tmp_path)
    address = found.addresses[GUARD]
    assert address.endswith(".js")
    assert "export " not in contents(found)[address]


def test_style_is_one_file_that_begins_with_the_tokens(tmp_path: Path) -> None:
    found = assets(tmp_path)
    sheet = contents(found)[found.addresses[STYLE]]
    assert sheet.index(":root") < sheet.index("body {") < sheet.index(".article {")


def test_a_picture_is_published_once_under_its_digest(tmp_path: Path) -> None:
    (tmp_path / "site.png").write_bytes(b"picture")
    sha256 = hashlib.sha256(b"picture").hexdigest()
    files = (("site.png", sha256), ("list.pdf", sha256))
    records = [an_article(Kind.NEWS, f"nw-{n}", files=files) for n in (1, 2)]
    assert [(a.path, a.make()) for a in images(records, pictures_in(tmp_path))] == [
        (f"site/assets/img-{sha256[:16]}.png", b"picture")
    ]


def test_a_picture_other_than_the_signed_one_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "site.png").write_bytes(b"another")
    sha256 = hashlib.sha256(b"picture").hexdigest()
    record = an_article(Kind.NEWS, "nw-1", files=(("site.png", sha256), ("gone.png", sha256)))
    assert list(images([record], pictures_in(tmp_path))) == []


def test_a_picture_that_goes_while_the_site_is_built_is_said(tmp_path: Path) -> None:
    (tmp_path / "site.png").write_bytes(b"picture")
    sha256 = hashlib.sha256(b"picture").hexdigest()
    record = an_article(Kind.NEWS, "nw-1", files=(("site.png", sha256),))
    (artifact,) = images([record], pictures_in(tmp_path))
    (tmp_path / "site.png").unlink()
    with pytest.raises(RenderError) as raised:
        artifact.make()
    assert str(raised.value) == "expected a picture that can be read"
