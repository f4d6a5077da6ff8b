"""An article mended: the lines around its front matter, and what stands between them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from site_builder.load.entries import Entry, Reading
from site_builder.load.yaml_core import value_in
from site_builder.mend.lines import Edit, edited
from site_builder.mend.slips import DASHES, ODD_SPACES
from site_builder.mend.yaml_text import YamlText

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from site_builder.kinds import Spec

_FENCE: Final = "---"
_ODD_FENCE: Final = re.compile(f"[ {ODD_SPACES}]*[-－‐‑–—―−─]{{1,6}}[ {ODD_SPACES}]*")


@dataclass(slots=True)
class MarkdownText:
    """The lines of an article as they are mended; ``left`` are slips that could not be."""

    texts: list[str]
    spec: Spec
    path: str
    made: list[Edit] = field(default_factory=list)
    left: list[Edit] = field(default_factory=list)

    def mend(self) -> None:
        """Mend what can be mended: with its front matter as it begins and ends, or as was meant."""
        good: list[tuple[list[str], YamlText, list[Edit]]] = []
        for fences in self._fences():
            texts = edited(self.texts, fences)
            end = end_of_front(texts)
            if end is None:
                continue
            front = self.front(texts, end)
            front.mend()
            whole = [texts[0], *front.texts[1:-1], *texts[end:]]
            if not fences:
                self.left = front.left
            if not front.read(front.texts).problems:
                good.append((whole, front, fences))
                if not fences:
                    break
        if len(good) == 1:
            ((self.texts, front, fences),) = good
            self.made = [*fences, *front.made]
            self.left = front.left

    def front(self, texts: Sequence[str], end: int) -> YamlText:
        """The front matter, its lines numbered as in the file."""
        body = "\n".join(texts[end + 1 :])
        return YamlText(["", *texts[1:end], ""], self.spec, self._read, body=body)

    def _read(self, texts: Sequence[str]) -> Reading:
        values, lines, problems = value_in("\n".join(texts), self.path)
        if not isinstance(values, dict):
            return Reading((), problems, is_whole=False)
        return Reading((Entry(values, lines, is_sound=not problems),), problems, is_whole=True)

    def _fences(self) -> Iterator[list[Edit]]:
        """The ways to have a front matter: as written, then with what only looks like ``---``."""
        yield []
        first = self._fence(0)
        if first is None:
            return
        for number in range(1, len(self.texts)):
            last = self._fence(number)
            if last is not None:
                fences = [edit for edit in (first, last) if edit.text != self.texts[edit.line]]
                if fences:
                    yield fences
            if self.texts[number].rstrip() == _FENCE:
                return

    def _fence(self, number: int) -> Edit | None:
        text = self.texts[number]
        if text.rstrip() == _FENCE:
            return Edit(number, 0, len(text), text, DASHES)
        is_odd = _ODD_FENCE.fullmatch(text) and text.strip() not in {"-", "--"}
        return Edit(number, 0, len(text), _FENCE, DASHES) if is_odd else None


def end_of_front(texts: Sequence[str]) -> int | None:
    """The line that ends the front matter; None where it has none."""
    fences = [number for number, text in enumerate(texts) if text.rstrip() == _FENCE]
    return fences[1] if len(fences) > 1 and fences[0] == 0 else None
