"""Ways to show a value in part."""

from __future__ import annotations

from site_builder.model.regime import Show

_KEPT_AT_EACH_END = 4


def redact(value: str, show: Show, field: str) -> str | None:
    """``value`` as far as ``show`` lets the public see it; None: not at all.

    法释〔2016〕19号 第九条: the surname stays, the given name becomes 某; of names
    without a surname the first character stays. Where the surname may have two
    characters the first alone stays too: it tells less.
    """
    match show:
        case Show.FULL:
            return value
        case Show.SURNAME:
            return f"{value[:1]}某"
        case Show.MASKED:
            if field.endswith("name") or len(value) <= 2 * _KEPT_AT_EACH_END:
                return value[:1] + "×" * (len(value) - 1)
            middle = "×" * (len(value) - 2 * _KEPT_AT_EACH_END)
            return value[:_KEPT_AT_EACH_END] + middle + value[-_KEPT_AT_EACH_END:]
        case Show.WITHHELD:
            return None
