"""The command ``site-builder``, run inside the test: what it prints, and its exit code."""

from __future__ import annotations

import contextlib
import io
from dataclasses import dataclass

from site_builder.cli import main


@dataclass(frozen=True)
class Ran:
    """One run of the command."""

    code: int
    out: str
    err: str


def run(*arguments: object) -> Ran:
    """Run ``site-builder`` with these arguments, in English unless they say otherwise."""
    out, err = io.StringIO(), io.StringIO()
    code: object = None
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main([str(argument) for argument in arguments])
        except SystemExit as end:
            code = end.code
    assert isinstance(code, int)
    return Ran(code, out.getvalue(), err.getvalue())
