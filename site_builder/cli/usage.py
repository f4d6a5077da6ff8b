"""What is said of a command that was called wrongly, in our own words."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence

import click

from site_builder.cli.common import help_text
from site_builder.errors import quoted
from site_builder.i18n import Language, Message, _

# What Click says of its own on every page of help; our words, so that the catalog has them.
_OWN_WORDS = {
    "Options": _("Options"),
    "Commands": _("Commands"),
    "Show this message and exit.": _("show this help"),
    "Show the version and exit.": _("show the version"),
}
_REQUIRED = "[required]"
_ID = re.compile(r"[a-z0-9-]+")


class _Help(click.HelpFormatter):
    """A page of help in the language that the command was called in, its headings too."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The line that shows how the command is written."""
        said = help_text("Usage:")
        super().write_usage(prog, args, prefix or f"{said} ")

    def write_heading(self, heading: str) -> None:
        """What a list is of."""
        super().write_heading(_in_words(heading))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """A list of options or commands."""
        super().write_dl([(name, _in_words(said)) for name, said in rows], col_max, col_spacing)


class InWords(click.Context):
    """A call whose help is in the language that it was called in."""

    formatter_class = _Help


def _in_words(said: str) -> str:
    if said in _OWN_WORDS:
        return help_text(_OWN_WORDS[said].msgid)
    required = help_text("required")
    return said.replace(_REQUIRED, f"[{required}]")


def usage_text(error: click.UsageError, language: Language) -> str:
    """What was expected, and which command tells more."""
    if error.ctx is not None and isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.ctx.get_help()
    command = error.ctx.command_path if error.ctx else "site-builder"
    return f"{_told(error, language)}\n{command} --help"


def unknown_command(name: str, known: Sequence[str]) -> Message:
    """That there is no command of this name, and which one was probably meant."""
    near = difflib.get_close_matches(name, known, n=1)
    if near:
        return _("no command {found}; did you mean '{near}'?", found=quoted(name), near=near[0])
    return _("no command {found}", found=quoted(name))


def no_record(wanted: str, ids: Iterable[str]) -> Message:
    """That there is no record of an id, and which one was probably meant, or where ids stand."""
    found = quoted(wanted)
    if near := difflib.get_close_matches(wanted, sorted(ids), n=1):
        return _("no record {found}; did you mean '{near}'?", found=found, near=near[0])
    if _ID.fullmatch(wanted):
        return _("no record {found}", found=found)
    return _(
        "no record by the id {found}: ids stand in the addresses of pages, and"
        " 'site-builder search' finds them by names, codes and numbers",
        found=found,
    )


def _told(error: click.UsageError, language: Language) -> str:
    if isinstance(error, click.NoSuchOption):
        found, near = quoted(error.option_name), error.possibilities
        message = (
            _("no option {found}; did you mean '{near}'?", found=found, near=min(near))
            if near
            else _("no option {found}", found=found)
        )
        return message.text(language)
    if isinstance(error, click.MissingParameter) and error.param is not None:
        name = _name(error.param, error.ctx)
        return _("expected {name}, found nothing", name=name).text(language)
    if isinstance(error, click.BadOptionUsage):
        option = quoted(error.option_name)
        return _("expected a value after {option}", option=option).text(language)
    if isinstance(error, click.BadParameter) and error.param is not None:
        return f"{_name(error.param, error.ctx)}: {error.message}"
    return error.format_message()


def _name(param: click.Parameter, ctx: click.Context | None) -> str:
    if isinstance(param, click.Option):
        return param.opts[0]
    return param.make_metavar(ctx) if ctx else param.human_readable_name
