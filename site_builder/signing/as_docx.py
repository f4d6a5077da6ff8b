"""A sheet as a Word file: real headings, table heads that repeat, Chinese fonts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from site_builder.i18n import _
from site_builder.word_file import WIDTH, paragraph, row, table, word_file

if TYPE_CHECKING:
    from site_builder.signing.paper import Detail, Paper, Table

# Word takes minutes over longer files; the HTML sheet always has everything.
_MOST_DETAILS: Final = 300


def as_docx(written: Paper) -> bytes:
    """The sheet as a Word file; the same sheet gives the same bytes."""
    return word_file(_body(written), title=f"{written.title} {written.checksum}", day=written.day)


def _body(written: Paper) -> Iterator[str]:
    yield paragraph(written.title, "Title", centred=True)
    checksum = f"{written.checksum_label}  {written.checksum}"
    yield paragraph(checksum, centred=True, half_points=52)
    yield from _facts(written.facts)
    yield paragraph(written.overview.heading, "Heading1")
    yield from _table(written.overview)
    if written.refused:
        yield paragraph(written.refused_heading, "Heading1")
        yield from (paragraph(line, "ListBullet") for line in written.refused)
    yield paragraph(written.details_heading, "Heading1")
    for detail in written.details[:_MOST_DETAILS]:
        yield from _detail(detail, written.findings_heading)
    if len(written.details) > _MOST_DETAILS:
        more = _(
            "The HTML sheet of the same checksum has the details of {count} more records.",
            count=len(written.details) - _MOST_DETAILS,
        )
        yield paragraph(more.text(written.language))
    yield paragraph(written.signing_heading, "Heading1")
    yield from (paragraph(f"{name}：" + "＿" * 16) for name in written.to_sign)


def _detail(detail: Detail, findings_heading: str) -> Iterator[str]:
    yield paragraph(detail.heading, "Heading2")
    yield from _facts(detail.facts)
    for found in detail.tables:
        yield paragraph(found.heading, "Heading3")
        yield from _table(found)
    if detail.findings:
        yield paragraph(findings_heading, "Heading3")
        yield from (paragraph(line, "ListBullet") for line in detail.findings)


def _table(found: Table) -> Iterator[str]:
    widths = [WIDTH * width // 100 for width in found.widths]
    head = row(found.columns, widths, is_head=True)
    yield from table(widths, [head, *(row(cells, widths) for cells in found.rows)])


def _facts(facts: Iterable[tuple[str, str]]) -> Iterator[str]:
    widths = [WIDTH // 4, WIDTH * 3 // 4]
    yield from table(widths, (row(fact, widths) for fact in facts))
