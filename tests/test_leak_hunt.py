"""No message, report or file outside the state repeats a value that is not public."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command import run
from tests.leak_hunt import (
    CARD,
    DAY,
    ID_NUMBER,
    PHONE,
    Marks,
    clerks_table,
    found_in,
    hunted,
)
from tests.office import Office

SPACED = ("110105 19491231 002X", "138-0013-8000", "110105-19491231-002x", "6222 0202 0011 2230")
NUMBERS = (ID_NUMBER, PHONE, CARD, *SPACED)
# `make test` runs these in one language; --bench runs them in both, and those below besides.
ORDERS: tuple[tuple[str, ...], ...] = (
    *(("check", "--format", form) for form in ("text", "json", "github", "sarif")),
    ("build",),
    ("explain", "t-0004", "--json"),
    ("explain", ID_NUMBER),
    ("letter", PHONE),
    ("changes", "--from", "2025-01-01", "--to", "2026-12-31", "--json"),
    ("deadlines", "--within", "400"),
    ("rollback",),
    ("takedown", ID_NUMBER, "--reason", "other", "--by", "值班员"),
    ("takedown", "t-0002", "--reason", "other", "--by", "值班员"),
)
MORE: tuple[tuple[str, ...], ...] = (
    ("build", "--full"),
    *(("explain", name) for name in ("t-0001", "t-0002", "t-0005", "t-0010", "t-0020", "tc-2")),
    ("event", "t-0002", "suspended", "--on", DAY, "--dry-run"),
    ("impact", "--regimes", "content/regimes"),
    ("verify", "--all"),
)
# Commands whose purpose is to show the office what the public may not see:
# `review` (what two people are to sign), `letter` (to the party itself), `digest` (what waits, by
# its title), and `explain` (the document of an event). What is asked of them here stands above.


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the commands have their folders for the meantime."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "office")


def _values(marks: Marks) -> dict[str, str]:
    return {**{word: place for place, word in marks.places.items()}, **{n: n for n in NUMBERS}}


def _files(office: Office) -> Iterator[Path]:
    content, state = office.content, office.folders.state
    for path in sorted(office.folders.site.rglob("*")):
        if path.is_file() and not path.is_relative_to(content) and not path.is_relative_to(state):
            yield path


def test_nothing_that_is_not_public_is_told_or_left(
    office: Office, scratch: Path, tmp_path: Path, *, bench: bool
) -> None:
    marks = hunted(office)
    table = str(clerks_table(marks, tmp_path / "名单.xlsx"))
    imports = (("import", table, "--kind", "listing", "--dry-run"),)
    values = _values(marks)
    for language in ("zh", "en") if bench else ("zh",):
        for order in (*ORDERS, *imports, *(MORE if bench else ())):
            ran = run(*order, "--site", office.folders.site, "--as-of", DAY, "--lang", language)
            told = {values[word] for word in found_in((ran.out + ran.err).encode(), values)}
            assert (order, told) == (order, set())
            assert (order, list(scratch.iterdir())) == (order, [])
            assert "Traceback" not in ran.err
    for path in _files(office):
        name = path.relative_to(office.folders.site).as_posix()
        held = found_in(path.read_bytes(), values) | found_in(name.encode(), values)
        assert (name, {values[word] for word in held}) == (name, set())
    assert {path.stat().st_mode & 0o077 for path in office.folders.state.rglob("*")} == {0}
