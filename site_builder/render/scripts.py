"""Modules put together as ordinary scripts, which telephones ask for once.

The modules of a script share one scope, as nothing is smaller: what stands at the top of them needs
a name that no other has. What only who reads the source needs is left out. The guard so works in a
saved copy: browsers refuse modules on file://. What a module imports in the midst of its work
(``import("./part.mjs")``) becomes a script of its own, without what those that ask for it already
have; they hand over what it uses of that.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from site_builder.errors import RenderError
from site_builder.i18n import _
from site_builder.render.script_numbers import with_numbers
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
_DECLARED: Final = re.compile(
    r"^(?:export )?(?:async )?(?:const|let|var|class|function\*?) (\w+)", re.MULTILINE
)
_OTHERWISE: Final = re.compile(r"^\s*(?:import|export)\b|\bimport\s*\(", re.MULTILINE)
_RENAMED: Final = re.compile(r"\s+as\s+")
# The module that fetches parts.
_FETCHER: Final = "later.mjs"
_REMEMBERED: Final = 500


class Scripts:
    """The modules of a theme, and which of them go into which script."""

    def __init__(self, modules: Mapping[str, str]) -> None:
        """Look who imports whom.

        Raises:
            RenderError: modules import each other in a circle, or one is empty.
        """
        for name, source in modules.items():
            if not source.strip():
                raise RenderError(_("expected a script, found an empty file"), f"static/{name}")
        self._modules = with_numbers(modules)
        imported = {
            _beside(name, file) for name, source in modules.items() for file in _named(source)
        } | {_beside(name, _FETCHER) for name, source in modules.items() if _later(source)}
        entries = {name: self._closure(name) for name in sorted(modules.keys() - imported)}
        self._wholes = {name: found for name, found in entries.items() if found}
        # What every script that fetches a part has, the part need not bring.
        self._shared: dict[str, set[str]] = {}
        # Which scripts fetch a part: what these hand over to any of their parts is one list.
        self._fetchers: dict[str, tuple[str, ...]] = {}
        for name, whole in self._wholes.items():
            for part in dict.fromkeys(self._parts(whole)):
                self._shared.setdefault(part, set(whole)).intersection_update(whole)
                self._fetchers[part] = (*self._fetchers.get(part, ()), name)

    def put_together(self, add: Callable[[str, str], str]) -> set[str]:
        """Every script by way of ``add``, which tells its address; the modules that they hold.

        Raises:
            RenderError: some module is no JavaScript, or asks for what another does not have.
        """
        parts = {part: self._part(part, shared) for part, shared in sorted(self._shared.items())}
        wholes = {name: self._whole(modules) for name, modules in self._wholes.items()}
        own = [self._own(part, shared) for part, shared in self._shared.items()]
        held = {module for modules in (*own, *self._wholes.values()) for module in modules}
        # What imports in other ways stays as it is, but is no less to be a script to its end.
        others = {name: self._modules[name] for name in sorted(self._modules.keys() - held)}
        scripts = made_small(parts | wholes | others)
        addresses = {part: add(part, scripts[part]) for part in parts}
        for name in wholes:
            add(name, _with_addresses(name, scripts[name], addresses))
        return held

    def _own(self, part: str, shared: set[str]) -> list[str]:
        return [module for module in self._closure(part) if module not in shared]

    def _part(self, part: str, shared: set[str]) -> str:
        names = self._given(part)
        body = "\n".join(self._in_one_scope(self._own(part, shared), names))
        own = ", ".join(_EXPORT.findall(self._modules[part]))
        given = ", ".join(name if name in names else "" for name in self._handed_over(part))
        return f"document.currentScript.brings = ([{given}]) => {{\n{body}\nreturn {{{own}}}\n}}"

    def _given(self, part: str) -> dict[str, str]:
        """What a part is handed over: names, and the modules that they are of."""
        shared = self._shared[part]
        found: dict[str, str] = {}
        for module in self._own(part, shared):
            source = self._modules[module]
            for match in _IMPORT.finditer(source):
                other = _beside(module, match["file"])
                if other in shared:
                    found |= {name: other for name, _own in _names(match)}
        return dict(sorted(found.items()))

    def _handed_over(self, part: str) -> list[str]:
        """What its scripts hand over to this part and to others, by the same names."""
        fetchers = self._fetchers[part]
        others = (other for other, own in self._fetchers.items() if own == fetchers)
        return sorted({name for other in others for name in self._given(other)})

    def _whole(self, modules: list[str]) -> str:
        lists = {self._list_of(part): self._handed_over(part) for part in self._parts(modules)}
        handed = (f"const {name} = [{', '.join(names)}]" for name, names in lists.items())
        # The last module begins the work: all that is handed over stands before it.
        *before, entry = self._in_one_scope(modules, {})
        return "\n".join(("(() => {", *before, *handed, entry, "})()"))

    def _list_of(self, part: str) -> str:
        """What a script calls the list of what it hands over to a part."""
        return f"handedOver{sorted({*self._fetchers.values()}).index(self._fetchers[part])}"

    def _in_one_scope(self, modules: Iterable[str], known: Mapping[str, str]) -> list[str]:
        """The modules one after the other, where some names are already known.

        Raises:
            RenderError: two of them call something by one name, or one asks another for a name
                that it does not have, as after a file was cut off or emptied.
        """
        owners = dict(known)
        for module in modules:
            source = self._modules[module]
            self._finds_what_it_imports(module)
            others = (
                own
                for match in _IMPORT.finditer(source)
                for name, own in _names(match)
                if name != own
            )
            for name in (*_DECLARED.findall(source), *others):
                if name in owners:
                    raise _one_name(name, module, owners[name])
                owners[name] = module
        return list(map(self._plain, modules))

    def _finds_what_it_imports(self, module: str) -> None:
        for match in _IMPORT.finditer(self._modules[module]):
            other = _beside(module, match["file"])
            exported = _EXPORT.findall(self._modules[other])
            for name, _own in _names(match):
                if name not in exported:
                    message = _("expected {name} in {other}, found none", name=name, other=other)
                    raise RenderError(message, f"static/{module}")

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
            return _is_plain(self._modules[module])

        return found if takes(name, ()) and self._has_plain_parts(found) else []

    def _imports(self, module: str) -> list[str]:
        source = self._modules[module]
        return [*_imported(source), *((_FETCHER,) if _later(source) else ())]

    def _has_plain_parts(self, modules: list[str]) -> bool:
        """Whether what is to be fetched later is there, and fetches nothing later still."""
        closures = map(self._closure, self._parts(modules))
        return all(closure and not self._parts(closure) for closure in closures)

    def _parts(self, modules: Iterable[str]) -> list[str]:
        return [
            _beside(module, file) for module in modules for file in _later(self._modules[module])
        ]

    def _plain(self, module: str) -> str:
        def imported(match: re.Match[str]) -> str:
            renamed = ((name, own) for name, own in _names(match) if name != own)
            return "".join(f"const {own} = {name}\n" for name, own in renamed)

        def later(match: re.Match[str]) -> str:
            # Its address is put in when the part is made.
            return f'later("./{match["file"]}", {self._list_of(_beside(module, match["file"]))})'

        return _LATER.sub(later, _EXPORT.sub("", _IMPORT.sub(imported, self._modules[module])))


# A theme is read for every build, and its modules seldom change.
@lru_cache(maxsize=_REMEMBERED)
def _named(source: str) -> tuple[str, ...]:
    return tuple(match["file"] for match in MODULE.finditer(source))


@lru_cache(maxsize=_REMEMBERED)
def _imported(source: str) -> tuple[str, ...]:
    return tuple(match["file"] for match in _IMPORT.finditer(source))


@lru_cache(maxsize=_REMEMBERED)
def _later(source: str) -> tuple[str, ...]:
    return tuple(match["file"] for match in _LATER.finditer(source))


@lru_cache(maxsize=_REMEMBERED)
def _is_plain(source: str) -> bool:
    """Whether all that it imports and exports is written as is understood here."""
    return not _OTHERWISE.search(_LATER.sub("", _EXPORT.sub("", _IMPORT.sub("", source))))


def _names(match: re.Match[str]) -> list[tuple[str, str]]:
    """What is imported, by its name there and here."""
    names = (_RENAMED.split(name.strip()) for name in match["names"].split(","))
    return [(name[0], name[-1]) for name in names if name[0]]


def _with_addresses(name: str, script: str, addresses: Mapping[str, str]) -> str:
    def addressed(match: re.Match[str]) -> str:
        address = addresses.get(_beside(name, match["file"]))
        return match[0] if address is None else f'"{PurePosixPath(address).name}"'

    return MODULE.sub(addressed, script)


@lru_cache(maxsize=_REMEMBERED)
def _beside(module: str, file: str) -> str:
    return str(PurePosixPath(module).parent / file)


def circle(module: str) -> RenderError:
    """The fault of modules that import each other."""
    return RenderError(_("expected imports without a circle"), f"static/{module}")


def _one_name(name: str, module: str, other: str) -> RenderError:
    message = _("expected a name of its own, found {name} in {other} too", name=name, other=other)
    return RenderError(message, f"static/{module}")
