"""What looking something up costs in a list of any size, beside Pagefind in the same browser.

``make bench-search`` prints it. FIRMS names the sizes (default 5131 and 99193 firms, which have
10,000 and 193,000 records), PAGEFIND=0 leaves Pagefind out, which takes ten minutes and 5 GB.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

from playwright.sync_api import Browser, Page, sync_playwright

from site_builder.export.as_of import stamp
from site_builder.model.public import PublicRecord
from site_builder.model.record import Kind
from site_builder.model.regions import region_name
from site_builder.model.site import Level, Organ
from site_builder.model.text import fold, without_legal_form
from site_builder.render.pages import pages
from site_builder.render.theme import Theme
from site_builder.search import search_index
from site_builder.store.public import PublicCorpus
from tests.promised import standing
from tests.render.helpers import a_case, a_corpus, a_listing, no_pictures
from tests.search.invented import (
    LISTINGS,
    Firm,
    counties,
    day,
    firms,
    office,
    project,
)
from tests.search.slow_network import SlowServer

CHROMIUM = "/usr/bin/chromium"
PAGEFIND = "pagefind@1.6.0"
QUERIES = int(os.environ.get("QUERIES", "200"))
SIZES = [int(size) for size in os.environ.get("FIRMS", "5131 99193").split()]
THROTTLE = 4
ANSWERABLE = 10
WINDOW_MS = 1500
_TERM = timedelta(days=1095)
_PAGEFIND = """
import {createIndex} from "pagefind"
import {createInterface} from "readline"
import {createReadStream} from "fs"
const [from, to] = process.argv.slice(2)
const {index} = await createIndex({})
for await (const line of createInterface({input: createReadStream(from)})) {
  const {id, title, content} = JSON.parse(line)
  await index.addCustomRecord({url: `/${id}`, content, language: "zh", meta: {title}})
}
await index.writeFiles({outputPath: to})
process.exit(0)
"""
_WATCH = """
new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
  window.longest = Math.max(window.longest || 0, entry.duration)
})).observe({type: "longtask"})
let typed = 0
addEventListener("input", () => { typed = performance.now(); window.seen = 0 }, true)
new MutationObserver(() => {
  if (window.seen || !document.querySelector("[data-result]")) return
  window.seen = performance.now() - typed
}).observe(document, {subtree: true, childList: true})
"""
_PAGE = """<!doctype html><meta charset=utf-8><title>p</title><script type=module>
let pagefind
window.ask = async (q) => {
  pagefind = pagefind || await import("/pagefind/pagefind.js")
  const {results} = await pagefind.search(q)
  return Promise.all(results.slice(0, 10).map(async (r) => (await r.data()).url.slice(1)))
}
</script>"""


def records(known: Iterable[Firm]) -> Iterator[PublicRecord]:
    """One record or some of each firm, a tenth of them listings."""
    chance = random.Random(5)  # noqa: S311 - nothing secret
    number = 0
    for firm in known:
        for _record in range(1 + (chance.random() < 0.6) + (chance.random() < 0.35)):
            number += 1
            yield _record_of(firm, number, is_listing=chance.random() < LISTINGS)


def _record_of(firm: Firm, number: int, *, is_listing: bool) -> PublicRecord:
    on = day(number)
    ident = f"{firm.region}-{on.year}-{number:06d}"
    place, organ = region_name(firm.region), f"hrss-{firm.region}"
    if is_listing:
        made = a_listing(number, name=firm.name)
        path = f"listings/{ident}.html"
        employer = {**made.values["employer"], "credit_code": firm.code, "former_names": []}
        document = f"{place}人社列决字〔{on.year}〕{number % 997 + 1}号"
        values = {
            "employer": employer,
            "persons": [{"name": firm.person, "role": "legal_representative"}],
            "decision": {**made.values["decision"], "number": document, "organ": organ},
            "project": {"name": project(number), "contractor": None},
        }
    else:
        made = a_case(number, name=firm.name)
        path = f"cases/{on.year}/{ident}.html"
        party = {**made.values["party"], "credit_code": firm.code}
        document = f"{place}人社监罚字〔{on.year}〕{number % 2503 + 1}号"
        values = {
            "party": {**party, "legal_representative": firm.person},
            "document": {**made.values["document"], "number": document, "organ": organ},
        }
    return replace(
        made, id=ident, path=path, region=firm.region, organ=organ, starts_on=on,
        values={**made.values, **values},
        last_day=on + _TERM, hidden_from=on + _TERM + timedelta(1),
    )  # fmt: skip


def corpus_of(folder: Path, known: Iterable[Firm]) -> PublicCorpus:
    """A corpus of them, whose bodies are those of a province."""
    made = a_corpus(folder)
    bodies = {
        f"hrss-{code}": Organ(
            id=f"hrss-{code}", name=office(code), level=Level.COUNTY, region=code,
            phone=f"0471-{2000000 + int(code) % 1000000}",
        )
        for code in counties()
    }  # fmt: skip
    made.chrome = replace(made.chrome, organs={**made.chrome.organs, **bodies})
    made.fill(records(known))
    made.index()
    return made


def queries(known: list[Firm], corpus: PublicCorpus) -> dict[str, list[tuple[str, set[str]]]]:
    """Of each sort so many, with the codes of all firms that answer."""
    chance = random.Random(11)  # noqa: S311 - nothing secret
    kinds: dict[str, Callable[[Firm], str]] = {
        "full name": lambda firm: firm.name,
        "without form": lambda firm: without_legal_form(firm.name),
        "trade name": lambda firm: firm.trade,
        "any three": lambda firm: _three(firm.name, chance),
        "code": lambda firm: firm.code,
        "last six": lambda firm: firm.code[-6:],
        "person": lambda firm: firm.person,
    }
    texts = _texts(corpus)
    found: dict[str, list[tuple[str, set[str]]]] = {}
    for kind, ask in kinds.items():
        asked = [ask(firm) for firm in chance.sample(known, QUERIES)]
        answers: list[set[str]] = [set() for _one in asked]
        for firm in known:
            for number, text in enumerate(asked):
                if kind in {"code", "last six"}:
                    is_one = text in firm.code[-10:] or text == firm.code
                else:
                    is_one = text == firm.person or _short(text) in texts[firm.code]
                if is_one:
                    answers[number].add(firm.code)
        found[kind] = list(zip(asked, answers, strict=True))
    return found


def _texts(corpus: PublicCorpus) -> dict[str, str]:
    """By each firm's code its name, and what its projects and documents are called."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for record in corpus.records(Kind.LISTING):
        found[record.values["employer"]["credit_code"]] |= {
            record.title,
            record.values["project"]["name"],
        }
    for record in corpus.records(Kind.CASE):
        found[record.values["party"]["credit_code"]] |= {
            record.title,
            record.values["document"]["title"],
        }
    plain = {code: "\n".join(map(fold, own)) for code, own in found.items()}
    return {code: f"{text}\n{_short(text)}" for code, text in plain.items()}


def _short(text: str) -> str:
    return text.replace("有限责任公司", "有限公司")


def _three(name: str, chance: random.Random) -> str:
    start = chance.randrange(len(name) - 2)
    return name[start : start + 3]


def tell(line: str) -> None:
    """Say what was measured, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


@contextmanager
def timed(what: str) -> Iterator[None]:
    began = time.monotonic()
    yield
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    tell(f"  {what}: {time.monotonic() - began:.0f} s, peak of the process {peak} MiB")


def write(site: Path, corpus: PublicCorpus) -> None:
    """The index, and the search page with what it needs."""
    with timed("index"):
        for artifact in search_index(corpus):
            _write(site, artifact.path, artifact.make())
    wanted = ("site/search/", "site/assets/")
    for artifact in chain(standing(pages(corpus, Theme(None), no_pictures)), stamp(corpus)):
        if artifact.path.startswith(wanted) or artifact.path == "site/as-of.json":
            _write(site, artifact.path, artifact.make())
    sizes: dict[str, list[int]] = defaultdict(list)
    for file in (site / "site/search").rglob("*.json"):
        sort = file.parent.name if file.parent.name != "search" else "beside"
        ends = "-ends" if file.stem.startswith("ends-") else ""
        sizes[sort + ends].append(len(gzip.compress(file.read_bytes(), 6)))
    for sort, each in sorted(sizes.items()):
        tell(f"  {sort:<16} {len(each):>6} files {sum(each) / 1e6:>7.2f} MB as sent")


def _write(site: Path, path: str, data: bytes) -> None:
    file = site / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)


def measured(browser: Browser, server: SlowServer, kinds: dict[str, Any]) -> None:
    """Each look-up in a browser of its own that knows nothing."""
    all_bytes = []
    tell(f"  {'':<14}{'recall':>8}{'precision':>10}{'counted':>9}{'kB':>7}{'p95':>7}{'files':>6}")
    for kind, asked in kinds.items():
        hits = wanted = shown = right = counted = 0
        sent, files = [], []
        for text, answers in asked:
            page = _fresh(browser, server, slow=False)
            server.sent.clear()
            page.goto(f"{server.address}search/index.html")
            codes, total = _asked(page, text)
            sent.append(sum(size for path, size in server.sent if _counts(path)))
            files.append(sum(_counts(path) for path, _size in server.sent))
            shown += len(codes)
            right += len(codes & answers)
            if len(answers) <= ANSWERABLE:
                wanted += len(answers)
                hits += len(codes & answers)
            counted += total >= len(answers)
            page.context.close()
        all_bytes += sent
        recall = f"{hits / wanted:.1%}" if wanted else "-"
        tell(
            f"  {kind:<14}{recall:>8}{right / shown:>10.1%}{counted / len(asked):>9.1%}"
            f"{_median(sent) / 1e3:>7.1f}{_p95(sent) / 1e3:>7.1f}{_median(files):>6.0f}"
        )
    tell(f"  first of all sorts: {_median(all_bytes)} bytes, p95 {_p95(all_bytes)}, all included")


def on_a_phone(browser: Browser, server: SlowServer, kinds: dict[str, Any]) -> None:
    """How long some of the same take on a slow network and a slow processor."""
    waits, later, cold, frames = [], [], [], []
    for kind, asked in kinds.items():
        own = []
        some = [text for text, _answers in asked[: max(QUERIES // 10, 3)]]
        for text, other in zip(some, reversed(some), strict=True):
            page = _fresh(browser, server, slow=True)
            page.goto(f"{server.address}search/index.html")
            page.get_by_role("textbox").focus()
            page.wait_for_load_state("networkidle")
            own.append(_waited(page, text))
            frames.append(page.evaluate("window.longest"))
            later.append(_waited(page, other))
            frames.append(page.evaluate("window.longest"))
            page.context.close()
            page = _fresh(browser, server, slow=True)
            # The browser is busy with the new window itself, as no telephone is.
            page.wait_for_timeout(WINDOW_MS)
            opened = page.evaluate("performance.now()") / 1000
            page.goto(f"{server.address}search/index.html#q={quote(text)}")
            cold.append(_seen(page) - opened)
            page.context.close()
        tell(f"  {kind:<14} on a 3G phone: {_median(own):.2f} s, at most {max(own):.2f} s")
        waits += own
    tell(f"  3G phone, first result: {_median(waits):.2f} s, p95 {_p95(waits):.2f} s")
    tell(f"  3G phone, a later one:  {_median(later):.2f} s, p95 {_p95(later):.2f} s")
    tell(f"  3G phone, an address opened: {_median(cold):.2f} s, p95 {_p95(cold):.2f} s")
    tell(f"  longest task: {_median(frames):.0f} ms, p95 {_p95(frames):.0f} ms")


def _counts(path: str) -> bool:
    return path.endswith((".json", ".js")) and "guard" not in path


def _fresh(browser: Browser, server: SlowServer, *, slow: bool) -> Page:
    server.is_slow = slow
    page = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
    page.clock.set_fixed_time("2026-11-21T12:00:00+08:00")
    page.add_init_script(_WATCH)
    if slow:
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": THROTTLE})
    return page


def _asked(page: Page, text: str) -> tuple[set[str], int]:
    page.get_by_role("textbox").fill(text)
    page.wait_for_selector("[data-search][data-state=done]", state="attached")
    # What only sounds the same says so, and is no answer where something is written so.
    written = page.locator("[data-result]").filter(
        has=page.locator("[data-field=heard][hidden], [data-field=heard]:empty")
    )
    codes = written.locator("[data-field=code]").all_inner_texts()
    total = page.locator("[data-search]").get_attribute("data-total")
    return {code.strip() for code in codes if code.strip()}, int(total or 0)


def _waited(page: Page, text: str) -> float:
    """Seconds from the keystroke to the first hit, as the page's own clock has them."""
    page.get_by_role("textbox").fill("")
    page.wait_for_selector("[data-search][data-state=idle]", state="attached")
    page.evaluate("window.longest = 0")
    # As an input method does it; filling in would look the box up in the page first.
    page.keyboard.insert_text(text)
    return _seen(page)


def _seen(page: Page) -> float:
    """Seconds till the first hit, from the keystroke or else from the page's address."""
    page.wait_for_selector("[data-search][data-state=done]", state="attached")
    seen: float = page.evaluate("window.seen")
    return seen / 1000


def beside_pagefind(
    browser: Browser, folder: Path, corpus: PublicCorpus, kinds: dict[str, Any]
) -> None:
    """The same look-ups by Pagefind, over the same fields."""
    folder.mkdir()
    subprocess.run(["npm", "init", "-y"], cwd=folder, check=True, capture_output=True)
    subprocess.run(["npm", "install", PAGEFIND], cwd=folder, check=True, capture_output=True)
    code_of = {}
    with (folder / "records.jsonl").open("w", encoding="utf-8") as stream:
        for sort, holder in ((Kind.LISTING, "employer"), (Kind.CASE, "party")):
            for record in corpus.records(sort):
                about = record.values[holder]
                code_of[record.id] = about["credit_code"]
                content = f"{record.title} {about['credit_code']}"
                row = {"id": record.id, "title": record.title, "content": content}
                stream.write(json.dumps(row, ensure_ascii=False) + "\n")
    (folder / "index.mjs").write_text(_PAGEFIND, "utf-8")
    began = time.monotonic()
    command = ["node", "index.mjs", "records.jsonl", "pagefind"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    files = [file for file in (folder / "pagefind").rglob("*") if file.is_file()]
    size = sum(file.stat().st_size for file in files) / 1e6
    tell(
        f"  Pagefind's index: {time.monotonic() - began:.0f} s, {peak} MiB,"
        f" {len(files)} files, {size:.1f} MB"
    )
    (folder / "index.html").write_text(_PAGE, "utf-8")
    sent, waits = [], []
    with SlowServer(folder) as server:
        for kind, asked in kinds.items():
            hits = wanted = 0
            for text, answers in asked[: max(QUERIES // 4, 3)]:
                page = _fresh(browser, server, slow=False)
                page.goto(f"{server.address}index.html")
                server.sent.clear()
                found = {code_of[each] for each in page.evaluate("(q) => window.ask(q)", text)}
                sent.append(sum(size for _path, size in server.sent))
                if len(answers) <= ANSWERABLE:
                    wanted += len(answers)
                    hits += len(found & answers)
                page.context.close()
            tell(f"  Pagefind {kind:<14}{f'{hits / wanted:.1%}' if wanted else '-':>8}")
        for asked in kinds.values():
            page = _fresh(browser, server, slow=True)
            page.goto(f"{server.address}index.html")
            began = time.monotonic()
            page.evaluate("(q) => window.ask(q)", asked[0][0])
            waits.append(time.monotonic() - began)
            page.context.close()
    tell(f"  Pagefind first: {_median(sent)} bytes, p95 {_p95(sent)}; 3G {_median(waits):.2f} s")


def _median(values: list[Any]) -> Any:
    return statistics.median(values)


def _p95(values: list[Any]) -> Any:
    return sorted(values)[int(len(values) * 0.95)]


def main() -> int:
    """Measure each size."""
    # A list of ten thousand has files of all its rows besides, which no look-up here reads.
    with sync_playwright() as playwright, TemporaryDirectory() as top:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for size in SIZES:
            known = list(firms(size))
            folder = Path(top) / str(size)
            corpus = corpus_of(folder, known)
            count = corpus.count(Kind.LISTING) + corpus.count(Kind.CASE)
            tell(f"{size} firms, {count} records")
            write(folder, corpus)
            kinds = queries(known, corpus)
            with SlowServer(folder / "site") as server:
                measured(browser, server, kinds)
                on_a_phone(browser, server, kinds)
            if os.environ.get("PAGEFIND", "1") != "0" and shutil.which("npm"):
                beside_pagefind(browser, folder / "pagefind", corpus, kinds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
