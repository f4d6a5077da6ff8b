"""Orders given to a tiny office, as a clerk would give them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from site_builder.load.yaml_core import read_yaml
from tests.command import Ran, run

if TYPE_CHECKING:
    from tests.office import Office


def order(office: Office, *words: str, as_of: str = "2025-06-01") -> Ran:
    """Run ``event`` as of a day, in English."""
    return run("event", *words, "--site", office.folders.site, "--as-of", as_of, "--lang", "en")


def events(office: Office, record_id: str, name: str = "listings/a.yml") -> list[dict[str, Any]]:
    """The events of a record as its YAML file says them."""
    data = (office.content / name).read_bytes()
    entries = read_yaml(data, name).entries
    found = next(entry.values for entry in entries if entry.values["id"] == record_id)
    return list(found.get("events") or [])
