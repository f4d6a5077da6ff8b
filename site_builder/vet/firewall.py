"""The publication firewall at the gate: every text of a record that may show is looked into."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from site_builder.errors import Problem, Severity
from site_builder.firewall import (
    NEVER_ONLY_WARNED,
    NUMBERS,
    Look,
    Sort,
    findings,
    plain,
    tells_of_a_judgment,
)
from site_builder.i18n import Message, _
from site_builder.model.fields import STAGES
from site_builder.model.record import Kind
from site_builder.model.waiver import finding_key
from site_builder.vet.cleared import key_of
from site_builder.vet.concerned import allowed_numbers, known_firms, known_persons, shown_names
from site_builder.vet.context import problem_of
from site_builder.vet.waived import waivers_of

if TYPE_CHECKING:
    from site_builder.firewall import Finding
    from site_builder.model.record import Record
    from site_builder.vet.context import Context

# Ids, codes, days, sums and words of closed lists: held to their own rules.
_NO_TEXT: Final = frozenset(
    {
        *("id", "regime", "kind", "field", "stage", "role", "party_kind", "is_minor", "language"),
        *("organ", "region", "regions", "occurred_in", "listing", "cases", "typical_cases"),
        *("credit_code", "registration_number", "value", "amount", "workers", "fine", "year"),
        *("on", "date", "decided_on", "issued_on", "published_on", "review_on", "embargo_until"),
    }
)
ARTICLES: Final = (Kind.TYPICAL_CASE, Kind.NEWS, Kind.PAGE)
_PICTURES: Final = (".png", ".jpg", ".jpeg", ".webp", ".gif")
# What somebody writes in sentences; the rest is names, numbers and titles of documents.
_PROSE: Final = frozenset(
    ["facts", "outcome", "reason", "title", "body", "note", "label", "tags", "summary", "text"]
)
# What no text of any record may tell.
OF_WORDS: Final = NUMBERS | {
    Sort.ADDRESS,
    Sort.BIRTH_DATE,
    Sort.HEALTH,
    Sort.MINOR,
    Sort.FULL_NAME,
    Sort.PLACEHOLDER,
}
_OF_STORIES: Final = {
    Kind.TYPICAL_CASE: OF_WORDS | {Sort.FIRM_NAME, Sort.RE_IDENTIFIABLE},
    Kind.NEWS: OF_WORDS | {Sort.RE_IDENTIFIABLE},
}
# Names of firms, projects and persons may be stuffed with what belongs to nobody but them.
_OF_NAMES: Final = NUMBERS | {
    Sort.ADDRESS,
    Sort.BIRTH_DATE,
    Sort.HEALTH,
    Sort.MINOR,
    Sort.PLACEHOLDER,
}
# Nothing that tells of a minor may go out, and nobody may let it pass (未成年人保护法 103).
_NEVER_WAIVED: Final = frozenset({Sort.MINOR})
_IN_OFFICE: Final = re.compile(
    r"(?:厅长|局长|书记|市长|盟长|旗长|县长|区长|主任|院长|检察长|部长|处长|科长|庭长|队长|所长|主席"
    r"|发言人|法官|检察官|民警|记者|通讯员|编辑|摄影|作者)[：:\s]{0,2}\Z"
)
_IN_EFFECT: Final = "effective"
WHAT: Final[Mapping[Sort, tuple[Message, str]]] = {
    Sort.ID_NUMBER: (_("number of an identity card"), "个人信息保护法 第二十八条"),
    Sort.BANK_CARD: (_("number of a bank card"), "个人信息保护法 第二十八条"),
    Sort.PHONE: (_("telephone number"), "个人信息保护法 第三十四条"),
    Sort.PASSPORT: (_("number of a passport or permit"), "个人信息保护法 第二十八条"),
    Sort.PLATE: (_("number plate"), "个人信息保护法 第三十四条"),
    Sort.E_MAIL: (_("e-mail address"), "个人信息保护法 第三十四条"),
    Sort.WECHAT: (_("WeChat account"), "个人信息保护法 第三十四条"),
    Sort.QQ: (_("QQ account"), "个人信息保护法 第三十四条"),
    Sort.ADDRESS: (_("address below county"), "个人信息保护法 第三十四条"),
    Sort.BIRTH_DATE: (_("day of birth"), "个人信息保护法 第三十四条"),
    Sort.HEALTH: (_("word about somebody's health"), "个人信息保护法 第二十八条"),
    Sort.FULL_NAME: (_("full name of a person"), "个人信息保护法 第三十四条"),
    Sort.FIRM_NAME: (_("name of a firm"), "通行做法"),
    Sort.MINOR: (_("words that tell of a minor"), "未成年人保护法 第一百零三条"),
    Sort.GUILT: (_("word of guilt before a judgment is in effect"), "刑事诉讼法 第十二条"),
    Sort.PLACEHOLDER: (_("placeholder"), "通行做法"),
    Sort.RE_IDENTIFIABLE: (
        _("exact sum beside a small place and a rare job"),
        "个人信息保护法 第七十三条",
    ),
}


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a record: its field, its words, and the line on which it begins.

    What ``is_stripped`` before publication, as what a camera writes into a picture, is only
    told, except for what no site may only warn of.
    """

    field: str
    text: str
    line: int
    is_prose: bool
    is_markdown: bool = False
    is_stripped: bool = False

    def line_at(self, place: int) -> int:
        """The line of one of its characters, as far as it can be told."""
        return self.line + self.text.count("\n", 0, place)


def firewall(record: Record, context: Context) -> Iterator[Problem]:
    """What of a record's texts may not go out; two people may have let single findings pass."""
    look = look_at(record, context)
    regime = context.regime(record)
    key = key_of(
        (
            record.kind,
            record.digest,
            regime.digest if regime else "",
            *sorted(look.sorts),
            _told(context.numbers),
            *sorted(allowed_numbers(record)),
            "",
            *look.shown,
            "",
            *look.known,
            "",
            *look.firms,
        )
    )
    if context.cleared.knows(key):
        return
    problems = list(_found(record, context, look))
    if not problems:
        context.cleared.learn(key)
    yield from problems


@lru_cache(maxsize=2)
def _told(numbers: frozenset[str]) -> str:
    """The digits that a site gives out, which are the same for each of its records."""
    return " ".join(sorted(numbers))


def _found(record: Record, context: Context, look: Look) -> Iterator[Problem]:
    waived = waivers_of(context.store, record)
    for text, finding, problem in told_by(record, context, look):
        waiver = waived.get(problem.waiver or "")
        # What is stripped shows nowhere, and so lets nothing stand that does.
        if not text.is_stripped and (waiver is not None or not problem.is_error):
            context.may_stand.append((record.id, text.text[finding.start : finding.end]))
        if waiver is not None:
            yield replace(problem, severity=Severity.WARNING, waived=waiver.reason)
        else:
            yield problem


def told_by(
    record: Record, context: Context, look: Look
) -> Iterator[tuple[Text, Finding, Problem]]:
    """What of a record's texts may not go out, whoever let it pass."""
    for text in texts_of(record, context):
        sorts = look.sorts if text.is_prose else _OF_NAMES
        own = replace(look, sorts=sorts, is_markdown=text.is_markdown)
        for finding in findings(text.text, own):
            yield text, finding, _problem(record, context, text, finding)


def look_at(record: Record, context: Context) -> Look:
    """What to look for in a record's texts, and what of it is its own to tell."""
    sorts = _OF_STORIES.get(record.kind, OF_WORDS)
    if _may_presume_guilt(record, context):
        sorts |= {Sort.GUILT}
    return Look(
        sorts=sorts,
        numbers=context.numbers | allowed_numbers(record),
        shown=shown_names(record, context),
        known=known_persons(record, context),
        firms=known_firms(record, context),
        is_official=record.kind not in ARTICLES,
    )


def _may_presume_guilt(record: Record, context: Context) -> bool:
    """Whether no judgment is in effect, as far as anybody knows (刑诉法 第十二条)."""
    if record.kind is Kind.CASE:
        return not _is_judged(record.values)
    if record.kind is not Kind.TYPICAL_CASE:
        return False
    cases = [context.store.get(name) for name in record.values.get("cases", ())]
    if cases:
        return not all(case and _is_judged(case.record.values) for case in cases)
    return not tells_of_a_judgment(plain(record.body))


def _is_judged(values: Mapping[str, Any]) -> bool:
    return any(step["stage"] == _IN_EFFECT for step in values.get(STAGES, ()))


def _problem(record: Record, context: Context, text: Text, finding: Finding) -> Problem:
    _what, citation = WHAT[finding.sort]
    is_harmless = text.is_stripped and finding.sort not in NEVER_ONLY_WARNED
    is_warning = (
        is_harmless or not context.blocks(finding.sort) or _is_in_office(record, text, finding)
    )
    begin = text.text.rfind("\n", 0, finding.start) + 1
    is_one_line = "\n" not in text.text[finding.start : finding.end]
    found = problem_of(
        record,
        finding.code,
        text.field,
        said(finding),
        severity=Severity.WARNING if is_warning else Severity.ERROR,
        line=text.line_at(finding.start),
    )
    return replace(
        found,
        citation=citation,
        replacement=finding.replacement,
        waiver=None
        if finding.sort in _NEVER_WAIVED
        else finding_key(finding.code, text.field, finding.start, finding.end),
        column=_units(text.text[begin : finding.start]) + 1 if text.is_markdown else None,
        end_column=(
            _units(text.text[begin : finding.end]) + 1 if text.is_markdown and is_one_line else None
        ),
    )


def _is_in_office(record: Record, text: Text, finding: Finding) -> bool:
    """Whether news name somebody who speaks for a body, or who wrote them."""
    if finding.sort is not Sort.FULL_NAME or record.kind not in {Kind.NEWS, Kind.PAGE}:
        return False
    return _IN_OFFICE.search(text.text, 0, finding.start) is not None


def said(finding: Finding) -> Message:
    """That a finding may not stand where it does, and by which article; never what it is."""
    what, citation = WHAT[finding.sort]
    return _(
        "expected no {what} here ({citation}), found what looks like one in {length} characters",
        what=what,
        citation=citation,
        length=finding.end - finding.start,
    )


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def texts_of(record: Record, context: Context) -> Iterator[Text]:
    """Every text of a record that may show."""
    for field, text in leaves(record.values):
        name = field.split("[", 1)[0] if field.endswith("]") else field
        leaf = name.rsplit(".", 1)[-1]
        if field != "type" and leaf not in _NO_TEXT and context.may_show(record, field):
            is_prose = leaf in _PROSE or field.startswith("source.")
            yield Text(field, text, record.line_of(field) + ("\n" in text), is_prose)
    if record.body and context.may_show(record, "body"):
        yield Text("body", record.body, record.line_of("body"), is_prose=True, is_markdown=True)
    for place, attached in enumerate(record.facts.attached):
        name = attached.path.rpartition("/")[2] if attached.written else ""
        for number, text in enumerate((name, *attached.texts)):
            # Never the file's own name, which may be what was found.
            field = f"files[{place}][{number}]"
            is_stripped = number > 0 and name.lower().endswith(_PICTURES)
            yield Text(field, text, attached.line, number > 0, is_stripped=is_stripped)


def leaves(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Every text among values, with the field that it stands in."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from leaves(item, f"{place}.{key}" if place else str(key))
    elif isinstance(value, list | tuple):
        for number, item in enumerate(value):
            yield from leaves(item, f"{place}[{number}]")
    elif isinstance(value, str):
        yield place, value
