"""``check --fix``: slips of the hand and safe findings put right in drafts, file by file."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Final

from site_builder.errors import Problem, Severity
from site_builder.i18n import Message, _
from site_builder.kinds import KINDS, SETTINGS
from site_builder.load.files import label, listed, read, unsafe
from site_builder.mend.draft import JsonDraft, MarkdownDraft, YamlDraft
from site_builder.mend.lines import Lines
from site_builder.mend.write import replace_file
from site_builder.vet import sign_off_problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from site_builder.kinds import Spec
    from site_builder.mend.draft import Draft
    from site_builder.mend.lines import Edit
    from site_builder.mend.swaps import Find
    from site_builder.store.corpus import Corpus
    from site_builder.vet import Signable

_DRAFTS: Final[dict[str, type[Draft]]] = {
    ".yml": YamlDraft,
    ".yaml": YamlDraft,
    ".jsonl": JsonDraft,
    ".md": MarkdownDraft,
}
_TABLES: Final = (".csv", ".xlsx", ".xlsm")


@dataclass(slots=True)
class Mended:
    """What was mended, and what could not be: the former never as an error."""

    made: list[Problem] = field(default_factory=list)
    left: list[Problem] = field(default_factory=list)


def mend(content: Path, corpus: Corpus, problems: Sequence[Problem], find: Find) -> Mended:
    """Mend the files that ``problems`` are about, as far as they hold drafts.

    ``corpus`` is the content as it was just read, which tells what is signed as it stands:
    no byte of that is changed. ``find`` is the firewall.
    """
    mender = _Mender(content, _signed(corpus), find)
    files = _files(content)
    told: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.is_error or problem.waiver:
            told.setdefault(problem.path, []).append(problem)
    for path in sorted(told.keys() & files.keys()):
        mender.mend(path, *files[path], told[path])
    return mender.done


@dataclass(slots=True)
class _Mender:
    content: Path
    signed: dict[str, set[int]]
    find: Find
    done: Mended = field(default_factory=Mended)

    def mend(self, path: str, file: Path, spec: Spec, told: list[Problem]) -> None:
        suffix = file.suffix.lower()
        if suffix in _TABLES:
            self.done.left += _in_table(told)
        if suffix not in _DRAFTS:
            return
        data = self._read(file)
        lines = None if data is None else Lines.of(data)
        if data is None or lines is None:
            return  # what keeps it from being read was told
        draft: Draft = _DRAFTS[suffix](lines.texts, path, spec, self.signed.get(path, set()))
        draft.mend(told, self.find)
        self.done.left += dict.fromkeys(_left(path, edit) for edit in draft.left)
        made = lines.data(draft.texts)
        refused = None if made == data else replace_file(file, path, data, made)
        if refused is not None:
            self.done.left.append(refused)
        elif made != data:
            told_once = dict.fromkeys(_made(path, edit) for edit in sorted(draft.made, key=_place))
            self.done.made += told_once

    def _read(self, file: Path) -> bytes | None:
        # JSON lines are kept where a list is too long for a file to be read whole.
        if file.suffix.lower() != ".jsonl":
            data = read(self.content, file)
            return None if isinstance(data, Problem) else data
        try:
            return None if unsafe(self.content, file) else file.read_bytes()
        except OSError:
            return None


def _files(content: Path) -> dict[str, tuple[Path, Spec]]:
    """Every file of records or settings by the path that problems write, and its kind."""
    specs = [*KINDS.values(), *SETTINGS.values()]
    found: dict[str, tuple[Path, Spec]] = {}
    for spec in specs:
        for file in listed(content / spec.folder):
            found[label(content, file)] = (file, spec)
    return found


def _signed(corpus: Corpus) -> dict[str, set[int]]:
    """The lines on which something begins that two people signed exactly so, by file."""
    found: dict[str, set[int]] = {}
    settings: Iterable[Signable] = chain.from_iterable(corpus.settings.values())
    for item in chain(corpus.store.heads(), settings):
        if sign_off_problem(corpus.store, item) is None:
            found.setdefault(item.path, set()).add(item.line)
    return found


def _place(edit: Edit) -> tuple[int, int]:
    return edit.line, edit.start


def _made(path: str, edit: Edit) -> Problem:
    return _told("mended", path, edit, _("mended: {what}", what=edit.what))


def _left(path: str, edit: Edit) -> Problem:
    message = _(
        "not mended, for it is not clear what was meant, or the file has other faults: {what}",
        what=edit.what,
    )
    return _told("not-mended", path, edit, message)


def _told(code: str, path: str, edit: Edit, message: Message) -> Problem:
    return Problem(
        code=code,
        severity=Severity.WARNING,
        path=path,
        line=edit.line + 1,
        field=edit.field,
        message=message,
    )


def _in_table(told: Iterable[Problem]) -> Iterator[Problem]:
    """That tables are their office's to change."""
    for problem in told:
        if problem.waiver and problem.replacement is not None and problem.waived is None:
            message = _("not mended: a table is changed by hand, in the program that it is kept in")
            yield Problem(
                code="not-mended",
                severity=Severity.WARNING,
                path=problem.path,
                line=problem.line,
                sheet=problem.sheet,
                cell=problem.cell,
                field=problem.field,
                record=problem.record,
                message=message,
            )
