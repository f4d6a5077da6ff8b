"""A digest of the settings under which something was found, to know them again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, Final

from site_builder.model.artifact import fingerprint

if TYPE_CHECKING:
    from site_builder.store.public import Chrome


_LEAVES: Final = (str, int, bool, type(None))


def settings_digest(chrome: Chrome, *beside: object) -> str:
    """A digest of all settings, and of what stands ``beside`` them; in every process the same."""
    found = (chrome.site, chrome.organs, chrome.channels, chrome.regimes, *beside)
    return fingerprint(chrome.speech.known, json.dumps(_plain(found), ensure_ascii=False))


def _plain(value: Any) -> Any:
    """A value as JSON can hold it, each part under its name and in a settled order."""
    # Nearly all of them, and what follows asks slowly.
    if type(value) in _LEAVES:
        return value
    if is_dataclass(value) and not isinstance(value, type):
        own = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return [type(value).__name__, own]
    if isinstance(value, Mapping):
        return [[_plain(key), _plain(value[key])] for key in sorted(value, key=str)]
    if isinstance(value, AbstractSet):
        return sorted(map(_plain, value), key=str)
    if isinstance(value, (list, tuple)):
        return list(map(_plain, value))
    return value if isinstance(value, (int, str)) else str(value)
