"""``data/dataset.jsonld``: the data sets in the words of schema.org, for search engines.

A file of its own, to which the page of open data links: a block of data in the page would be
no script, but not every checker of pages knows that.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from site_builder.dictionary import DATA_SETS, DESCRIBED, SCHEMA_VERSION
from site_builder.export.address import address
from site_builder.export.closing import closing_json
from site_builder.i18n import _, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from site_builder.dictionary import DataSet
    from site_builder.model.artifact import Closing, Measure
    from site_builder.store.public import Chrome, PublicCorpus


def described(corpus: PublicCorpus) -> Iterator[Closing]:
    """What is offered in this release."""
    yield closing_json(DESCRIBED, partial(_described, corpus.chrome))


def _described(chrome: Chrome, measures: Mapping[str, Measure]) -> dict[str, Any]:
    site, page = chrome.site, address(chrome.site.base_url, "data/index.html")
    publisher = chrome.organ_name(site.publisher) or site.name
    shared: dict[str, Any] = {
        "inLanguage": "zh-CN",
        "isAccessibleForFree": True,
        "publisher": {"@type": "GovernmentOrganization", "name": publisher},
        "usageInfo": f"{page}#terms",
    }
    if site.licence:
        named = {"@type": "CreativeWork", "name": site.licence.name}
        shared["license"] = site.licence.url or named
    return {
        "@context": "https://schema.org",
        "@type": "DataCatalog",
        "name": say(_("{name}: open data", name=site.name)),
        "url": page,
        **shared,
        "dataset": [{**_data_set(each, measures, site.base_url), **shared} for each in DATA_SETS],
    }


def _data_set(data_set: DataSet, measures: Mapping[str, Measure], base: str) -> dict[str, Any]:
    files = ((form, measures.get(f"site/{data_set.path(form)}")) for form in data_set.forms)
    return {
        "@type": "Dataset",
        "name": say(data_set.title),
        "description": say(data_set.description),
        "identifier": data_set.name,
        "version": SCHEMA_VERSION,
        "variableMeasured": [say(column.label) for column in data_set.columns],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": say(form.label),
                "encodingFormat": form.media_type,
                "contentUrl": address(base, data_set.path(form)),
                "contentSize": f"{measure.size} B",
                "sha256": measure.sha256,
            }
            for form, measure in files
            if measure
        ],
    }
