"""Articles that are begun: a file of Markdown with its head, and what it shows beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import yaml

from site_builder.errors import UsageError, quoted
from site_builder.i18n import _
from site_builder.intake.word_article import TO_FILL
from site_builder.kinds import KINDS
from site_builder.kinds.base import Parsed, parse
from site_builder.kinds.fields import id_in
from site_builder.model.record import Kind
from site_builder.store.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from site_builder.intake.word_article import WordArticle

# What a typical case tells, and in which order.
_PARTS: Final = {
    "基本案情": "谁欠谁的工资、欠了多少、怎样发现；不写人名、单位全称、门牌号",
    "处理结果": "哪个部门怎样处理、工资何时付清",
    "典型意义": "别的劳动者和单位从中看到什么",
}


def begin(content: Path, kind: Kind, front: Mapping[str, Any], article: WordArticle) -> Path:
    """Write an article's file, called by its id, and the files that it shows.

    Where it says nothing yet, what is to be written stands in for it: no check lets that pass.

    Raises:
        UsageError: Its id can be none, or a file of such a name is there already; nothing was
            written.
    """
    if id_in(front) is None:
        raise UsageError(
            _("expected an id like tc-2026-1, found {found}", found=quoted(front["id"]))
        )
    faults = parse(KINDS[kind], front)
    for place, _code, message in () if isinstance(faults, Parsed) else faults:
        if place == ("id",):
            raise UsageError(message)
    folder = content / KINDS[kind].folder
    head = yaml.safe_dump(dict(front), allow_unicode=True, sort_keys=False)
    text = f"---\n{head}---\n\n{article.body or _skeleton(kind)}\n"
    files = {**article.files, f"{front['id']}.md": text.encode()}
    for name in files:
        if (folder / name).exists():
            raise UsageError(_("there is a file {name} already", name=name))
    for name, data in files.items():
        write_whole(folder / name, data)
    return folder / f"{front['id']}.md"


def _skeleton(kind: Kind) -> str:
    if kind is not Kind.TYPICAL_CASE:
        return TO_FILL.format(what="正文")
    parts = (f"## {part}\n\n{TO_FILL.format(what=what)}" for part, what in _PARTS.items())
    return "\n\n".join(parts)
