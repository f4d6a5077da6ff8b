"""Bodies and regions as records name them: by id, code, exact name or alias."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from site_builder.errors import quoted
from site_builder.i18n import Message, _
from site_builder.model.regions import full_name, region_name, regions_named

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from site_builder.model.site import Organ

_CHOICES = 5


class References:
    """Finds what a record means by a body's or a region's name.

    ``drafts`` are bodies that are written but not signed off, so that a record which
    names one can be told why it is not known.
    """

    def __init__(self, organs: Mapping[str, Organ], drafts: Collection[str] = ()) -> None:
        self._organs = organs
        self._drafts = drafts
        self._named: dict[str, list[str]] = {}
        self._unknown: dict[str, Message] = {}
        for organ in organs.values():
            for name in {organ.name, *organ.aliases}:
                self._named.setdefault(name, []).append(organ.id)

    def organ(self, written: str) -> str | Message:
        """The organ's id, or what is wrong with how it is written."""
        if written in self._organs:
            return written
        named = self._named.get(written, [])
        if len(named) == 1:
            return named[0]
        # Looked for once a name: a long list may be wrong in the same way on every line.
        if written not in self._unknown:
            self._unknown[written] = self._unknown_organ(written, named)
        return self._unknown[written]

    def unknown_id(self, written: str) -> Message:
        """What is wrong with an id that no body has; a parent and a publisher go by id alone."""
        if written in self._drafts:
            return _("organ {found} is refused or has no valid sign-off", found=quoted(written))
        near = difflib.get_close_matches(written, list(self._organs), n=1)
        if near:
            return _(
                "no organ {found}; did you mean '{near}'?", found=quoted(written), near=near[0]
            )
        return _("no organ {found} in organs.yml", found=quoted(written))

    def _unknown_organ(self, written: str, named: list[str]) -> Message:
        found = quoted(written)
        if named:
            return _(
                "expected one organ, found {found}, which may be {choices}",
                found=found,
                choices=", ".join(sorted(named)),
            )
        if written in self._drafts:
            return _("organ {found} is refused or has no valid sign-off", found=found)
        near = difflib.get_close_matches(written, [*self._organs, *self._named], n=1)
        if near:
            return _("no organ {found}; did you mean '{near}'?", found=found, near=near[0])
        return _("no organ {found} in organs.yml", found=found)

    @staticmethod
    def region(written: str) -> str | Message:
        """The region's six-digit code, or what is wrong with how it is written."""
        if region_name(written) is not None:
            return written
        if written.isdigit():
            return _("expected a region code of GB/T 2260, found {found}", found=quoted(written))
        codes = regions_named(written)
        if len(codes) == 1:
            return codes[0]
        if codes:
            choices = ", ".join(f"{code} {full_name(code)}" for code in codes[:_CHOICES])
            return _(
                "expected one region, found {found}, which may be {choices}",
                found=quoted(written),
                choices=choices,
            )
        return _(
            "no region {found}; expected a six-digit code or its exact name", found=quoted(written)
        )
