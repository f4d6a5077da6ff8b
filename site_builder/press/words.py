"""Days, moments and short texts as the press is told them."""

from __future__ import annotations

import re
from datetime import time
from typing import TYPE_CHECKING, Final

from babel.dates import format_date

if TYPE_CHECKING:
    from datetime import date

    from site_builder.model.moment import Moment

_SENTENCE: Final = re.compile(r"[^。！？]*[。！？]+[”』」）]*")
_MORE: Final = "…"


def day_said(day: date) -> str:
    """A day as people write it."""
    return format_date(day, "long", locale="zh_Hans_CN")


def moment_said(moment: Moment) -> str:
    """A moment as people write it; the beginning of a day as the day."""
    minute = "" if moment.at.time() == time() else moment.at.strftime("%H:%M")
    return f"{day_said(moment.day)}{minute}"


def cut(text: str, longest: int) -> str:
    """``text``, or what of it and an ellipsis are ``longest`` characters."""
    return text if len(text) <= longest else text[: longest - len(_MORE)].rstrip() + _MORE


def whole_sentences(text: str, longest: int) -> str:
    """As many whole sentences from the beginning as fit; of a longer first one, what does."""
    found = ""
    for sentence in _SENTENCE.findall(text):
        if len(found) + len(sentence) > longest:
            break
        found += sentence
    return found.strip() or cut(text.strip(), longest)
