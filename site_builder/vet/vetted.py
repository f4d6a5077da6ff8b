"""What vetting hands on: every record as it stands, and the settings it stands under."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from site_builder.i18n import Message

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from site_builder.errors import Problem
    from site_builder.store.content import ContentStore
    from site_builder.store.good import Good
    from site_builder.store.public import Chrome
    from site_builder.vet.calendars import Calendars
    from site_builder.vet.context import Context
    from site_builder.vet.literal_names import LiteralNames
    from site_builder.vet.references import References
    from site_builder.vet.settings import Settled


@dataclass(slots=True)
class VettedCorpus:
    """Every record as it stands, with the settings it stands under.

    ``missing`` are last good records that no readable file holds any more.
    ``held`` are records taken down by hand, and since when. ``released`` are
    records whose hidings a newer sign-off has ended. ``is_tonights_site`` says that the
    site that stands is the one that is written tonight. ``given_out`` are numbers that look
    like a person's and are an office's, ``passed`` those that two people let pass or the site only
    warns of, each with its record's id. ``unsigned`` says of
    records that stand in a preview alone why no release would show them as they are written.
    ``under`` is a digest of the settings that records were held to.
    """

    store: ContentStore
    chrome: Chrome
    references: References
    settled: Settled
    held: dict[str, date]
    calendars: Calendars
    literal_names: LiteralNames
    context: Context | None = None
    under: str = ""
    is_tonights_site: bool = True
    missing: list[Good] = field(default_factory=list)
    released: list[str] = field(default_factory=list)
    given_out: frozenset[str] = frozenset()
    passed: list[tuple[str, str]] = field(default_factory=list)
    unsigned: dict[str, Problem] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def may_stand(self, public: Collection[str]) -> Iterator[str]:
        """The numbers that may stand on a site that shows these records."""
        yield from self.given_out
        yield from (text for name, text in self.passed if name in public)

    def organ_of(self, written: str | None) -> str | None:
        """The id of the body that a record names, gone ones too; None if there is none."""
        if written is None or written in self.chrome.organs:
            return written
        found = self.references.organ(written)
        return None if isinstance(found, Message) else found
