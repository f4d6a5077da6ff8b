"""``serve``: the site as it will be, on this machine alone, for those who write it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from site_builder import clock
from site_builder.cli.common import Call, Whole, common, help_text, needs_site, say
from site_builder.cli.progress import shown
from site_builder.errors import UsageError, reason_of
from site_builder.i18n import _
from site_builder.preview import HOST, Answers, Desk, bound
from site_builder.progress import Stages

if TYPE_CHECKING:
    from werkzeug.serving import BaseWSGIServer

_PORT = 8000


@click.command
@click.option(
    "--port",
    type=Whole(0, 65535),
    default=_PORT,
    show_default=True,
    help=help_text("where to listen; 0 takes any that is free"),
)
@common
def command(call: Call, *, port: int) -> int:
    """Serve a preview until it is stopped."""
    needs_site(call)
    with shown(call) as watcher:
        now = (lambda: call.as_of) if call.is_dated else clock.now
        desk = Desk(call.folders, now, Stages(watcher, {}))
    try:
        server = _bound(Answers(desk, call.language), port)
        # Who asked for any port must be told which, however quiet.
        say(
            _("preview at {address} (Ctrl-C ends it)", address=_address(server.port)).text(
                call.language
            )
        )
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            call.say(_("preview ended"))
        finally:
            server.server_close()
    finally:
        desk.close()
    return 0


def _bound(answers: Answers, port: int) -> BaseWSGIServer:
    try:
        return bound(answers, port)
    except OSError as error:
        raise UsageError(
            _(
                "could not listen at port {port}: {reason}; take another one after --port",
                port=port,
                reason=reason_of(error),
            )
        ) from error


def _address(port: int) -> str:
    return f"http://{HOST}:{port}/"
