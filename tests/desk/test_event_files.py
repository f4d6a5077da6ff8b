"""Events into files: all prepared before the first is replaced, and nothing half done."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from site_builder.office import event_write
from tests.desk.ordering import events, order
from tests.office import Office, listing, tree

NUMBER = "测人社列字〔2025〕1号"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Three parties of one decision, in three files."""
    made = Office(tmp_path / "site")
    made.signed("listings/a.yml", [listing(1)])
    made.signed("listings/b.jsonl", [listing(2, document=NUMBER)])
    made.signed("listings/c.yaml", listing(3, document=NUMBER))
    return made


def test_every_party_is_written_in_the_manner_of_its_file(office: Office) -> None:
    assert order(office, NUMBER, "revoked", "--on", "2025-06-10").code == 0
    assert (
        (office.content / "listings/a.yml")
        .read_text("utf-8")
        .endswith("  events:\n  - {kind: revoked, on: 2025-06-10}\n")
    )
    assert (
        (office.content / "listings/b.jsonl")
        .read_text("utf-8")
        .endswith(', "events": [{"kind": "revoked", "on": "2025-06-10"}]}\n')
    )
    assert (
        (office.content / "listings/c.yaml")
        .read_text("utf-8")
        .endswith("events:\n- {kind: revoked, on: 2025-06-10}\n")
    )
    assert not list(office.content.rglob(".*"))


def test_what_cannot_be_written_in_one_file_is_written_in_none(office: Office) -> None:
    text = (office.content / "listings/c.yaml").read_text("utf-8")
    office.signed("listings/c.yaml", f"{text}events: &x []\nproject: {{name: *x}}\n")
    before = tree(office.content)
    found = order(office, NUMBER, "remedied", "--on", "2025-06-10")
    assert found.code == 1
    assert "could not be added so that nothing else of the file changes" in found.err
    assert "to be added by hand to the events of t-0003, content/listings/c.yaml:1" in found.err
    assert found.out.endswith("- {kind: remedied, on: 2025-06-10}\n")
    assert tree(office.content) == before


def test_what_only_hides_waits_for_no_other_file(office: Office) -> None:
    text = (office.content / "listings/c.yaml").read_text("utf-8")
    office.signed("listings/c.yaml", f"{text}events: &x []\nproject: {{name: *x}}\n")
    before = tree(office.content)
    found = order(office, NUMBER, "revoked", "--on", "2025-06-10")
    assert found.code == 1
    assert found.out.endswith("- {kind: revoked, on: 2025-06-10}\n")
    changed = {name for name, data in tree(office.content).items() if data != before[name]}
    assert changed == {"listings/a.yml", "listings/b.jsonl"}


@pytest.mark.parametrize("lock", ["~$a.yml", ".~a.yml"])
def test_a_file_that_is_open_elsewhere_is_left_alone(office: Office, lock: str) -> None:
    office.write(f"listings/{lock}", b"\0")
    before = tree(office.content)
    found = order(office, NUMBER, "revoked", "--on", "2025-06-10")
    assert found.code == 1
    assert "content/listings/a.yml: expected a file that may be written" in found.err
    assert "close it there" in found.err
    changed = {name for name, data in tree(office.content).items() if data != before[name]}
    assert changed == {"listings/b.jsonl", "listings/c.yaml"}


def test_a_file_that_the_system_does_not_give_is_said_to_be_open(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_self: Path, _target: Path) -> Path:
        raise PermissionError(13, "Access is denied")

    before = tree(office.content)
    monkeypatch.setattr(Path, "replace", refuse)
    found = order(office, NUMBER, "revoked", "--on", "2025-06-10")
    assert found.code == 1
    assert "open in another program (Excel?)" in found.err
    assert tree(office.content) == before


def test_a_file_changed_meanwhile_is_not_written_over(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = office.content / "listings/a.yml"
    drafted = event_write._drafted

    def slowly(*given: object) -> object:
        found = drafted(*given)  # type: ignore[arg-type]
        file.write_text(file.read_text("utf-8") + "# 刚改\n", "utf-8")
        return found

    monkeypatch.setattr(event_write, "_drafted", slowly)
    found = order(office, NUMBER, "revoked", "--on", "2025-06-10")
    assert found.code == 1
    assert "the file was changed meanwhile" in found.err
    assert file.read_text("utf-8").endswith("# 刚改\n" * 3)
    assert events(office, "t-0001") == []


def test_of_two_runs_at_once_none_says_that_it_wrote_what_the_other_did(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafted = event_write._drafted

    def between(*given: object) -> object:
        """Another run has prepared its own event for the same file."""
        found = drafted(*given)  # type: ignore[arg-type]
        assert isinstance(found, event_write.Draft)
        other = found.beside.read_bytes().replace(b"2025-06-10", b"2025-06-20")
        found.beside.write_bytes(other)
        return found

    before = tree(office.content)
    monkeypatch.setattr(event_write, "_drafted", between)
    found = order(office, "t-0001", "remedied", "--on", "2025-06-10")
    assert found.code == 1
    assert "the file was changed meanwhile" in found.err
    assert tree(office.content) == before


@pytest.mark.parametrize("replaced", [0, 1, 2])
def test_a_run_cut_short_is_finished_by_the_next(
    office: Office, monkeypatch: pytest.MonkeyPatch, replaced: int
) -> None:
    """A kill leaves temporary files behind, and some files replaced."""

    class KilledError(BaseException):
        pass

    real, count = Path.replace, [0]

    def replace(self: Path, target: Path) -> Path:
        if count[0] == replaced:
            raise KilledError
        count[0] += 1
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(Path, "unlink", lambda _self, **_given: None)
    with pytest.raises(KilledError):
        order(office, NUMBER, "revoked", "--on", "2025-06-10")
    monkeypatch.undo()
    assert len(list(office.content.rglob(".*"))) == 3 - replaced
    office.build("2025-06-01")
    found = order(office, NUMBER, "revoked", "--on", "2025-06-10")
    assert found.code == 0
    assert found.out.count("it stands recorded already") == replaced
    assert f"recorded on {3 - replaced} records" in found.err
    office.build("2025-06-10")
    assert office.listed() == set()


@pytest.mark.skipif(not hasattr(os, "symlink") or os.name == "nt", reason="needs links")
def test_a_linked_file_stays_a_link(office: Office) -> None:
    place = office.content / "listings/a.yml"
    target = office.content / "listings/sub/real.yaml"
    target.parent.mkdir()
    place.rename(target)
    place.symlink_to("sub/real.yaml")
    target.chmod(0o640)
    # The record stands under both names, which is a fault; it can be hidden all the same.
    found = order(office, "t-0001", "revoked", "--on", "2025-06-10")
    assert found.code == 0
    assert place.is_symlink()
    assert target.stat().st_mode & 0o777 == 0o640


def test_two_records_of_one_id_are_hidden_by_either(office: Office) -> None:
    office.build("2025-06-01")
    office.write("listings/z.yml", [listing(1)])
    found = order(office, "t-0001", "revoked", "--on", "2025-06-05")
    assert found.code == 0
    office.build("2025-06-05")
    assert "t-0001" not in office.listed()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_file_that_may_not_be_written_is_said(office: Office) -> None:
    (office.content / "listings/b.jsonl").chmod(0o444)
    found = order(office, NUMBER, "revoked", "--on", "2025-06-10")
    assert found.code == 1
    assert "content/listings/b.jsonl: expected a file that may be written" in found.err


def test_a_disk_that_is_full_leaves_nothing_behind(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_number: int) -> None:
        raise OSError(28, "No space left on device")

    before = tree(office.content)
    monkeypatch.setattr(os, "fsync", fail)
    found = order(office, NUMBER, "revoked", "--on", "2025-06-10")
    assert found.code == 1
    assert tree(office.content) == before


@pytest.mark.parametrize("written", ["T-0001", " t-0001 "])
def test_an_id_is_meant_however_it_is_typed(office: Office, written: str) -> None:
    assert order(office, written, "revoked", "--on", "2025-06-10", "--dry-run").code == 0
