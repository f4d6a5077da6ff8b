"""Somebody's spreadsheet to canonical records with ids; safe to repeat."""

from site_builder.intake.changes import Change
from site_builder.intake.missing import Gone
from site_builder.intake.order import ENDED, KEEP, Order, Outcome
from site_builder.intake.pending import FILE_NAME as PENDING_FILE
from site_builder.intake.plan import Taken
from site_builder.intake.row import Row
from site_builder.intake.run import take_in

__all__ = [
    "ENDED",
    "KEEP",
    "PENDING_FILE",
    "Change",
    "Gone",
    "Order",
    "Outcome",
    "Row",
    "Taken",
    "take_in",
]
