"""A site of ten records on three nights, each of which may follow each.

From any night to the next something ends, something enters, something was edited and
signed, and on the second a record is broken and stands as it last was. There are three
nights, not two: the tree that a night patches is that of the night before last.
"""

from __future__ import annotations

import pkgutil
import shutil
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any
from unittest import mock

import site_builder
from site_builder.folders import Folders
from tests.office import Office, article, case, codes, listing, tree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import ModuleType

    from site_builder.report import Report

DAYS = ("2028-03-01", "2028-03-02", "2028-03-03")
Release = dict[str, dict[str, bytes]]
_LATER = {"decided_on": "2026-05-01"}
_OURS = {"site", "server", ".releases", "ledger.jsonl", "report.json"}
_KEPT = {
    *("answers.sqlite", "good.sqlite", "parsed.sqlite", "public.sqlite", "trees.sqlite"),
    *("folded.sqlite", "last-build.json", "lock"),
}
_SQLITE = ("", "-wal", "-shm", "-journal")


@dataclass(frozen=True)
class Expected:
    """What a clean build of one night gives, and says."""

    release: Release
    codes: list[str]
    exit_code: int


class ThreeNights:
    """The contents of the three nights, and what is to become of each."""

    def __init__(self, folder: Path, *, upgraded: bool = False) -> None:
        """With ``upgraded``, each night has another program than the night before."""
        self.folder = folder
        self._upgraded = upgraded
        for night, day in enumerate(DAYS):
            _write(Office(folder / day), night)

    def office(self, folder: Path, night: int = 0) -> Office:
        """A site as it was published on one night."""
        made = self.unpublished(folder, night)
        self.build(made, night)
        return made

    def unpublished(self, folder: Path, night: int = 0) -> Office:
        """A site of which nothing was ever built."""
        shutil.copytree(self.folder / DAYS[night] / "content", folder / "content")
        return at(folder)

    def turn(self, office: Office, night: int) -> None:
        """Put the content of a night in place."""
        shutil.rmtree(office.content)
        shutil.copytree(self.folder / DAYS[night] / "content", office.content)

    def build(self, office: Office, night: int, **options: Any) -> Report:
        """Build as of a night."""
        with program(night) if self._upgraded else nullcontext():
            return office.build(DAYS[night], **options)

    @cached_property
    def expected(self) -> tuple[Expected, ...]:
        """What each night is by a clean build, with what was good on the night before."""
        return tuple(self._expected(night, is_remembered=True) for night in range(len(DAYS)))

    @cached_property
    def forgotten(self) -> tuple[Expected, ...]:
        """What each night is where nothing is remembered."""
        return tuple(self._expected(night, is_remembered=False) for night in range(len(DAYS)))

    def _expected(self, night: int, *, is_remembered: bool) -> Expected:
        office = self.office(self.folder / f"clean-{night}-{is_remembered}", 0)
        shutil.rmtree(office.folders.output)
        if is_remembered:
            (office.folders.state / "trees.sqlite").unlink()
        else:
            shutil.rmtree(office.folders.state)
        self.turn(office, night)
        report = self.build(office, night, full=True)
        return Expected(release(office), codes(report), report.outcome.exit_code)


def at(folder: Path) -> Office:
    """The site that lies in a folder."""
    made = Office.__new__(Office)
    made.folders = Folders.of(folder)
    made.content = made.folders.content
    return made


@contextmanager
def program(number: int) -> Iterator[None]:
    """Be another program, wherever its digest is asked for."""
    with ExitStack() as patched:
        for module in _modules():
            for name in ("code_digest", "program_digest"):
                if hasattr(module, name):
                    digest = mock.patch.object(module, name, return_value=f"{number:032x}")
                    patched.enter_context(digest)
        yield


@cache
def _modules() -> tuple[ModuleType, ...]:
    """Every module of the program: one imported later would be another program for good."""
    found = pkgutil.walk_packages(site_builder.__path__, "site_builder.")
    return tuple(import_module(each.name) for each in found if "__main__" not in each.name)


def release(office: Office) -> Release:
    """The bytes that readers are served, and those that their web server reads."""
    return {name: tree(office.folders.output / name) for name in ("site", "server")}


def leftovers(office: Office) -> set[str]:
    """What lies in the output and in the state that no finished build leaves there."""
    output, state = office.folders.output, office.folders.state
    found = {path.name for path in output.iterdir()} - _OURS
    found |= {path.name for path in (output / ".releases").iterdir()} - {"a", "b"}
    found |= {path.name for path in state.iterdir()} - {k + s for k in _KEPT for s in _SQLITE}
    return found | {
        path.name for path in output.rglob("*") if path.name.endswith((".next", ".discarded"))
    }


def _write(office: Office, night: int) -> None:
    removed = {"kind": "removed_early", "on": DAYS[1]}
    rows = [
        listing(1),  # ends after the first night
        listing(2, decided_on="2025-03-02"),  # ends after the second
        listing(3, **_LATER, events=[removed]),
        listing(4, **_LATER, published_on=DAYS[1]),
        listing(5, **_LATER, document=f"测人社列字〔2026〕5{night}号"),
        listing(7, **_LATER),
    ]
    office.signed("listings/a.jsonl", rows)
    office.signed("listings/b.yml", [listing(6, **_LATER)])
    if night == 1:
        office.write("listings/b.yml", [listing(6, **_LATER, arears={})])
    office.signed("cases/a.yml", [case(1, issued_on="2027-05-06", listing="t-0007")])
    office.signed("typical-cases/tc-1.md", article("[某公司](listing:t-0001)欠薪。", id="tc-1"))
    page = "id: about\ntitle: 关于本站\norgan: hrss\npublished_on: 2025-03-01"
    office.signed("pages/about.md", f"---\n{page}\n---\n\n说明。\n")
