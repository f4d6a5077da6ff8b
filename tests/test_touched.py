"""What a night costs, in counts: pages made, lines read anew, files that readers fetch again."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from site_builder.build import build
from site_builder.folders import Folders
from site_builder.model.moment import Moment
from site_builder.options import Options
from site_builder.prepare import reading
from site_builder.render.edition import Edition
from site_builder.report import Outcome, Report
from site_builder.store.memory import Memory
from site_builder.vet import standing
from tests.bench import province
from tests.office import tree

if TYPE_CHECKING:
    from site_builder.model.record import Record
    from site_builder.vet.context import Context
    from site_builder.vet.vetted import VettedCorpus

RECORDS, LISTINGS, NEW, ENDED = 150, 24, 4, 3
CHANGED = NEW + ENDED + province.REMEDIED + province.REVOKED


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> province.Province:
    """A small province, built once."""
    folder = tmp_path_factory.mktemp("province")
    found = province.write(folder, RECORDS, LISTINGS, ENDED)
    assert _built(found, province.FIRST_DAY.isoformat()).outcome is Outcome.PUBLISHED
    return found


def _built(made: province.Province, as_of: str) -> Report:
    return build(Folders.of(made.content.parent), Options(as_of=Moment.parse(as_of)))


def test_night_makes_and_reads_what_changed_and_hardly_more(
    made: province.Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = made.content.parent / "output/site"
    before = tree(site)
    did = Counter[str]()
    render, parsed = Edition.render, Memory.remember_parsed

    def counted_render(self: Edition, template: str, sheet: object) -> bytes:
        did[template] += 1
        return render(self, template, sheet)  # type: ignore[arg-type]

    def counted_parsed(self: Memory, found: object) -> None:
        lines = list(found)  # type: ignore[call-overload]
        did["lines"] += sum(data != "clean" for _key, data in lines)
        parsed(self, lines)

    monkeypatch.setattr(Edition, "render", counted_render)
    monkeypatch.setattr(Memory, "remember_parsed", counted_parsed)
    province.night(made, NEW)
    report = _built(made, province.NIGHT.isoformat())
    assert (len(report.entered), len(report.left)) == (NEW, ENDED + province.REVOKED)
    assert did["pages/listing.html"] == province.REMEDIED
    assert did["pages/case.html"] == NEW
    assert did["pages/gone.html"] == ENDED + province.REVOKED
    assert did["lines"] == NEW + province.REMEDIED + province.REVOKED
    now = tree(site)
    changed = {path for path in before.keys() | now.keys() if before.get(path) != now.get(path)}
    of_records = {path for path in changed if _is_of_a_record(path)}
    assert len(of_records) == CHANGED


def test_whoever_asks_of_the_content_vets_what_no_release_did(
    made: province.Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    vetted: list[str] = []
    stands = standing._stands

    def counted(corpus: VettedCorpus, context: Context, record: Record, *rest: Any) -> bool:
        vetted.append(record.id)
        return stands(corpus, context, record, *rest)

    monkeypatch.setattr(standing, "_stands", counted)
    folders, moment = Folders.of(made.content.parent), Moment.parse(province.NIGHT.isoformat())
    with reading(folders, moment) as found:
        quick = [problem.text("en") for problem in found.problems]
    # The article, and the listings to which something happened.
    assert len(vetted) <= 1 + province.REMEDIED + province.REVOKED
    (folders.state / "answers.sqlite").unlink()
    with reading(folders, moment) as found:
        assert [problem.text("en") for problem in found.problems] == quick
    assert len(vetted) > RECORDS


def _is_of_a_record(path: str) -> bool:
    return path.startswith(("listings/bl-", "cases/2026/pc-", "cases/2025/pc-"))
