"""The server of the preview: it listens on this machine alone."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Final

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

if TYPE_CHECKING:
    from site_builder.preview.answers import Answers

HOST: Final = "127.0.0.1"


class _Quiet(WSGIRequestHandler):
    """Keeps no log: who looks at what, and what somebody looks for, is nobody's business."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - werkzeug's name
        """Say nothing."""


def bound(answers: Answers, port: int) -> BaseWSGIServer:
    """A server that waits for requests at ``port``, or at any that is free for 0.

    Raises:
        OSError: Another program has the port.
    """
    # Left to itself, werkzeug ends the program where a port is taken.
    with socket.create_server((HOST, port)) as listening:
        return make_server(
            HOST, port, answers, threaded=True, request_handler=_Quiet, fd=listening.fileno()
        )
