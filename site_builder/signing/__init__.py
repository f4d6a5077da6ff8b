"""Signing records off: the sheet on paper, and what two people approved, line by line."""

from site_builder.signing.approval import Signed, self_approval, send_back, sign, sign_off
from site_builder.signing.as_json import as_json
from site_builder.signing.as_text import as_text, in_short
from site_builder.signing.desk import Desk, desk
from site_builder.signing.files import write_sheets
from site_builder.signing.ledger import Signature
from site_builder.signing.sheet import Entry, Sheet, Standing

__all__ = [
    "Desk",
    "Entry",
    "Sheet",
    "Signature",
    "Signed",
    "Standing",
    "as_json",
    "as_text",
    "desk",
    "in_short",
    "self_approval",
    "send_back",
    "sign",
    "sign_off",
    "write_sheets",
]
