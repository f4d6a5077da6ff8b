"""A province every night, beside Hugo: ``make bench`` prints what each of its nights takes.

RECORDS names the sizes (default 1000 and 10000; also 50000 and 193000), JOBS the processes,
HUGO=0 leaves Hugo out.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from werkzeug.test import Client

from site_builder.folders import Folders
from site_builder.model.moment import Moment
from site_builder.preview import Answers, Desk
from tests.bench import hugo, province
from tests.bench.measure import Cost, run

SIZES = [int(size) for size in os.environ.get("RECORDS", "1000 10000").split()]
JOBS = os.environ.get("JOBS", "2")
WITH_HUGO = os.environ.get("HUGO", "1") != "0"
_FOOTER = "components/footer.html"
_HERE = "http://127.0.0.1"


@dataclass(slots=True)
class Bench:
    """One province in a folder of its own."""

    folder: Path
    records: int
    peer: Cost | None = None

    def measured(self) -> None:
        """Everything that is measured of it, each said at once."""
        made = province.write(self.folder / "site", self.records, province.SIZES[self.records])
        tell(f"\n{self.records} records, {province.SIZES[self.records]} of them listings")
        tell(f"  {'':<22}{'wall s':>8}{'cpu s':>8}{'MiB':>7}{'files':>8}{'of Hugo':>9}  stages")
        if WITH_HUGO:
            self.peer = hugo.measured(made, self.folder, self.records)
            self._say("Hugo, all pages", self.peer)
        first, following = province.FIRST_DAY, province.FIRST_DAY + timedelta(1)
        self._build("full build", first.isoformat())
        self._build("nothing changed", first.isoformat())
        self._build("a new day alone", following.isoformat())
        province.night(made)
        self._build("a night", province.NIGHT.isoformat())
        self._build("the night again", province.NIGHT.isoformat())
        self._say("check", self._run("check", "--as-of", province.NIGHT.isoformat()))
        self._say("an article saved", saved_article(self.folder / "site"))
        who = ("--reason", "other", "--by", "值班员")
        down = self._run("takedown", made.listings[-1], *who, "--as-of", province.NIGHT.isoformat())
        self._say("takedown", down)
        footer = Path("templates", _FOOTER).read_text("utf-8")
        own = self.folder / "site/templates" / _FOOTER
        own.parent.mkdir(parents=True)
        own.write_text(f"{footer}<!-- of the site -->\n", "utf-8")
        self._build("another footer", province.NIGHT.isoformat())

    def _build(self, what: str, as_of: str) -> None:
        cost = self._run("build", "--as-of", as_of, "--jobs", JOBS)
        report = json.loads((self.folder / "site/output/report.json").read_text("utf-8"))
        stages = " ".join(f"{name} {seconds:.1f}" for name, seconds in report["seconds"].items())
        files = report["files"]["written"] + report["files"]["removed"]
        self._say(what, cost, f"{files}", f"{stages}; {report['outcome']}")

    def _run(self, *arguments: str) -> Cost:
        command = [sys.executable, "-m", "site_builder", *arguments, "--quiet"]
        return run([*command, "--site", str(self.folder / "site")], Path(), self.folder / "log")

    def _say(self, what: str, cost: Cost, files: str = "", stages: str = "") -> None:
        ratio = f"{cost.wall / self.peer.wall:.3f}" if self.peer else ""
        tell(
            f"  {what:<22}{cost.wall:>8.1f}{cost.cpu:>8.1f}{cost.peak_mib:>7.0f}{files:>8}"
            f"{ratio:>9}  {stages}"
        )


def saved_article(site: Path) -> Cost:
    """From the moment when somebody saves an article to its page in a preview of the site."""
    folders = Folders.of(site)
    desk = Desk(folders, lambda: Moment.parse(province.NIGHT.isoformat()))
    try:
        client, file = Client(Answers(desk, "en")), folders.content / province.ARTICLE
        page = f"/{province.ARTICLE.removesuffix('.md')}.html"
        client.get(page, base_url=_HERE)
        known, began, cpu = desk.number_after(None, 0), time.monotonic(), time.process_time()
        file.write_text(f"{file.read_text('utf-8').rstrip()}\n\n又一段。\n", "utf-8")
        desk.number_after(known, 600)
        is_shown = "又一段" in client.get(page, base_url=_HERE).text
        wall, own = time.monotonic() - began, time.process_time() - cpu
    finally:
        desk.close()
    return Cost(wall=wall, cpu=own, peak_mib=0, exit_code=0 if is_shown else 1)


def tell(line: str) -> None:
    """Say what was measured, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(sizes: Sequence[int]) -> None:
    """Measure provinces of these sizes, one after the other."""
    for records in sizes:
        with TemporaryDirectory() as folder:
            Bench(Path(folder), records).measured()


if __name__ == "__main__":
    main(SIZES)
