"""The command ``site-builder``: arguments in, exit code out; the only code that prints."""

from __future__ import annotations

import importlib
import keyword
import os
import sys
from pathlib import Path

import click

from site_builder import __version__
from site_builder.cli.common import OneOf, help_text, say, stderr_language
from site_builder.cli.streams import ready_streams
from site_builder.cli.usage import InWords, unknown_command, usage_text
from site_builder.errors import SiteBuilderError, UsageError, fault, fit_to_print, reason_of
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

_PUBLISHING = (["build"], ["rollback"], ["takedown"])
_PUBLISHING_NOTHING = {"--preview", "--lift"}


class Commands(click.Group):
    """Imports a command when it is called."""

    context_class = InWords

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
        command.context_class = InWords
        return command


@click.group(
    cls=Commands,
    help=help_text(
        "Turn vetted public records into a searchable site whose listings end on the right day."
    ),
)
@click.option(
    "--lang",
    type=OneOf(["zh", "en"]),
    expose_value=False,
    help=help_text("the language of messages"),
)
@click.version_option(__version__, prog_name="site-builder")
def _group() -> None:
    """Only groups the commands."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command; its exit code is the process's."""
    ready_streams()
    try:
        code = _group.main(args=arguments, prog_name="site-builder", standalone_mode=False)
    except click.UsageError as error:
        say(usage_text(error, stderr_language()))
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        code = _broken_off(arguments)
        if code == 3:  # noqa: PLR2004 - readers may see what should be gone
            say(_("interrupted").text(stderr_language()))
        sys.exit(code)
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
        message = _("could not use {name}: {reason}", name=name, reason=reason_of(error))
        say(message.text(stderr_language()))
        sys.exit(_broken_off(arguments))
    except Exception as error:  # noqa: BLE001 - a traceback would quote what was being read
        say(fault(error).text(stderr_language()))
        sys.exit(_broken_off(arguments))
    sys.exit(code if isinstance(code, int) else 0)


def _broken_off(arguments: list[str] | None) -> int:
    """The exit code of a command that ended where nothing of its own could tell.

    What should have changed the live release has changed nothing, even if it never began.
    """
    given = sys.argv[1:] if arguments is None else arguments
    options = {argument.partition("=")[0] for argument in given}
    return 3 if given[:1] in _PUBLISHING and not options & _PUBLISHING_NOTHING else 1
