"""The command ``site-builder``: arguments in, exit code out; the only code that prints."""

from __future__ import annotations

import codecs
import importlib
import io
import keyword
import os
import sys
from pathlib import Path

import click

from site_builder import __version__
from site_builder.cli.common import help_text, say, stderr_language
from site_builder.cli.usage import unknown_command, usage_text
from site_builder.errors import SiteBuilderError, UsageError, fault, fit_to_print
from site_builder.i18n import _

_COMMANDS = {
    "approve": help_text("sign records off: two people, one document"),
    "build": help_text("publish the site: a verified release in output/site/"),
    "changes": help_text("list what enters or leaves between two days"),
    "check": help_text("find every problem of the content without building"),
    "deadlines": help_text("list what is late, and what is due soon"),
    "digest": help_text("say what leaves soon, what waits and what was held back"),
    "event": help_text("record what happened to a record, and say what follows"),
    "explain": help_text("say why a record is, or is not, public"),
    "import": help_text("turn somebody's spreadsheet into records"),
    "impact": help_text("say what other regimes would move, before anybody adopts them"),
    "init": help_text("make a small site that builds at once"),
    "inspect": help_text("rehearse the inspection of government websites over the release"),
    "letter": help_text("write to a party that its record is no longer shown"),
    "new": help_text("begin an article, by hand or from what somebody wrote in Word"),
    "press": help_text("carry an article to WeChat, newspapers or paper"),
    "review": help_text("print the sheet that the chief signs"),
    "rollback": help_text("publish one of the last five good contents again, as of now"),
    "schema": help_text("print the JSON Schema of a kind, for editors"),
    "search": help_text("look into the office's archive: every record in any state"),
    "serve": help_text("preview the site on this machine, drafts too, as it is written"),
    "takedown": help_text("take records out of the live release in seconds, and hold them"),
    "verify": help_text("read a release back and hold it to its promises"),
    "watch": help_text("look at a served site from another machine, and alarm"),
}


class Commands(click.Group):
    """Imports a command when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The commands that exist."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of this name."""
        if cmd_name not in _COMMANDS:
            raise UsageError(unknown_command(cmd_name, list(_COMMANDS)))
        # What is a word of Python's own cannot be a module's name.
        name = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name
        module = importlib.import_module(f"site_builder.cli.{name}")
        command: click.Command = module.command
        command.help = _COMMANDS[cmd_name]
        command.short_help = command.help
        return command


@click.group(
    cls=Commands,
    help=help_text(
        "Turn vetted public records into a searchable site whose listings end on the right day."
    ),
)
@click.version_option(__version__, prog_name="site-builder")
def _group() -> None:
    """Only groups the commands."""


def _escaped(error: UnicodeError) -> tuple[str, int]:
    """What a code page cannot write, as JSON escapes it: data on stdout stays JSON."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass")
    codes = (units[place : place + 2].hex() for place in range(0, len(units), 2))
    return "".join(f"\\u{code}" for code in codes), error.end


def _print_in_any_code_page() -> None:
    """Let no character stop a command on a console that knows fewer than Unicode: GBK, cp437."""
    codecs.register_error("site-builder", _escaped)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and codecs.lookup(stream.encoding).name != "utf-8":
            stream.reconfigure(errors="site-builder")


def main(arguments: list[str] | None = None) -> None:
    """Run the command; its exit code is the process's."""
    _print_in_any_code_page()
    try:
        code = _group.main(args=arguments, prog_name="site-builder", standalone_mode=False)
    except click.UsageError as error:
        say(usage_text(error, stderr_language()))
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        # A build that was stopped before it began has published nothing either.
        is_build = (arguments or sys.argv[1:])[:1] == ["build"]
        sys.exit(3 if is_build else 1)
    except UsageError as error:
        say(error.message.text(stderr_language()))
        sys.exit(2)
    except SiteBuilderError as error:
        say(error.message.text(stderr_language()))
        sys.exit(1)
    except BrokenPipeError:
        # Whoever read the output has gone; Python must not complain of it while ending.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        name = fit_to_print(Path(str(error.filename or "")).name)
        message = _("could not use {name}: {reason}", name=name, reason=error.strerror)
        say(message.text(stderr_language()))
        sys.exit(1)
    except Exception as error:  # noqa: BLE001 - a traceback would quote what was being read
        say(fault(error).text(stderr_language()))
        is_build = (arguments or sys.argv[1:])[:1] == ["build"]
        sys.exit(3 if is_build else 1)
    sys.exit(code if isinstance(code, int) else 0)
