"""A whole release is judged: its shape and what it shows."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from site_builder.publish.verify import Secrets, Verdict, verify_release
from site_builder.scan.scanner import Leak, Withheld

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

pytestmark = pytest.mark.apart

NAME = "内蒙古示例建筑工程有限公司"
PAGE = (
    '<!doctype html><html lang="zh-CN"><head><meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'self'\"></head><body>{}</body></html>\n"
)
AS_OF = (
    '{"format": 1, "as_of": "2025-03-01", "valid_until": "2025-03-04", '
    '"next_change_at": null, "version": "0.1.0"}'
)


def a_release(folder: Path, body: str = "", gone: str = "") -> Path:
    """A sound release but for what its home page and its server's map say."""
    files = {"index.html": PAGE.format(body), "as-of.json": AS_OF}
    (folder / "site").mkdir()
    (folder / "server").mkdir()
    for name, content in files.items():
        (folder / "site" / name).write_text(content, "utf-8")
    listed = {
        name: {
            "bytes": len(content.encode()),
            "sha256": hashlib.sha256(content.encode()).hexdigest(),
        }
        for name, content in files.items()
    }
    manifest = json.dumps({"format": 1, "files": listed})
    (folder / "site" / "manifest.json").write_text(manifest, "utf-8")
    (folder / "server" / "gone.map").write_text(gone, "utf-8")
    return folder


def judged(
    release: Path, withheld: Sequence[Withheld] | None, lawful: Mapping[str, str] | None = None
) -> Verdict:
    """The verdict on a day when nothing is public; ``lawful`` is what one file may show."""
    allowed = {path: frozenset({text}) for path, text in (lawful or {}).items()}
    secrets = withheld and Secrets(
        withheld=withheld, shown=(), scratch=release / "scratch", lawful=allowed
    )
    return verify_release(release, public_ids=(), secrets=secrets or None, as_of=date(2025, 3, 1))


def test_sound_release_is_clean(tmp_path: Path) -> None:
    verdict = judged(a_release(tmp_path), [Withheld("nm-1", (NAME,))])
    assert verdict == Verdict((), ())
    assert verdict.is_clean


def test_leak_is_a_problem_that_names_file_and_record_only(tmp_path: Path) -> None:
    verdict = judged(a_release(tmp_path, NAME), [Withheld("nm-1", (NAME,))])
    [problem] = verdict.problems
    assert verdict.leaks == (Leak("site/index.html", "nm-1"),)
    assert not verdict.is_clean
    assert (problem.code, problem.record, problem.is_error) == ("leak", "nm-1", True)
    assert problem.text("en") == "site/index.html: shows a value of nm-1, which is not public"


def test_leak_in_what_the_server_reads_is_found(tmp_path: Path) -> None:
    verdict = judged(a_release(tmp_path, gone=f"/{NAME}.html 1;\n"), [Withheld("nm-1", (NAME,))])
    assert verdict.leaks == (Leak("server/gone.map", "nm-1"),)


def test_what_one_file_may_show_stands_in_no_other(tmp_path: Path) -> None:
    release = a_release(tmp_path, NAME, gone=f"/{NAME}.html 1;\n")
    verdict = judged(release, [Withheld("nm-1", (NAME,))], {"site/index.html": NAME})
    assert verdict.leaks == (Leak("server/gone.map", "nm-1"),)


def test_values_are_not_looked_for_unless_given(tmp_path: Path) -> None:
    assert judged(a_release(tmp_path, NAME), None).is_clean


def test_fault_in_the_structure_is_named_by_its_path_in_the_release(tmp_path: Path) -> None:
    verdict = judged(a_release(tmp_path, '<a href="x.html">x</a>'), None)
    expected = "site/index.html: expected a link to a file of this site, found x.html"
    assert [problem.text("en") for problem in verdict.problems] == [expected]
    assert not verdict.is_clean


def test_site_may_be_a_link_to_the_files(tmp_path: Path) -> None:
    release = a_release(tmp_path, NAME)
    (release / "site").rename(release / "real")
    (release / "site").symlink_to("real", target_is_directory=True)
    verdict = judged(release, [Withheld("nm-1", (NAME,))])
    assert verdict.leaks == (Leak("site/index.html", "nm-1"),)


def test_release_without_a_folder_for_the_server_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    release = a_release(tmp_path)
    (release / "server" / "gone.map").unlink()
    (release / "server").rmdir()
    assert judged(release, [Withheld("nm-1", (NAME,))]).is_clean


def test_release_without_a_site_is_no_release(tmp_path: Path) -> None:
    verdict = judged(tmp_path, [])
    expected = "site/manifest.json: expected a file that lists all others"
    assert [problem.text("en") for problem in verdict.problems] == [expected]
