"""What is to be done about the faults of each rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from site_builder.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from site_builder.i18n import Message

REMEDIES: Final[Mapping[str, Message]] = {
    "forged-dates": _(
        "let published_on be the day on which the item first stood on the site, and never another;"
        " have it signed again"
    ),
    "home-not-updated": _(
        "publish a true item (news, a typical case, a record) before the day named; a new"
        " day of the release is none"
    ),
    "columns-not-updated": _("publish something in the column before the day named"),
    "columns-long-not-updated": _("publish something in the column, or do without it"),
    "empty-columns": _(
        "publish something in the column; an emptied list says of itself as of which day it is"
        " empty, unless templates of the site's own leave that out"
    ),
    "no-consultation": _("give a channel in content/channels.yml a url, and its regions"),
    "tags-site": _("fill in government in content/site.yml, or mend the site's own templates"),
    "tags-column": _("mend the site's own templates: the shipped ones have these tags"),
    "tags-article": _("mend the site's own templates: the shipped ones have these tags"),
    "dead-links-home": _("mend the link in the article or template that has it, and build again"),
    "dead-links": _("mend the link in the article or template that has it, and build again"),
    "outer-links": _("open each once and see whether it answers"),
    "footer": _(
        "fill in government in content/site.yml (sponsor, contact, icp, police_record, conac,"
        " report_errors)"
    ),
    "legal-pages": _("write the pages about, notice and privacy in content/pages/"),
    "codes": _("put the code that was given out into government in content/site.yml"),
    "placeholders": _("write what belongs there, or withdraw the article"),
    "page-size": _("use smaller pictures; divide long articles"),
    "out-of-date": _("build again"),
}
