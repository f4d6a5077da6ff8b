"""A sheet as one HTML file that prints on A4: no script, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from site_builder.signing.paper import Detail, Paper, Table

_LANGUAGES: Final = {"zh": "zh-CN", "en": "en"}
_STYLE: Final = """
@page { size: A4; margin: 18mm 16mm; }
body { font: 11pt/1.5 "Songti SC", SimSun, "Noto Serif CJK SC", serif; color: #000;
  max-width: 178mm; margin: 8mm auto; }
h1 { text-align: center; font-size: 22pt; letter-spacing: .3em; margin: 0 0 4mm; }
h1, h2, h3, h4, th { font-family: "Heiti SC", SimHei, "Noto Sans CJK SC", sans-serif; }
h2 { font-size: 15pt; border-bottom: 1pt solid #000; margin: 8mm 0 3mm; }
h3 { font-size: 12.5pt; margin: 7mm 0 2mm; }
h4 { font-size: 11pt; margin: 3mm 0 1mm; }
h2, h3, h4 { break-after: avoid; }
.checksum { text-align: center; border: 1.5pt solid #000; padding: 2mm; margin: 0 0 4mm; }
.checksum b { font: bold 26pt Consolas, "Courier New", monospace; letter-spacing: .15em; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 4mm; margin: 0; }
dt { color: #444; }
dd { margin: 0; }
table { border-collapse: collapse; table-layout: fixed; width: 100%; font-size: 10pt; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { border: .5pt solid #666; padding: 1mm 1.5mm; text-align: left; vertical-align: top;
  overflow-wrap: anywhere; white-space: pre-line; }
th { background: #eee; }
.refused, .findings { border-left: 3pt solid #a00; padding-left: 4mm; }
.to-sign { display: grid; grid-template-columns: 1fr 1fr; gap: 10mm 8mm; break-inside: avoid;
  margin-top: 8mm; }
.to-sign div { border-bottom: .75pt solid #000; min-height: 9mm; }
"""


def as_html(written: Paper) -> bytes:
    """The sheet as a whole HTML file."""
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{_LANGUAGES[written.language]}">',
        "<head>",
        '<meta charset="utf-8">',
        f"<title>{escape(f'{written.title} {written.checksum}')}</title>",
        f"<style>{_STYLE}</style>",
        "</head>",
        "<body>",
        *_body(written),
        "</body>",
        "</html>",
    ]
    return "".join(f"{line}\n" for line in lines).encode()


def _body(written: Paper) -> Iterator[str]:
    yield f"<h1>{escape(written.title)}</h1>"
    checksum = f"{escape(written.checksum_label)} <b>{escape(written.checksum)}</b>"
    yield f'<p class="checksum">{checksum}</p>'
    yield from _facts(written.facts)
    yield f"<h2>{escape(written.overview.heading)}</h2>"
    yield from _table(written.overview)
    if written.refused:
        yield f"<h2>{escape(written.refused_heading)}</h2>"
        yield from _list("refused", written.refused)
    yield f"<h2>{escape(written.details_heading)}</h2>"
    for detail in written.details:
        yield from _detail(detail, written.findings_heading)
    yield f"<h2>{escape(written.signing_heading)}</h2>"
    yield '<div class="to-sign">'
    yield from (f"<div>{escape(name)}：</div>" for name in written.to_sign)
    yield "</div>"


def _detail(detail: Detail, findings_heading: str) -> Iterator[str]:
    yield "<section>"
    yield f"<h3>{escape(detail.heading)}</h3>"
    yield from _facts(detail.facts)
    for table in detail.tables:
        yield f"<h4>{escape(table.heading)}</h4>"
        yield from _table(table)
    if detail.findings:
        yield f"<h4>{escape(findings_heading)}</h4>"
        yield from _list("findings", detail.findings)
    yield "</section>"


def _facts(facts: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield "<dl>"
    yield from (f"<dt>{escape(label)}</dt><dd>{escape(text)}</dd>" for label, text in facts)
    yield "</dl>"


def _table(table: Table) -> Iterator[str]:
    cells = "".join(f'<th scope="col">{escape(column)}</th>' for column in table.columns)
    widths = "".join(f'<col style="width:{width}%">' for width in table.widths)
    yield f"<table>\n<colgroup>{widths}</colgroup>\n<thead><tr>{cells}</tr></thead>\n<tbody>"
    for row in table.rows:
        yield "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
    yield "</tbody>\n</table>"


def _list(name: str, lines: Iterable[str]) -> Iterator[str]:
    yield f'<ul class="{name}">'
    yield from (f"<li>{escape(line)}</li>" for line in lines)
    yield "</ul>"
