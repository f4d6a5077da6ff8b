"""Pages as a reader's phone shows them: the system's Chromium, and a server on loopback."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import BinaryIO

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from site_builder.build import build
from site_builder.folders import Folders
from site_builder.model.moment import Moment
from site_builder.options import Options

HERE = Path(__file__).parent
ROOT = HERE.parents[1]

# How long a page may take says nothing of it on a machine that does much besides.
expect.set_options(timeout=60_000)

# Chromium asks its maker for news unless told not to; the tests count every request.
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what lies in this folder, so that `-m "not browser"` leaves it out."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release of the demo content, as of its day."""
    scratch = tmp_path_factory.mktemp("demo")
    folders = Folders.of(ROOT, scratch / "output", scratch / "state")
    report = build(folders, Options(as_of=Moment.parse("2026-11-21")))
    assert report.outcome.exit_code == 0, report.problems
    return folders.output / "site"


# One Chromium a module, not a session: while Playwright runs, nothing else in the
# same process can start an event loop.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@contextmanager
def chromium(*args: str) -> Iterator[Browser]:
    """The system's Chromium."""
    path = shutil.which("chromium")
    if path is None:
        pytest.fail("Chromium is missing: `make test` installs it", pytrace=False)
    # Chromium refuses to run its sandbox as root, which is who CI is.
    sandbox = () if os.geteuid() else ("--no-sandbox",)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=[*QUIET, *sandbox, *args])
        yield opened
        opened.close()


@pytest.fixture
def console_errors() -> list[str]:
    """Everything that `page` complained of: errors, warnings and uncaught exceptions."""
    return []


@pytest.fixture
def requested() -> list[str]:
    """The address of every request that `page` made, in order."""
    return []


@pytest.fixture
def page(browser: Browser, console_errors: list[str], requested: list[str]) -> Iterator[Page]:
    """A tab of its own, as wide as a small phone."""

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            console_errors.append(message.text)

    with browser.new_context(viewport={"width": 360, "height": 740}, locale="zh-CN") as context:
        opened = context.new_page()
        opened.on("console", hear)
        opened.on("pageerror", lambda error: console_errors.append(str(error)))
        opened.on("request", lambda request: requested.append(request.url))
        yield opened


class _UnderPrefix(SimpleHTTPRequestHandler):
    """Serves a folder under a path, as a host does that gives a site only a part of its own."""

    timeout = 5  # a connection that Chromium opened on suspicion holds its thread no longer

    def __init__(self, *args: object, prefix: str, directory: Path) -> None:
        self.prefix = prefix
        super().__init__(*args, directory=str(directory))  # type: ignore[arg-type]

    def handle(self) -> None:
        # Chromium hangs up on what it no longer wants.
        with suppress(ConnectionError):
            super().handle()

    def send_head(self) -> BytesIO | BinaryIO | None:
        if self.path.startswith(self.prefix):
            return super().send_head()
        self.send_error(HTTPStatus.NOT_FOUND)
        return None

    def translate_path(self, path: str) -> str:
        return super().translate_path("/" + path.removeprefix(self.prefix))

    def log_message(self, *_: object) -> None:
        """Say nothing: the tests' own output is enough."""


@pytest.fixture
def served() -> Iterator[Callable[..., str]]:
    """`served(folder, prefix="/qxmd/")` serves a folder on loopback and gives its address."""
    with ExitStack() as stack:

        def serve(folder: Path, prefix: str = "/qxmd/") -> str:
            handler = partial(_UnderPrefix, prefix=prefix, directory=folder)
            server = stack.enter_context(ThreadingHTTPServer(("127.0.0.1", 0), handler))
            Thread(target=server.serve_forever, daemon=True).start()
            stack.callback(server.shutdown)
            return f"http://127.0.0.1:{server.server_port}{prefix}"

        yield serve
