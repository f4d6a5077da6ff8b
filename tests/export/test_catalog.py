"""The catalog tells what is offered in this very release, and nothing else."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from site_builder.export import exports
from site_builder.export.catalog import catalog
from site_builder.model.artifact import Measure
from site_builder.model.site import Contact, Licence
from site_builder.store.public import PublicCorpus
from tests.export.examples import BASE_URL, a_case, a_corpus, a_listing, made


def told(corpus: PublicCorpus) -> Any:
    return json.loads(made(exports(corpus))["site/data/catalog.jsonld"])


def with_site(folder: Path, **changed: Any) -> PublicCorpus:
    corpus = a_corpus(folder)
    corpus.chrome = replace(corpus.chrome, site=replace(corpus.chrome.site, **changed))
    return corpus


def test_each_file_is_told_with_its_own_size_and_digest(tmp_path: Path) -> None:
    corpus = a_corpus(tmp_path, [a_listing(), a_case()])
    files = made(exports(corpus))
    found = {
        each["dcat:downloadURL"]["@id"].removeprefix(BASE_URL): (
            int(each["dcat:byteSize"]["@value"]),
            each["spdx:checksum"]["spdx:checksumValue"]["@value"],
        )
        for data_set in told(corpus)["dcat:dataset"]
        for each in data_set["dcat:distribution"]
    }
    assert found == {
        f"data/{name}": (len(data), hashlib.sha256(data).hexdigest())
        for name in (
            *(f"{table}.{form}" for table in ("listings", "cases") for form in FORMS),
            "changes.json",
            "changes.atom",
        )
        for data in [files[f"site/data/{name}"]]
    }


FORMS = ("csv", "xlsx", "json", "jsonl")


def test_what_is_not_in_the_release_is_not_told(tmp_path: Path) -> None:
    [closing] = catalog(a_corpus(tmp_path))
    whole = json.loads(closing.close({"site/data/cases.csv": Measure(1, "a" * 64)}).make())
    files = [len(data_set["dcat:distribution"]) for data_set in whole["dcat:dataset"]]
    assert files == [0, 1, 0]


def test_its_fingerprint_is_that_of_the_files(tmp_path: Path) -> None:
    [closing] = catalog(a_corpus(tmp_path))
    one, same, other = (
        closing.close({"site/data/cases.csv": Measure(1, digest * 64)}).fingerprint
        for digest in ("a", "a", "b")
    )
    assert one == same != other


def test_no_licence_is_claimed_that_nobody_chose(tmp_path: Path) -> None:
    whole = told(a_corpus(tmp_path))
    assert "dct:license" not in json.dumps(whole)
    assert whole["dct:rights"]["rdfs:label"]["@value"].startswith("未声明")


def test_a_licence_is_told_by_its_name_and_its_address(tmp_path: Path) -> None:
    licence = Licence("示例政务数据开放许可", "https://example.gov.cn/licence")
    whole = told(with_site(tmp_path, licence=licence))
    for each in (whole, *whole["dcat:dataset"]):
        assert each["dct:license"] == {
            "@id": "https://example.gov.cn/licence",
            "@type": "dct:LicenseDocument",
            "dct:title": "示例政务数据开放许可",
        }
        assert "未声明" not in each["dct:rights"]["rdfs:label"]["@value"]


def test_the_contact_for_data_goes_before_the_websites(tmp_path: Path) -> None:
    assert told(a_corpus(tmp_path))["dcat:contactPoint"]["vcard:fn"].startswith("内蒙古")
    contact = Contact(name="数据科", phone="0471-12333", email="data@example.gov.cn")
    assert told(with_site(tmp_path, contact=contact))["dcat:contactPoint"] == {
        "@type": "vcard:Kind",
        "vcard:fn": "数据科",
        "vcard:tel": "0471-12333",
        "vcard:hasEmail": {"@id": "mailto:data@example.gov.cn"},
    }


def test_whoever_keeps_a_copy_is_told_how_long_changes_stand_and_what_to_do_then(
    tmp_path: Path,
) -> None:
    changes = told(a_corpus(tmp_path))["dcat:dataset"][-1]
    [_what, rule] = (each["@value"] for each in changes["dct:description"])
    assert "90天" in rule
    assert "重新取得全表" in rule


def test_every_term_has_its_vocabulary_in_the_file_itself(tmp_path: Path) -> None:
    whole = told(a_corpus(tmp_path, [a_listing()]))
    known = set(whole["@context"])
    assert {name.partition(":")[0] for name in _keys(whole) if not name.startswith("@")} <= known


def _keys(value: Any) -> set[str]:
    if isinstance(value, list):
        return {key for each in value for key in _keys(each)}
    if isinstance(value, dict):
        inside = {key for name, each in value.items() if name != "@context" for key in _keys(each)}
        return {*value, *inside}
    return set()


# In the words of schema.org


def described(corpus: PublicCorpus) -> Any:
    return json.loads(made(exports(corpus))["site/data/dataset.jsonld"])


def test_search_engines_are_told_the_same_in_the_words_of_schema_org(tmp_path: Path) -> None:
    corpus = a_corpus(tmp_path, [a_listing()])
    data = made(exports(corpus))["site/data/listings.csv"]
    whole = described(corpus)
    assert [each["identifier"] for each in whole["dataset"]] == ["listings", "cases", "changes"]
    assert whole["dataset"][0]["distribution"][0] == {
        "@type": "DataDownload",
        "name": "CSV",
        "encodingFormat": "text/csv",
        "contentUrl": f"{BASE_URL}data/listings.csv",
        "contentSize": f"{len(data)} B",
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    assert "license" not in whole


def test_search_engines_are_told_the_licence_that_the_site_names(tmp_path: Path) -> None:
    licence = Licence("示例许可", "https://example.gov.cn/licence")
    whole = described(with_site(tmp_path, licence=licence))
    assert {each["license"] for each in (whole, *whole["dataset"])} == {licence.url}
