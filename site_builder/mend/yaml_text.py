"""A YAML text mended: its signs first, until it can be read, then what its fields refuse."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from site_builder.kinds.base import Parsed, parse
from site_builder.mend.lines import Edit, edited
from site_builder.mend.slips import ODD_QUOTES, ODD_SPACES
from site_builder.mend.structure import Structure, all_widths
from site_builder.mend.values import as_meant, dotted, meant_in
from site_builder.mend.vocabulary import vocabulary_of
from site_builder.office.yaml_places import records_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from site_builder.kinds import Spec
    from site_builder.load.entries import Entry, Path, Reading
    from site_builder.mend.values import Meant
    from site_builder.office.yaml_places import Node

    Read = Callable[[Sequence[str]], Reading]
    _Faults = set[tuple[int, Path, str]]

_PLAIN: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]*")
_WORDS: Final = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
# Changes are each asked whether they are needed, unless that means to read too much anew.
_MOST_READ: Final = 1 << 23
_SIGNS: Final = dict.fromkeys(map(ord, f"\"'\\ \n{ODD_QUOTES}{ODD_SPACES}"))


@dataclass(slots=True)
class YamlText:
    """The lines of one text as they are mended; ``left`` are slips that could not be."""

    texts: list[str]
    spec: Spec
    read: Read
    kept: frozenset[int] = frozenset()
    body: str | None = None
    made: list[Edit] = field(default_factory=list)
    left: list[Edit] = field(default_factory=list)

    def mend(self) -> None:
        """Mend what can be mended."""
        self._mend_signs()
        self._mend_values()

    def _mend_signs(self) -> None:
        before = self.read(self.texts)
        faults = self._faults(before)
        if not faults and not before.problems:
            return
        good: dict[str, list[Edit]] = {}
        tried: list[Edit] = []
        fewest = 0
        for widths in all_widths(self.texts):
            found = Structure(self.texts, vocabulary_of(self.spec), self.kept, widths).slips()
            tried = tried or found
            says, count = self._says(found, before, faults) if found else (None, 0)
            if says is None or (good and count > fewest):
                continue
            if count < fewest:
                good.clear()
            fewest = count
            good.setdefault(says, found)
        if len(good) != 1:
            self.left += tried
            return
        ((says, found),) = good.items()
        self._make(self._needed(found, says))

    def _says(self, edits: list[Edit], before: Reading, faults: _Faults) -> tuple[str | None, int]:
        """What the text says once it is changed, and its faults; None where it is no better."""
        made = edited(self.texts, edits)
        after = self.read(made)
        left = self._faults(after)
        if after.problems or not after.entries or _squeezed(made) != _squeezed(self.texts):
            return None, 0
        is_better = bool(before.problems) or bool(faults - left)
        lines = {edit.line + 1 for edit in edits}
        if not is_better or any(self._is_misplaced(entry, lines) for entry in after.entries):
            return None, 0
        said = json.dumps([entry.values for entry in after.entries], ensure_ascii=False)
        return said, len(left)

    def _needed(self, edits: list[Edit], says: str) -> list[Edit]:
        """The changes without which the text would not say the same."""
        if len(edits) * sum(map(len, self.texts)) > _MOST_READ:
            return edits
        for edit in tuple(edits):
            fewer = [each for each in edits if each is not edit]
            after = self.read(edited(self.texts, fewer))
            if not after.problems and says == json.dumps(
                [entry.values for entry in after.entries], ensure_ascii=False
            ):
                edits = fewer
        return edits

    def _is_misplaced(self, entry: Entry, lines: set[int]) -> bool:
        """Whether a key on a changed line is none of the place that it stands at."""
        faults = parse(self.spec, self.values(entry))
        return not isinstance(faults, Parsed) and any(
            code == "unknown-field" and entry.line_of(place) in lines for place, code, _m in faults
        )

    def _faults(self, reading: Reading) -> _Faults:
        """What is wrong at which place of which record, as far as any can be read."""
        found = set()
        for index, entry in enumerate(reading.entries):
            faults = parse(self.spec, self.values(entry))
            found |= {
                (index, place, code)
                for place, code, _m in (() if isinstance(faults, Parsed) else faults)
            }
        return found

    def values(self, entry: Entry) -> dict[str, Any]:
        """The values of an entry, with the body of an article."""
        return {**entry.values, "body": self.body} if self.body is not None else entry.values

    def _mend_values(self) -> None:
        reading = self.read(self.texts)
        wanted = {
            index: meant
            for index, entry in enumerate(reading.entries)
            if entry.is_sound
            and entry.line_of(()) - 1 not in self.kept
            and (meant := meant_in(self.spec, self.values(entry)))
        }
        self._put_all(list(wanted.items()))

    def _put_all(self, wanted: Sequence[tuple[int, list[Meant]]]) -> None:
        """What was meant in these records, or in as many as can be mended; by halves, as swaps."""
        if not wanted:
            return
        reading = self.read(self.texts)
        if self._put(reading, dict(wanted)):
            return
        if len(wanted) > 1:
            half = len(wanted) // 2
            self._put_all(wanted[:half])
            self._put_all(wanted[half:])
            return
        ((index, meant),) = wanted
        self.left += [_unplaced(reading.entries[index], each) for each in meant]

    def _put(self, reading: Reading, wanted: Mapping[int, list[Meant]]) -> bool:
        nodes = {node.start[0] + 1: node for node in records_in("\n".join(self.texts))}
        edits: list[Edit] = []
        expected = [dict(entry.values) for entry in reading.entries]
        for index, meant in wanted.items():
            entry = reading.entries[index]
            node = nodes.get(entry.line_of(()))
            found = [self._edit(node, each) for each in meant]
            edits += [edit for edit in found if edit is not None]
            if None in found:
                return False
            expected[index] = as_meant(entry.values, meant)
        after = self.read(edited(self.texts, edits))
        if after.problems != reading.problems or not _same(after.entries, expected):
            return False
        self._make(edits)
        return True

    def _edit(self, node: Node | None, meant: Meant) -> Edit | None:
        found = node_at(node, meant.place, is_key=meant.is_key)
        if found is None or found.shape != "scalar" or found.start[0] != found.end[0]:
            return None
        text = _written(meant.text, found.style)
        place = dotted(meant.place)
        return Edit(found.start[0], found.start[1], found.end[1], text, meant.what, place)

    def _make(self, edits: Iterable[Edit]) -> None:
        edits = list(edits)
        self.texts = edited(self.texts, edits)
        self.made += edits


def node_at(node: Node | None, place: Path, *, is_key: bool = False) -> Node | None:
    """The value at a place of a record, or its key; None where it is not plain to see."""
    for depth, part in enumerate(place):
        if node is None:
            return None
        if isinstance(part, int):
            node = node.items[part] if part < len(node.items) else None
            continue
        pair = node.get(part)
        is_last = depth == len(place) - 1
        node = None if pair is None else pair[0 if is_key and is_last else 1]
    return node


def _unplaced(entry: Entry, meant: Meant) -> Edit:
    return Edit(entry.line_of(meant.place) - 1, 0, 0, "", meant.what, dotted(meant.place))


def _written(text: str, style: str) -> str:
    if style == "'" and "'" not in text:
        return f"'{text}'"
    if not style and _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return json.dumps(text, ensure_ascii=False)


def _same(entries: Sequence[Entry], expected: list[dict[str, Any]]) -> bool:
    """Whether entries say what was expected; a code of digits may be read as a number."""
    found: list[Any] = [entry.values for entry in entries]
    return bool(_as_texts(found) == _as_texts(expected))


def _as_texts(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _as_texts(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_texts(item) for item in value]
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return str(value) if is_number else value


def _squeezed(texts: Sequence[str]) -> str:
    """Everything but signs and blanks: what no mending of signs may change."""
    return unicodedata.normalize("NFKC", "\n".join(texts)).translate(_SIGNS).replace("∶", ":")
