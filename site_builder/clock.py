"""The only module that asks what time it is."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from site_builder.model.moment import Moment


def now() -> Moment:
    """This minute in Asia/Shanghai."""
    return Moment(
        datetime.now(ZoneInfo("Asia/Shanghai")).replace(second=0, microsecond=0, tzinfo=None)
    )
