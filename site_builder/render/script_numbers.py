"""Numbers that modules call by name, written where they are used.

What makes scripts small gives names fewer letters, and leaves each number a name: where it is
declared, where it is used, and where it is handed over to another script.
"""

from __future__ import annotations

import re
from functools import lru_cache
from math import prod
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_NUMBER: Final = re.compile(
    r"^(?:export )?const (?P<name>[A-Z][A-Z0-9_]+) = (?P<value>-?\d+(?: \* \d+)*)\n", re.MULTILINE
)
_IMPORT: Final = re.compile(
    r"""^import \{(?P<names>[^}]*)\} from (?P<file>"\./[\w.-]+\.mjs")\n""", re.MULTILINE
)
# Where a name may be no number's: in words, and where it names a part of an object.
_OTHERWISE: Final = re.compile(
    r"""//.*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`"""
    r"""|(?<!\$)\{[^{}()\[\];=]*\}|\b\w+ as \w+|\b\w+(?=:)""",
    re.DOTALL,
)
_NAME: Final = re.compile(r"\b[A-Z][A-Z0-9_]+\b")
_REMEMBERED: Final = 500


def with_numbers(modules: Mapping[str, str]) -> dict[str, str]:
    """The modules, with numbers in place of the names that they or others declare for them."""
    taken = {name for source in modules.values() for name in _named_otherwise(source)}
    numbers = {
        module: {name: value for name, value in _declared(source) if name not in taken}
        for module, source in modules.items()
    }
    return {module: _written(module, source, numbers) for module, source in modules.items()}


@lru_cache(maxsize=_REMEMBERED)
def _declared(source: str) -> tuple[tuple[str, str], ...]:
    def worth(product: str) -> str:
        found = prod(map(int, product.split(" * ")))
        return str(found) if found >= 0 else f"({found})"

    return tuple((match["name"], worth(match["value"])) for match in _NUMBER.finditer(source))


@lru_cache(maxsize=_REMEMBERED)
def _named_otherwise(source: str) -> frozenset[str]:
    renamed = (each for match in _IMPORT.finditer(source) for each in match["names"].split(","))
    parts = [each for each in renamed if " as " in each]
    # What a comment says is left out with it.
    parts += (part for part in _OTHERWISE.findall(_IMPORT.sub("", source)) if part[0] != "/")
    return frozenset(name for part in parts for name in _NAME.findall(part))


def _written(module: str, source: str, numbers: Mapping[str, Mapping[str, str]]) -> str:
    known = dict(numbers[module])
    for match in _IMPORT.finditer(source):
        other = normpath(join(dirname(module), match["file"].strip('"')))
        theirs = numbers.get(other, {})
        known |= {name: theirs[name] for name in _names(match["names"]) if name in theirs}
    source = _NUMBER.sub(lambda match: "" if match["name"] in known else match[0], source)
    source = _IMPORT.sub(lambda match: _without(match, known), source)
    return _NAME.sub(lambda match: known.get(match[0], match[0]), source)


def _without(match: re.Match[str], known: Mapping[str, str]) -> str:
    # A module stays part of the script that asked for no more than its numbers.
    kept = ", ".join(name for name in _names(match["names"]) if name not in known)
    return f"import {{ {kept} }} from {match['file']}\n"


def _names(names: str) -> Iterable[str]:
    return filter(None, map(str.strip, names.split(",")))
