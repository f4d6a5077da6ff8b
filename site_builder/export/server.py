"""What a web server must know: security and caching headers, and what answers 410."""

from __future__ import annotations

import re
from functools import partial
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import quote

from site_builder.export.address import root_path
from site_builder.export.readme import readme
from site_builder.i18n import _
from site_builder.model.artifact import Artifact, fingerprint
from site_builder.model.site import CSP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from site_builder.store.public import PublicCorpus

HEADERS: Mapping[str, str] = {
    # A frame can only be refused in a header, not in <meta>.
    "Content-Security-Policy": f"{CSP}; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
_IMMUTABLE = "public, max-age=31536000, immutable"
_HASHED = r"(.*[/._-])?[0-9a-f]{8,}(\.[a-z0-9]+)+"
# What ended longer ago than gone pages stand is answered like what never was.
_RECORD = r"(listings|cases/\d{4}|typical-cases|news)/(?!index\.html|page-)[a-z0-9-]{3,64}\.html"
_NOTE = _("Written by site-builder at each build, see README.txt. Changes made here are lost.")


def server_files(corpus: PublicCorpus) -> Iterator[Artifact]:
    """Configuration for nginx, Apache and common static hosts, and how to use it."""
    base = root_path(corpus.chrome.site.base_url)
    yield _as_is("README.txt", readme(corpus.chrome.site.name, base))
    for name, fill in _FILES.items():
        text = fill(_template(name), base)
        if name in _GONE_LINES:
            yield _with_gone(name, text, base, corpus)
        else:
            yield _as_is(name, text)


def _as_is(name: str, text: str) -> Artifact:
    return Artifact(f"server/{name}", fingerprint(text), partial(str.encode, text))


def _with_gone(name: str, text: str, base: str, corpus: PublicCorpus) -> Artifact:
    def make() -> bytes:
        lines = (_GONE_LINES[name](base, path) for path in corpus.gone_paths())
        return text.replace("%GONE%", "\n".join(lines)).encode()

    return Artifact(f"server/{name}", fingerprint(text, base, *corpus.gone_paths()), make)


def _template(name: str) -> str:
    template = (files("site_builder.export") / "server_files" / name).read_text("utf-8")
    return template.replace("%NOTE%", _NOTE.text("zh")).replace("%IMMUTABLE%", _IMMUTABLE)


def _headers(text: str, line: str) -> str:
    """``text`` with a ``line`` for each header, indented as the place for them is."""

    def lines(place: re.Match[str]) -> str:
        return "\n".join(place[1] + line.format(name, value) for name, value in HEADERS.items())

    return re.sub(r"(?m)^( *)%HEADERS%$", lines, text)


def _url(path: str) -> str:
    return quote(path, safe="/%")


def _for_server(text: str, base: str) -> str:
    filled = text.replace("%RECORD%", _RECORD).replace("%HASHED%", _HASHED)
    return filled.replace("%BASE_PATTERN%", re.escape(base)).replace("%BASE%", base)


def _nginx(text: str, base: str) -> str:
    bare = base.removesuffix("/")
    redirect = (
        f'location = "{bare}" {{\n'
        f'    absolute_redirect off;\n    return 301 "{_url(base)}";\n}}\n\n'
    )
    text = text.replace("%WITHOUT_SLASH%", redirect if bare else "")
    return _for_server(_headers(text, 'add_header {} "{}" always;'), base)


def _apache(text: str, base: str) -> str:
    return _for_server(_headers(text, 'Header always set {} "{}"'), base)


def _hosted(text: str, base: str) -> str:
    return _headers(text, "{}: {}").replace("%BASE%", _url(base))


def _map_line(base: str, path: str) -> str:
    return f'"{base + path}" 1;'


def _rewrite_line(_base: str, path: str) -> str:
    return f'RewriteRule "^{re.escape(path)}$" - [E=SITE_BUILDER_GONE:{path},G]'


def _redirect_line(base: str, path: str) -> str:
    return f"{_url(base + path)} {_url(base + path)} 410!"


_FILES: Mapping[str, Callable[[str, str], str]] = {
    "nginx.conf": _nginx,
    "gone.map": _hosted,
    "htaccess": _apache,
    "_headers": _hosted,
    "_redirects": _hosted,
}
_GONE_LINES: Mapping[str, Callable[[str, str], str]] = {
    "gone.map": _map_line,
    "htaccess": _rewrite_line,
    "_redirects": _redirect_line,
}
