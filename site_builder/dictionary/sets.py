"""The data sets: which files each has, and its columns.

Machines keep the names of the columns. ``SCHEMA_VERSION`` rises behind the point when a column
is added, before it when one is renamed, removed or means something else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from site_builder.dictionary.cases import CASE_COLUMNS
from site_builder.dictionary.changes import CHANGE_COLUMNS
from site_builder.dictionary.listings import LISTING_COLUMNS
from site_builder.i18n import Message, _
from site_builder.model.record import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from site_builder.dictionary.column import Column
    from site_builder.model.regime import Regime

SCHEMA_VERSION: Final = "1.0"
# For how many days the changes are told.
RETENTION_DAYS: Final = 90
# Beyond that a workbook is slow to open on an old machine, and CSV is at hand.
MOST_ROWS: Final = 20_000


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a data set: how its file name ends, its media type, and whom it is for."""

    suffix: str
    media_type: str
    label: Message
    purpose: Message


_CSV: Final = Form("csv", "text/csv", _("CSV"), _("For any spreadsheet: UTF-8 with BOM"))
_XLSX: Final = Form(
    "xlsx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    _("XLSX"),
    _("For Excel and WPS, with the dictionary of its columns on a second sheet"),
)
_JSON: Final = Form("json", "application/json", _("JSON"), _("For programs: one value"))
_LINES: Final = Form(
    "jsonl",
    "application/x-ndjson",
    _("JSON lines"),
    _("For programs that read a record at a time: one on each line"),
)
_ATOM: Final = Form(
    "atom",
    "application/atom+xml",
    _("Atom"),
    _("For feed readers, with a tombstone for each that left"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DataSet:
    """Files of the same content; ``name`` is what they are called. ``kind`` of what records."""

    name: str
    title: Message
    description: Message
    columns: tuple[Column, ...]
    forms: tuple[Form, ...]
    kind: Kind | None = None

    @property
    def schema(self) -> str:
        """Where the schema of its JSON stands under the site's root."""
        return f"data/schema/{self.name}.json"

    def path(self, form: Form) -> str:
        """Where one of its files stands under the site's root."""
        return f"data/{self.name}.{form.suffix}"

    def basis(self, column: Column, regimes: Iterable[Regime]) -> str:
        """The articles that let a column show; empty where none is needed."""
        return column.basis(self.kind, regimes) if self.kind else ""


LISTINGS: Final = DataSet(
    name="listings",
    title=_("Dishonest-employer list for wage arrears"),
    description=_("Every employer who is on the list today; whoever has left it is not in here."),
    columns=LISTING_COLUMNS,
    forms=(_CSV, _XLSX, _JSON, _LINES),
    kind=Kind.LISTING,
)
CASES: Final = DataSet(
    name="cases",
    title=_("Published cases on wage arrears"),
    description=_("Every document and case that is published today; no other is in here."),
    columns=CASE_COLUMNS,
    forms=(_CSV, _XLSX, _JSON, _LINES),
    kind=Kind.CASE,
)
TABLES: Final = (LISTINGS, CASES)
CHANGES: Final = DataSet(
    name="changes",
    title=_("What entered and what left"),
    description=_(
        "For whoever keeps a copy: each change of the last {days} days by its record's id, without"
        " a name.",
        days=RETENTION_DAYS,
    ),
    columns=CHANGE_COLUMNS,
    forms=(_JSON, _ATOM),
)
DATA_SETS: Final = (*TABLES, CHANGES)
CATALOG: Final = "data/catalog.jsonld"
DESCRIBED: Final = "data/dataset.jsonld"


def files_of(data_sets: Iterable[DataSet] = DATA_SETS) -> Iterator[str]:
    """Every file that there may be, under the site's root; a table of many rows has no XLSX."""
    for each in data_sets:
        yield from (each.path(form) for form in each.forms)
        yield each.schema
