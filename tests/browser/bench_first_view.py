"""When the content of a page is there, on a slow telephone with a 3G network.

``python -m tests.browser.bench_first_view`` prints it for the demo: a wait of 0.4 s before each
answer, 1.6 Mbit/s for all, a processor four times as slow, nothing in the cache.
"""

from __future__ import annotations

import statistics
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from site_builder.build import build
from site_builder.folders import Folders
from site_builder.model.moment import Moment
from site_builder.options import Options
from tests.browser.page_types import a_case_page, a_listing_page
from tests.search.slow_network import SlowServer

ROOT = Path(__file__).parents[2]
CHROMIUM = "/usr/bin/chromium"
THROTTLE, TIMES = 4, 7
LARGEST = """() => new Promise((done) => {
  new PerformanceObserver((list) => done(list.getEntries().pop().startTime / 1000))
    .observe({ type: "largest-contentful-paint", buffered: true })
})"""


def main() -> None:
    """Print the median and the longest wait for home, a listing and a case."""
    with TemporaryDirectory() as scratch, sync_playwright() as playwright:
        folders = Folders.of(ROOT, Path(scratch) / "output", Path(scratch) / "state")
        build(folders, Options(as_of=Moment.parse("2026-11-21")))
        demo = folders.output / "site"
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        with SlowServer(demo) as server:
            server.is_slow = True
            for path in ("index.html", a_listing_page(demo), a_case_page(demo)):
                waits = [_waited(browser, server.address + path) for _ in range(TIMES)]
                told = f"median {statistics.median(waits):.2f} s, at most {max(waits):.2f} s"
                sys.stdout.write(f"{path}: {told}\n")


def _waited(browser: Browser, address: str) -> float:
    with browser.new_context(viewport={"width": 360, "height": 740}) as context:
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": THROTTLE})
        page.goto(address, wait_until="networkidle")
        return float(page.evaluate(LARGEST))


if __name__ == "__main__":
    main()
