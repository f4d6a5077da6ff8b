"""A digest handed to the office's own mailer or chat robot, never through a shell."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Final

from site_builder.errors import SiteBuilderError, fit_to_print, reason_of
from site_builder.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

_PATIENCE: Final = 60  # seconds


class NotifyError(SiteBuilderError):
    """The command could not be run, or did not take the digest."""


def notify(command: Sequence[str], text: str, folder: Path, patience: float = _PATIENCE) -> None:
    """Run ``command`` in ``folder`` with the text, as UTF-8, on its standard input.

    Raises:
        NotifyError: It could not be run, failed, or took longer than ``patience`` seconds.
    """
    program = _program(command[0], folder)
    shown = fit_to_print(Path(command[0]).name)
    try:
        ran = subprocess.run(  # noqa: S603 - the site's own command, word by word
            [program, *command[1:]],
            input=text.encode(),
            stdout=subprocess.DEVNULL,
            cwd=folder,
            timeout=patience,
            check=False,
        )
    except subprocess.TimeoutExpired:
        message = _(
            "'{command}' took longer than {seconds} s and was stopped; the digest may not have"
            " been sent",
            command=shown,
            seconds=f"{patience:g}",
        )
        raise NotifyError(message) from None
    except (OSError, ValueError) as error:
        raise NotifyError(
            _("could not run '{command}': {reason}", command=shown, reason=reason_of(error))
        ) from None
    if ran.returncode != 0:
        message = _(
            "'{command}' failed with exit code {code}; the digest may not have been sent",
            command=shown,
            code=ran.returncode,
        )
        raise NotifyError(message)


def _program(word: str, folder: Path) -> str:
    """A program by its path goes from the site's folder; one by its name alone from PATH."""
    has_folder = os.sep in word or (os.altsep is not None and os.altsep in word)
    return str(folder.resolve() / word) if has_folder else word
