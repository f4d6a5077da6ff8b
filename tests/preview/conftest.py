"""A small office, and the desk that previews it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from site_builder.preview import Desk
from tests.office import Office, article, listing
from tests.preview.desks import NOW

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A listing and a typical case, both signed."""
    office = Office(tmp_path / "site")
    office.signed("listings/a.yml", [listing(1)])
    office.signed("typical-cases/a.md", article(), on="2025-04-02")
    return office


@pytest.fixture
def desk(office: Office) -> Iterator[Desk]:
    """The preview of that office."""
    desk = Desk(office.folders, lambda: NOW)
    yield desk
    desk.close()
