"""Shards of folded names and codes, and the entry file that says which there are.

A small list is one small file. Above that, records are spread over shards by a hash of
their ids, so that a change touches one shard; a shard's name tells its content, so that
browsers may keep it. Beside each lie its records' full texts, which few readers ask for, and
two tables of characters. The entry file is fetched
fresh and counts what each shard holds: a missing or truncated one is then never taken for
"no match".
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from itertools import chain
from typing import TYPE_CHECKING, Any

from site_builder.model.artifact import Artifact, fingerprint
from site_builder.model.record import Kind
from site_builder.resources import code_digest
from site_builder.search.row import row, texts_of
from site_builder.search.tables import rare_characters, sounds_table, variants_table

if TYPE_CHECKING:
    from site_builder.store.public import PublicCorpus

FORMAT = 2
_KINDS = (Kind.LISTING, Kind.CASE, Kind.TYPICAL_CASE, Kind.NEWS, Kind.PAGE)
_FIRMS = (Kind.LISTING, Kind.CASE)
_SHARD_RECORDS = 1500


@dataclass(frozen=True, slots=True)
class Shard:
    """Two files of the index: their names, and the ids of the records that both hold."""

    file: str
    texts: str
    fingerprint: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One file of what a browser needs to know of characters."""

    file: str
    fingerprint: str
    make: Callable[[], bytes]


def search_index(corpus: PublicCorpus) -> Iterator[Artifact]:
    """The shards and tables, then the entry file that names them."""
    shards = _shards(corpus)
    tables = _tables(corpus)
    for shard in shards:
        yield Artifact(
            f"site/search/{shard.file}", shard.fingerprint, partial(_shard, corpus, shard)
        )
    for shard in shards:
        yield Artifact(
            f"site/search/{shard.texts}", shard.fingerprint, partial(_texts, corpus, shard)
        )
    for table in tables.values():
        yield Artifact(f"site/search/{table.file}", table.fingerprint, table.make)
    entry = _json(
        {
            "format": FORMAT,
            "records": sum(len(shard.ids) for shard in shards),
            "shards": [
                {"file": shard.file, "texts": shard.texts, "records": len(shard.ids)}
                for shard in shards
            ],
            "tables": {name: table.file for name, table in tables.items()},
            "phones": {o.id: o.phone for o in corpus.chrome.organs.values() if o.phone},
        }
    )
    yield Artifact("site/search/entry.json", fingerprint(entry), partial(bytes, entry))


def _shards(corpus: PublicCorpus) -> list[Shard]:
    total = sum(corpus.count(kind) for kind in _KINDS)
    buckets = 1
    while total / buckets > _SHARD_RECORDS:
        buckets *= 2
    ids: list[list[str]] = [[] for _bucket in range(buckets)]
    digests: list[list[str]] = [[] for _bucket in range(buckets)]
    for kind in _KINDS:
        for record in corpus.summaries(kind):
            bucket = _bucket_of(record.id, buckets)
            ids[bucket].append(record.id)
            digests[bucket] += (record.id, record.digest)
    bodies = json.dumps({o.id: o.name for o in corpus.chrome.organs.values()}, sort_keys=True)
    laws = json.dumps({r.id: r.digest for r in corpus.chrome.regimes.values()}, sort_keys=True)
    shards = []
    for number in range(buckets):
        # A browser keeps a shard by its name, and another version may write its rows otherwise.
        found = fingerprint(code_digest(), str(FORMAT), bodies, laws, *digests[number])
        name = f"{number}-{found[:16]}.json"
        shards.append(Shard(f"shard-{name}", f"texts-{name}", found, tuple(ids[number])))
    return shards


def _tables(corpus: PublicCorpus) -> dict[str, Table]:
    rare = rare_characters(chain.from_iterable(corpus.titles(kind) for kind in _FIRMS))
    made: dict[str, tuple[str, Callable[[], dict[str, str]]]] = {
        "variants": (version("opencc"), variants_table),
        "sounds": (f"{version('pypinyin')} {rare}", partial(sounds_table, rare)),
    }
    tables = {}
    for name, (reads, make) in made.items():
        found = fingerprint(code_digest(), str(FORMAT), reads)
        tables[name] = Table(f"{name}-{found[:16]}.json", found, partial(_table, make))
    return tables


def _table(make: Callable[[], dict[str, str]]) -> bytes:
    return _json({"format": FORMAT, **make()})


def _bucket_of(record_id: str, buckets: int) -> int:
    digest = hashlib.blake2b(record_id.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") % buckets


def _shard(corpus: PublicCorpus, shard: Shard) -> bytes:
    records = (corpus.get(name) for name in shard.ids)
    rows = [row(record, corpus.chrome) for record in records if record is not None]
    return _json({"format": FORMAT, "rows": rows})


def _texts(corpus: PublicCorpus, shard: Shard) -> bytes:
    records = (corpus.get(name) for name in shard.ids)
    # Each names its record as rows do, so that whoever looks for a record finds it here too.
    texts = [{"id": record.id, "texts": texts_of(record)} for record in records if record]
    return _json({"format": FORMAT, "texts": texts})


def _json(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
