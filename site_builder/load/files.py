"""Files of the content folder: which may be read at all, and what each is called."""

from __future__ import annotations

import difflib
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from site_builder.errors import Problem, fit_to_print
from site_builder.i18n import Message, _
from site_builder.load.text import MIB, MOST_MIB

# What Windows says of a file that another program holds open, or a part of it.
_IN_USE = frozenset({32, 33})


def label(content: Path, file: Path) -> str:
    """A file's path as problems and the memory write it: ``content/listings/2025.yml``."""
    inner = file.relative_to(content).as_posix()
    # A name in another encoding than UTF-8 must not stop whoever prints or stores it.
    plain = inner.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "content/" + "".join(
        char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in plain
    )


def is_there(path: Path) -> bool:
    """Whether something of this name is there; also where nobody is let look."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True  # for whoever reads it to find out why it can't be read
    return True


def listed(folder: Path) -> list[Path]:
    """Every file below ``folder``, and whatever is neither file nor folder; hidden ones aside."""
    if not _is_folder(folder):
        return [folder] if is_there(folder) else []
    return [path for path in _below(folder) if not path.name.startswith((".", "~$"))]


def _below(folder: Path) -> Iterator[Path]:
    try:
        inside = sorted(folder.iterdir())
    except OSError:
        yield folder  # for whoever reads it to find out why it can't be read
        return
    for path in inside:
        if not _is_folder(path):
            yield path
        elif not path.name.startswith("."):
            yield from _below(path)


def _is_folder(path: Path) -> bool:
    """Whether it is a folder, and no link to one; not where nobody is let look."""
    try:
        return stat.S_ISDIR(path.lstat().st_mode)
    except OSError:
        return False


def unsafe(content: Path, file: Path) -> Problem | None:
    """Why ``file`` is not read: it leads out of the content folder, or is no file."""
    try:
        leads_out = not file.resolve().is_relative_to(content.resolve())
    except (OSError, RuntimeError):  # links that lead to each other
        leads_out = False
    if leads_out:
        message = _("expected a file inside the content folder, found a link that leads out of it")
        return Problem(code="outside-content", path=label(content, file), message=message)
    try:
        mode = file.stat().st_mode
        if stat.S_ISDIR(mode):
            next(file.iterdir(), None)
    except PermissionError as error:
        return unreadable(label(content, file), error)
    except OSError:
        mode = 0
    if stat.S_ISREG(mode):
        return None
    message = (
        _("expected a file, found a link to a folder or to nothing")
        if file.is_symlink()
        else _("expected a file, found something else of this name")
    )
    return Problem(code="unreadable-file", path=label(content, file), message=message)


def read(content: Path, file: Path) -> bytes | Problem:
    """The bytes of a file that may be read, and is small enough to be held whole."""
    if refused := unsafe(content, file):
        return refused
    try:
        size = file.stat().st_size
        # One byte more, so that a file that grows meanwhile is found out.
        with file.open("rb") as stream:
            data = stream.read(MOST_MIB * MIB + 1)
    except OSError as error:
        return unreadable(label(content, file), error)
    if len(data) > MOST_MIB * MIB:
        message = _(
            "expected at most {limit} MiB, found {size}: keep long lists as JSON lines",
            limit=MOST_MIB,
            size=-(-max(size, len(data)) // MIB),
        )
        return Problem(code="file-too-large", path=label(content, file), message=message)
    return data


def unreadable(path: str, error: OSError) -> Problem:
    """That the system would not let a file be read."""
    if getattr(error, "winerror", None) in _IN_USE:
        message = _("expected a file that may be read, found it open in another program: close it")
    elif not isinstance(error, PermissionError):
        message = _("expected a file that can be read, found a fault of the disk or the network")
    else:
        message = _("expected a file that may be read, found one whose permissions forbid it")
    return Problem(code="unreadable-file", path=path, message=message)


def stranger(path: str, name: str, known: Iterable[str]) -> Problem:
    """That nothing of this name belongs in the content folder, and what was probably meant."""
    near = difflib.get_close_matches(name, sorted(known), n=1)
    shown = fit_to_print(name)
    message: Message = (
        _("no folder or file '{name}' here; did you mean '{near}'?", name=shown, near=near[0])
        if near
        else _("no folder or file '{name}' here", name=shown)
    )
    return Problem(code="unknown-kind", path=path, message=message)
