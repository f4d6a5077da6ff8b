"""Style, scripts and the files of articles, under names that change with their content."""

from __future__ import annotations

import hashlib
import re
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

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
GUARD = "js/guard.mjs"

# The first files of the style sheet: what the others use and refine.
_FIRST = ("css/tokens.css", "css/base.css")
_MODULE = re.compile(r"""(?P<quote>["'])\./(?P<file>[\w./-]+\.mjs)(?P=quote)""")
_IMPORT = re.compile(r"""^import \{[^}]*\} from "\./(?P<file>[\w.-]+\.mjs)"\n""", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async |const |function |let |class ))", re.MULTILINE)


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
        for name in files:
            if name.endswith(".mjs"):
                self._add_module(name, files, ())

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

    def _add_module(self, name: str, files: Mapping[str, Path], importers: tuple[str, ...]) -> str:
        if name in importers:
            raise RenderError(_("expected imports without a circle"), f"static/{name}")
        if name not in self._contents:
            source = _text(name, files[name])
            if name == GUARD:
                self._add(name, _as_script(name, source, files).encode())
            else:
                self._add(name, self._linked(name, source, files, (*importers, name)).encode())
        return self._contents[name][0]

    def _linked(
        self, name: str, source: str, files: Mapping[str, Path], importers: tuple[str, ...]
    ) -> str:
        def hashed(match: re.Match[str]) -> str:
            imported = str(PurePosixPath(name).parent / match["file"])
            if imported not in files:
                return match[0]
            address = PurePosixPath(self._add_module(imported, files, importers))
            return f"{match['quote']}./{address.name}{match['quote']}"

        return _MODULE.sub(hashed, source)


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


def _as_script(name: str, source: str, files: Mapping[str, Path]) -> str:
    """A module with those it imports, as one ordinary script.

    Browsers refuse modules on file://, and a saved copy is where the guard matters most.
    """

    def inlined(match: re.Match[str]) -> str:
        imported = str(PurePosixPath(name).parent / match["file"])
        return _text(imported, files[imported])

    whole = _IMPORT.sub(inlined, source)
    return '(() => {\n"use strict"\n' + _EXPORT.sub("", whole) + "})()\n"


def _text(name: str, file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise RenderError(_("expected text in UTF-8"), f"static/{name}") from error


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
