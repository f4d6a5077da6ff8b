"""``build --preview``: the site before it is signed, in one file for those who decide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from site_builder.cli.common import Call, kept_apart, needs_site, say, say_problems
from site_builder.errors import ContentError, RenderError, UsageError, has_errors
from site_builder.i18n import _
from site_builder.store.files import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from site_builder.preview.carried import Carried

_OPTION: Final = "--preview"
_NOT_MADE: Final = 3


def preview(call: Call, folder: Path) -> int:
    """Write the preview into ``folder``; the exit code is a build's.

    Nothing is published, and nothing remembered.
    """
    # All of the pipeline, for which no other build waits where nothing changed.
    from site_builder.preview.carried import carried  # noqa: PLC0415

    needs_site(call)
    kept_apart(call, folder, _OPTION)
    try:
        made = carried(call.folders, call.as_of)
    except RenderError as error:
        say(error.problem.text(call.language))
        return _NOT_MADE
    except ContentError as error:
        say_problems(error.problems, call.language)
        say(error.message.text(call.language))
        return _NOT_MADE
    file = folder / f"preview-{call.as_of.day}-unsigned.zip"
    write_whole(file, made.data)
    say_problems((each for each in made.problems if each.waived is None), call.language)
    _tell(call, made)
    call.say(_("written: {file}", file=file))
    return 1 if has_errors(made.problems) else 0


def _tell(call: Call, made: Carried) -> None:
    """Say what is in it, and what is not."""
    call.say(
        _(
            "preview: {pages} pages, {size} KiB; {unsigned} records in it wait for a sign-off",
            pages=made.pages,
            size=-(-len(made.data) // 1024),
            unsigned=made.unsigned,
        )
    )
    if not made.is_whole:
        call.say(
            _(
                "of a site this large go the pages to be signed, all articles, and the first page"
                " of each part"
            )
        )
    for name in made.left_out:
        call.say(_("left out, for something in it may not go out: {id}", id=name))
    if made.coming:
        call.say(
            _(
                "not public yet by then, so not in it: {ids}; --as-of names another moment",
                ids=", ".join(made.coming),
            )
        )


def alone(*, full: bool, report: Path | None, accept_vanished: int | None) -> None:
    """Refuse beside a preview what is for a release alone.

    Raises:
        UsageError: It was given.
    """
    given = (("--full", full), ("--report", report), ("--accept-vanished", accept_vanished))
    for option, value in given:
        if value:
            raise UsageError(
                _("{option} is for a release, and --preview makes none", option=option)
            )
