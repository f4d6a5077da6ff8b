"""Where the files of a release are found on the web."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote, urlsplit

_URL = ":/?#[]@!$&'()*+,;=%~"
_PLAIN = re.compile(r"[\w.~-]+")


def address(base_url: str, path: str) -> str:
    """The absolute address of ``path``, in ASCII; an index.html goes by its folder's."""
    folder, _, name = path.rpartition("/")
    if name == "index.html":
        path = f"{folder}/" if folder else ""
    return quote(base_url.rstrip("/") + "/" + path, safe=_URL)


def root_path(base_url: str) -> str:
    """The path that the site stands under, with a slash at both ends, as a server decodes it.

    It is safe to write into a server's configuration: a path with signs that mean
    something there stays percent-encoded.
    """
    path = urlsplit(base_url).path
    parts = [part for part in unquote(path).split("/") if part]
    if not all(_PLAIN.fullmatch(part) for part in parts):
        parts = [quote(part) for part in parts]
    return "/" + "".join(f"{part}/" for part in parts)
