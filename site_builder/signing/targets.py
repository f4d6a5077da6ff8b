"""What a person means by ``PATH[#ID]``: which records and settings, and which faults."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from site_builder.errors import Problem, fit_to_print, quoted
from site_builder.i18n import _

if TYPE_CHECKING:
    from site_builder.folders import Folders
    from site_builder.i18n import Message
    from site_builder.store.corpus import Corpus
    from site_builder.vet import Signable

EVERYTHING = "content"
# The regimes that come with the product, which a site adopts by signing them.
PACK = "pack"


@dataclass(slots=True)
class Chosen:
    """The items that were meant, by id, those of them that were named, and what was refused.

    ``is_mistaken``: a target names nothing that is there, so that nobody knows what else is
    amiss; a file or folder that is there may well hold nothing to sign.
    """

    items: dict[str, Signable] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)
    refused: dict[Problem, None] = field(default_factory=dict)
    is_mistaken: bool = False

    def miss(self, problem: Problem) -> None:
        """A target that names nothing."""
        self.refused[problem] = None
        self.is_mistaken = True


def choose(corpus: Corpus, folders: Folders, targets: Iterable[str]) -> Chosen:
    """The items of files, folders, and ``FILE#ID``; without any target, all of the content."""
    places = _Places(corpus)
    given = list(targets)
    chosen = Chosen()
    for target in given:
        _choose(chosen, places, target, folders)
    if not given:
        chosen.items.update(places.under(EVERYTHING))
        chosen.refused.update(dict.fromkeys(faults(corpus)))
    return chosen


def faults(corpus: Corpus) -> list[Problem]:
    """What keeps something from being read, and so from being signed."""
    return [problem for problem in corpus.problems if problem.is_error]


def refusal(code: str, path: str, message: Message) -> Problem:
    """That something is not signed, and why."""
    return Problem(code=code, path=path, message=message)


class _Places:
    """Where everything stands that can be signed, and every fault of it."""

    def __init__(self, corpus: Corpus) -> None:
        self.items: dict[str, dict[str, Signable]] = {}
        self.faults: dict[str, list[Problem]] = {}
        self.faults_of: dict[str, list[Problem]] = {}
        for settings in corpus.settings.values():
            for setting in settings:
                if setting.shipped:
                    self.items.setdefault(PACK, {})[setting.id] = setting
                else:
                    self._add(setting)
        for head in corpus.store.heads():
            if head.id not in corpus.faulty:
                self._add(head)
        for problem in faults(corpus):
            self.faults.setdefault(problem.path, []).append(problem)
            if problem.record is not None:
                self.faults_of.setdefault(problem.record, []).append(problem)

    def _add(self, item: Signable) -> None:
        self.items.setdefault(item.path, {})[item.id] = item

    def under(self, prefix: str) -> dict[str, Signable]:
        """The items of a file, or of the files in a folder, by id."""
        if prefix in self.items:
            return self.items[prefix]
        return {
            name: item
            for path, items in self.items.items()
            if _is_under(path, prefix)
            for name, item in items.items()
        }

    def faults_under(self, prefix: str) -> list[Problem]:
        """The faults of a file, or of the files in a folder."""
        return [
            problem
            for path, problems in self.faults.items()
            if _is_under(path, prefix)
            for problem in problems
        ]


def _choose(chosen: Chosen, places: _Places, target: str, folders: Folders) -> None:
    name, record_id, prefix = _split(target, folders)
    if prefix is None:
        message = _("expected a file or folder of the content folder, found none")
        chosen.miss(refusal("unknown-file", fit_to_print(name), message))
        return
    found = places.under(prefix)
    if not record_id:
        refused = places.faults_under(prefix)
        if not refused and not found:
            refused = [refusal("unknown-file", prefix, _("expected records, found none"))]
        chosen.items.update(found)
        chosen.refused.update(dict.fromkeys(refused))
    elif record_id in found:
        chosen.items[record_id] = found[record_id]
        chosen.named.add(record_id)
    elif record_id in places.faults_of:
        chosen.refused.update(dict.fromkeys(places.faults_of[record_id]))
    else:
        chosen.miss(_no_such_record(record_id, prefix, found))


def _split(target: str, folders: Folders) -> tuple[str, str, str | None]:
    """The file that is meant, the id behind its ``#``, and the file as problems write it."""
    if (prefix := _content_path(target, folders)) is not None:
        return target, "", prefix
    name, _hash, record_id = target.rpartition("#") if "#" in target else (target, "", "")
    return name, record_id, _content_path(name, folders)


def _content_path(name: str, folders: Folders) -> str | None:
    """``name`` as problems write it; given from here, from the site or from its content."""
    if name == PACK:
        return PACK
    content = folders.content.resolve()
    for base in (Path(), folders.site, folders.content):
        try:
            place = (base / name).resolve()
            is_inside = place.exists() and place.is_relative_to(content)
        except (OSError, RuntimeError, ValueError):  # no path at all: too long, or in a circle
            continue
        if is_inside:
            inner = place.relative_to(content).as_posix()
            return EVERYTHING if inner == "." else f"{EVERYTHING}/{inner}"
    return None


def _is_under(path: str, prefix: str) -> bool:
    return path == prefix or path.startswith(f"{prefix}/")


def _no_such_record(record_id: str, prefix: str, there: Iterable[str]) -> Problem:
    near = difflib.get_close_matches(record_id, list(there), n=1)
    found = quoted(record_id)
    message = (
        _("no record {found}; did you mean '{near}'?", found=found, near=near[0])
        if near
        else _("no record {found} here", found=found)
    )
    return refusal("unknown-record", prefix, message)
