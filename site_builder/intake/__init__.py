"""Somebody's spreadsheet to canonical records with ids; safe to repeat."""

from site_builder.intake.begun import begin
from site_builder.intake.catalog import begin_catalog
from site_builder.intake.changes import Change
from site_builder.intake.ids import draw_id
from site_builder.intake.keys import KEY_FIELDS
from site_builder.intake.missing import Gone
from site_builder.intake.order import ENDED, KEEP, Order, Outcome
from site_builder.intake.pending import FILE_NAME as PENDING_FILE
from site_builder.intake.plan import Taken
from site_builder.intake.row import Row
from site_builder.intake.run import take_in
from site_builder.intake.word_article import TO_FILL, WordArticle, left_said, word_article

__all__ = [
    "ENDED",
    "KEEP",
    "KEY_FIELDS",
    "PENDING_FILE",
    "TO_FILL",
    "Change",
    "Gone",
    "Order",
    "Outcome",
    "Row",
    "Taken",
    "WordArticle",
    "begin",
    "begin_catalog",
    "draw_id",
    "left_said",
    "take_in",
    "word_article",
]
