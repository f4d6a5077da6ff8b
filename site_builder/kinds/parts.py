"""What listings and cases have in common."""

from __future__ import annotations

from typing import Literal

from site_builder.kinds.base import Values
from site_builder.kinds.fields import Amount, Count

PartyKind = Literal["enterprise", "sole_trader", "institution", "organisation", "natural_person"]


class Arrears(Values):
    """What is owed: yuan, and to how many workers."""

    amount: Amount | None = None
    workers: Count | None = None
