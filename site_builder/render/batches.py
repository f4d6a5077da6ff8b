"""News that publish several typical cases: each with its title and summary, and the way back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from site_builder.model.public import PublicRecord
    from site_builder.store.public import PublicCorpus

# What begins otherwise than a paragraph does: headings, lists, quotations, pictures, blocks.
_NO_PARAGRAPH: Final = re.compile(r"[#>|`!\-*+=]|\d+\.|\[\^|\x20{4}|\t")
_NOTE: Final = re.compile(r"\[\^[^\]\n]*\]")


@dataclass(frozen=True, slots=True)
class Member:
    """A typical case of a batch; ``begins`` is its first paragraph, where it has no summary."""

    record: PublicRecord
    begins: str = ""


def members(corpus: PublicCorpus, record: PublicRecord) -> Iterator[Member]:
    """The typical cases that a news item publishes and that are public, in its order."""
    for name in record.values.get("typical_cases") or ():
        found = corpus.get(name)
        if found is not None:
            has_summary = bool(found.values.get("summary"))
            yield Member(found, "" if has_summary else first_paragraph(found.body))


def batches(news: Iterable[PublicRecord]) -> dict[str, tuple[PublicRecord, ...]]:
    """The news items that publish each typical case, by its id."""
    found: dict[str, tuple[PublicRecord, ...]] = {}
    for record in news:
        for name in record.values.get("typical_cases") or ():
            found[name] = (*found.get(name, ()), record)
    return found


def first_paragraph(body: str) -> str:
    """The first paragraph of an article, without calls of notes."""
    for paragraph in re.split(r"\n[ \t]*\n", body):
        text = paragraph.strip("\n")
        if text and not _NO_PARAGRAPH.match(text):
            return _NOTE.sub("", text)
    return ""
