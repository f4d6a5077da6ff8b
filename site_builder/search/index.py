"""The files that a reader's browser looks names up in, and the entry file that names them.

A small list is one file of rows, which the browser looks through by itself. A larger one has
pages of pieces and blocks of rows besides, of which a look-up reads a few, and some files of rows
for who wants more than the best: records are spread over them by a sum of their ids, so that a
change touches one, and a file's name tells its content, so that browsers may keep it. A large
list has no such files. Beside the rows lie the records' full texts, which few
readers ask for, and tables of characters. The entry file is fetched fresh. Every file ends with
a sum of itself: one that is missing, cut short or garbled is never taken for "no match".
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import chain, groupby
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

from site_builder.model.artifact import Artifact, fingerprint
from site_builder.model.record import Kind
from site_builder.model.regions import full_name, prefecture
from site_builder.resources import code_digest, library_version
from site_builder.search.brief import WORDS, bodies_of, in_brief
from site_builder.search.made_rows import as_line, made_rows, rows_of
from site_builder.search.pages import FORMAT, in_front, sealed
from site_builder.search.records import gathered
from site_builder.search.row import texts_of
from site_builder.search.tables import (
    initials_of,
    rare_characters,
    sounds_tables,
    syllables_of,
    uncommon_characters,
    variants_table,
)
from site_builder.store.public import LOOKED_UP

if TYPE_CHECKING:
    from site_builder.store.public import PublicCorpus

_FIRMS: Final = (Kind.LISTING, Kind.CASE)
_STORIES: Final = (Kind.TYPICAL_CASE, Kind.NEWS, Kind.PAGE)
# Tables that few look-ups need: what stands apart in them is said in a file of its own.
_ASIDE: Final = frozenset({"starts", "numbers", "sounds", "initials"})
_SHARD_RECORDS: Final = 1500
_FOLDER: Final = "site/search/"


def search_index(corpus: PublicCorpus) -> Iterator[Artifact]:
    """Rows, texts, tables of characters, and then the entry file that names them."""
    entry: dict[str, Any] = {"format": FORMAT}
    common = _common(corpus)
    made_rows(corpus).complete(LOOKED_UP, common, partial(as_line, corpus.chrome))
    if not corpus.is_large:
        yield from _whole(corpus, common, entry)
    if corpus.is_large or not corpus.is_small:
        yield from _in_pages(corpus, common, entry)
    entry["tables"] = {}
    for name, artifact in _tables(corpus):
        entry["tables"][name] = artifact.path.removeprefix(_FOLDER)
        yield artifact
    entry["places"] = _places(corpus)
    data = sealed(entry)
    yield Artifact(f"{_FOLDER}entry.json", fingerprint(data), partial(bytes, data))


def _whole(corpus: PublicCorpus, common: str, entry: dict[str, Any]) -> Iterator[Artifact]:
    shards = 1
    total = sum(corpus.count(kind) for kind in LOOKED_UP)
    while total / shards > _SHARD_RECORDS:
        shards *= 2
    ids: list[list[str]] = [[] for _shard in range(shards)]
    digests: list[list[str]] = [[] for _shard in range(shards)]
    for kind in LOOKED_UP:
        for record in corpus.summaries(kind):
            shard = crc32(record.id.encode()) % shards
            ids[shard].append(record.id)
            digests[shard] += (record.id, record.digest)
    entry["shards"] = []
    for number, (names, parts) in enumerate(zip(ids, digests, strict=True)):
        found = fingerprint(common, *parts)
        rows, texts = (f"{what}-{number}-{found[:16]}.json" for what in ("shard", "texts"))
        entry["shards"].append({"file": rows, "texts": texts, "records": len(names)})
        yield Artifact(f"{_FOLDER}{rows}", found, partial(_rows, corpus, names))
        yield Artifact(f"{_FOLDER}{texts}", found, partial(_texts, corpus, names))


def _in_pages(corpus: PublicCorpus, common: str, entry: dict[str, Any]) -> Iterator[Artifact]:
    # Half a second that other lists need not take.
    from site_builder.search.large import large_index  # noqa: PLC0415

    rare = rare_characters(_names(corpus))
    index = large_index(gathered(corpus, LOOKED_UP), syllables_of(rare), initials_of(rare))
    tables: dict[str, list[Any]] = {}
    for name, table in index.tables:
        tables[name] = [table.shortest, table.slots]
        apart = in_front(table.apart)
        if name in _ASIDE:
            data = sealed({"format": FORMAT, "apart": apart})
            yield Artifact(f"{_FOLDER}{name}/apart.json", fingerprint(data), partial(bytes, data))
        else:
            tables[name].append(apart)
        for page in list(table.pages):
            # Held by nobody else while the next table is made.
            data = table.pages.pop(page)
            path = f"{_FOLDER}{name}/{page}.json"
            yield Artifact(path, fingerprint(data), partial(bytes, data))
    for number, block in index.blocks:
        digests = (part for ids in block for i in ids for part in (i, corpus.digest(i)))
        found = fingerprint(common, *digests)
        path = f"{_FOLDER}rows/{number}.json"
        yield Artifact(path, found, partial(_block, corpus, block))
    check = sealed({"format": FORMAT, **index.check})
    name = f"check-{fingerprint(check)[:16]}.json"
    yield Artifact(f"{_FOLDER}{name}", fingerprint(check), partial(bytes, check))
    entry["large"] = {"tables": tables, "width": index.width, "check": name}
    if corpus.is_large:
        bodies = sorted({each.body for each in index.choices["traits"]})
        organs = {body: corpus.chrome.organ_name(body) for body in bodies}
        choices = sealed({"format": FORMAT, "organs": organs, **index.choices})
        name = f"choices-{fingerprint(choices)[:16]}.json"
        yield Artifact(f"{_FOLDER}{name}", fingerprint(choices), partial(bytes, choices))
        entry["large"]["choices"] = name
        yield _articles(corpus, common, entry["large"])


def _articles(corpus: PublicCorpus, common: str, entry: dict[str, Any]) -> Artifact:
    """The articles with their texts, where there are no files of every record's."""
    stories = [each for kind in _STORIES for each in corpus.summaries(kind)]
    found = fingerprint(common, *(part for one in stories for part in (one.id, one.digest)))
    entry["stories"] = f"stories-{found[:16]}.json"
    make = partial(_stories, corpus, [each.id for each in stories])
    return Artifact(f"{_FOLDER}{entry['stories']}", found, make)


def _common(corpus: PublicCorpus) -> str:
    """What all rows and texts are made of besides their records."""
    organs = corpus.chrome.organs.values()
    bodies = json.dumps(sorted((o.id, o.name, o.phone) for o in organs))
    laws = json.dumps({r.id: r.digest for r in corpus.chrome.regimes.values()}, sort_keys=True)
    # A browser keeps a file by its name, and another version may write its rows otherwise.
    return fingerprint(code_digest(), str(FORMAT), bodies, laws)


def _tables(corpus: PublicCorpus) -> Iterator[tuple[str, Artifact]]:
    used = uncommon_characters(_names(corpus))
    rare = rare_characters([used])
    reads = f"{library_version('pypinyin')} {library_version('pypinyin-dict')} {used}"
    made: dict[str, tuple[str, Callable[[], Mapping[str, str]]]] = {
        "variants": (library_version("opencc"), variants_table),
        "sounds": (reads, lambda: sounds_tables(rare, used)[0]),
        "rare-sounds": (reads, lambda: sounds_tables(rare, used)[1]),
    }
    for name, (reads_of, make) in made.items():
        found = fingerprint(code_digest(), str(FORMAT), reads_of)
        path = f"{_FOLDER}{name}-{found[:16]}.json"
        yield name, Artifact(path, found, partial(_table, make))


def _names(corpus: PublicCorpus) -> Iterator[str]:
    return chain.from_iterable(corpus.titles(kind) for kind in _FIRMS)


def _places(corpus: PublicCorpus) -> list[str]:
    """The codes of all places and what they are called, each as far as it goes on otherwise.

    In front of them the words that rows tell by their numbers.
    """
    codes = {code for kind in LOOKED_UP for code, _count in corpus.facet(kind, "region")}
    places = sorted(codes | {prefecture(code) for code in codes})
    return [
        in_front([*map(str, range(len(WORDS))), *places]),
        in_front([*WORDS, *map(full_name, places)]),
    ]


def _table(make: Callable[[], Mapping[str, str]]) -> bytes:
    return sealed({"format": FORMAT, **make()})


def _rows(corpus: PublicCorpus, ids: list[str]) -> bytes:
    rows = rows_of(corpus, ids)
    firms = [list(firm) for _codes, firm in groupby(rows, key=lambda each: each.get("codes"))]
    return sealed({"format": FORMAT, **_of_firms(firms)})


def _stories(corpus: PublicCorpus, ids: list[str]) -> bytes:
    firms = [[each] for each in rows_of(corpus, ids)]
    return sealed({"format": FORMAT, **_of_firms(firms), "texts": _told(corpus, ids)})


def _block(corpus: PublicCorpus, block: list[list[str]]) -> bytes:
    firms = [rows_of(corpus, ids) for ids in block]
    return sealed({"format": FORMAT, **_of_firms(firms)})


def _of_firms(firms: list[list[dict[str, Any]]]) -> dict[str, Any]:
    """Rows of each firm in brief, and what the bodies are called that they name.

    Headings are letters, as in rows: a look-up reads ten such files.
    """
    rows = list(chain.from_iterable(firms))
    return {"o": bodies_of(rows), "rows": [in_brief(firm) for firm in firms]}


def _texts(corpus: PublicCorpus, ids: list[str]) -> bytes:
    return sealed({"format": FORMAT, "texts": _told(corpus, ids)})


def _told(corpus: PublicCorpus, ids: list[str]) -> list[dict[str, Any]]:
    # Each names its record as rows do, so that whoever looks for a record finds it here too.
    return [{"id": record.id, "texts": texts_of(record)} for record in corpus.these(ids)]
