"""The files that a reader's browser looks names up in, and the entry file that says which there are.

A small list is one file of rows, which the browser looks through by itself; its name tells its
content, so that browsers may keep it. A large list is pages of pieces and blocks of rows, of
which a look-up reads a few. Beside the rows lie the records' full texts, which few readers ask
for, and tables of characters. The entry file is fetched fresh. Every file ends with a sum of
itself: one that is missing, cut short or garbled is then never taken for "no match".
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib.metadata import version
from itertools import chain, groupby
from typing import TYPE_CHECKING, Any, Final

from site_builder.model.artifact import Artifact, fingerprint
from site_builder.model.record import Kind
from site_builder.model.regions import full_name, prefecture
from site_builder.resources import code_digest
from site_builder.search.brief import KINDS, in_brief
from site_builder.search.pages import FORMAT, in_front, sealed, tags
from site_builder.search.row import row, texts_of
from site_builder.search.tables import (
    initials_of,
    rare_characters,
    sounds_table,
    syllables_of,
    variants_table,
)

if TYPE_CHECKING:
    from site_builder.model.public import PublicRecord
    from site_builder.store.public import PublicCorpus

_FIRMS: Final = (Kind.LISTING, Kind.CASE)
# So many rows take a telephone as long as two look-ups in a large list.
_SMALL: Final = 1500
_FOLDER: Final = "site/search/"


def search_index(corpus: PublicCorpus) -> Iterator[Artifact]:
    """Rows, texts, tables of characters, and then the entry file that names them."""
    total = sum(corpus.count(kind) for kind in KINDS)
    entry: dict[str, Any] = {"format": FORMAT, "records": total}
    if total <= _SMALL:
        yield from _small(corpus, entry)
    else:
        yield from _large(corpus, entry)
    entry["tables"] = {}
    for name, artifact in _tables(corpus):
        entry["tables"][name] = artifact.path.removeprefix(_FOLDER)
        yield artifact
    entry["places"] = _places(corpus)
    data = sealed(entry)
    yield Artifact(f"{_FOLDER}entry.json", fingerprint(data), partial(bytes, data))


def _small(corpus: PublicCorpus, entry: dict[str, Any]) -> Iterator[Artifact]:
    ids = []
    digests = []
    for kind in KINDS:
        for record in corpus.summaries(kind):
            ids.append(record.id)
            digests += (record.id, record.digest)
    found = _made_from(corpus, digests)
    for name, make in {"rows": _all_rows, "texts": _texts}.items():
        entry[name] = f"{name}-{found[:16]}.json"
        yield Artifact(f"{_FOLDER}{entry[name]}", found, partial(make, corpus, ids))


def _large(corpus: PublicCorpus, entry: dict[str, Any]) -> Iterator[Artifact]:
    # Half a second that small lists need not take.
    from site_builder.search.large import gathered, large_index  # noqa: PLC0415

    rare = _rare(corpus)
    index = large_index(gathered(corpus, KINDS), syllables_of(rare), initials_of(rare))
    entry["large"] = {
        "tables": {n: [t.shortest, t.slots, in_front(t.apart)] for n, t in index.tables.items()},
        "blocks": len(index.blocks),
    }
    for name, table in index.tables.items():
        for page, data in table.pages.items():
            path = f"{_FOLDER}{name}/{page}.json"
            yield Artifact(path, fingerprint(data), partial(bytes, data))
    for number, block in enumerate(index.blocks):
        if not block:
            continue
        digests = [part for _tag, ids in block for i in ids for part in (i, corpus.digest(i))]
        found = _made_from(corpus, digests)
        ids = [each for _tag, ids in block for each in ids]
        yield Artifact(f"{_FOLDER}rows/{number}.json", found, partial(_block, corpus, block))
        yield Artifact(f"{_FOLDER}texts/{number}.json", found, partial(_texts, corpus, ids))


def _made_from(corpus: PublicCorpus, digests: Iterable[str]) -> str:
    organs = corpus.chrome.organs.values()
    bodies = json.dumps(sorted((o.id, o.name, o.phone) for o in organs))
    laws = json.dumps({r.id: r.digest for r in corpus.chrome.regimes.values()}, sort_keys=True)
    # A browser keeps a file by its name, and another version may write its rows otherwise.
    return fingerprint(code_digest(), str(FORMAT), bodies, laws, *digests)


def _tables(corpus: PublicCorpus) -> Iterator[tuple[str, Artifact]]:
    rare = _rare(corpus)
    made: dict[str, tuple[str, Callable[[], dict[str, str]]]] = {
        "variants": (version("opencc"), variants_table),
        "sounds": (f"{version('pypinyin')} {rare}", partial(sounds_table, rare)),
    }
    for name, (reads, make) in made.items():
        found = fingerprint(code_digest(), str(FORMAT), reads)
        path = f"{_FOLDER}{name}-{found[:16]}.json"
        yield name, Artifact(path, found, partial(_table, make))


def _rare(corpus: PublicCorpus) -> str:
    return rare_characters(chain.from_iterable(corpus.titles(kind) for kind in _FIRMS))


def _places(corpus: PublicCorpus) -> dict[str, str]:
    codes = {code for kind in KINDS for code, _count in corpus.facet(kind, "region")}
    around = {prefecture(code) for code in codes}
    return {code: full_name(code) for code in sorted(codes | around)}


def _table(make: Callable[[], dict[str, str]]) -> bytes:
    return sealed({"format": FORMAT, **make()})


def _records(corpus: PublicCorpus, ids: Iterable[str]) -> Iterator[PublicRecord]:
    return filter(None, map(corpus.get, ids))


def _all_rows(corpus: PublicCorpus, ids: list[str]) -> bytes:
    rows = [row(record, corpus.chrome) for record in _records(corpus, ids)]
    firms = [list(firm) for _codes, firm in groupby(rows, key=lambda each: each.get("codes"))]
    return sealed({"format": FORMAT, **_of_firms(firms)})


def _block(corpus: PublicCorpus, block: list[tuple[int, list[str]]]) -> bytes:
    firms = [[row(r, corpus.chrome) for r in _records(corpus, ids)] for _tag, ids in block]
    written = tags(tag for tag, _ids in block)
    return sealed({"format": FORMAT, "tags": written, **_of_firms(firms)})


def _of_firms(firms: list[list[dict[str, Any]]]) -> dict[str, Any]:
    """Rows of each firm in brief, and what the bodies are called that they name."""
    rows = chain.from_iterable(firms)
    bodies = {
        each["body"]: [each["organ"], each.get("phone", "")] for each in rows if each.get("body")
    }
    return {"organs": dict(sorted(bodies.items())), "rows": [in_brief(firm) for firm in firms]}


def _texts(corpus: PublicCorpus, ids: list[str]) -> bytes:
    # Each names its record as rows do, so that whoever looks for a record finds it here too.
    found = [{"id": record.id, "texts": texts_of(record)} for record in _records(corpus, ids)]
    return sealed({"format": FORMAT, "texts": found})
