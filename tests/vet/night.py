"""Nights at an office: what stands, what is said, and what is remembered for the next."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from site_builder.folders import Folders
from site_builder.model.moment import Moment
from site_builder.prepare import prepare
from site_builder.remember import remember
from site_builder.store.content import ContentStore
from site_builder.store.memory import Memory
from tests.office import Office

if TYPE_CHECKING:
    from site_builder.prepare import Prepared


@dataclass
class Night:
    """What became of one night's content."""

    prepared: Prepared
    as_of: Moment

    def state(self, name: str) -> str:
        """The state of a record."""
        subject = self.prepared.subjects.get(name)
        return "gone" if subject is None else subject.course.state(self.as_of).value

    def value(self, name: str, *keys: str) -> Any:
        """A value of a record as it stands."""
        found = self.prepared.vetted.store.get(name)
        assert found is not None
        value: Any = found.record.values
        for key in keys:
            value = value[key]
        return value

    def said(self) -> list[str]:
        """Every problem, as ``check`` prints it."""
        return [problem.text("en") for problem in self.prepared.problems]

    def codes(self) -> list[str]:
        """The codes of the problems, in order."""
        return sorted(problem.code for problem in self.prepared.problems)


def a_night(folders: Folders, as_of: Moment, scratch: Path) -> Prepared:
    """One night's content, vetted, and remembered for the next as a release would be."""
    memory = Memory(folders.state)
    try:
        prepared = prepare(folders, as_of, memory, ContentStore(scratch / "content.sqlite"))
        remember(memory, prepared, as_of, templates=None, picture=lambda _path, _sha256: None)
        memory.forget(subject.record.id for subject in prepared.missing.hidden)
    finally:
        memory.close()
    return prepared


class Nights(Office):
    """An office whose nights are not rendered, only vetted and remembered."""

    def night(self, as_of: str = "2025-06-01") -> Night:
        """One night."""
        moment = Moment.parse(as_of)
        scratch = Path(tempfile.mkdtemp(dir=self.folders.site))
        return Night(a_night(self.folders, moment, scratch), moment)


@pytest.fixture
def nights(tmp_path: Path) -> Nights:
    """An office of its own for each test."""
    return Nights(tmp_path / "office")
