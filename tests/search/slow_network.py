"""A web server as a telephone meets it: a wait before each answer, and one narrow pipe for all."""

from __future__ import annotations

import gzip
import threading
import time
from contextlib import suppress
from functools import cache
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self

_ROUND_TRIP_S = 0.4
_BYTES_PER_S = 1.6e6 / 8
_AT_A_TIME = 1400


class SlowServer(ThreadingHTTPServer):
    """Serves a folder as gzip 6, counts what it sends, and can be as slow as 3G."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.folder = folder
        self.is_slow = False
        self.pipe = threading.Lock()
        self.sent: list[tuple[str, int]] = []

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_fault: object) -> None:
        self.shutdown()
        self.server_close()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: SlowServer

    def do_GET(self) -> None:
        path = self.path.split("?")[0].lstrip("/")
        if self.server.is_slow:
            time.sleep(_ROUND_TRIP_S)
        file = self.server.folder / path
        if not file.is_file():
            self.send_error(404)
            return
        body = _as_sent(file)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-cache")
        self.end_headers()
        self.server.sent.append((path, len(body)))
        for start in range(0, len(body), _AT_A_TIME):
            piece = body[start : start + _AT_A_TIME]
            if self.server.is_slow:
                with self.server.pipe:
                    time.sleep(len(piece) / _BYTES_PER_S)
            with suppress(BrokenPipeError, ConnectionResetError):  # the page was closed meanwhile
                self.wfile.write(piece)

    def log_message(self, *_told: Any) -> None:
        """Say nothing."""


@cache
def _as_sent(file: Path) -> bytes:
    return gzip.compress(file.read_bytes(), 6)
