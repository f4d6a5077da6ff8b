"""``as-of.json``: for which moment the release is made, for monitors and pages."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

from site_builder import __version__
from site_builder.model.artifact import Artifact, fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.store.public import PublicCorpus

FORMAT = 1


def stamp(corpus: PublicCorpus) -> Iterator[Artifact]:
    """The moment of the release, and how long it may be relied on."""
    text = _text(corpus)
    yield Artifact("site/as-of.json", fingerprint(text), partial(str.encode, text))


def _text(corpus: PublicCorpus) -> str:
    validity = corpus.validity
    change = validity.next_change_at
    facts = {
        "format": FORMAT,
        "as_of": str(validity.as_of),
        "valid_until": validity.valid_until.isoformat(),
        "next_change_at": None if change is None else change.timestamp,
        "version": __version__,
    }
    return json.dumps(facts, indent=2) + "\n"
