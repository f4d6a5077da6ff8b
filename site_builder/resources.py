"""Where the shipped theme and regime pack lie, installed or in a checkout."""

from __future__ import annotations

import hashlib
import re
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_NAME = re.compile(r"[\w.-]+")
_COLOUR = re.compile(r"--colour-([\w-]+): (#[0-9a-f]{6});")


def theme_folder() -> Path:
    """The folder of the shipped templates."""
    return _shipped("templates", _PACKAGE.parent / "templates")


def pack_folder() -> Path:
    """The folder of the shipped legal regimes."""
    return _shipped("regimes", _PACKAGE.parent / "content" / "regimes")


@cache
def shipped_colours() -> dict[str, dict[str, str]]:
    """The colours of the shipped theme by scheme, ``light`` and ``dark``, and by name."""
    tokens = (theme_folder() / "static/css/tokens.css").read_text("utf-8")
    light, _dark, rest = tokens.partition("@media screen and (prefers-color-scheme: dark)")
    schemes = {"light": light, "dark": rest.partition("@media")[0]}
    return {name: dict(_COLOUR.findall(text)) for name, text in schemes.items()}


def _shipped(name: str, in_checkout: Path) -> Path:
    # A wheel carries the folders inside the package; an editable install has the checkout.
    in_wheel = _PACKAGE / "_data" / name
    return in_wheel if in_wheel.is_dir() else in_checkout


@cache
def library_version(name: str) -> str:
    """The version of a library whose tables go into files."""
    return version(name)


@cache
def code_digest() -> str:
    """A digest of the program itself, and of all that it is shipped with."""
    digest = hashlib.blake2b(digest_size=16)
    files = (path for path in _PACKAGE.rglob("*") if path.is_file() and path.suffix != ".pyc")
    for path in sorted(files):
        digest.update(path.relative_to(_PACKAGE).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


@cache
def program_digest() -> str:
    """A digest of the program, its libraries and its Python: what others remembered is not trusted.

    A page that Markdown made yesterday is not the one that a newer Markdown makes.
    """
    parts = [code_digest(), *map(str, sys.version_info[:2])]
    for name in _libraries():
        try:
            parts.append(f"{name} {version(name)}")
        except PackageNotFoundError:  # not needed on this system
            parts.append(name)
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()


def _libraries() -> list[str]:
    try:
        needed = requires("site-builder") or ()
    except PackageNotFoundError:  # run where it was never installed
        return []
    found = (_NAME.match(line) for line in needed if "extra ==" not in line)
    return sorted(name[0] for name in found if name)
