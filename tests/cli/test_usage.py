"""Wrong usage exits 2 and says what was expected, on standard error alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from site_builder.cli import common
from tests.command import Ran, run
from tests.office import Office


@pytest.mark.parametrize(
    "arguments",
    [
        ["publish"],
        ["check", "--format", "xml"],
        ["check", "--lang", "fr"],
        ["check", "--unknown"],
        ["check", "surplus"],
        ["check", "--as-of"],
        ["explain"],
        ["schema"],
        ["init"],
    ],
)
def test_wrong_usage_exits_2(arguments: list[str]) -> None:
    found = run(*arguments)
    assert (found.code, found.out) == (2, "")
    assert found.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "--unknown"], "no option '--unknown'"),
        (["check", "--formt", "json"], "no option '--formt'; did you mean '--format'?"),
        (
            ["check", "--format", "xml"],
            "--format: expected one of text, json, github, sarif, found 'xml'",
        ),
        (["explain"], "expected ID, found nothing"),
        (["approve", "x"], "expected --drafter, found nothing"),
        (
            ["check", "--as-of", "now"],
            (
                "--as-of: expected a day like 2025-03-01 or a minute like"
                " 2025-03-01T09:00, found 'now'"
            ),
        ),
    ],
)
def test_wrong_usage_is_told_in_our_own_words(
    arguments: list[str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    assert run(*arguments).err == f"{said}\nsite-builder {arguments[0]} --help\n"


@pytest.mark.parametrize("arguments", [["--help"], ["import", "--help"]])
def test_every_word_of_help_is_in_the_catalog(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(common, "translate", lambda msgid, _language: f"<{msgid}>")
    said = run(*arguments, "--lang", "zh").out
    assert not [word for word in ("Usage", "Options", "Commands") if f"\n{word}:" in f"\n{said}"]
    assert "<show this help>" in said
    assert ("[<required>]" in said) is (len(arguments) > 1)
    assert "[required]" not in said


def test_language_is_asked_for_before_the_command_and_behind_it() -> None:
    for arguments in (["--lang", "en", "chek"], ["chek", "--lang", "en"]):
        assert run(*arguments).err == "no command 'chek'; did you mean 'check'?\n"
    for arguments in (["--lang", "en", "--help"], ["--help", "--lang", "en"]):
        assert run(*arguments).out.startswith("Usage: site-builder")


def test_an_option_without_its_value_is_told() -> None:
    found = run("approve", "x", "--lang", "en", "--drafter")
    assert found == Ran(2, "", "expected a value after '--drafter'\nsite-builder --help\n")


def test_an_unknown_command_is_told_with_the_nearest() -> None:
    assert run("chek", "--lang", "en").err == "no command 'chek'; did you mean 'check'?\n"
    assert run("publish-all", "--lang", "en").err == "no command 'publish-all'\n"


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (
            "yesterday",
            "expected a day like 2025-03-01 or a minute like 2025-03-01T09:00, found 'yesterday'",
        ),
        (
            "2025-02-30",
            "expected a day like 2025-03-01 or a minute like 2025-03-01T09:00, found '2025-02-30'",
        ),
        (
            "2025-03-01T24:00",
            (
                "expected a day like 2025-03-01 or a minute like 2025-03-01T09:00,"
                " found '2025-03-01T24:00'"
            ),
        ),
        ("0001-01-01", "expected a year from 1900 to 8999, found '0001-01-01'"),
        ("9999-12-31", "expected a year from 1900 to 8999, found '9999-12-31'"),
    ],
)
def test_a_moment_that_is_none_is_told(
    moment: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    found = run("check", "--as-of", moment)
    assert (found.code, found.out) == (2, "")
    assert said in found.err


def test_the_last_moments_that_may_be_asked_about_are_answered(tmp_path: Path) -> None:
    run("init", tmp_path, "--as-of", "2025-03-06")
    for moment in ("1900-01-01", "8999-12-31T23:59"):
        assert run("check", "--site", tmp_path, "--as-of", moment).code == 0
        assert run("explain", "sample-2025-0001", "--site", tmp_path, "--as-of", moment).code == 0


def test_a_folder_without_a_site_is_wrong_usage(tmp_path: Path) -> None:
    for command in (["check"], ["explain", "x-1"], ["build"]):
        assert run(*command, "--site", tmp_path / "none", "--lang", "en") == Ran(
            2, "", f"no site in {tmp_path / 'none'}: expected a folder 'content' there\n"
        )


def test_a_file_is_no_site(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("x", "utf-8")
    assert run("check", "--site", tmp_path / "site").code == 2


def test_without_a_command_the_commands_are_shown() -> None:
    found = run()
    assert found.code == 2
    assert "check" in found.out + found.err


def test_an_unknown_record_is_wrong_usage_and_the_nearest_is_named(tmp_path: Path) -> None:
    run("init", tmp_path, "--as-of", "2025-03-06")
    found = run("explain", "sample-2025-001", "--site", tmp_path, "--lang", "en")
    assert found.code == 2
    assert "did you mean 'sample-2025-0001'?" in found.err


def test_a_reader_that_went_away_leaves_no_traceback(tmp_path: Path) -> None:
    run("init", tmp_path, "--as-of", "2025-03-06")
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "site_builder", "schema", "listing"]
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.parametrize(("command", "code"), [("check", 1), ("build", 3)])
def test_a_fault_of_the_program_itself_tells_no_value(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, code: int
) -> None:
    def fail(*_given: object, **_named: object) -> None:
        raise LookupError("测试人秘密")

    site = Office(tmp_path).folders.site
    monkeypatch.setattr("site_builder.vet.corpus.settle", fail)
    ran = run(command, "--site", site, "--lang", "en")
    assert ran.code == code
    assert "LookupError" in ran.err
    assert not [word for word in ("秘密", "Traceback") if word in ran.out + ran.err]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("build", "--jobs", "0"), "--jobs: expected a whole number from 1 to 64, found '0'"),
        (("build", "--jobs", "x"), "--jobs: expected a whole number from 1 to 64, found 'x'"),
        (("rollback", "0"), "[N]: expected a whole number from 1 on, found '0'"),
        (("serve", "--port", "65536"), "--port: expected a whole number from 0 to 65535"),
    ],
)
def test_a_number_out_of_bounds_is_told_in_our_own_words(
    arguments: tuple[str, ...], expected: str
) -> None:
    found = run(*arguments, "--lang", "en")
    assert found.code == 2
    assert found.err.startswith(expected)
