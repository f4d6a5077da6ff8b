"""What would do something elsewhere and shows as written here: markup, formulas, other links."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from site_builder.errors import Severity
from site_builder.i18n import Message, _
from site_builder.vet.context import Context, problem_of

if TYPE_CHECKING:
    from site_builder.errors import Problem
    from site_builder.model.record import Record

# A figure with its sign, or a telephone number, is no formula.
_FORMULA: Final = r"[\s\x00-\x20]*(?:[=@＝＠]|[+\-＋－](?![\d\s ().,-]*(?:\0|\Z)))"
_HTML: Final = re.compile(
    r"<(?:[A-Za-z/][^<>\n]*>|(?:script|img|svg|iframe|a)\b|!--|!\[)", re.IGNORECASE
)
_TEMPLATE: Final = re.compile(r"\{\{|\{%|[#$]\{|<%")
_BEGINS: Final = re.compile(_FORMULA)
# Asked of all texts of a record at once; most have none of it.
_ANY: Final = re.compile(rf"(?:\A|\0){_FORMULA}|{_HTML.pattern}|{_TEMPLATE.pattern}", re.IGNORECASE)
_TARGET: Final = re.compile(
    r"\]\(\s*<?([^)\s>]*)|^ {0,3}\[[^\]\n]+\]:\s*<?(\S*)|<([a-z][\w+.-]*:[^<>\s]*)>", re.MULTILINE
)
# As the page does: a name before the host hides where a link leads.
_SCHEME: Final = re.compile(
    r"[/\\]{2}|https?:(?!//[^/?#@\\]+(?:[/?#]|\Z))|([a-z][a-z0-9+.-]*):", re.IGNORECASE
)
_UNSEEN: Final = re.compile(r"[\x00-\x20]+")
_LEAD_OUT: Final = frozenset({"http", "https", "mailto", "tel", "listing"})


def shown_as_written(record: Record, _context: Context) -> Iterator[Problem]:
    """HTML, templates and formulas in a text do nothing: whoever meant them to is told."""
    texts = list(_texts(record.values, ""))
    if _ANY.search("\0".join(text for _field, text in texts)):
        for field, text in texts:
            said = _markup(text) or (_BEGINS.match(text) and _("a formula"))
            if said:
                yield _told(record, field, said)
    found = _HTML.search(record.body) or _TEMPLATE.search(record.body)
    if found:
        said = _markup(found[0]) or _("HTML")
        line = record.line_of("body") + record.body.count("\n", 0, found.start())
        yield _told(record, "body", said, line)


def links_are_plain(record: Record, _context: Context) -> Iterator[Problem]:
    """A link of an article leads to a page, a telephone or a mailbox; another leads nowhere."""
    if "](" not in record.body and "]:" not in record.body and "<" not in record.body:
        return
    for found in _TARGET.finditer(record.body):
        target = html.unescape(next((part for part in found.groups() if part), ""))
        scheme = _SCHEME.match(_UNSEEN.sub("", target))
        if scheme and (scheme[1] or "").lower() not in _LEAD_OUT:
            message = _(
                "expected a link to http:, https:, mailto:, tel: or a page of this site, found"
                " another: it leads nowhere"
            )
            line = record.line_of("body") + record.body.count("\n", 0, found.start())
            yield problem_of(
                record, "bad-link", "body", message, severity=Severity.WARNING, line=line
            )


def _texts(value: Any, field: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield field, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(item, f"{field}.{key}" if field else key)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(item, f"{field}[{index}]")


def _markup(text: str) -> Message | None:
    if _HTML.search(text):
        return _("HTML")
    return _("a template") if _TEMPLATE.search(text) else None


def _told(record: Record, field: str, what: Message, line: int | None = None) -> Problem:
    message = _("expected words, found what looks like {what}: it shows as written", what=what)
    return problem_of(
        record, "shown-as-written", field, message, severity=Severity.WARNING, line=line
    )
