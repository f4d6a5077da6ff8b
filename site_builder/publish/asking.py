"""A served site, asked for its files as a reader would, and as nobody can keep waiting."""

from __future__ import annotations

import socket
import ssl
import time
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException, IncompleteRead
from typing import TYPE_CHECKING, Final
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urljoin, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from site_builder.i18n import Message, _

if TYPE_CHECKING:
    from http.client import HTTPMessage, HTTPResponse
    from typing import IO

_SILENT_SECONDS: Final = 20
_ALL_SECONDS: Final = 600
_PIECE: Final = 64 << 10
_LARGEST: Final = 256 << 20
_FAILURES = (OSError, HTTPException)
_SCHEMES = frozenset({"http", "https"})
_SAFE: Final = "/%!$&'()*+,;=:@~"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered: its status, as much of the file as was asked for, its policy."""

    status: int
    data: bytes
    policy: str | None = None


class NoAnswerError(Exception):
    """The server gave no whole answer, or none with the status expected; ``message`` says why.

    ``is_silent`` says that there was no answer at all, so that no other file need be asked for.
    """

    def __init__(self, message: Message, *, is_silent: bool = False) -> None:
        super().__init__(str(message))
        self.message = message
        self.is_silent = is_silent


class Served:
    """The site under one address."""

    def __init__(self, url: str) -> None:
        """Know where to ask.

        Raises:
            ValueError: ``url`` is no address of a site on the web.
        """
        self.base = _base(url)

    def ask(self, path: str, most: int = _LARGEST) -> Answer:
        """Whatever the server answers for ``path``, up to ``most`` bytes of it.

        Raises:
            NoAnswerError: There is none, it breaks off, or it takes longer than ten minutes.
        """
        # Whatever stands between must not answer from what it kept.
        headers = {"User-Agent": "site-builder", "Cache-Control": "no-cache"}
        request = Request(urljoin(self.base, quote(path)), headers=headers)  # noqa: S310 - http(s) only
        try:
            with build_opener(_SameHost).open(request, timeout=_SILENT_SECONDS) as response:
                return _read(response, response.status, most)
        except HTTPError as error:
            with error:
                return _read_error(error, most)
        except _FAILURES as error:
            raise _no_answer(error) from error

    def get(self, path: str, most: int = _LARGEST) -> Answer:
        """The file at ``path``.

        Raises:
            NoAnswerError: The status is another than 200, or as of ``ask``.
        """
        answer = self.ask(path, most)
        if answer.status != HTTPStatus.OK:
            raise NoAnswerError(_("expected status 200, found {code}", code=answer.status))
        return answer


class _SameHost(HTTPRedirectHandler):
    """Follows a redirect only to where the question was asked."""

    def redirect_request(  # noqa: PLR0917 - urllib's own signature
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        """Another question to the same host, or none."""
        if urlsplit(newurl)[:2] != urlsplit(req.full_url)[:2]:
            return None
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _base(url: str) -> str:
    """The address with a slash at its end, in ASCII."""
    parts = urlsplit(url)
    host = parts.hostname
    is_plain = not (parts.query or parts.fragment or parts.username or parts.password)
    if parts.scheme not in _SCHEMES or not host or not is_plain or not url.isprintable():
        raise ValueError(url)
    name = host if ":" in host or host.isascii() else host.encode("idna").decode()
    place = f"[{name}]" if ":" in name else name
    port = "" if parts.port is None else f":{parts.port}"
    if " " in name:
        raise ValueError(url)
    return f"{parts.scheme}://{place}{port}{quote(parts.path.rstrip('/'), safe=_SAFE)}/"


def _read(response: HTTPResponse | HTTPError, status: int, most: int) -> Answer:
    ends_at = time.monotonic() + _ALL_SECONDS
    read = getattr(response, "read1", response.read)
    data = bytearray()
    while len(data) < most and (piece := read(min(_PIECE, most - len(data)))):
        data += piece
        if time.monotonic() > ends_at:
            raise TimeoutError
    length = response.headers.get("Content-Length", "")
    if length.isdecimal() and len(data) < min(int(length), most):
        raise IncompleteRead(bytes(data))
    return Answer(status, bytes(data), response.headers.get("Content-Security-Policy"))


def _read_error(error: HTTPError, most: int) -> Answer:
    try:
        return _read(error, error.code, most)
    except _FAILURES as failure:
        raise _no_answer(failure) from failure


def _no_answer(error: Exception) -> NoAnswerError:
    reason = error.reason if isinstance(error, URLError) else error
    match reason:
        case ssl.SSLCertVerificationError():
            message = _("the server's certificate is not accepted")
        case socket.gaierror():
            message = _("the server's name is not known")
        case TimeoutError():
            message = _("the server did not answer in time")
        case _:
            message = _("the server gave no whole answer")
    return NoAnswerError(message, is_silent=not isinstance(error, IncompleteRead))
