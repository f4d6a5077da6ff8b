"""Files mended in memory: what a draft becomes, and what is told of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder.kinds import KINDS, SETTINGS
from site_builder.mend.draft import JsonDraft, MarkdownDraft, YamlDraft
from site_builder.mend.lines import Lines
from site_builder.model.record import Kind

if TYPE_CHECKING:
    from collections.abc import Collection

    from site_builder.mend.draft import Draft

FORMS: dict[str, type[Draft]] = {
    "yml": YamlDraft,
    "md": MarkdownDraft,
    "jsonl": JsonDraft,
}
LISTING = """\
id: t-0001
regime: arrears-list-2022
employer:
  name: 甲公司
  region: "150102"
decision:
  number: 1号
  organ: hrss
  decided_on: 2025-03-01
  reason: 拖欠：工资，逾期“未付”
published_on: 2025-03-05
"""
ARTICLE = """\
---
id: tc-1
title: 工地“调解”拿回工资
organ: hrss
regime: typical-case
occurred_in: "150102"
published_on: 2025-03-05
tags: [调解, 矿山]
source: {name: 某报, title: 标题, date: 2025-01-02}
---
正文：“一”，见

---
title：不是字段
"""


@dataclass(frozen=True)
class Fixed:
    """A file after it was mended: its text, what was mended on which lines, what was left."""

    text: str
    made: list[tuple[int, str]]
    left: list[int]


def fixed(
    text: str, kind: Kind | str = Kind.LISTING, form: str = "yml", signed: Collection[int] = ()
) -> Fixed:
    """Mend a text as a file of this form."""
    lines = Lines.of(text.encode())
    assert lines is not None
    spec = KINDS[kind] if isinstance(kind, Kind) else SETTINGS[kind]
    draft: Draft = FORMS[form](lines.texts, f"content/a.{form}", spec, set(signed))
    draft.mend([], lambda _text: ())
    made = sorted({(edit.line + 1, str(edit.what)) for edit in draft.made})
    return Fixed(
        lines.data(draft.texts).decode(), made, sorted({edit.line + 1 for edit in draft.left})
    )
