"""The publication firewall: what no text may carry out, whatever its record or file."""

from site_builder.firewall.finding import NEVER_ONLY_WARNED, NUMBERS, Finding, Sort
from site_builder.firewall.look import Look, findings
from site_builder.firewall.plain import plain
from site_builder.firewall.wording import tells_of_a_judgment

__all__ = [
    "NEVER_ONLY_WARNED",
    "NUMBERS",
    "Finding",
    "Look",
    "Sort",
    "findings",
    "plain",
    "tells_of_a_judgment",
]
