"""Downloads, feeds and what robots and servers read: PublicCorpus to artifacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.export.as_of import stamp
from site_builder.export.atom import feed
from site_builder.export.catalog import catalog
from site_builder.export.changes import changes
from site_builder.export.csv import csv_tables
from site_builder.export.described import described
from site_builder.export.forms import blank_forms
from site_builder.export.gone_urls import gone_urls
from site_builder.export.json import json_tables
from site_builder.export.robots import robots_txt
from site_builder.export.schema import schemas
from site_builder.export.server import server_files
from site_builder.export.sitemap import sitemaps
from site_builder.export.xlsx import xlsx_tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from site_builder.model.artifact import Promise
    from site_builder.store.public import PublicCorpus

EXPORTERS: Mapping[str, Callable[[PublicCorpus], Iterator[Promise]]] = {
    "csv": csv_tables,
    "json": json_tables,
    "xlsx": xlsx_tables,
    "changes": changes,
    "schemas": schemas,
    "catalog": catalog,
    "described": described,
    "forms": blank_forms,
    "atom": feed,
    "gone_urls": gone_urls,
    "sitemap": sitemaps,
    "robots": robots_txt,
    "as_of": stamp,
    "server": server_files,
}


def exports(corpus: PublicCorpus) -> Iterator[Promise]:
    """Every file that is neither a page nor a part of the search index."""
    for exporter in EXPORTERS.values():
        yield from exporter(corpus)
