"""The folders of one site: what a person writes, what the builder writes, what it remembers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Folders:
    """Where one site lies."""

    site: Path
    output: Path
    state: Path

    @classmethod
    def of(cls, site: Path, output: Path | None = None, state: Path | None = None) -> Folders:
        """The folders of a site; output and state lie inside it unless said otherwise."""
        return cls(site, output or site / "output", state or site / ".site-builder")

    @property
    def content(self) -> Path:
        """What people write."""
        return self.site / "content"

    @property
    def written(self) -> tuple[Path, ...]:
        """What people write: content and templates, whether the site has any or not."""
        return self.content, self.site / "templates"

    @property
    def released(self) -> tuple[Path, ...]:
        """What the builder alone writes of its releases."""
        names = ("site", "server", ".releases", "ledger.jsonl")
        return tuple(self.output / name for name in names)

    @property
    def scratch(self) -> Path:
        """What one build, or one takedown, needs meanwhile; nothing of it is worth keeping."""
        return self.state / "tonight"

    @property
    def templates(self) -> Path | None:
        """The site's own templates, if it has any."""
        folder = self.site / "templates"
        return folder if folder.is_dir() else None
