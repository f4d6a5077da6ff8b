"""Standard streams as they are found: closed, in any code page, or lost while a command works."""

from __future__ import annotations

import codecs
import io
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


def ready_streams() -> None:
    """Let no stream stop a command."""
    _open_what_is_closed()
    _outlive_whoever_listens()
    _print_in_any_code_page()


def _open_what_is_closed() -> None:
    """Stand in for what cron or a service closed: a file would be opened under its number."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115


class _Unheeded(io.FileIO):
    """Standard error, which may go: its reader ends, the log's disk is full, a terminal closes.

    What nobody hears any more is no reason to leave the work undone; its exit code tells.
    """

    def write(self, data: ReadableBuffer, /) -> int:
        """Write, or lose, all of it."""
        with suppress(OSError):
            return super().write(data) or len(memoryview(data))
        return len(memoryview(data))


def _outlive_whoever_listens() -> None:
    stream = sys.stderr
    if stream is not sys.__stderr__ or not isinstance(stream, io.TextIOWrapper):
        return
    if isinstance(getattr(stream.buffer, "raw", stream.buffer), io.FileIO):
        raw = _Unheeded(stream.fileno(), "w", closefd=False)
        sys.stderr = io.TextIOWrapper(
            io.BufferedWriter(raw), stream.encoding, stream.errors, line_buffering=True
        )


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
