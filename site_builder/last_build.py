"""What the last build was asked, from what it was made, and what it said.

Asked for the same moment again, of the same content, and with the release in force as that
build left it, a build has nothing to do but to say the same. Whatever is not just so,
down to the stamp of one file, has the content read as on every night.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pydantic import TypeAdapter, ValidationError

from site_builder.errors import Problem, has_errors
from site_builder.model.moment import Moment
from site_builder.publish import Trees, keep_ledger, manifest_digest
from site_builder.report import Report
from site_builder.resources import pack_folder, program_digest, theme_folder
from site_builder.scan.stamps import stamp
from site_builder.store.files import write_whole
from site_builder.store.private import keep_private

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from site_builder.folders import Folders

_FILE: Final = "last-build.json"
_MEMORY: Final = "good.sqlite"
_PROBLEMS: Final = TypeAdapter(list[Problem])
# What the firewall says of texts: the same of the same text, however often it is asked. To load
# it for these words would take half as long as all of this does.
FIREWALL_CODES: Final = frozenset(
    {
        "personal-data",
        "full-name",
        "firm-name",
        "minor",
        "presumes-guilt",
        "placeholder",
        "re-identifiable",
    }
)


@dataclass(frozen=True, slots=True)
class LastBuild:
    """What is known of it: whether all is as it was, and what it said then."""

    folders: Folders
    as_of: Moment
    inputs: str | None

    @classmethod
    def of(cls, folders: Folders, as_of: Moment) -> LastBuild:
        """Read all that a build for ``as_of`` would be made from, once through.

        Where something cannot be read, or leads elsewhere, nothing is the same as before.
        """
        try:
            return cls(folders, as_of, _digest_of(folders))
        except OSError:
            return cls(folders, as_of, None)

    def report(self) -> Report | None:
        """What the last build would say again; None where it has to be built anew."""
        known = self._known()
        if (
            self.inputs is None
            or known.get("seal") != _seal(known)
            or known["inputs"] != self.inputs
            or known["as_of"] != str(self.as_of)
            or known["now"] != self._now()
            or not self._is_served()
        ):
            return None
        return self._report(known)

    def keep(self, report: Report) -> None:
        """Remember what was said of a release in force, unless the next build may know better.

        It may where a disk, another program or a template was at fault, and not where texts of
        records are, as of a province's some always are. Nor is anything remembered where somebody
        wrote meanwhile: nobody knows what the release was made from.
        """
        others = (each for each in report.problems if each.code not in FIREWALL_CODES)
        if self.inputs is None or has_errors(others) or not report.is_in_force:
            return
        if LastBuild.of(self.folders, self.as_of).inputs != self.inputs:
            return
        change = report.next_change_at
        known = {
            "inputs": self.inputs,
            "as_of": str(self.as_of),
            "now": self._now(),
            "records": report.records,
            "withheld": report.withheld,
            "problems": _PROBLEMS.dump_python(report.problems, mode="json"),
            "next_change_at": str(change) if change else None,
            "files": report.written + report.unchanged,
        }
        data = json.dumps({**known, "seal": _seal(known)}, ensure_ascii=False).encode()
        write_whole(self._file, data)
        keep_private(self._file)

    def forget(self) -> None:
        """Remember nothing: what is kept in the state folder is about to change."""
        if self._file.is_dir():
            shutil.rmtree(self._file)
        self._file.unlink(missing_ok=True)

    @property
    def _file(self) -> Path:
        return self.folders.state / _FILE

    def _known(self) -> dict[str, Any]:
        with suppress(OSError, ValueError, RecursionError):
            found = json.loads(self._file.read_bytes())
            if isinstance(found, dict):
                return found
        return {}

    def _now(self) -> list[str | None]:
        """The program, the memory and the release, as they are now."""
        memory = self.folders.state / _MEMORY
        kept = stamp(memory) if memory.is_file() else None
        return [program_digest(), kept, manifest_digest(self.folders.output)]

    def _is_served(self) -> bool:
        """Whether readers see the whole release, just as it was written."""
        trees = Trees(self.folders.output, self.folders.state, program_digest())
        try:
            # What a build that was cut short left behind goes all the same.
            shutil.rmtree(self.folders.scratch, ignore_errors=True)
            trees.sweep()
            return trees.is_current(trees.live or "") and trees.is_served
        finally:
            trees.close()

    def _report(self, known: dict[str, Any]) -> Report | None:
        try:
            problems = _PROBLEMS.validate_python(known["problems"])
        except ValidationError:
            return None
        change = known["next_change_at"]
        report = Report(
            self.as_of,
            is_in_force=True,
            records=known["records"],
            withheld=[(name, state) for name, state in known["withheld"]],
            problems=[*problems, *keep_ledger(self.folders.output)],
            next_change_at=Moment.parse(change) if change else None,
            unchanged=known["files"],
        )
        report.conclude(is_unchanged=True)
        return report


def _digest_of(folders: Folders) -> str:
    """A digest of every byte that a build is made from, with the files' names."""
    digest = hashlib.blake2b(digest_size=32)
    for folder in (folders.content, folders.templates, pack_folder(), theme_folder()):
        for name, path in _files(folder) if folder else ():
            with path.open("rb") as stream:
                own = hashlib.file_digest(stream, _blake2b)
            digest.update(f"{name}\0{own.hexdigest()}\n".encode("utf-8", "surrogateescape"))
        digest.update(b"\n")
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every file under a folder with its path there, in their order.

    Raises:
        OSError: Something is neither a file nor a folder, or leads to another folder.
    """
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path
        elif path.is_symlink() or not path.is_dir():
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))


def _blake2b() -> Any:
    return hashlib.blake2b(digest_size=16)


def _seal(known: dict[str, Any]) -> str:
    """A digest of what is known, so that a bit that a disk turned is noticed."""
    told = {name: value for name, value in known.items() if name != "seal"}
    data = json.dumps(told, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, digest_size=16).hexdigest()
