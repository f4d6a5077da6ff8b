"""Scripts made small: no comments and blanks, and short names for what a function calls its own.

The library that does it starts threads of its own, which do not outlive a fork, so it works in a
process apart: one for all scripts of a theme, which later builds of this process remember.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING, Final

from site_builder.errors import RenderError, reason_of
from site_builder.i18n import Message, _

if TYPE_CHECKING:
    from collections.abc import Mapping

# It writes for every script what became of it, or what was wrong with it.
_APART: Final = """
import json, sys, minify
def small(script):
    if "\\0" in script:
        raise minify.MinifyError("a character NUL")
    return minify.string("application/javascript", script)
def tried(script):
    try:
        return [small(script), None]
    except minify.MinifyError as error:
        return [None, str(error)]
json.dump([tried(script) for script in json.load(sys.stdin)], sys.stdout)
"""


def made_small(scripts: Mapping[str, str]) -> dict[str, str]:
    """The scripts by their names, each doing what it did.

    Raises:
        RenderError: one of them is no JavaScript, or the process broke off.
    """
    if not scripts:
        return {}
    found = {}
    for name, (script, fault) in zip(scripts, _small(tuple(scripts.values())), strict=True):
        if script is None:
            # Not where: the lines are those of all modules of the script.
            what, *_where = str(fault).split(" on line ")
            message = _("expected a script in JavaScript, found something else: {what}", what=what)
            raise RenderError(message, f"static/{name}")
        found[name] = f'"use strict";{script}\n'
    return found


@cache
def _small(scripts: tuple[str, ...]) -> tuple[tuple[str | None, str | None], ...]:
    # The library comes from where ours do, and nothing from where we stand.
    paths = (os.path.abspath(path) for path in sys.path)  # noqa: PTH100 - "" is where we stand
    try:
        ran = subprocess.run(  # noqa: S603 - this very Python
            [sys.executable, "-P", "-c", _APART],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            input=json.dumps(scripts),
            capture_output=True,
            check=False,
            encoding="ascii",
            errors="replace",
        )
    except OSError as error:
        raise _broken_off(reason_of(error)) from error
    if ran.returncode:
        raise _broken_off((ran.stderr.strip().splitlines() or [str(ran.returncode)])[-1])
    return tuple((script, fault) for script, fault in json.loads(ran.stdout))


def _broken_off(reason: str | Message) -> RenderError:
    message = _("scripts could not be made small: {reason}", reason=reason)
    return RenderError(message, "static/js")
