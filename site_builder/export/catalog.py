"""``data/catalog.jsonld``: the data sets for catalogs and harvesters (DCAT 3), with digests.

It is made from the files as they stand in the release, so that it never tells the size or the
digest of another, nor of one that is not there.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from site_builder.dictionary import (
    CATALOG,
    DATA_SETS,
    MOST_ROWS,
    SCHEMA_VERSION,
    terms,
)
from site_builder.export.address import address
from site_builder.export.closing import closing_json
from site_builder.i18n import Message, _, joined, say, speech

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from site_builder.dictionary import DataSet, Form
    from site_builder.model.artifact import Closing, Measure
    from site_builder.store.public import Chrome, PublicCorpus

# Written out, so that nobody need fetch it from elsewhere.
_CONTEXT: Final = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_CHINESE: Final = "http://id.loc.gov/vocabulary/iso639-1/zh"
_DAILY: Final = "http://publications.europa.eu/resource/authority/frequency/DAILY"
_MEDIA_TYPES: Final = "https://www.iana.org/assignments/media-types/"


def catalog(corpus: PublicCorpus) -> Iterator[Closing]:
    """The catalog of what is offered in this release."""
    yield closing_json(CATALOG, partial(_catalog, corpus.chrome))


def _catalog(chrome: Chrome, measures: Mapping[str, Measure]) -> dict[str, Any]:
    site = chrome.site
    return {
        "@context": _CONTEXT,
        "@id": address(site.base_url, CATALOG),
        "@type": "dcat:Catalog",
        "dct:title": _said(_("{name}: open data", name=site.name)),
        "dct:description": _said(terms.DUTY),
        "foaf:homepage": {"@id": address(site.base_url, "data/index.html")},
        **_shared(chrome),
        "dcat:dataset": [_data_set(each, chrome, measures) for each in DATA_SETS],
    }


def _shared(chrome: Chrome) -> dict[str, Any]:
    """Who answers for it, and what may be done with it."""
    site = chrome.site
    publisher = chrome.organ_name(site.publisher) or site.name
    found: dict[str, Any] = {
        "dct:language": {"@id": _CHINESE},
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": publisher},
        "dcat:contactPoint": _contact(chrome, publisher),
        "dct:rights": {"@type": "dct:RightsStatement", "rdfs:label": _said(_rights(chrome))},
    }
    if site.licence is not None:
        found["dct:license"] = {
            **({"@id": site.licence.url} if site.licence.url else {}),
            "@type": "dct:LicenseDocument",
            "dct:title": site.licence.name,
        }
    return found


def _rights(chrome: Chrome) -> str:
    told = [terms.licence(chrome.site), terms.DUTY, terms.EARLIER]
    if chrome.site.natural_persons_in_data is None:
        told.append(terms.NO_PERSONS)
    return joined(say(each) if isinstance(each, Message) else f"{each}。" for each in told)


def _contact(chrome: Chrome, publisher: str) -> dict[str, Any]:
    known = chrome.site.contact
    if known is None:
        return {"@type": "vcard:Kind", "vcard:fn": terms.contact(chrome.site, publisher)}
    found: dict[str, Any] = {"@type": "vcard:Kind", "vcard:fn": known.name}
    if known.phone:
        found["vcard:tel"] = known.phone
    if known.email:
        found["vcard:hasEmail"] = {"@id": f"mailto:{known.email}"}
    return found


def _data_set(data_set: DataSet, chrome: Chrome, measures: Mapping[str, Measure]) -> dict[str, Any]:
    base = chrome.site.base_url
    files = ((form, measures.get(f"site/{data_set.path(form)}")) for form in data_set.forms)
    return {
        "@id": f"{address(base, CATALOG)}#{data_set.name}",
        "@type": "dcat:Dataset",
        "dct:identifier": data_set.name,
        "dct:title": _said(data_set.title),
        "dct:description": [_said(each) for each in _described(data_set)],
        "dct:accrualPeriodicity": {"@id": _DAILY},
        "dct:conformsTo": {"@id": address(base, data_set.schema)},
        "dcat:version": SCHEMA_VERSION,
        "dcat:landingPage": {"@id": address(base, "data/index.html")},
        **_shared(chrome),
        "dcat:distribution": [
            _file(data_set, form, measure, base) for form, measure in files if measure
        ],
    }


def _described(data_set: DataSet) -> Iterator[Message]:
    yield data_set.description
    if data_set.kind is None:
        yield terms.RESYNC
    else:
        yield _("There is an XLSX of at most {rows} rows, and none of more.", rows=f"{MOST_ROWS:,}")


def _file(data_set: DataSet, form: Form, measure: Measure, base: str) -> dict[str, Any]:
    where = address(base, data_set.path(form))
    return {
        "@id": where,
        "@type": "dcat:Distribution",
        "dct:title": _said(form.label),
        "dct:description": _said(form.purpose),
        "dcat:accessURL": {"@id": address(base, "data/index.html")},
        "dcat:downloadURL": {"@id": where},
        "dcat:mediaType": {"@id": f"{_MEDIA_TYPES}{form.media_type}"},
        "dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": str(measure.size)},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@type": "xsd:hexBinary", "@value": measure.sha256},
        },
    }


def _said(text: Message | str) -> dict[str, str]:
    said = say(text) if isinstance(text, Message) else text
    return {"@language": speech().lang, "@value": said}
