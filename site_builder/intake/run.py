"""One import from beginning to end: what it reads, what it decides, what it writes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from site_builder.errors import Problem, UsageError, fit_to_print, quoted
from site_builder.i18n import Message, _
from site_builder.intake import answers
from site_builder.intake.meaning import incomplete, map_named, reader_for
from site_builder.intake.missing import MissingRows
from site_builder.intake.order import ENDED, KEEP, Order, Outcome
from site_builder.intake.pending import Waiting, is_pending, waiting, waiting_in
from site_builder.intake.plan import Planner
from site_builder.intake.reading import Reader
from site_builder.intake.row import Row
from site_builder.intake.sheets import Lookup, lookup, rows_of
from site_builder.intake.site import SiteView, view_of
from site_builder.intake.standing import read_standing, write_standing
from site_builder.load.text import MIB
from site_builder.store.files import OpenElsewhereError
from site_builder.tables.cells import Row as Line
from site_builder.tables.cells import Sheet
from site_builder.tables.limits import MOST_UNPACKED_MIB, too_heavy
from site_builder.tables.reading import read_tables

if TYPE_CHECKING:
    from pathlib import Path


def take_in(order: Order) -> Outcome:
    """Import a file, or say why not; nothing is written where the whole cannot be used.

    Raises:
        UsageError: There is no such map, or it is for another kind of record.
        OpenElsewhereError: A file is held open by another program.
    """
    return _Import(order).run()


class _Import:
    def __init__(self, order: Order) -> None:
        self.order = order
        self.source = unicodedata.normalize("NFC", order.file.name)
        self.outcome = Outcome()
        self.standing = read_standing(order)
        self.map_names: dict[str, str] = {}
        self.names = {self.source}  # under which this list was known before, too

    def run(self) -> Outcome:
        order, outcome = self.order, self.outcome
        outcome.problems += self.standing.problems
        sheets, faults = _tables(order.file, self.source)
        outcome.problems += faults
        if self.standing.problems or not sheets:
            return outcome
        site = view_of(order.folders.content, order.kind, order.label(order.records))
        is_answer = is_pending(sheets)
        rows = self._answered(sheets, site) if is_answer else self._rows(sheets, site)
        if rows is None:
            return outcome
        planner = Planner(
            order.kind,
            site,
            self.standing.ids,
            self.standing.imported,
            order.as_of,
            keeps_ended=order.keeps_ended,
        )
        outcome.plan = planner.plan(rows)
        outcome.is_read = True
        is_whole = not is_answer and not faults
        if is_whole:
            self._settle_missing(site)
        self._write(rows, is_whole=is_whole)
        return outcome

    def _rows(self, sheets: Sequence[Sheet], site: SiteView) -> list[Row] | None:
        """The rows of somebody's sheets, read; None where these cannot be understood."""
        order, outcome = self.order, self.outcome
        if order.sheet is not None and order.sheet not in {sheet.name for sheet in sheets}:
            raise UsageError(_no_sheet(order.sheet, sheets))
        fields = None
        if order.map is not None:
            fields, problems = map_named(order.map, order.kind)
            outcome.problems += problems
            if problems:
                return None
        look = lookup(order.kind, fields, sheets)
        rows, outcome.counted = rows_of(self.source, sheets, look, order.sheet)
        if not outcome.counted.headings:
            outcome.problems.append(_nothing_known(self.source))
            return None
        if any(p.code == "unknown-heading" and p.is_error for p in outcome.counted.problems):
            return None
        waiting_here = [each for each in self.standing.waiting if each.kind == order.kind]
        self.names |= answers.apply(rows, self.standing.ids, waiting_here)
        reader = self._reader(look, site)
        if reader is None:
            return None
        outcome.problems += incomplete(rows, reader)
        for row in rows:
            reader.read(row)
        return rows

    def _answered(self, sheets: Sequence[Sheet], site: SiteView) -> list[Row] | None:
        """The rows of ``待处理.xlsx`` itself that were filled in."""
        order, outcome = self.order, self.outcome
        rows: list[Row] = []
        for each in waiting_in(sheets)[0]:
            if each.kind != order.kind:
                continue
            if not each.is_touched or (each.needs_answer and each.takes is None):
                outcome.untouched += 1
                continue
            name = order.map or each.map
            fields, problems = map_named(name, order.kind) if name else (None, [])
            outcome.problems += problems
            look = lookup(order.kind, fields, [Sheet("", [Line(1, tuple(each.cells))])])
            row = answers.row_of(each, look)
            self.map_names[row.fingerprint] = name
            reader = None if problems else self._reader(look, site)
            if reader is None:
                return None
            reader.read(row)
            rows.append(row)
        return rows

    def _reader(self, look: Lookup, site: SiteView) -> Reader | None:
        reader, problems = reader_for(self.order.kind, look.fields, site)
        self.outcome.problems += problems
        return None if problems else reader

    def _settle_missing(self, site: SiteView) -> None:
        """Say what it means that records are no longer in their list."""
        order, plan, standing = self.order, self.outcome.plan, self.standing
        missing = MissingRows(
            ids=standing.ids,
            imported=standing.imported,
            site=site,
            kind=order.kind,
            as_of=order.as_of,
        )
        gone = missing.find(self.source, plan.held, plan.returned)
        self.outcome.gone = gone
        missing.leave(plan, gone.unsettled, self.source)
        if not gone.ids:
            return
        self.outcome.answer = order.missing or order.ask(gone)
        if self.outcome.answer == ENDED:
            missing.end(plan, gone)
        elif self.outcome.answer == KEEP:
            missing.keep(plan, gone, self.source)
        else:
            missing.leave(plan, gone.ids, self.source)
            self.outcome.problems.append(_unanswered(self.source, gone.ids))

    def _write(self, rows: list[Row], *, is_whole: bool) -> None:
        order, plan, before = self.order, self.outcome.plan, self.standing
        ids = answers.remembered(rows, before.ids, is_whole=is_whole)
        after = replace(
            before,
            ids=replace(ids, drawn={**before.ids.drawn, **plan.drawn}),
            waiting=tuple(
                sorted([*self._left(rows, is_whole=is_whole), *self._open()], key=_order)
            ),
        )
        records = before.imported.with_records(plan.records.values())
        if not order.is_dry:
            self.outcome.written = write_standing(order, before, after, records)

    def _left(self, rows: list[Row], *, is_whole: bool) -> list[Waiting]:
        """The waiting rows that this import says nothing of."""
        here = {row.place for row in rows}
        return [
            each
            for each in self.standing.waiting
            if each.kind != self.order.kind
            or not (each.place in here or (is_whole and each.source in self.names))
        ]

    def _open(self) -> Iterable[Waiting]:
        """The rows that wait now; of rows with the very same cells the first."""
        name = self.order.map or ""
        found: dict[tuple[str, str, str], Waiting] = {}
        for row in self.outcome.plan.open:
            named = self.map_names.get(row.fingerprint, name)
            found.setdefault(row.place, waiting(row, self.order.kind, named))
        return found.values()


def _order(each: Waiting) -> tuple[str, str, str, int, str]:
    return each.kind, each.source, each.sheet, each.number, each.row


def _tables(path: Path, source: str) -> tuple[list[Sheet], list[Problem]]:
    """The sheets of a file, which is not read where it is more than may be held at once."""
    try:
        if path.stat().st_size > MOST_UNPACKED_MIB * MIB:
            return [], [Problem(code="table-too-large", path=source, message=too_heavy())]
        data = path.read_bytes()
    except PermissionError:
        raise OpenElsewhereError(path) from None
    return read_tables(data, source, suffix=path.suffix or ".csv")


def _no_sheet(name: str, sheets: Iterable[Sheet]) -> Message:
    names = "、".join(fit_to_print(sheet.name) for sheet in sheets if sheet.name)
    return _("no sheet {found}; the file has {names}", found=quoted(name), names=names or "-")


def _nothing_known(source: str) -> Problem:
    message = _("expected a row of headings that are known, found none: give a map with --map")
    return Problem(code="no-headings", path=source, message=message)


def _unanswered(source: str, names: Sequence[str]) -> Problem:
    message = _(
        "{count} records are no longer in this list: say with --missing ended or --missing keep"
        " what that means",
        count=len(names),
    )
    return Problem(code="missing-rows", path=source, message=message)
