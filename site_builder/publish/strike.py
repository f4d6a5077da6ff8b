"""The first seconds of a takedown: every file that shows a record shows it no more.

It makes nothing anew. Which files lean on a record is known; from a page its row or entry is
cut, a page that names it besides answers as gone ones do, and any other file is left out. The
release that is made next has lists, downloads and search whole again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from site_builder.publish.ground import leans_on
from site_builder.publish.stage import copy_live, put_all
from site_builder.publish.switch import switch
from site_builder.scan.pieces import pieces

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from site_builder.publish.trees import Trees

_SITE: Final = "site/"
_GONE: Final = "site/gone.html"
_HOME: Final = "site/index.html"
# They tell of a record by its opaque id alone, and that it left.
_NAMELESS: Final = ("site/manifest", "site/data/changes.", "site/gone-urls.txt")
_PACKED: Final = (".xlsx", ".docx")
_DATA: Final = "site/data/"
# They tell the digests of those: left out as long as one of them is, sooner than tell a lie.
_TELL_DIGESTS: Final = tuple(
    f"site/data/{name}" for name in ("catalog.jsonld", "dataset.jsonld", "index.html")
)
_TAG: Final = rb"<{name}\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>|</{name}>"


def strike(trees: Trees, ids: Collection[str]) -> list[str] | None:
    """Put the live release in force without ``ids``; the files that showed one.

    None where too little is known of the live tree to do so.

    Raises:
        PublishError: A file could not be written; readers see what they saw.
    """
    if trees.live is None or not trees.is_current(trees.live):
        return None
    live = trees.folder(trees.live)
    names = [name.encode() for name in ids]
    shown = [path for path in _leaning(trees, ids) if _names(live, path, names)]
    if not shown:
        return []
    gone = (live / _GONE).read_bytes()
    struck = {path: _struck(live / path, path, names, gone) for path in shown}
    if any(path.startswith(_DATA) for path in shown):
        struck |= dict.fromkeys(path for path in _TELL_DIGESTS if (live / path).exists())
    copy_live(trees)
    put_all(trees, struck)
    switch(trees.output, trees.folder(trees.idle))
    return shown


def _leaning(trees: Trees, ids: Collection[str]) -> Iterator[str]:
    """The files that were found to lean on a record, and those of which that is not known."""
    for looked in trees.looked(trees.live or "").files(_SITE):
        path = f"{_SITE}{looked.path}"
        # Nobody looked into what is packed.
        if not path.startswith(_NAMELESS) and (leans_on(looked, ids) or path.endswith(_PACKED)):
            yield path


def _names(live: Path, path: str, names: list[bytes]) -> bool:
    # A file's own path is among the pieces.
    return any(name in piece for piece in pieces(live, path) for name in names)


def _struck(file: Path, path: str, names: list[bytes], gone: bytes) -> bytes | None:
    """What stands in place of a file: less of it, the gone page, or nothing."""
    if not path.endswith(".html") or file.stem.encode() in names:
        return None
    data = file.read_bytes()
    for name in names:
        data = cut(data, name)
    if path == _HOME or not any(name in data for name in names):
        return data
    return gone


def cut(page: bytes, record_id: bytes) -> bytes:
    """A page without the elements that show a record; each is closed where it was opened."""
    opening = re.compile(
        rb"<([a-z][a-z0-9]*)\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?\sdata-id=\""
        + re.escape(record_id)
        + rb"\"(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>"
    )
    while (start := opening.search(page)) is not None:
        tags = re.compile(_TAG.replace(b"{name}", start[1]))
        depth, end = 0, len(page)
        for tag in tags.finditer(page, start.start()):
            depth += -1 if tag[0].startswith(b"</") else 1
            if depth == 0:
                end = tag.end()
                break
        page = page[: start.start()] + page[end:]
    return page
