"""What is made of one record alone is made once, and never outlives what it was made of."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.model.public import PublicRecord
from site_builder.model.record import Kind
from site_builder.store.made import Made
from site_builder.store.public import PublicCorpus
from tests.render.helpers import a_case, a_corpus, a_listing


class Maker:
    """Makes a text of a record, and remembers of which."""

    def __init__(self) -> None:
        self.made: list[str] = []

    def __call__(self, record: PublicRecord) -> str:
        self.made.append(record.id)
        return f"{record.id} {record.title}"


@pytest.fixture
def corpus(tmp_path: Path) -> PublicCorpus:
    return a_corpus(tmp_path, *map(a_listing, range(3)), a_case(1))


def completed(corpus: PublicCorpus, reads: str = "") -> list[str]:
    make = Maker()
    Made(corpus, "row").complete([Kind.LISTING, Kind.CASE], reads, make)
    return make.made


def kept(corpus: PublicCorpus) -> list[tuple[str, str]]:
    rows = corpus.database.connection.execute("SELECT id, data FROM made ORDER BY id")
    return list(map(tuple, rows))


def test_each_is_made_once(corpus: PublicCorpus) -> None:
    assert len(completed(corpus)) == 4
    assert completed(corpus) == []


def test_another_maker_makes_his_own(corpus: PublicCorpus) -> None:
    completed(corpus)
    make = Maker()
    Made(corpus, "other").complete([Kind.LISTING], "", make)
    assert len(make.made) == 3
    assert completed(corpus) == []


def test_what_says_something_else_is_made_again(corpus: PublicCorpus) -> None:
    completed(corpus)
    corpus.put(a_listing(1, title="另一名称", digest="another"))
    assert completed(corpus) == ["nm-2026-0001"]
    assert "nm-2026-0001 另一名称" in list(Made(corpus, "row").of(Kind.LISTING))


def test_all_of_it_is_made_again_when_what_it_reads_besides_changed(corpus: PublicCorpus) -> None:
    completed(corpus, "one")
    assert len(completed(corpus, "two")) == 4


def test_no_transaction_holds_more_than_some(
    corpus: PublicCorpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a transaction changes is held in memory, twice."""
    monkeypatch.setattr("site_builder.store.made._AT_A_TIME", 2)
    completed(corpus, "one")
    told: list[str] = []
    corpus.database.connection.set_trace_callback(told.append)
    assert len(completed(corpus, "two")) == 4
    assert [each.split()[0] for each in told if each[:6] in {"DELETE", "COMMIT"}][:6] == [
        *("DELETE", "DELETE", "COMMIT"),
        *("DELETE", "DELETE", "COMMIT"),
    ]


def test_nothing_is_told_of_a_record_that_is_gone_and_nothing_kept(corpus: PublicCorpus) -> None:
    completed(corpus)
    corpus.take_out("nm-2026-0001")
    told = list(Made(corpus, "row").of(Kind.LISTING))
    assert [text.split()[0] for text in told] == ["nm-2026-0000", "nm-2026-0002"]
    completed(corpus)
    assert "nm-2026-0001" not in dict(kept(corpus))


def test_they_come_in_the_order_of_lists_or_as_they_are_named(tmp_path: Path) -> None:
    days = [a_listing(n).starts_on.replace(day=day) for n, day in enumerate((3, 9, 6))]
    corpus = a_corpus(tmp_path, *(a_listing(n, starts_on=day) for n, day in enumerate(days)))
    completed(corpus)
    made = Made(corpus, "row")
    assert [text.split()[0][-1] for text in made.of(Kind.LISTING)] == ["0", "1", "2"]
    assert [t.split()[0][-1] for t in made.of(Kind.LISTING, order="starts_on")] == ["1", "2", "0"]
    named = ["nm-2026-0002", "nm-2026-0000"]
    assert [text.split()[0] for text in made.these(named)] == named
