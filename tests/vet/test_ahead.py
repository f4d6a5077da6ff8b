"""Several processes look into records as one does, and nobody looks twice where all was well."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from site_builder import forked
from site_builder.model.moment import Moment
from site_builder.prepare import prepare
from site_builder.store.content import ContentStore
from site_builder.store.memory import Memory
from site_builder.vet import firewall
from tests.office import Office, case

if TYPE_CHECKING:
    from pathlib import Path

    from site_builder.prepare import Prepared

CALLED = "联系人电话13812345678。"


@pytest.mark.parametrize("jobs", [1, 2])
def test_several_processes_find_what_one_finds_and_it_alone_looks_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    looked = Counter[str]()
    found = firewall._found

    def counted(record: Any, *rest: Any) -> Any:
        looked[record.id] += 1
        return found(record, *rest)

    monkeypatch.setattr(forked, "_AT_A_TIME", 3)
    monkeypatch.setattr(firewall, "_found", counted)
    office = Office(tmp_path / "site")
    cases = [
        case(number, facts=CALLED if number % 4 == 0 else "拖欠工资。") for number in range(10)
    ]
    office.signed("cases/a.yml", cases)
    looked.clear()
    told = _prepared(office, tmp_path / "content.sqlite", jobs)
    troubled = {"tc-0000", "tc-0004", "tc-0008"}
    assert {problem.record for problem in told.problems if problem.is_error} == troubled
    # Of what other processes looked into, this one is told who is well.
    assert len(looked) == (len(troubled) if jobs > 1 and forked.can_fork() else len(cases))


def _prepared(office: Office, store: Path, jobs: int) -> Prepared:
    memory = Memory(office.folders.state)
    try:
        moment = Moment.parse("2026-06-01")
        return prepare(office.folders, moment, memory, ContentStore(store), jobs=jobs)
    finally:
        memory.close()
