from pathlib import Path

import pytest

from site_builder.export import EXPORTERS, exports
from site_builder.model.artifact import Artifact
from tests.export.examples import (
    a_case,
    a_corpus,
    a_gone,
    a_leaving,
    a_listing,
    an_article,
    an_entry,
    made,
)
from tests.promised import standing

CHANGES = [a_leaving("nm-8"), a_leaving("nm-9"), an_entry("nm-1"), an_entry("nm-2")]
RECORDS = [a_listing("nm-1"), a_listing("nm-2"), a_case(), an_article("nw-1", "新闻", "2025-03-07")]


def test_exports_are_what_the_contract_names(tmp_path: Path) -> None:
    assert [artifact.path for artifact in exports(a_corpus(tmp_path))] == [
        "site/data/listings.csv",
        "site/data/cases.csv",
        "site/data/listings.json",
        "site/data/listings.jsonl",
        "site/data/cases.json",
        "site/data/cases.jsonl",
        "site/data/listings.xlsx",
        "site/data/cases.xlsx",
        "site/data/changes.json",
        "site/data/changes.atom",
        "site/data/schema/listings.json",
        "site/data/schema/cases.json",
        "site/data/schema/changes.json",
        "site/data/catalog.jsonld",
        "site/data/dataset.jsonld",
        "site/forms/early-removal.docx",
        "site/forms/promise.docx",
        "site/forms/objection.docx",
        "site/forms/correction.docx",
        "site/feed.atom",
        "site/gone-urls.txt",
        "site/sitemap.xml",
        "site/robots.txt",
        "site/as-of.json",
        "server/README.txt",
        "server/nginx.conf",
        "server/gone.map",
        "server/htaccess",
        "server/_headers",
        "server/_redirects",
    ]


def test_the_order_of_records_changes_no_byte(tmp_path: Path) -> None:
    gone = [a_gone("nm-8"), a_gone("nm-9")]
    one = a_corpus(tmp_path, RECORDS, gone, changes=CHANGES)
    two = a_corpus(tmp_path, reversed(RECORDS), reversed(gone), changes=reversed(CHANGES))
    assert list(map(_known, standing(exports(one)))) == list(map(_known, standing(exports(two))))
    assert made(exports(one)) == made(exports(two))


def _known(artifact: Artifact) -> tuple[str, str]:
    return artifact.path, artifact.fingerprint


@pytest.mark.parametrize("name", sorted(EXPORTERS))
def test_nothing_but_the_stamp_depends_on_the_day(tmp_path: Path, name: str) -> None:
    one = list(EXPORTERS[name](a_corpus(tmp_path, RECORDS, changes=CHANGES, as_of="2025-03-10")))
    two = list(EXPORTERS[name](a_corpus(tmp_path, RECORDS, changes=CHANGES, as_of="2025-03-11")))
    assert (made(one) == made(two)) is (name != "as_of")


def test_a_gone_record_is_named_by_its_address_alone_and_only_to_servers_and_machines(
    tmp_path: Path,
) -> None:
    files = made(
        exports(a_corpus(tmp_path, RECORDS, [a_gone("nm-gone")], changes=[a_leaving("nm-gone")]))
    )
    holding = [path for path, data in files.items() if b"nm-gone" in data]
    assert holding == [
        "site/data/changes.json",
        "site/data/changes.atom",
        "site/feed.atom",
        "site/gone-urls.txt",
        "server/gone.map",
        "server/htaccess",
        "server/_redirects",
    ]
