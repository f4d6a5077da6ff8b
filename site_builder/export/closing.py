"""Files of JSON that tell what the other files of a release came to."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

from site_builder.dictionary import files_of
from site_builder.model.artifact import Artifact, Closing, fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from site_builder.model.artifact import Measure

    Told = Callable[[Mapping[str, Measure]], dict[str, Any]]


def closing_json(path: str, told: Told) -> Closing:
    """A file of what is ``told`` of all downloads, once these stand."""
    files = tuple(f"site/{each}" for each in files_of())
    return Closing(f"site/{path}", files, partial(_closed, path, told))


def _closed(path: str, told: Told, measures: Mapping[str, Measure]) -> Artifact:
    text = json.dumps(told(measures), ensure_ascii=False, indent=1) + "\n"
    return Artifact(f"site/{path}", fingerprint(text), partial(str.encode, text))
