"""The records of a kind as a table: which of them a download may hold, and its columns."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, TypedDict

from site_builder.export.address import address
from site_builder.model.artifact import fingerprint, fingerprint_of
from site_builder.resources import code_digest, library_version
from site_builder.store.made import Made

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from site_builder.dictionary import DataSet
    from site_builder.model.public import PublicRecord
    from site_builder.model.record import Kind
    from site_builder.store.public import Chrome, PublicCorpus

Cell = str | int | list[str] | None
_ROW = "row"
encode = json.JSONEncoder(ensure_ascii=False).encode


# Machines keep these names and those of the tables' own columns: a column may be added, in
# front of the last two, but not renamed.
class LastColumns(TypedDict):
    """What the rows of every table end in; None where nothing is public."""

    contested_on: str | None
    republished_by: list[str] | None
    published_on: str
    regime: str | None
    regime_name: str | None
    citation: str | None
    page: str
    starts_on: str
    last_day: str | None
    do_not_use_from: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The records of one kind as rows, each with a value for every column."""

    data_set: DataSet
    kind: Kind
    row: Callable[[PublicRecord, Chrome], Mapping[str, Any]]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns, in their order."""
        return tuple(column.name for column in self.data_set.columns)

    def complete(self, corpus: PublicCorpus) -> None:
        """Make the rows that were not there the night before."""
        Made(corpus, _ROW).complete([self.kind], self._reads(corpus), partial(self._line, corpus))

    def rows(self, corpus: PublicCorpus) -> Iterator[Mapping[str, Cell]]:
        """The records of organisations, newest first; of human beings too where a site says so."""
        return map(json.loads, self.lines(corpus))

    def lines(self, corpus: PublicCorpus) -> Iterator[str]:
        """The same rows, each as the JSON of it, once they are complete."""
        return filter(None, Made(corpus, _ROW).of(self.kind, order="starts_on"))

    def fingerprint(self, corpus: PublicCorpus) -> str:
        """A digest of everything that the table shows."""
        rows = (row.digest for row in corpus.rows(self.kind))
        return fingerprint_of(chain((self._reads(corpus),), rows))

    def _line(self, corpus: PublicCorpus, record: PublicRecord) -> str:
        """The row of a record; nothing of a human being that the table does not hold."""
        if record.is_natural_person and corpus.chrome.site.natural_persons_in_data is None:
            return ""
        return encode(self.row(record, corpus.chrome))

    def _reads(self, corpus: PublicCorpus) -> str:
        """A digest of what rows are made of besides their records."""
        chrome = corpus.chrome
        names = {
            "organs": {organ.id: organ.name for organ in chrome.organs.values()},
            "regimes": {regime.id: regime.digest for regime in chrome.regimes.values()},
            "regions": library_version("python-stdnum"),
        }
        return fingerprint(
            code_digest(),
            chrome.site.base_url,
            str(chrome.site.natural_persons_in_data is not None),
            json.dumps(names, sort_keys=True),
        )


def last_columns(record: PublicRecord, chrome: Chrome) -> LastColumns:
    """The last cells of a record's row."""
    regime = chrome.regimes.get(record.regime) if record.regime else None
    others = [chrome.organ_name(organ) for organ in record.values["republished_by"]]
    return {
        "contested_on": record.values["contested_on"],
        "republished_by": others or None,
        "published_on": str(record.published_on),
        "regime": record.regime,
        "regime_name": regime.name if regime else None,
        "citation": _citation(record, chrome) or None,
        "page": address(chrome.site.base_url, record.path),
        "starts_on": record.starts_on.isoformat(),
        "last_day": record.last_day.isoformat() if record.last_day else None,
        "do_not_use_from": record.hidden_from.isoformat() if record.hidden_from else None,
    }


def _citation(record: PublicRecord, chrome: Chrome) -> str:
    """The article that gives the end; with its law where that is another than the record's."""
    law = chrome.regimes.get(record.ends_under) if record.ends_under else None
    if law is None or law.id == record.regime:
        return record.citation
    return f"《{law.title}》{record.citation}"
