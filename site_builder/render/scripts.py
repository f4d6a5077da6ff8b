"""Modules put together as ordinary scripts, which telephones ask for once.

Each module keeps a scope of its own, and what only who reads the source needs is left out. The
guard so works in a saved copy: browsers refuse modules on file://. What a module imports in the
midst of its work (``import("./part.mjs")``) becomes a script of its own, without what those that
ask for it already have.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from site_builder.errors import RenderError
from site_builder.i18n import _
from site_builder.render.small_scripts import made_small

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

MODULE: Final = re.compile(r"""(?P<quote>["'])\./(?P<file>[\w./-]+\.mjs)(?P=quote)""")
_IMPORT: Final = re.compile(
    r"""^import \{(?P<names>[^}]*)\} from "\./(?P<file>[\w.-]+\.mjs)"\n""", re.MULTILINE
)
_LATER: Final = re.compile(r"""\bimport\("\./(?P<file>[\w.-]+\.mjs)"\)""")
_EXPORT: Final = re.compile(
    r"^export (?=(?:async )?(?:const|function|let|class) (\w+))", re.MULTILINE
)
_OTHERWISE: Final = re.compile(r"^\s*(?:import|export)\b|\bimport\s*\(", re.MULTILINE)
_RENAMED: Final = re.compile(r"\s+as\s+")
# The module that fetches parts.
_FETCHER: Final = "later.mjs"


class Scripts:
    """The modules of a theme, and which of them go into which script."""

    def __init__(self, modules: Mapping[str, str]) -> None:
        """Look who imports whom.

        Raises:
            RenderError: modules import each other in a circle.
        """
        self._modules = modules
        imported = {
            _beside(name, match["file"])
            for name, source in modules.items()
            for match in MODULE.finditer(source)
        } | {_beside(name, _FETCHER) for name, source in modules.items() if _LATER.search(source)}
        entries = {name: self._closure(name) for name in sorted(modules.keys() - imported)}
        self._wholes = {name: found for name, found in entries.items() if found}
        # What every script that fetches a part has, the part need not bring.
        self._shared: dict[str, set[str]] = {}
        for whole in self._wholes.values():
            for part in self._parts(whole):
                self._shared.setdefault(part, set(whole)).intersection_update(whole)

    def put_together(self, add: Callable[[str, str], str]) -> set[str]:
        """Every script by way of ``add``, which tells its address; the modules that they hold."""
        parts = {part: self._part(part, shared) for part, shared in sorted(self._shared.items())}
        wholes = {name: self._whole(modules) for name, modules in self._wholes.items()}
        scripts = made_small(parts | wholes)
        addresses = {part: add(part, scripts[part]) for part in parts}
        for name in wholes:

            def hashed(match: re.Match[str], name: str = name) -> str:
                address = PurePosixPath(addresses[_beside(name, match["file"])])
                return f"{match['quote']}{address.name}{match['quote']}"

            add(name, MODULE.sub(hashed, scripts[name]))
        own = [self._own(part, shared) for part, shared in self._shared.items()]
        return {module for modules in (*own, *self._wholes.values()) for module in modules}

    def _own(self, part: str, shared: set[str]) -> list[str]:
        return [module for module in self._closure(part) if module not in shared]

    def _part(self, part: str, shared: set[str]) -> str:
        own = self._own(part, shared)
        imported = {_beside(module, file) for module in own for file in self._imports(module)}
        given = ", ".join(sorted(map(_scope, imported & shared)))
        body = "".join(self._scoped(module, "") for module in own)
        return (
            f"document.currentScript.brings = ({{{given}}}) => {{\n{body}return {_scope(part)}\n}}"
        )

    def _whole(self, modules: list[str]) -> str:
        given = ", ".join(map(_scope, modules[:-1]))
        body = "".join(self._scoped(module, given) for module in modules)
        return f"(() => {{\n{body}}})()"

    def _closure(self, name: str) -> list[str]:
        """A module after all that it imports; nothing if one of them imports in other ways."""
        found: list[str] = []

        def takes(module: str, importers: tuple[str, ...]) -> bool:
            if module in importers:
                raise circle(module)
            if module in found:
                return True
            if module not in self._modules:
                return False
            imported = [_beside(module, file) for file in self._imports(module)]
            if not all(takes(other, (*importers, module)) for other in imported):
                return False
            found.append(module)
            return not _OTHERWISE.search(_bare(self._modules[module]))

        return found if takes(name, ()) and self._has_plain_parts(found) else []

    def _imports(self, module: str) -> list[str]:
        source = self._modules[module]
        others = [match["file"] for match in _IMPORT.finditer(source)]
        return [*others, _FETCHER] if _LATER.search(source) else others

    def _has_plain_parts(self, modules: list[str]) -> bool:
        """Whether what is to be fetched later is there, and fetches nothing later still."""
        closures = map(self._closure, self._parts(modules))
        return all(closure and not self._parts(closure) for closure in closures)

    def _parts(self, modules: Iterable[str]) -> list[str]:
        return [
            _beside(module, match["file"])
            for module in modules
            for match in _LATER.finditer(self._modules[module])
        ]

    def _scoped(self, module: str, given: str) -> str:
        def imported(match: re.Match[str]) -> str:
            names = _RENAMED.sub(": ", match["names"])
            return f"const {{{names}}} = {_scope(match['file'])}\n"

        def later(match: re.Match[str]) -> str:
            # Its address is put in when the part is made.
            return f'{_scope(_FETCHER)}.later("./{match["file"]}", {{{given}}})'

        source = self._modules[module]
        names = ", ".join(_EXPORT.findall(source))
        body = _LATER.sub(later, _EXPORT.sub("", _IMPORT.sub(imported, source)))
        return f"const {_scope(module)} = (() => {{\n{body}\nreturn {{{names}}}\n}})()\n"


def _bare(source: str) -> str:
    return _LATER.sub("", _EXPORT.sub("", _IMPORT.sub("", source)))


def _scope(module: str) -> str:
    return "$" + re.sub(r"\W", "_", PurePosixPath(module).stem)


def _beside(module: str, file: str) -> str:
    return str(PurePosixPath(module).parent / file)


def circle(module: str) -> RenderError:
    """The fault of modules that import each other."""
    return RenderError(_("expected imports without a circle"), f"static/{module}")
