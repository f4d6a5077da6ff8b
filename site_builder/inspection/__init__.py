"""The inspection of government websites, rehearsed over a finished release.

What inspectors look at is data (``_inspection/government-websites.yml``); a rule names the
look that finds what it asks for.
"""

from site_builder.inspection.inspect import Inspected, inspect_release
from site_builder.inspection.verdict import Judged, Outcome

__all__ = ["Inspected", "Judged", "Outcome", "inspect_release"]
