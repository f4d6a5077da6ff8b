"""``rollback``: one of the last good contents again, disclosed as of now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from site_builder.cli.build import published, publishing
from site_builder.cli.common import Call, Whole, common, needs_site, say
from site_builder.errors import UsageError
from site_builder.i18n import _
from site_builder.options import Options
from site_builder.store.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from site_builder.i18n import Message
    from site_builder.store.past import Content


@click.command
@click.argument("ago", required=False, default=1, type=Whole(1), metavar="[N]")
@publishing
@common
def command(call: Call, *, ago: int, jobs: int, report: Path | None) -> int:
    """Publish an earlier content."""
    needs_site(call)
    kept = _kept(call)
    if ago > len(kept):
        raise UsageError(_none_of(kept))
    options = Options(as_of=call.as_of, is_dated=call.is_dated, jobs=jobs, rollback=ago)
    code = published(call, options, report)
    if code != 3:  # noqa: PLR2004 - nothing was published
        say(
            _(
                "the content of {day} stands again; the next build publishes the folder 'content'"
                " as it is then, so mend it before",
                day=kept[ago - 1].as_of,
            ).text(call.language)
        )
    return code


def _kept(call: Call) -> Sequence[Content]:
    memory = Memory(call.folders.state)
    try:
        return memory.past.contents()
    finally:
        memory.close()


def _none_of(kept: Sequence[Content]) -> Message:
    if not kept:
        return _("no earlier good content is kept: one is with every build that changes something")
    days = ", ".join(f"{content.ago}: {content.as_of}" for content in kept)
    return _("expected one of the kept contents ({days})", days=days)
