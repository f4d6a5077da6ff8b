import hashlib
from pathlib import Path

import pytest

from site_builder.render.picture import pictures_in
from tests.shown import png

PNG = png()
SHA = hashlib.sha256(PNG).hexdigest()


def test_a_picture_is_given_as_it_was_signed_off(tmp_path: Path) -> None:
    (tmp_path / "site.png").write_bytes(PNG)
    assert pictures_in(tmp_path)("site.png", SHA) == PNG


def test_another_picture_under_the_same_name_is_not_given(tmp_path: Path) -> None:
    (tmp_path / "site.png").write_bytes(png(1))
    assert pictures_in(tmp_path)("site.png", SHA) is None


@pytest.mark.parametrize("path", ["gone.png", ".", "site.png/x"])
def test_what_is_no_file_is_not_given(tmp_path: Path, path: str) -> None:
    (tmp_path / "site.png").write_bytes(PNG)
    assert pictures_in(tmp_path)(path, SHA) is None
