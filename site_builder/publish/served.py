"""A site as it is served: whether readers get the files that were released."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.parse import quote, urljoin, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from site_builder.errors import Problem
from site_builder.i18n import Message, _
from site_builder.publish.data_check import AS_OF, read_as_of
from site_builder.publish.manifest import MANIFEST, read_manifest
from site_builder.publish.page_check import is_strict

if TYPE_CHECKING:
    from collections.abc import Iterator
    from http.client import HTTPMessage
    from typing import IO

    from site_builder.publish.manifest import Listed

_SECONDS = 20
_LARGEST = 256 << 20
_FAILURES = (OSError, HTTPException)
_NEEDED = ("index.html", AS_OF)
_SCHEMES = frozenset({"http", "https"})
_FIRST = (
    "index.html",
    "search/index.html",
    AS_OF,
    "listings/index.html",
    "cases/index.html",
    "typical-cases/index.html",
    "news/index.html",
    "statistics/index.html",
)
# A server may keep these to itself.
_ASKED_FOR_OTHERWISE = frozenset({*_FIRST, "404.html", "gone.html"})


@dataclass(frozen=True, slots=True)
class _Answer:
    data: bytes
    policy: str | None


class _SameHost(HTTPRedirectHandler):
    """Follows a redirect only to where the question was asked."""

    def redirect_request(  # noqa: PLR0917 - urllib's own signature
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        """Another question to the same host, or none."""
        if urlsplit(newurl)[:2] != urlsplit(req.full_url)[:2]:
            return None
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def check_served(base_url: str, *, sample: int = 50) -> list[Problem]:
    """How what is served under ``base_url`` differs from its own manifest.

    Asks for the pages that everybody sees and for ``sample`` others, evenly spread
    and always the same.
    """
    base = base_url if base_url.endswith("/") else f"{base_url}/"
    if urlsplit(base).scheme not in _SCHEMES:
        return [_problem("unreachable", base_url, _("expected an address that begins with http"))]
    try:
        manifest = read_manifest(lambda path: _released(base, path))
    except _FAILURES as error:
        return [_unreachable(MANIFEST, error)]
    except ValueError as error:
        return [_problem("bad-manifest", str(error), _("expected the list of all files"))]
    problems = [
        _problem("missing-file", path, _("every release has this file"))
        for path in _NEEDED
        if path not in manifest.files
    ]
    chosen = _chosen(sorted(manifest.files), sample)
    return problems + [p for path in chosen for p in _compare(base, path, manifest.files[path])]


def _chosen(paths: list[str], sample: int) -> list[str]:
    first = [path for path in _FIRST if path in paths]
    others = [path for path in paths if path not in _ASKED_FOR_OTHERWISE]
    count = min(max(sample, 0), len(others))
    return first + [others[number * len(others) // count] for number in range(count)]


def _compare(base: str, path: str, listed: Listed) -> Iterator[Problem]:
    try:
        answer = _ask(base, path, listed.size + 1)
    except _FAILURES as error:
        yield _unreachable(path, error)
        return
    if len(answer.data) != listed.size or hashlib.sha256(answer.data).hexdigest() != listed.sha256:
        yield _problem("bad-hash", path, _("is not the file that is listed"))
    elif path == AS_OF and read_as_of(answer.data) is None:
        message = _("expected format, as_of, valid_until, next_change_at and version")
        yield _problem("malformed", path, message)
    if answer.policy is not None and path.endswith(".html") and not is_strict(answer.policy):
        message = _("expected a content security policy that allows this site alone")
        yield _problem("unsafe-page", path, message)


def _released(base: str, path: str) -> bytes:
    return _ask(base, path, _LARGEST).data


def _ask(base: str, path: str, most: int) -> _Answer:
    request = Request(urljoin(base, quote(path)), headers={"User-Agent": "site-builder"})  # noqa: S310 - http(s) only
    with build_opener(_SameHost).open(request, timeout=_SECONDS) as response:
        if response.status != HTTPStatus.OK:
            raise HTTPError(request.full_url, response.status, "", response.headers, None)
        return _Answer(response.read(most), response.headers.get("Content-Security-Policy"))


def _unreachable(path: str, error: Exception) -> Problem:
    if isinstance(error, HTTPError):
        return _problem(
            "unreachable", path, _("expected status 200, found {code}", code=error.code)
        )
    return _problem("unreachable", path, _("the server gave no whole answer"))


def _problem(code: str, path: str, message: Message) -> Problem:
    return Problem(code=code, path=path, message=message)
