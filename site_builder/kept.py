"""The public corpus of the live release, kept for whoever must take a record out in seconds.

It holds nothing that the release does not show. It counts only beside the release that it
was made for and the program that made it, and only as it was written.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from site_builder.prepare import standing_chrome
from site_builder.publish import manifest_digest
from site_builder.remember import TEMPLATES
from site_builder.render.theme import Theme
from site_builder.resources import code_digest
from site_builder.store.files import write_whole
from site_builder.store.private import keep_private
from site_builder.store.public import PublicCorpus

if TYPE_CHECKING:
    from site_builder.folders import Folders
    from site_builder.store.memory import Memory

_CORPUS: Final = "public.sqlite"
_ABOUT: Final = "release/kept.json"
_STRUCK: Final = "struck.json"


def keep_corpus(
    folders: Folders, memory: Memory, corpus: PublicCorpus, *, is_own_theme: bool
) -> None:
    """Keep the corpus of the release that is in force now, made with the site's own theme or not.

    The corpus is closed by that.
    """
    corpus.close()
    memory.remember_file(_ABOUT, b"")
    kept = folders.state / _CORPUS
    if kept.is_dir():
        shutil.rmtree(kept)
    corpus.path.replace(kept)
    about = {
        "sha256": _sha256(kept),
        "manifest_sha256": manifest_digest(folders.output),
        "code": code_digest(),
        "is_own_theme": is_own_theme,
    }
    memory.remember_file(_ABOUT, json.dumps(about).encode())
    (folders.state / _STRUCK).unlink(missing_ok=True)


def kept_corpus(
    folders: Folders, memory: Memory, scratch: Path
) -> tuple[PublicCorpus, Theme] | None:
    """A copy in ``scratch`` of the live release's corpus, and its theme; None if there is none."""
    about = json.loads(memory.file(_ABOUT) or b"{}")
    kept, copy = folders.state / _CORPUS, scratch / _CORPUS
    if (
        not kept.is_file()
        or about.get("code") != code_digest()
        or not _is_of_release(folders, about.get("manifest_sha256"))
    ):
        return None
    scratch.mkdir(parents=True, exist_ok=True)
    with suppress(OSError):
        shutil.copyfile(kept, keep_private(copy))
    chrome = standing_chrome(memory, scratch)
    if chrome is None or not copy.is_file() or _sha256(copy) != about["sha256"]:
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


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
