"""``serve`` as a process: it says where it listens, and ends when it is asked to."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from http.client import HTTPConnection, HTTPResponse
from typing import TYPE_CHECKING

import pytest

from tests.command import run
from tests.office import Office, article

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path / "site")
    office.write("typical-cases/a.md", article())
    return office


@pytest.fixture
def interrupts() -> Iterator[None]:
    """Let a process hear SIGINT: whoever runs the tests in the background may have shut it out."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no SIGINT to one process alone")
@pytest.mark.apart
@pytest.mark.usefixtures("interrupts")
def test_it_serves_until_it_is_stopped(office: Office) -> None:
    command = [sys.executable, "-m", "site_builder", "serve", "--port", "0", "--lang", "en"]
    where = ["--site", str(office.folders.site), "--as-of", "2025-06-01", "--quiet"]
    with subprocess.Popen([*command, *where], stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        said = re.fullmatch(
            r"preview at http://(127\.0\.0\.1:\d+)/ \(Ctrl-C ends it\)\n",
            running.stderr.readline(),
        )
        assert said
        try:
            page, waiting = (
                _asked(said[1], "/typical-cases/tc-1.html"),
                _asked(said[1], "/@/changes"),
            )
            assert "双方达成一致" in page.read().decode()
            # A page that is open holds a connection; that must keep nobody from ending it.
            assert waiting.readline().startswith(b"data: ")
            running.send_signal(signal.SIGINT)
            assert running.wait(30) == 0
        finally:
            running.kill()
        assert running.stderr.read() == ""


def test_a_port_that_is_taken_is_wrong_usage(office: Office) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = run("serve", "--site", office.folders.site, "--port", port, "--lang", "en")
    assert (ran.code, ran.out) == (2, "")
    assert f"could not listen at port {port}: " in ran.err


def test_a_folder_without_a_site_is_wrong_usage(tmp_path: Path) -> None:
    ran = run("serve", "--site", tmp_path, "--lang", "en")
    assert ran.code == 2
    assert "expected a folder 'content' there" in ran.err


def _asked(host: str, path: str) -> HTTPResponse:
    connection = HTTPConnection(host, timeout=30)
    connection.request("GET", path)
    return connection.getresponse()
