"""What the preview answers: pages of the site, and the office's own pages under ``/@/``."""

from __future__ import annotations

import mimetypes
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound
from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

from site_builder.archive import asked
from site_builder.errors import RenderError, SiteBuilderError, fault
from site_builder.model.moment import Moment
from site_builder.preview.sheets import Sheets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from wsgiref.types import StartResponse, WSGIEnvironment

    from site_builder.archive import Archive
    from site_builder.i18n import Language
    from site_builder.preview.desk import Desk
    from site_builder.preview.rehearsal import Rehearsal
    from site_builder.preview.view import View

_OFFICE: Final = "@"
_HOSTS: Final = ("127.0.0.1", "localhost")
_STILL_THERE_SECONDS: Final = 10.0
_NEAR: Final = 5
# Terms are added to a day, and the calendar ends in 9999.
_YEARS: Final = range(1900, 9000)
_FIRST: Final = 50
_MOST: Final = 1000
_TIMES: Final = 5
_HTML: Final = "text/html; charset=utf-8"
_HEADERS: Final = {
    "Cache-Control": "no-store",
    # Other sites that a browser has open may neither read nor frame what is not published.
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
_OFFICE_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class Answers:
    """A WSGI application over one desk."""

    def __init__(self, desk: Desk, language: Language) -> None:
        self._desk = desk
        self._language = language
        self._sheets = Sheets(language)

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        request = Request(environ)
        # Any website could name its own server after this machine, and read what is here.
        request.trusted_hosts = list(_HOSTS)
        try:
            request.host  # noqa: B018 - refuses what is not this machine's
            response = self._answer(request)
        except HTTPException as error:
            response = _plain(error.name, error.code or 500)
        except Exception as error:  # noqa: BLE001 - what it quotes belongs on no screen
            response = _plain(fault(error).text(self._language), 500)
        response.headers.extend(_HEADERS)
        return response(environ, start)

    def _answer(self, request: Request) -> Response:
        if request.method not in {"GET", "HEAD"}:
            raise MethodNotAllowed(["GET", "HEAD"])
        path = request.path.lstrip("/")
        first, _slash, rest = path.partition("/")
        if first == _OFFICE:
            return self._office(rest, request)
        if first.startswith(_OFFICE):
            moment = _moment(first.removeprefix(_OFFICE))
            return self._desk.ask(lambda rehearsal: self._page(rehearsal, rest, moment))
        return self._desk.ask(lambda rehearsal: self._page(rehearsal, path, None))

    def _office(self, name: str, request: Request) -> Response:
        match name:
            case "":
                return _html(self._desk.ask(lambda r: self._sheets.overview(r, self._desk.now())))
            case "at":
                day = _moment(request.args.get("day", ""))
                return redirect(f"/{_OFFICE}{day}/{quote(request.args.get('path', ''))}")
            case "archive":
                limit = request.args.get("limit", _FIRST, type=int)
                return _html(self._archive(request.args.get("q", ""), min(max(limit, 1), _MOST)))
            case "changes":
                return Response(self._changes(), content_type="text/event-stream")
            case _:
                found = self._sheets.file(name)
                if found is None:
                    raise NotFound
                return _file(name, found)

    def _archive(self, query: str, limit: int) -> str:
        told: dict[str, Any] = {}
        if query.strip():
            try:
                told = self._found(query, limit)
            except SiteBuilderError as error:
                told = {"wrong": error.message}
        return self._desk.ask(lambda r: self._sheets.archive(r, self._desk.now(), query, **told))

    def _found(self, query: str, limit: int) -> dict[str, Any]:
        what = asked(query)

        def answer(archive: Archive) -> dict[str, Any]:
            found = archive.find(what, limit)
            near = [] if found.total else archive.like(what.text, _NEAR)
            more = min(limit * _TIMES, _MOST) if limit < _MOST else None
            return {"found": found, "near": near, "more": more}

        return self._desk.ask_archive(answer)

    def _changes(self) -> Iterator[str]:
        """A line for each change of the content, and one now and then for who is still there."""
        number = self._desk.number_after(None, 0)
        while not self._desk.is_closed:
            yield f"data: {number}\n\n"
            number = self._desk.number_after(number, _STILL_THERE_SECONDS)

    def _page(self, rehearsal: Rehearsal, path: str, moment: Moment | None) -> Response:
        """A file of the site at a moment; a page of it says below what is still to be done."""
        now = moment or self._desk.now()
        view = rehearsal.view(now)
        if view is None:
            return _html(self._sheets.overview(rehearsal, now), 503)
        if not path or path.endswith("/"):
            path += "index.html"
        try:
            data = view.file(path)
            if data is None:
                return self._absent(rehearsal, view, path, moment)
        except RenderError as error:
            return _html(self._sheets.unmade(rehearsal, error), 500)
        if not path.endswith(".html"):
            return _file(path, data)
        before, end, after = data.rpartition(b"</body>")
        bar = self._sheets.bar(rehearsal, view, path, moment).encode()
        return Response(b"".join((before, bar, end, after)), content_type=_HTML)

    def _absent(
        self, rehearsal: Rehearsal, view: View, path: str, moment: Moment | None
    ) -> Response:
        """Where to look instead, or why nothing is there."""
        prefix = f"/{_OFFICE}{moment}/" if moment else "/"
        if view.file(f"{path}/index.html") is not None:
            return redirect(f"{prefix}{quote(path)}/")
        base = f"{rehearsal.base_path}/"
        if base != "/" and path.startswith(base):
            # Pages that are served at any address name others by the site's own.
            return redirect(f"{prefix}{quote(path.removeprefix(base).lstrip('/'))}")
        return _html(self._sheets.missing(rehearsal, moment or self._desk.now(), path), 404)


def _moment(text: str) -> Moment:
    try:
        moment = Moment.parse(text)
    except ValueError:
        raise NotFound from None
    if moment.day.year not in _YEARS:
        raise NotFound
    return moment


def _html(text: str, status: int = 200) -> Response:
    return Response(text, status, {"Content-Security-Policy": _OFFICE_POLICY}, content_type=_HTML)


def _plain(text: str, status: int) -> Response:
    return Response(text, status, content_type="text/plain; charset=utf-8")


def _file(name: str, data: bytes) -> Response:
    sort = mimetypes.guess_type(name)[0] or "application/octet-stream"
    if sort.startswith("text/"):
        sort += "; charset=utf-8"
    return Response(data, content_type=sort)
