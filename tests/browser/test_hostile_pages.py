"""Hostile texts in a real browser: nothing of them runs, nothing is fetched for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.faults import scanned_here
from tests.hostile import AS_OF, HOSTILE, OWN, a_site, texts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Dialog, Page

pytestmark = pytest.mark.skipif(
    not HOSTILE.is_dir(), reason="the hostile texts are not beside this checkout"
)
# The usual run takes one text of so many: a page takes a tenth of a second.
EVERY = 400
# What scripts of the payloads would leave behind, beside their dialogs.
KNOWN = "() => Object.keys(window).sort().join()"
MOVES = """() => {
  for (const each of document.querySelectorAll("main *")) {
    each.focus?.()
    if (!each.closest("a, form, label")) each.click?.()
  }
}"""
ANSWERED = "[data-search][data-state=done], [data-search][data-state=idle]"
# They stand at other addresses than their own.
ANYWHERE = {"404.html", "gone.html"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, bench: bool) -> Path:  # noqa: FBT001
    found = list(texts())
    chosen = found[::3] if bench else [*OWN, *found[len(OWN) :: EVERY]]
    with scanned_here():
        filled = a_site(tmp_path_factory.mktemp("hostile"), chosen, OWN)
        filled.office.build(AS_OF)
    return filled.office.site


@dataclass
class Heard:
    """A page, and all that it did of its own."""

    page: Page
    base: str
    errors: list[str]
    requested: list[str]
    dialogs: list[str] = field(default_factory=list)

    def close(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def is_quiet(self) -> bool:
        """Whether nothing ran, nothing complained and nothing was fetched elsewhere."""
        assert self.dialogs == []
        assert self.errors == []
        assert [address for address in self.requested if not address.startswith(self.base)] == []
        return True


@pytest.fixture
def heard(
    page: Page,
    site: Path,
    served: Callable[..., str],
    console_errors: list[str],
    requested: list[str],
) -> Heard:
    listening = Heard(page, served(site), console_errors, requested)
    page.on("dialog", listening.close)
    page.clock.set_fixed_time("2026-06-01T12:00:00+08:00")
    return listening


def test_no_page_runs_what_stands_in_it(heard: Heard, site: Path) -> None:
    page = heard.page
    page.goto(f"{heard.base}statistics/")
    known = page.evaluate(KNOWN)
    pages = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    assert len(pages) > 150
    for path in pages:
        if path not in ANYWHERE:
            page.goto(heard.base + path, wait_until="domcontentloaded")
            page.evaluate(MOVES)
            assert page.evaluate(KNOWN) == known, path
    assert heard.is_quiet()


def test_searching_for_a_payload_shows_it_as_text(heard: Heard) -> None:
    page = heard.page
    page.goto(f"{heard.base}search/index.html")
    known = page.evaluate(KNOWN)
    typed = page.get_by_role("search").get_by_role("textbox")
    for text in OWN:
        typed.fill(" ".join(text.split())[:80])
        typed.press("Enter")
        expect(page.locator(ANSWERED)).to_be_attached()
    typed.fill("<script>alert(1)</script>")
    expect(page.locator("[data-result] a").first).to_contain_text("<script>alert(1)</script>")
    assert page.evaluate(KNOWN) == known
    assert page.locator("main script, main svg, main img").count() == 0
    assert heard.is_quiet()


@pytest.mark.parametrize(
    "part",
    ["q=<img src=x onerror=alert(1)>", "q=javascript:alert(1)&kind=<svg>", "__proto__=1&q=%00%ff"],
)
def test_a_payload_in_the_address_of_the_search_is_text(heard: Heard, part: str) -> None:
    heard.page.goto(f"{heard.base}search/index.html#{part}")
    expect(heard.page.locator(ANSWERED)).to_be_attached()
    assert heard.is_quiet()
