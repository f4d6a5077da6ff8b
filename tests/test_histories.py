"""Whatever a site went through, a build gives the bytes of a clean one.

Histories are played at random: nights on which records come, change, end and go, files
break and are mended, options, bodies and templates change, days run forward and backward;
builds are killed; folders are lost and the program changes. After every build, the
site equals what ``--full`` makes of the same content, and of what was good before, in an
empty output.
"""

from __future__ import annotations

import shutil
import tempfile
from contextlib import ExitStack, suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from site_builder.errors import SiteBuilderError
from site_builder.takedown import Order, takedown
from tests.faults import killed, scanned_here
from tests.office import ORGANS, SITE, Office, article, case, listing
from tests.three_nights import at, leftovers, program, release

MOMENTS = (
    "2026-05-31",
    "2028-02-29",
    "2028-03-01",
    "2028-03-01T08:30",
    "2028-03-02",
    "2028-03-02T09:00",
    "2028-03-09",
    "2029-01-01",
)
DAYS = sorted({moment.partition("T")[0] for moment in MOMENTS})
FILES = {
    "listings/a.yml": (1, 2, 3),
    "listings/b.jsonl": (4, 5, 6, 7),
}
FOOTER = "templates/components/footer.html"
FOOTERS = ("<footer><p>{{ site.name }}</p></footer>", "<footer>{% if site %}", "")
NUMBERS = st.integers(1, 7)
DECIDED = st.sampled_from(["2025-02-28", "2025-03-01", "2026-05-20", "2027-01-01"])
EMBARGO = st.sampled_from([None, *MOMENTS])
EVENTS = st.sampled_from(
    ["removed_early", "revoked", "suspended", "resumed", "renamed", "remedied"]
)
BREAKABLE = st.sampled_from(
    [*FILES, "site.yml", "organs.yml", "cases/a.yml", "typical-cases/tc-1.md", "holds.yml"]
)
OPTIONS = st.sampled_from(
    [
        {},
        {"base_url": "https://other.example.gov.cn/"},
        {"fresh_days": 40},
        {"name": "测试区公开"},
    ]
)


class Histories(RuleBasedStateMachine):
    """A site, what people write into it, and the nights on which it is built."""

    def __init__(self) -> None:
        super().__init__()
        self._held = ExitStack()
        self._held.enter_context(scanned_here())
        folder = self._held.enter_context(tempfile.TemporaryDirectory())
        self._folder = Path(folder)
        self._office = Office(self._folder / "site")
        self._program = 0
        self._rows: dict[int, dict[str, Any]] = {}
        self._events: dict[int, list[dict[str, Any]]] = {}
        self._write_article(1)
        for number in (1, 2, 4, 5):
            self._add(number, "2025-03-01" if number % 2 else "2027-01-01", None)
        self._sign()

    def teardown(self) -> None:
        self._held.close()

    # What people do

    def _add(self, number: int, decided_on: str, embargo: str | None) -> None:
        hidden = {"published_on": embargo} if embargo else {}
        self._rows[number] = {"decided_on": decided_on, **hidden}
        self._write_rows(number)

    def _edit(self, number: int, words: str) -> None:
        if number in self._rows:
            self._rows[number]["document"] = f"测人社列字〔2025〕{words}{number}号"
            self._write_rows(number)

    def _tell(self, number: int, kind: str, on: str) -> None:
        named = {"name": f"测试区改名{number}公司"} if kind == "renamed" else {}
        self._events.setdefault(number, []).append({"kind": kind, "on": on, **named})
        self._write_rows(number)

    def _untell(self, number: int) -> None:
        self._events.pop(number, None)
        self._write_rows(number)

    def _delete(self, number: int) -> None:
        self._rows.pop(number, None)
        self._write_rows(number)

    def _write_rows(self, number: int) -> None:
        name = next(name for name, numbers in FILES.items() if number in numbers)
        rows = [
            listing(each, **self._rows[each], events=self._events.get(each, []))
            for each in FILES[name]
            if each in self._rows
        ]
        self._office.write(name, rows)

    def _sign(self) -> None:
        for path in sorted(self._office.content.rglob("*")):
            name = path.relative_to(self._office.content).as_posix()
            if name in FILES or name in {"organs.yml", "cases/a.yml", "typical-cases/tc-1.md"}:
                self._approve(name)

    def _approve(self, name: str) -> None:
        with suppress(SiteBuilderError):  # a broken file cannot be signed
            self._office.approve(name)

    def _write_case(self, number: int, on: str | None) -> None:
        events = [{"kind": "revoked", "on": on}] if on else []
        named = case(1, issued_on="2027-05-06", listing=f"t-{number:04}", events=events)
        self._office.write("cases/a.yml", [named])

    def _write_article(self, number: int) -> None:
        told = article(f"[某公司](listing:t-{number:04})付清了工资。", id="tc-1")
        self._office.write("typical-cases/tc-1.md", told)

    def _hold(self, numbers: set[int]) -> None:
        held = [
            {"id": f"t-{number:04}", "reason": "inquiry", "by": "值班员", "on": DAYS[0]}
            for number in sorted(numbers)
        ]
        self._office.write("holds.yml", held)

    def _break(self, name: str, part: float) -> None:
        file = self._office.content / name
        if file.exists():
            data = file.read_bytes()
            file.write_bytes(data[: int(part * len(data))] + b"\n: [")

    def _mend(self, name: str) -> None:
        if name in FILES:
            self._write_rows(FILES[name][0])
        elif name == "site.yml":
            self._set_option({})
        elif name == "organs.yml":
            self._office.write(name, ORGANS)
        elif name == "typical-cases/tc-1.md":
            self._write_article(1)

    def _set_option(self, options: dict[str, Any]) -> None:
        self._office.write("site.yml", {**SITE, **options})

    def _rename_body(self, words: str) -> None:
        self._office.write("organs.yml", [{**ORGANS[0], "name": f"测试区人社{words}局"}])

    def _override(self, footer: str) -> None:
        file = self._office.folders.site / FOOTER
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(footer, "utf-8")
        if not footer:
            shutil.rmtree(self._office.folders.site / "templates")

    # What happens to the machine

    def _lose_output(self) -> None:
        shutil.rmtree(self._office.folders.output, ignore_errors=True)

    def _lose_facts(self) -> None:
        (self._office.folders.state / "trees.sqlite").unlink(missing_ok=True)

    def _harm_a_page(self, number: int) -> None:
        pages = sorted(self._office.folders.output.rglob("*.html"))
        if pages:
            pages[number % len(pages)].write_text("harmed", "utf-8")

    def _upgrade(self, number: int) -> None:
        self._program = number

    texts = st.one_of(
        st.tuples(st.just(_add), NUMBERS, DECIDED, EMBARGO),
        st.tuples(st.just(_edit), NUMBERS, st.sampled_from("甲乙")),
        st.tuples(st.just(_tell), NUMBERS, EVENTS, st.sampled_from(DAYS)),
        st.tuples(st.just(_untell), NUMBERS),
        st.tuples(st.just(_delete), NUMBERS),
        st.tuples(st.just(_write_case), NUMBERS, st.sampled_from([None, *DAYS])),
        st.tuples(st.just(_write_article), NUMBERS),
        st.tuples(st.just(_hold), st.sets(NUMBERS, max_size=2)),
    )
    settings = st.one_of(
        st.tuples(st.just(_set_option), OPTIONS),
        st.tuples(st.just(_rename_body), st.sampled_from("甲乙")),
        st.tuples(st.just(_override), st.sampled_from(FOOTERS)),
    )
    slips = st.one_of(
        st.tuples(st.just(_break), BREAKABLE, st.floats(0, 1)),
        st.tuples(st.just(_mend), BREAKABLE),
    )
    changes = st.lists(st.one_of(texts, settings, slips), max_size=3)
    mishaps = st.one_of(
        st.tuples(st.just(_lose_output)),
        st.tuples(st.just(_lose_facts)),
        st.tuples(st.just(_harm_a_page), st.integers(0, 99)),
        st.tuples(st.just(_upgrade), st.integers(0, 1)),
    )

    # The nights

    @rule(
        changes=changes,
        is_signed=st.booleans(),
        moment=st.sampled_from(MOMENTS),
        options=st.sampled_from([{}, {}, {}, {"jobs": 2}, {"full": True}, {"rollback": 1}]),
    )
    def night(
        self, *, changes: list[Any], is_signed: bool, moment: str, options: dict[str, Any]
    ) -> None:
        self._work(changes, is_signed=is_signed)
        self._is_as_a_clean_build(moment, options)

    @rule(
        changes=changes,
        is_signed=st.booleans(),
        moments=st.lists(st.sampled_from(MOMENTS), min_size=2, max_size=2),
        step=st.integers(1, 250),
    )
    def killed_night(
        self, *, changes: list[Any], is_signed: bool, moments: list[str], step: int
    ) -> None:
        self._work(changes, is_signed=is_signed)
        with program(self._program):
            killed(lambda: self._office.build(moments[0]), self._office.folders.site, step)
        self._is_as_a_clean_build(moments[1], {})

    @rule(mishap=mishaps, moment=st.sampled_from(MOMENTS))
    def night_after_a_mishap(self, mishap: tuple[Any, ...], moment: str) -> None:
        mishap[0](self, *mishap[1:])
        self._is_as_a_clean_build(moment, {})

    @rule(number=NUMBERS, step=st.none() | st.integers(1, 250), moment=st.sampled_from(MOMENTS))
    def night_after_a_takedown(self, number: int, step: int | None, moment: str) -> None:
        site = self._office.folders.site
        with program(self._program):
            if step is not None and self._office.site.exists():
                killed(lambda: self._take_down(number), site, step)
            is_gone = self._take_down(number)
        if is_gone and self._office.site.exists():
            assert f"t-{number:04}" not in self._office.shown() | self._office.listed()
        self._is_as_a_clean_build(moment, {})

    def _take_down(self, number: int) -> bool:
        order = Order(
            ids=(f"t-{number:04}",), reason="other", by="值班员", on=date.fromisoformat(DAYS[0])
        )
        done = takedown(self._office.folders, order)
        return done.is_known and done.is_proven

    def _is_as_a_clean_build(self, moment: str, options: dict[str, Any]) -> None:
        before = release(self._office)
        clean = self._folder / "clean"
        self._copy_what_counts(clean)
        with program(self._program):
            report = self._office.build(moment, **options)
            rollback = options.get("rollback", 0)
            wanted = at(clean).build(moment, full=True, rollback=rollback)
        assert report.outcome.exit_code == wanted.outcome.exit_code
        if report.outcome.exit_code == 3:
            assert release(self._office) == before
        else:
            assert release(self._office) == release(at(clean))
            assert leftovers(self._office) == set()
        shutil.rmtree(clean)

    def _work(self, changes: list[tuple[Any, ...]], *, is_signed: bool) -> None:
        for do, *rest in changes:
            do(self, *rest)
        if is_signed:
            self._sign()

    def _copy_what_counts(self, folder: Path) -> None:
        for name in ("content", "templates", ".site-builder"):
            source = self._office.folders.site / name
            if source.is_dir():
                shutil.copytree(source, folder / name)
        for file in (folder / ".site-builder").glob("trees.sqlite*"):
            file.unlink()


@pytest.mark.parametrize("share", range(2))
def test_no_history_leaves_a_trace(share: int, *, bench: bool) -> None:
    played = settings(
        max_examples=40 if bench else 2,
        stateful_step_count=20 if bench else 10,
        phases=(Phase.generate, Phase.shrink) if bench else (Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    # Hypothesis draws by the name of what it runs.
    machine = type(f"Histories{share}", (Histories,), {})
    run_state_machine_as_test(machine, settings=played)
