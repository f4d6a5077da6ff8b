"""The kinds of record that a site may hold: one module a kind, one line each in ``KINDS``."""

from site_builder.kinds import article, case, listing, page, setting, statistic
from site_builder.kinds.base import Parsed, Spec
from site_builder.model.record import Kind

KINDS: dict[Kind, Spec] = {
    Kind.LISTING: listing.SPEC,
    Kind.CASE: case.SPEC,
    Kind.TYPICAL_CASE: article.TYPICAL_CASE,
    Kind.NEWS: article.NEWS,
    Kind.PAGE: page.SPEC,
    Kind.STATISTIC: statistic.SPEC,
}
SETTINGS = setting.SETTINGS

__all__ = ["KINDS", "SETTINGS", "Parsed", "Spec"]
