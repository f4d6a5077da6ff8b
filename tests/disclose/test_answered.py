"""What was answered on an earlier night gives, wherever it is believed, what asking anew would."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from site_builder.disclose import Subjects, corpus, disclose, shown_texts, withheld_values
from site_builder.disclose.public_record import public_record
from site_builder.model.moment import Moment, Term
from site_builder.model.record import SignOff
from site_builder.model.site import ImpactAssessment
from site_builder.store.answers import Answers
from tests.disclose.examples import a_listing, a_site, an_article, an_event, shipped, subjects
from tests.disclose.test_cases import WORKER_BOSS, a_case

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.disclose import Disclosed, Subject
    from site_builder.model.record import Record
    from site_builder.model.site import Site

# A party that had left this list stays on it longer the next time.
LONGER = replace(
    shipped()["arrears-list-2022"],
    id="longer",
    clock=replace(shipped()["arrears-list-2022"].clock, listed_again=Term(years=5)),
)
ONE_FIRM = {"credit_code": "91150102MA0BBBBB1X"}
LISTINGS: dict[str, dict[str, Any]] = {
    "nm-1": {"decided_on": "2025-03-01"},
    "nm-2": {"decided_on": "2022-11-18", "employer": ONE_FIRM, "regime": "longer"},
    "nm-3": {"decided_on": "2026-01-01", "employer": ONE_FIRM, "regime": "longer"},
    "nm-4": {"decided_on": "2025-03-01", "employer": {"name": "另一家公司"}},
    "nm-5": {"decided_on": "2027-05-01", "number": "独一号"},
}
CASES: dict[str, dict[str, Any]] = {
    "cs-1": {"issued_on": "2026-05-06", "listing": "nm-1", "regime": "credit-severe-2026"},
    "cs-2": {"issued_on": "2026-12-31", "regime": "credit-minor-2026", "number": "2号"},
    "cs-3": {"party": WORKER_BOSS, "title": "示小例拒不支付劳动报酬案", "number": "3号"},
    "cs-4": {"issued_on": "2026-06-01", "regime": "ogi-2019", "listing": "nm-3", "number": "4号"},
}
NAMES = st.sampled_from([*LISTINGS, *CASES])
SITES = (
    a_site(terms={"ogi-2019": Term(years=3)}),
    a_site(terms={"ogi-2019": Term(years=2)}),
    replace(
        a_site(terms={"ogi-2019": Term(years=3)}),
        impact_assessment=ImpactAssessment("示评估2号", date(2026, 9, 1)),
    ),
)


@dataclass(frozen=True)
class Night:
    """What happened since the last one, and what was signed by then."""

    on: date
    gone: frozenset[str] = frozenset()
    drafts: frozenset[str] = frozenset()
    held: frozenset[str] = frozenset()
    renamed: frozenset[str] = frozenset()
    removed: frozenset[str] = frozenset()
    revoked: frozenset[str] = frozenset()
    site: Site = field(default_factory=lambda: SITES[0])


some = st.frozensets(NAMES, max_size=2)
nights = st.builds(
    Night,
    on=st.dates(date(2026, 5, 1), date(2030, 6, 1)),
    gone=some,
    drafts=some,
    held=some,
    renamed=some,
    removed=st.frozensets(st.sampled_from([*LISTINGS]), max_size=1),
    revoked=st.frozensets(st.sampled_from([*LISTINGS]), max_size=1),
    site=st.sampled_from([SITES[0], SITES[0], SITES[0], *SITES[1:]]),
)


# To find the shortest history that fails takes minutes: the one that was played says enough.
@settings(max_examples=40, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@example([Night(date(2026, 6, 1)), Night(date(2026, 5, 6) + timedelta(90))])
@example([Night(date(2026, 8, 31), site=SITES[2]), Night(date(2026, 9, 1), site=SITES[2])])
@example([Night(date(2026, 8, 31)), Night(date(2026, 9, 1), revoked=frozenset({"nm-5"}))])
@example([Night(date(2026, 9, 2)), Night(date(2026, 9, 3), gone=frozenset({"nm-2"}))])
@example([Night(date(2028, 3, 2)), Night(date(2029, 3, 1)), Night(date(2029, 3, 2))])
@given(st.lists(nights, min_size=2, max_size=5).map(lambda found: sorted(found, key=_day)))
def test_what_is_carried_is_what_would_be_found_anew(played: list[Night]) -> None:
    with TemporaryDirectory() as folder:
        nightly = Nightly(Path(folder))
        for night in played:
            assert nightly.carried(night) == nightly.anew(night)


def test_a_quiet_day_asks_of_nothing_and_an_end_of_one_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: set[str] = set()

    def asked_on(night: Night) -> set[str]:
        asked.clear()
        nightly.carried(night)
        return set(asked)

    def public(subject: Subject, *rest: Any) -> Any:
        asked.add(subject.record.id)
        return public_record(subject, *rest)

    monkeypatch.setattr(corpus, "public_record", public)
    nightly = Nightly(tmp_path)
    # A listing of a firm that has another one may be its second; articles lean on all they name.
    always = {"nm-3", "tc-1"}
    on = partial(date, 2027, 10)
    assert asked_on(Night(on(1))) == {"nm-1", "nm-4", "nm-5", "cs-1", "cs-4", *always}
    assert asked_on(Night(on(2))) == always
    assert asked_on(Night(on(3), renamed=frozenset({"nm-5"}))) == {"nm-5", *always}
    assert asked_on(Night(on(3))) == {"nm-5", *always}
    # What a listing shows may be what its case leans on.
    assert asked_on(Night(on(4), gone=frozenset({"nm-1"}))) == {"cs-1", *always}
    assert asked_on(Night(on(6))) == {"nm-1", "cs-1", *always}


@pytest.mark.parametrize("harm", ["under", "earlier"])
def test_nothing_is_believed_of_other_settings_or_of_a_later_day(tmp_path: Path, harm: str) -> None:
    nightly = Nightly(tmp_path)
    nightly.carried(Night(date(2027, 10, 1)))
    after = Night(date(2027, 10, 2), site=SITES[1])
    before = Night(date(2027, 9, 30))
    night = after if harm == "under" else before
    assert nightly.carried(night) == nightly.anew(night)


class Nightly:
    """An office whose answers of one night are there on the next."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._number = 0
        self._last: tuple[Path, Path] | None = None

    def carried(self, night: Night) -> Any:
        """What is found by believing what was answered on the night before."""
        found = self._subjects(night)
        answers_file, corpus_file = self._file("answers"), self._file("public")
        if self._last is not None:
            shutil.copyfile(self._last[0], answers_file)
            shutil.copyfile(self._last[1], corpus_file)
        answers = Answers(answers_file)
        answers.recall(found.store.path)
        troubled = frozenset({"cs-3"}) if night.on.day % 5 == 0 else frozenset[str]()
        disclosed = disclose(
            found, Moment.start_of(night.on), corpus_file, answers=answers, troubled=troubled
        )
        self._last = answers_file, corpus_file
        told = _told(found, disclosed)
        answers.close()
        disclosed.corpus.close()
        return told

    def anew(self, night: Night) -> Any:
        """What is found by asking of every record."""
        found = self._subjects(night)
        disclosed = disclose(found, Moment.start_of(night.on), self._file("public"))
        return _told(found, disclosed)

    def _subjects(self, night: Night) -> Subjects:
        records = [record for record in _records(night) if record.id not in night.gone]
        folder = self._file("content")
        folder.mkdir()
        found = subjects(
            folder,
            *records,
            drafts=night.drafts,
            held=dict.fromkeys(night.held, night.on),
            site=night.site,
            regimes=[LONGER],
        )
        found.store.add_sign_offs(
            (_signed(record), "content/sign-offs/2025.jsonl", 1)
            for record in records
            if record.id not in night.drafts
        )
        return found

    def _file(self, name: str) -> Path:
        self._number += 1
        return self._folder / f"{name}-{self._number}"


def _day(night: Night) -> date:
    return night.on


def _records(night: Night) -> Iterator[Record]:
    removal = an_event("removed_early", "2026-08-01")
    revocation = an_event("revoked", "2026-07-01", document="撤1号")
    for name, values in LISTINGS.items():
        employer = {**values.get("employer", {})} | (
            {"name": "改名公司"} if name in night.renamed else {}
        )
        events = [removal] if name in night.removed else []
        events += [revocation] if name in night.revoked else []
        listing = a_listing(name, *events, **{**values, "employer": employer})
        code = employer.get("credit_code")
        yield replace(listing, facts=replace(listing.facts, code=code))
    for name, values in CASES.items():
        told = {"number": f"{name}改号"} if name in night.renamed else {}
        yield a_case(name, **{**values, **told})
    yield an_article("tc-1", "见[某公司](listing:nm-1)。", cases=["cs-1", "cs-2"])


def _signed(record: Record) -> SignOff:
    on = date(2025, 3, 2)
    return SignOff(
        id=record.id,
        kind=record.kind,
        drafter="甲",
        approver="乙",
        document="签1号",
        on=on,
        first_on=on,
        sha256=record.digest,
    )


def _told(found: Subjects, disclosed: Disclosed) -> Any:
    """All that other stages may learn of a disclosure."""
    with closing(sqlite3.connect(disclosed.corpus.path)) as public:
        tables = [
            sorted(map(str, public.execute(query)))
            for query in (
                "SELECT * FROM record",
                "SELECT * FROM gone",
                "SELECT * FROM change",
                "SELECT * FROM validity",
            )
        ]
    return (
        tables,
        {kind: dict(sorted(states.items())) for kind, states in disclosed.states.items()},
        disclosed.withheld,
        sorted(problem.record or "" for problem in disclosed.problems),
        dict(withheld_values(found, disclosed, ())),
        sorted(set(shown_texts(disclosed.corpus, disclosed.answers))),
    )
