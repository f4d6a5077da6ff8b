"""What a workbook says of itself, for it travels without the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.dictionary import SCHEMA_VERSION, terms
from site_builder.export.address import address
from site_builder.i18n import Message, _, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.dictionary import DataSet
    from site_builder.store.public import Chrome


def notes(chrome: Chrome, data_set: DataSet) -> list[str]:
    """Whose table it is, where the newest one stands, and on what terms; a line each."""
    found = _notes(chrome, data_set)
    return [say(line) if isinstance(line, Message) else line for line in found]


def _notes(chrome: Chrome, data_set: DataSet) -> Iterator[Message | str]:
    site = chrome.site
    publisher = chrome.organ_name(site.publisher) or site.name
    yield data_set.title
    yield data_set.description
    yield _("Published by {name}", name=publisher)
    where = address(site.base_url, "data/index.html")
    yield _("The newest table, other forms and the terms: {address}", address=where)
    yield _("Version of the schema: {version}", version=SCHEMA_VERSION)
    yield terms.DUTY
    yield terms.EARLIER
    if site.natural_persons_in_data is None:
        yield terms.NO_PERSONS
    yield _("Licence: {licence}", licence=terms.licence(site))
    yield _("Contact: {contact}", contact=terms.contact(site, publisher))
