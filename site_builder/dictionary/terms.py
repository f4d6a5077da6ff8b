"""What whoever takes open data must know: what it may be used for, until when, and whom to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from site_builder.dictionary.sets import RETENTION_DAYS
from site_builder.i18n import Message, _

if TYPE_CHECKING:
    from site_builder.model.site import Site

DUTY: Final = _(
    "From the day in do_not_use_from on, a record may not be shown, passed on or used any more."
    " Whoever keeps a copy must delete it from every copy by then, whether or not this site could"
    " tell him."
)
EARLIER: Final = _(
    "A record may leave before that day, when it is removed early or the decision falls. So look at"
    " least once a day: what is no longer in the table must leave your copies at once."
)
RESYNC: Final = _(
    "The changes of the last {days} days are told. Whoever was away for longer takes the whole"
    " tables anew, and deletes what is not in them.",
    days=RETENTION_DAYS,
)
NO_PERSONS: Final = _(
    "Natural persons, and parties that may be one, are on their pages alone and in no download."
)
UNDECLARED: Final = _(
    "Not declared. The publisher has said nothing of what these data may be used for. That is no"
    " permission: whoever uses them answers for it by law, and asks the contact when in doubt."
)


def licence(site: Site) -> str | Message:
    """The licence that the publisher chose, or that he chose none."""
    if site.licence is None:
        return UNDECLARED
    return "　".join(part for part in (site.licence.name, site.licence.url) if part)


def contact(site: Site, publisher: str) -> str:
    """Whom to ask: the contact for data, else the website's, else the publisher alone."""
    if site.contact is not None:
        known = site.contact
        return "　".join(part for part in (known.name, known.phone, known.email) if part)
    return "　".join(part for part in (publisher, site.government.contact) if part)
