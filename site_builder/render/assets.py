"""Style, scripts and the files of articles, under names that change with their content."""

from __future__ import annotations

import hashlib
import re
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from rjsmin import jsmin

from site_builder.article import TABLE
from site_builder.errors import RenderError
from site_builder.i18n import _
from site_builder.model.artifact import Artifact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from site_builder.model.public import PublicRecord
    from site_builder.render.picture import ShownFiles
    from site_builder.render.theme import Theme

STYLE = "css/site.css"

# The first files of the style sheet: what the others use and refine.
_FIRST = ("css/tokens.css", "css/base.css")
_MODULE = re.compile(r"""(?P<quote>["'])\./(?P<file>[\w./-]+\.mjs)(?P=quote)""")
_IMPORT = re.compile(
    r"""^import \{(?P<names>[^}]*)\} from "\./(?P<file>[\w.-]+\.mjs)"\n""", re.MULTILINE
)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:const|function|let|class) (\w+))", re.MULTILINE)
_OTHERWISE = re.compile(r"^\s*(?:import|export)\b|\bimport\s*\(", re.MULTILINE)
_RENAMED = re.compile(r"\s+as\s+")


class Assets:
    """The files that pages draw on, by the names that templates call them."""

    def __init__(self, theme: Theme) -> None:
        """Read every file under the theme's ``static/``.

        Raises:
            RenderError: modules import each other in a circle, or one is not text.
        """
        self._contents: dict[str, tuple[str, bytes]] = {}
        files = theme.static_files()
        styles = _in_order(name for name in files if name.endswith(".css"))
        self._add(STYLE, b"".join(files[name].read_bytes() for name in styles))
        for name, file in files.items():
            if not name.endswith((".css", ".mjs")):
                self._add(name, file.read_bytes())
        modules = {name: _text(name, file) for name, file in files.items() if name.endswith(".mjs")}
        inner = {
            _beside(name, match["file"])
            for name, source in modules.items()
            for match in _MODULE.finditer(source)
        }
        reached: set[str] = set()
        for name in modules.keys() - inner:
            script = _bundled(name, modules, reached)
            if script is not None:
                self._add(name, script.encode())
            else:
                self._add_module(name, modules, ())
        for name in modules.keys() & inner - reached:
            self._add_module(name, modules, ())

    @property
    def addresses(self) -> Mapping[str, str]:
        """Where each file stands, under the site's root."""
        return {name: address for name, (address, _content) in self._contents.items()}

    def artifacts(self) -> Iterator[Artifact]:
        """Every file of the theme, as part of the release."""
        for address, content in sorted(self._contents.values()):
            yield Artifact(f"site/{address}", _sha(content), partial(bytes, content))

    def _add(self, name: str, content: bytes) -> None:
        file = PurePosixPath(name)
        # Not .mjs: browsers refuse a module of another media type, and many servers know none.
        suffix = ".js" if file.suffix == ".mjs" else file.suffix
        self._contents[name] = (f"assets/{file.stem}-{_sha(content)}{suffix}", content)

    def _add_module(self, name: str, modules: Mapping[str, str], importers: tuple[str, ...]) -> str:
        """A module as it is, but that it imports others by their names in the release."""
        if name in importers:
            raise _circle(name)

        def hashed(match: re.Match[str]) -> str:
            imported = _beside(name, match["file"])
            if imported not in modules:
                return match[0]
            address = PurePosixPath(self._add_module(imported, modules, (*importers, name)))
            return f"{match['quote']}./{address.name}{match['quote']}"

        if name not in self._contents:
            self._add(name, _MODULE.sub(hashed, modules[name]).encode())
        return self._contents[name][0]


def files_shown(records: Iterable[PublicRecord], shown: ShownFiles) -> Iterator[Artifact]:
    """The pictures and PDFs of ``records``, each once; without those that are not to be had."""
    seen: set[str] = set()
    for record in records:
        for path, sha256 in record.files:
            if path.lower().endswith(TABLE):
                continue  # its cells stand in the page
            asset = shown.asset(path, sha256)
            if asset is not None and asset.address not in seen:
                seen.add(asset.address)
                yield Artifact(f"site/{asset.address}", sha256, partial(_copy, shown, path, sha256))


def _copy(shown: ShownFiles, path: str, sha256: str) -> bytes:
    data = shown.data(path, sha256)
    if data is None:
        # It was there when the pages that show it were promised.
        raise RenderError(_("expected a file that can be read"), path)
    return data


def _in_order(names: Iterable[str]) -> list[str]:
    return sorted(names, key=lambda name: (name not in _FIRST, name != _FIRST[0], name))


def _bundled(name: str, modules: Mapping[str, str], reached: set[str]) -> str | None:
    """A module with all that it imports as one ordinary script; None if one imports otherwise.

    A telephone asks once instead of once a module, and the guard works in a saved copy:
    browsers refuse modules on file://. Each module keeps a scope of its own. What only who
    reads the source needs, is left out. ``reached`` learns what is part of it.
    """
    parts: dict[str, str] = {}

    def add(module: str, importers: tuple[str, ...]) -> None:
        if module in importers:
            raise _circle(module)
        if module in parts:
            return

        def imported(match: re.Match[str]) -> str:
            other = _beside(module, match["file"])
            if other not in modules:
                return match[0]
            add(other, (*importers, module))
            return f"const {{{_RENAMED.sub(': ', match['names'])}}} = {_scope(other)}\n"

        names = ", ".join(_EXPORT.findall(modules[module]))
        body = _EXPORT.sub("", _IMPORT.sub(imported, modules[module]))
        parts[module] = f"const {_scope(module)} = (() => {{\n{body}\nreturn {{{names}}}\n}})()\n"

    add(name, ())
    whole = "".join(parts.values())
    if _OTHERWISE.search(whole):
        return None
    reached.update(parts)
    return str(jsmin(f'(() => {{\n"use strict"\n{whole}}})()')) + "\n"


def _scope(module: str) -> str:
    return "$" + re.sub(r"\W", "_", PurePosixPath(module).stem)


def _beside(module: str, file: str) -> str:
    return str(PurePosixPath(module).parent / file)


def _circle(module: str) -> RenderError:
    return RenderError(_("expected imports without a circle"), f"static/{module}")


def _text(name: str, file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise RenderError(_("expected text in UTF-8"), f"static/{name}") from error


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
