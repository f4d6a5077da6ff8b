"""Pages and small sites to be judged, and a server on this machine that serves them."""

from __future__ import annotations

import hashlib
import json
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'"
AS_OF = {
    "format": 1,
    "as_of": "2025-03-01",
    "valid_until": "2025-03-04",
    "next_change_at": None,
    "version": "0.1.0",
}
FEED = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><id>https://example.gov.cn/qxmd/</id>'
    "<title>名单</title><updated>2025-03-01T00:00:00+08:00</updated>"
    "<author><name>机关</name></author>{}</feed>"
)
SITEMAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url>{}</url></urlset>'


def page(body: str = "", *, policy: str = POLICY, start: str = '<html lang="zh-CN">') -> str:
    """A page that keeps every promise, but for what is given."""
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">' if policy else ""
    head = f"<head>\n{meta}\n</head>\n"
    return f'<!doctype html>\n{start}\n{head}<body id="top">\n{body}\n</body>\n</html>\n'


def facts(path: Path) -> dict[str, object]:
    """What the manifest says of a file."""
    data = path.read_bytes()
    return {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def write_manifest(folder: Path) -> None:
    """List what is there."""
    (folder / "manifest.json").unlink(missing_ok=True)
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    listed = {path.relative_to(folder).as_posix(): facts(path) for path in found}
    manifest = {"format": 1, "files": listed}
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")


@dataclass
class Server:
    """Where the site is served, and what it was asked for."""

    url: str
    asked: list[str] = field(default_factory=list)


@contextmanager
def serving(
    folder: Path,
    headers: Mapping[str, str] | None = None,
    moved: Mapping[str, str] | None = None,
    answers: Mapping[str, tuple[int, str]] | None = None,
    before: Callable[[int], None] | None = None,
) -> Iterator[Server]:
    """The folder under /qxmd/ on the loopback, some paths moved or answered otherwise.

    ``before`` is called before each answer with its number, from 1.
    """
    asked: list[str] = []

    class Handler(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(f"{self.command} {self.path.removeprefix('/qxmd/')}")
            if before is not None:
                before(len(asked))
            if (target := (moved or {}).get(self.path)) is not None:
                self.send_response(301)
                self.send_header("Location", target)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            if (answer := (answers or {}).get(self.path)) is not None:
                self.send_response(answer[0])
                self.end_headers()
                self.wfile.write(answer[1].encode())
                return
            self.path = self.path.removeprefix("/qxmd")
            super().do_GET()

        def end_headers(self) -> None:
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            super().end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=folder)) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield Server(f"http://127.0.0.1:{server.server_port}/qxmd/", asked)
        finally:
            server.shutdown()
            thread.join()
