"""Artifacts to the idle tree: what is made, copied, left alone and removed."""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from site_builder.errors import PublishError, RenderError
from site_builder.i18n import _
from site_builder.model.artifact import Artifact, Closing, Measure, fingerprint, in_pieces
from site_builder.publish.stage import Staged, stage
from site_builder.publish.switch import switch
from site_builder.publish.trees import Trees

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from site_builder.model.artifact import Promise


@dataclass
class Press:
    """One output folder, and which files a build made."""

    folder: Path
    code: str = "code"
    made: list[str] = field(default_factory=list)

    @property
    def site(self) -> Path:
        return self.folder / "output" / "site"

    def publish(self, files: dict[str, str], *others: Promise, **options: Any) -> Staged:
        """Stage files and put them in force."""
        trees = Trees(self.folder / "output", self.folder / "state", self.code)
        promised = [*others, *self._artifacts(files)]
        try:
            staged = stage(promised, trees, progress=lambda _n: None, **options)
            switch(self.folder / "output", staged.folder)
            trees.sweep()
        finally:
            trees.close()
        return staged

    def _artifacts(self, files: dict[str, str]) -> list[Artifact]:
        def made(name: str, text: str) -> bytes:
            self.made.append(name)
            return text.encode()

        return [
            Artifact(f"site/{name}", text, lambda name=name, text=text: made(name, text))  # type: ignore[misc]
            for name, text in files.items()
        ]

    def served(self) -> dict[str, str]:
        """What readers see, the manifest aside."""
        return {
            path.relative_to(self.site).as_posix(): path.read_text("utf-8")
            for path in sorted(self.site.rglob("*"))
            if path.is_file() and path.name != "manifest.json"
        }


@pytest.fixture
def press(tmp_path: Path) -> Press:
    return Press(tmp_path)


def test_every_file_is_there_and_listed(press: Press) -> None:
    press.publish({"index.html": "home", "listings/a.html": "one"})
    assert press.served() == {"index.html": "home", "listings/a.html": "one"}
    manifest = json.loads((press.site / "manifest.json").read_bytes())
    assert manifest["files"]["index.html"] == {
        "bytes": 4,
        "sha256": "4ea140588150773ce3aace786aeef7f4049ce100fa649c94fbbddb960f1da942",
    }
    assert sorted(manifest["files"]) == ["index.html", "listings/a.html"]


def test_only_what_changed_is_made_again(press: Press) -> None:
    press.publish({"index.html": "home", "listings/a.html": "one"})
    press.made.clear()
    press.publish({"index.html": "home", "listings/a.html": "two"})
    press.publish({"index.html": "home", "listings/a.html": "three"})
    assert press.made == ["listings/a.html", "listings/a.html"]
    assert press.served() == {"index.html": "home", "listings/a.html": "three"}


def test_a_file_that_is_no_more_goes_with_its_folder(press: Press) -> None:
    for _time in range(2):
        press.publish({"index.html": "home", "listings/letter/a.html": "one"})
    staged = press.publish({"index.html": "home"})
    assert (staged.written, staged.removed, staged.unchanged) == (1, 1, 1)
    assert press.served() == {"index.html": "home"}
    assert not (press.site / "listings").exists()


def test_a_large_file_is_copied_and_never_held_whole(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules[stage.__module__], "_HELD_WHOLE", 3)
    first = press.publish({"data/cases.csv": "rows"})
    with monkeypatch.context() as patched:
        patched.delattr(Path, "read_bytes")
        second = press.publish({"data/cases.csv": "rows"})
    assert (press.made, press.served()) == (["data/cases.csv"], {"data/cases.csv": "rows"})
    assert first.folder != second.folder


@pytest.mark.parametrize("most_held", [0, 1 << 20])
@pytest.mark.parametrize("harm", ["changed", "gone"])
def test_what_readers_are_served_is_not_copied_when_it_was_tampered_with(
    press: Press, monkeypatch: pytest.MonkeyPatch, harm: str, most_held: int
) -> None:
    monkeypatch.setattr(sys.modules[stage.__module__], "_HELD_WHOLE", most_held)
    press.publish({"index.html": "home"})
    if harm == "changed":
        (press.site / "index.html").write_text("host", "utf-8")
    else:
        (press.site / "index.html").unlink()
    press.publish({"index.html": "home"})
    assert press.served() == {"index.html": "home"}


def test_another_version_of_the_program_makes_everything_again(press: Press) -> None:
    press.publish({"index.html": "home"})
    press.code, press.made = "newer code", []
    press.publish({"index.html": "home"})
    assert press.made == ["index.html"]


def test_full_makes_everything_again(press: Press) -> None:
    press.publish({"index.html": "home"})
    press.made.clear()
    assert press.publish({"index.html": "home"}, full=True).is_unchanged
    assert press.made == ["index.html"]


def test_processes_make_the_same_files(press: Press) -> None:
    files = {f"listings/{number}.html": str(number) for number in range(200)}
    press.publish(files, jobs=2)
    assert press.served() == dict(sorted(files.items()))


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_broken_template_leaves_readers_what_they_had(press: Press, jobs: int) -> None:
    press.publish({"index.html": "home"})
    trees = Trees(press.folder / "output", press.folder / "state", press.code)

    def broken() -> bytes:
        raise RenderError(_("interrupted"), "pages/home.html", 7)

    artifacts = [Artifact(f"site/{number}", "new", broken) for number in range(100)]
    with pytest.raises(RenderError) as caught:
        stage(artifacts, trees, jobs=jobs, progress=lambda _n: None)
    trees.close()
    assert (caught.value.template, caught.value.line) == ("pages/home.html", 7)
    assert press.served() == {"index.html": "home"}
    press.publish({"index.html": "new home"})
    assert press.served() == {"index.html": "new home"}


def test_a_disk_that_is_full_is_said(press: Press) -> None:
    trees = Trees(press.folder / "output", press.folder / "state", press.code)

    def full() -> bytes:
        raise OSError(28, "No space left on device", "index.html")

    with pytest.raises(PublishError, match=r"could not write index\.html: No space left"):
        stage([Artifact("site/index.html", "", full)], trees, progress=lambda _n: None)
    trees.close()


def test_a_long_manifest_is_cut_into_parts(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[stage.__module__], "_PART_ABOVE", 2)
    files = {f"{number}.html": str(number) for number in range(5)}
    press.publish(files)
    manifest = json.loads((press.site / "manifest.json").read_bytes())
    parts = [json.loads((press.site / part).read_bytes()) for part in manifest["parts"]]
    assert {name for part in parts for name in part["files"]} == set(files)
    press.publish({"0.html": "0"})
    assert not (press.site / "manifest").exists()


# Files that tell of others, and files in pieces


def telling(press: Press, *of: str) -> Closing:
    """A file that tells the digests of others."""

    def close(measures: Mapping[str, Measure]) -> Artifact:
        text = "\n".join(f"{path} {known.size} {known.sha256}" for path, known in measures.items())

        def make() -> bytes:
            press.made.append("telling.txt")
            return text.encode()

        return Artifact("site/telling.txt", fingerprint(text), make)

    return Closing("site/telling.txt", tuple(f"site/{path}" for path in of), close)


def told(press: Press) -> dict[str, str]:
    lines = press.served()["telling.txt"].splitlines()
    return {path: sha256 for path, _size, sha256 in (line.split() for line in lines)}


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_that_tells_of_others_is_made_once_they_stand(press: Press, jobs: int) -> None:
    many = {f"{number}.html": str(number) for number in range(70)}
    for one in ("one", "two", "three"):
        press.publish({**many, "a.csv": one}, telling(press, "a.csv", "0.html"), jobs=jobs)
        assert told(press) == {"site/a.csv": digest(one), "site/0.html": digest("0")}
    manifest = json.loads((press.site / "manifest.json").read_bytes())
    assert manifest["files"]["telling.txt"]["sha256"] == digest(press.served()["telling.txt"])


def test_it_is_made_again_only_when_one_of_them_is_another(press: Press) -> None:
    for _time in range(3):
        press.publish({"a.csv": "one", "index.html": "home"}, telling(press, "a.csv"))
    assert press.made.count("telling.txt") == 1
    press.publish({"a.csv": "one", "index.html": "new home"}, telling(press, "a.csv"))
    assert press.made.count("telling.txt") == 1
    press.publish({"a.csv": "two", "index.html": "new home"}, telling(press, "a.csv"))
    assert press.made.count("telling.txt") == 2


def test_nothing_is_told_of_what_is_no_longer_in_the_release(press: Press) -> None:
    for _time in range(2):
        press.publish({"a.csv": "one", "b.csv": "two"}, telling(press, "a.csv", "b.csv"))
    press.publish({"a.csv": "one"}, telling(press, "a.csv", "b.csv"))
    assert told(press) == {"site/a.csv": digest("one")}


def test_a_file_in_pieces_is_written_as_they_come_and_stands_where_it_is_the_same(
    press: Press,
) -> None:
    asked: list[str] = []

    def pieces(*texts: str) -> Iterator[bytes]:
        for text in texts:
            asked.append(text)
            yield text.encode()

    def published(known: str, *texts: str) -> Staged:
        return press.publish({}, in_pieces("site/a.csv", known, lambda: pieces(*texts)))

    published("first", "on", "e")
    assert press.served() == {"a.csv": "one"}
    published("first", "on", "e")
    assert asked == ["on", "e"]
    assert published("second", "o", "ne").is_unchanged
    published("third", "two")
    assert press.served() == {"a.csv": "two"}
    assert not list(press.folder.rglob("*.next"))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
@pytest.mark.parametrize(("umask", "kept"), [(0o077, 0o022), (0o777, 0o022), (0o002, 0o002)])
def test_whoever_serves_it_may_read_it_whatever_the_umask(
    press: Press, umask: int, kept: int
) -> None:
    before = os.umask(umask)
    try:
        for text in ("one", "two"):
            press.publish({"index.html": "home", "listings/a.html": text, "b.html": ""})
    finally:
        assert os.umask(before) == umask
    found = [path.stat().st_mode for path in (press.site, *press.site.rglob("*"))]
    modes = {stat.S_IMODE(mode) for mode in found}
    assert modes == {0o777 & ~kept, 0o666 & ~kept}
