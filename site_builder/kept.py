"""What a release leaves behind to make the next one from: its public corpus, and its answers.

The corpus holds nothing that the release does not show; whoever must take a record out in
seconds starts from it, and so does the next night. It counts only beside the release that it
was made for and the program that made it, and only as it was written. The answers
(``store.answers``) say what was found of each record, so that it need not be asked again.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from site_builder.prepare import standing_chrome
from site_builder.publish import manifest_digest
from site_builder.remember import TEMPLATES
from site_builder.render.theme import Theme
from site_builder.resources import program_digest
from site_builder.store.answers import ANSWERS, GIVEN, Answers, copy_answers
from site_builder.store.files import write_whole
from site_builder.store.private import copied, keep_private, sha256_of
from site_builder.store.public import PublicCorpus

if TYPE_CHECKING:
    from site_builder.folders import Folders
    from site_builder.store.memory import Memory

_CORPUS: Final = "public.sqlite"
_ABOUT: Final = "release/kept.json"
_STRUCK: Final = "struck.json"


def keep_corpus(
    folders: Folders,
    memory: Memory,
    corpus: PublicCorpus,
    *,
    is_own_theme: bool,
    answers: Answers | None = None,
) -> None:
    """Keep the corpus of the release that is in force now, made with the site's own theme or not.

    And what was answered when it was made. Both are closed by that.
    """
    corpus.close()
    memory.remember_file(_ABOUT, b"")
    kept = _put(corpus.path, folders.state / _CORPUS)
    about = {
        "sha256": sha256_of(kept),
        "manifest_sha256": manifest_digest(folders.output),
        "code": program_digest(),
        "is_own_theme": is_own_theme,
    }
    memory.remember_file(_ABOUT, json.dumps(about).encode())
    (folders.state / _STRUCK).unlink(missing_ok=True)
    if answers is not None:
        answers.close()
        _put(answers.path, folders.state / ANSWERS)
        given = {"sha256": sha256_of(folders.state / ANSWERS), "corpus": about["sha256"]}
        memory.remember_file(GIVEN, json.dumps(given).encode())


@dataclass(frozen=True, slots=True)
class Earlier:
    """A copy of the answers of the last release; and its corpus, if that is still beside them."""

    answers: Path
    _kept: Path
    _sha256: str | None

    def open(self) -> Answers:
        """The answers themselves; none where nothing is to be believed."""
        return Answers(self.answers)

    def again(self, scratch: Path, number: int) -> tuple[Answers, Path]:
        """Answers and a corpus to go on from, in files of their own for each attempt."""
        answers = scratch / f"answers-{number}.sqlite"
        corpus = scratch / f"public-{number}.sqlite"
        if self.answers.is_file():
            shutil.copyfile(self.answers, keep_private(answers))
        going_on = Answers(answers)
        if self._sha256 is None or copied(self._kept, corpus) != self._sha256:
            corpus.unlink(missing_ok=True)
            going_on.forget_what_shows()
        return going_on, corpus


def earlier(folders: Folders, memory: Memory, scratch: Path, *, is_believed: bool) -> Earlier:
    """What the last release left; nothing where none of it is to be believed."""
    answers = scratch / ANSWERS
    given = copy_answers(folders.state, memory, answers) if is_believed else {}
    about = json.loads(memory.file(_ABOUT) or b"{}")
    is_beside = (
        "corpus" in given
        and about.get("sha256") == given["corpus"]
        and about.get("code") == program_digest()
        and about.get("manifest_sha256") == manifest_digest(folders.output)
    )
    return Earlier(answers, folders.state / _CORPUS, given["corpus"] if is_beside else None)


def _put(file: Path, place: Path) -> Path:
    """Move a file to its place, whatever stands there."""
    if place.is_dir():
        shutil.rmtree(place)
    file.replace(place)
    return place


def kept_corpus(
    folders: Folders, memory: Memory, scratch: Path
) -> tuple[PublicCorpus, Theme] | None:
    """A copy in ``scratch`` of the live release's corpus, and its theme; None if there is none."""
    about = json.loads(memory.file(_ABOUT) or b"{}")
    kept, copy = folders.state / _CORPUS, scratch / _CORPUS
    if (
        not kept.is_file()
        or about.get("code") != program_digest()
        or not _is_of_release(folders, about.get("manifest_sha256"))
    ):
        return None
    if copied(kept, copy) != about["sha256"]:
        return None
    chrome = standing_chrome(memory, scratch)
    if chrome is None:
        return None
    own = memory.lay_out(TEMPLATES, scratch / "templates") if about["is_own_theme"] else None
    return PublicCorpus(copy, chrome), Theme(own)


def note_struck(folders: Folders, before: str | None) -> None:
    """Let the kept corpus count beside a release from which records were struck since."""
    noted = _struck(folders)
    first = noted.get("from") if noted.get("to") == before else before
    told = json.dumps({"from": first, "to": manifest_digest(folders.output)})
    write_whole(folders.state / _STRUCK, told.encode())
    keep_private(folders.state / _STRUCK)


def _struck(folders: Folders) -> dict[str, str | None]:
    try:
        found = json.loads((folders.state / _STRUCK).read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _is_of_release(folders: Folders, manifest: str | None) -> bool:
    """Whether a manifest is that of the release in force, or of what it was struck from."""
    now, struck = manifest_digest(folders.output), _struck(folders)
    return manifest is not None and manifest in {
        now,
        struck.get("from") if struck.get("to") == now else now,
    }
