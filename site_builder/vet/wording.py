"""Words that the law does not let an office publish: of guilt, before a court has found it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from site_builder.errors import Severity
from site_builder.i18n import _
from site_builder.model.fields import STAGES
from site_builder.model.record import Kind
from site_builder.vet.context import Context, problem_of

if TYPE_CHECKING:
    from site_builder.errors import Problem
    from site_builder.model.record import Record

# 刑诉法 第十二条: until a judgment is in effect one writes 涉嫌, 犯罪嫌疑人, 被告人.
_OF_GUILT: Final = re.compile(r"犯罪分子|罪犯|犯罪人(?!员)|案犯|凶手|畏罪|罪行|罪有应得|犯下")
_IN_EFFECT: Final = "effective"
_TEXTS: Final = ("facts", "outcome")


def no_word_of_guilt(record: Record, context: Context) -> Iterator[Problem]:
    """Nobody is called guilty before a judgment is in effect (刑诉法 第十二条)."""
    if record.kind is Kind.CASE and not _is_judged(record.values):
        for field in _TEXTS:
            yield from _found(record, field, str(record.values.get(field) or ""))
    elif record.kind is Kind.TYPICAL_CASE:
        cases = [context.store.get(name) for name in record.values.get("cases", ())]
        if cases and not all(case and _is_judged(case.record.values) for case in cases):
            yield from _found(record, "body", record.body)


def _is_judged(values: Mapping[str, Any]) -> bool:
    return any(step["stage"] == _IN_EFFECT for step in values.get(STAGES, ()))


def _found(record: Record, field: str, text: str) -> Iterator[Problem]:
    for match in _OF_GUILT.finditer(text):
        message = _(
            "expected words that leave open who is guilty (涉嫌, 犯罪嫌疑人, 被告人) before a"
            " judgment is in effect (刑诉法 第十二条), found '{found}'",
            found=match[0],
        )
        line = record.line_of(field) + text.count("\n", 0, match.start())
        yield problem_of(
            record, "presumes-guilt", field, message, severity=Severity.WARNING, line=line
        )
