"""Drafts mended: slips of the hand, and findings that are safe to put right."""

from site_builder.mend.run import Mended, mend

__all__ = ["Mended", "mend"]
