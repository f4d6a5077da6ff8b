"""The publication firewall: what no text may carry out, whatever its record or file."""

from site_builder.firewall.finding import NEVER_ONLY_WARNED, Finding, Sort

__all__ = ["NEVER_ONLY_WARNED", "Finding", "Sort"]
