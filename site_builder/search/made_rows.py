"""The rows of the index, each as it was made of its record, until that says something else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from site_builder.search.row import row
from site_builder.store.made import Made

if TYPE_CHECKING:
    from collections.abc import Collection

    from site_builder.model.public import PublicRecord
    from site_builder.store.public import Chrome, PublicCorpus

_HIT: Final = "hit"
_encode: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def made_rows(corpus: PublicCorpus) -> Made:
    """The rows of a corpus."""
    return Made(corpus, _HIT)


def as_line(chrome: Chrome, record: PublicRecord) -> str:
    """The row of a record as it is kept."""
    return _encode(row(record, chrome))


def rows_of(corpus: PublicCorpus, ids: Collection[str]) -> list[dict[str, Any]]:
    """The rows of these records, in the order in which they are named."""
    return list(map(json.loads, made_rows(corpus).these(ids)))
