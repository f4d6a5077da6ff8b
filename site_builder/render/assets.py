"""Style, scripts and the files of articles, under names that change with their content."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache, partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from site_builder.article import TABLE
from site_builder.errors import RenderError
from site_builder.i18n import _
from site_builder.model.artifact import Artifact, fingerprint
from site_builder.render.scripts import MODULE, Scripts, circle
from site_builder.render.theme_files import bytes_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from site_builder.model.public import PublicRecord
    from site_builder.render.picture import Asset, ShownFiles
    from site_builder.render.theme import Theme

STYLE = "css/site.css"

# The first files of the style sheet: what the others use and refine.
_FIRST = ("css/tokens.css", "css/base.css")


class Assets:
    """The files that pages draw on, by the names that templates call them."""

    def __init__(self, theme: Theme, own_style: str = "") -> None:
        """Read every file under the theme's ``static/``; ``own_style`` ends the style sheet.

        Raises:
            RenderError: modules import each other in a circle, one is not text, or some file
                cannot be read.
        """
        self._contents: dict[str, tuple[str, bytes]] = {}
        files = theme.static_files()
        styles = _in_order(name for name in files if name.endswith(".css"))
        sheet = b"".join(bytes_of(files[name], f"static/{name}") for name in styles)
        self._add(STYLE, sheet + own_style.encode())
        for name, file in files.items():
            if not name.endswith((".css", ".mjs")):
                self._add(name, bytes_of(file, f"static/{name}"))
        modules = {
            name: text_of(file, f"static/{name}")
            for name, file in files.items()
            if name.endswith(".mjs")
        }
        scripts, held = _put_together(tuple(sorted(modules.items())))
        for name, script in scripts.items():
            self._add(name, script.encode())
        for name in modules.keys() - held:
            self._add_module(name, modules, ())

    @property
    def addresses(self) -> Mapping[str, str]:
        """Where each file stands, under the site's root."""
        return {name: address for name, (address, _content) in self._contents.items()}

    def artifacts(self) -> Iterator[Artifact]:
        """Every file of the theme, as part of the release; of equal ones of one name, one."""
        for address, content in sorted(set(self._contents.values())):
            yield Artifact(f"site/{address}", _sha(content), partial(bytes, content))

    def _add(self, name: str, content: bytes) -> str:
        address = _address(name, content)
        self._contents[name] = (address, content)
        return address

    def _add_module(self, name: str, modules: Mapping[str, str], importers: tuple[str, ...]) -> str:
        """A module as it is, but that it imports others by their names in the release."""
        if name in importers:
            raise circle(name)

        def hashed(match: re.Match[str]) -> str:
            imported = str(PurePosixPath(name).parent / match["file"])
            if imported not in modules:
                return match[0]
            address = PurePosixPath(self._add_module(imported, modules, (*importers, name)))
            return f"{match['quote']}./{address.name}{match['quote']}"

        if name not in self._contents:
            self._add(name, MODULE.sub(hashed, modules[name]).encode())
        return self._contents[name][0]


# Pages and notices are planned one after the other, of one theme.
@lru_cache(maxsize=1)
def _put_together(
    modules: tuple[tuple[str, str], ...],
) -> tuple[Mapping[str, str], frozenset[str]]:
    """The scripts by name, and the modules that they hold."""
    made: dict[str, str] = {}

    def add(name: str, script: str) -> str:
        made[name] = script
        return _address(name, script.encode())

    held = Scripts(dict(modules)).put_together(add)
    return made, frozenset(held)


def _address(name: str, content: bytes) -> str:
    file = PurePosixPath(name)
    # Not .mjs: browsers refuse a module of another media type, and many servers know none.
    suffix = ".js" if file.suffix == ".mjs" else file.suffix
    return f"assets/{file.stem}-{_sha(content)}{suffix}"


def files_shown(records: Iterable[PublicRecord], shown: ShownFiles) -> Iterator[Artifact]:
    """The pictures and PDFs of ``records``, each once; without those that are not to be had."""
    seen: set[str] = set()
    for record in records:
        for path, sha256 in record.files:
            if path.lower().endswith(TABLE):
                continue  # its cells stand in the page
            for asset in shown.assets(path, sha256):
                if asset.address not in seen:
                    seen.add(asset.address)
                    # The address of a picture's copy tells of all that it is made from.
                    known = fingerprint(sha256, asset.address)
                    make = partial(_copy, shown, path, sha256, asset)
                    yield Artifact(f"site/{asset.address}", known, make)


def _copy(shown: ShownFiles, path: str, sha256: str, asset: Asset) -> bytes:
    data = shown.data(path, sha256, asset)
    if data is None:
        # It was there when the pages that show it were promised.
        raise RenderError(_("expected a file that can be read"), path)
    return data


def _in_order(names: Iterable[str]) -> list[str]:
    return sorted(names, key=lambda name: (name not in _FIRST, name != _FIRST[0], name))


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
