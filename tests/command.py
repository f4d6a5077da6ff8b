"""The command ``site-builder``, run inside the test: what it prints, and its exit code."""

from __future__ import annotations

import contextlib
import io
import sys
from dataclasses import dataclass
from unittest import mock

from site_builder.cli import main


@dataclass(frozen=True)
class Ran:
    """One run of the command."""

    code: int
    out: str
    err: str


def run(*arguments: object) -> Ran:
    """Run ``site-builder`` with these arguments."""
    out, err = io.StringIO(), io.StringIO()
    code: object = None
    given = [str(argument) for argument in arguments]
    # The language of messages is read before the command knows its options.
    called = mock.patch.object(sys, "argv", ["site-builder", *given])
    with called, contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main(given)
        except SystemExit as end:
            code = end.code
    assert isinstance(code, int)
    return Ran(code, out.getvalue(), err.getvalue())
