"""Open data in a release: what ended is in no form, and no digest is told that is not true."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from typing import TYPE_CHECKING

import pytest

from site_builder import takedown
from site_builder.publish.structure import check_structure
from site_builder.report import Outcome
from tests.command import run
from tests.office import Office, case, codes, listing, tree

if TYPE_CHECKING:
    from pathlib import Path

NAME = "测试区云垦4号建筑劳务有限公司"
TELLING = ("data/catalog.jsonld", "data/dataset.jsonld", "data/index.html")
FORMS = ("csv", "json", "jsonl", "xlsx")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A site of listings that end in 2028, but for one that ends a year later."""
    made = Office(tmp_path / "site")
    longer = listing(9, decided_on="2026-03-01", published_on="2026-03-05")
    made.signed("listings/a.yml", [*map(listing, range(1, 5)), longer], on="2026-03-06")
    made.signed("cases/c.yml", [case(1)], on="2026-06-01")
    made.build("2026-06-02")
    assert {path for path in in_data(made) if NAME in text_of(made.site / path)} == {
        f"data/listings.{form}" for form in FORMS
    }
    return made


def in_data(office: Office) -> set[str]:
    return {f"data/{path}" for path in tree(office.site / "data")}


def text_of(path: Path) -> str:
    """All that a file says, unpacked."""
    if path.suffix != ".xlsx":
        return path.read_text("utf-8")
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist())


def told(office: Office) -> dict[str, set[str]]:
    """The digests that the release tells besides its manifest, by who tells them."""
    pages = {path: (office.site / path).read_text("utf-8") for path in TELLING}
    return {path: set(re.findall(r"\b[0-9a-f]{64}\b", text)) for path, text in pages.items()}


def digests(office: Office) -> set[str]:
    """The digests of all that is offered."""
    files = tree(office.site / "data").items()
    return {
        hashlib.sha256(data).hexdigest()
        for path, data in files
        if path.startswith(("listings.", "cases.", "changes."))
    }


def test_the_digests_are_those_of_the_files_and_lists_are_whole(office: Office) -> None:
    assert told(office) == dict.fromkeys(TELLING, digests(office))
    assert len(digests(office)) == 10
    assert check_structure(office.site, None, None) == []


def test_what_ended_is_in_no_form_from_the_day_after(office: Office) -> None:
    report = office.build("2028-03-02")
    assert (report.outcome, codes(report)) == (Outcome.PUBLISHED, [])
    texts = [text_of(office.site / path) for path in in_data(office)]
    assert not any(NAME in text for text in texts)
    assert sum("t-0009" in text for text in texts) == len(FORMS)
    assert told(office) == dict.fromkeys(TELLING, digests(office))


def test_a_new_day_alone_changes_no_file_of_open_data(office: Office) -> None:
    office.build("2026-06-10")
    before = tree(office.site / "data")
    office.build("2026-06-11")
    assert tree(office.site / "data") == before


def test_another_change_renews_what_it_touches_and_the_digests(office: Office) -> None:
    before = tree(office.site / "data")
    office.signed("cases/c.yml", [case(1), case(2)], on="2026-06-03")
    office.build("2026-06-03")
    after = tree(office.site / "data")
    assert {path for path in after if after[path] != before[path]} == {
        *(f"cases.{form}" for form in FORMS),
        "changes.json",
        "changes.atom",
        "catalog.jsonld",
        "dataset.jsonld",
        "index.html",
    }
    assert told(office) == dict.fromkeys(TELLING, digests(office))


class KilledError(BaseException):
    """The process is gone."""


def die(*_given: object) -> None:
    raise KilledError


def take_down(office: Office) -> int:
    site = ("--site", office.folders.site, "--as-of", "2026-06-02", "--lang", "en")
    return run("takedown", "t-0004", "--reason", "court-order", "--by", "值班员", *site).code


def test_what_was_taken_down_is_in_no_form_and_no_digest_is_stale(office: Office) -> None:
    assert take_down(office) == 0
    assert not any(NAME in text_of(office.site / path) for path in in_data(office))
    assert told(office) == dict.fromkeys(TELLING, digests(office))
    assert len(digests(office)) == 10


def test_between_the_strike_and_the_new_release_no_stale_digest_is_told(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(takedown, "kept_corpus", die)
        with pytest.raises(KilledError):
            take_down(office)
    assert not in_data(office) & {*TELLING, *(f"data/listings.{form}" for form in FORMS)}
    assert {f"data/cases.{form}" for form in FORMS} <= in_data(office)
    office.build("2026-06-02")
    assert told(office) == dict.fromkeys(TELLING, digests(office))


@pytest.mark.parametrize("path", TELLING)
def test_verification_finds_a_digest_that_no_file_has(office: Office, path: str) -> None:
    file = office.site / path
    known = min(told(office)[path])
    file.write_text(file.read_text("utf-8").replace(known, "0" * 64), "utf-8")
    found = {(p.path, p.code) for p in check_structure(office.site, None, None)}
    assert (path, "malformed") in found


def test_verification_finds_a_record_in_a_workbook_that_is_not_public(office: Office) -> None:
    shown = {"t-0001", "t-0002", "t-0003", "t-0009", "tc-0001"}
    found = check_structure(office.site, shown, None)
    assert ("data/listings.xlsx", "not-public", "t-0004") in {
        (p.path, p.code, p.record) for p in found
    }


def test_a_leak_takes_a_form_out_and_its_digest_with_it(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "site_builder.export.xlsx.notes", lambda *_given: ["测试区云垦4号建筑劳务有限公司"]
    )
    report = office.build("2028-03-02", full=True)
    assert report.outcome is Outcome.PARTIAL
    assert not {"data/listings.xlsx", "data/cases.xlsx"} & in_data(office)
    assert told(office) == dict.fromkeys(TELLING, digests(office))
    assert len(digests(office)) == 8
    assert "listings.xlsx" not in json.dumps(json.loads(office.page("data/catalog.jsonld")))


def test_a_site_names_its_licence_and_contact(office: Office) -> None:
    licence = {"name": "示例许可", "url": "https://example.gov.cn/licence"}
    contact = {"name": "数据科", "email": "data@example.gov.cn"}
    office.set_up(licence=licence, contact=contact)
    assert codes(office.build("2026-06-02")) == []
    assert "未声明" not in office.page("data/index.html")
    assert "示例许可" in office.page("data/catalog.jsonld")
    office.set_up(contact={"name": "数据科", "email": "数据科"})
    ran = run("check", "--site", office.folders.site, "--as-of", "2026-06-02", "--lang", "en")
    assert "site.yml:" in ran.out
    assert "contact.email: expected a mail address like office@example.gov.cn" in ran.out
