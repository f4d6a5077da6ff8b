"""Two real trees of the release, and what is known of every file in them.

Readers are served from one tree, through a link, while the other is patched. The
facts are kept beside the state; a tree whose facts are lost is made again from nothing.
What a file holds is known as long as its stamp says that nobody wrote to it since; of
a tree that a killed build left half-patched, every file that is not what is known of it
is made again. The facts tell too what each file leans on, and what it was searched for.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import suppress
from dataclasses import astuple
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from site_builder.publish.facts import (
    FACTS,
    Fact,
    LookedTree,
    SearchedTree,
    fact_from,
    file_digest,
    open_facts,
    seal_of,
)
from site_builder.publish.leftovers import clear_leftovers
from site_builder.scan.pieces import folders_under
from site_builder.scan.stamps import UNTRUSTED, stamps_under
from site_builder.store.database import copy_database

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

_NAMES = ("a", "b")
RELEASES = ".releases"
SERVER = "server/"


class Trees:
    """The two trees of one output folder."""

    def __init__(self, output: Path, state: Path, code: str, *, in_haste: bool = False) -> None:
        self._database = open_facts(state, in_haste=in_haste)
        self.output = output
        self._releases = output / RELEASES
        self._code = code
        self.live = self._tree_at(output / "site")
        self.idle = next(name for name in _NAMES if name != self.live)
        self._inherits = False

    @classmethod
    def reading(cls, output: Path, state: Path, code: str, scratch: Path) -> Trees | None:
        """A copy of the facts to ask questions of, so that nothing is written; None if none."""
        if not (state / FACTS).is_file():
            return None
        try:
            copy_database(state / FACTS, scratch / FACTS)
        except sqlite3.Error:
            return None
        return cls(output, scratch, code)

    def close(self) -> None:
        """Close the facts."""
        self._database.close()

    def folder(self, name: str) -> Path:
        """The folder of a tree."""
        return self._releases / name

    def is_sound(self, name: str) -> bool:
        """Whether a tree was finished, so that facts are at hand of every file in it."""
        row = self._row(name)
        return row is not None and bool(row["is_sound"]) and self.folder(name).is_dir()

    def is_current(self, name: str) -> bool:
        """Whether a tree was made by this very program, so that fingerprints compare."""
        row = self._row(name)
        return self.is_sound(name) and row is not None and row["code"] == self._code

    @property
    def is_served(self) -> bool:
        """Whether readers see the live tree whole, and the server's files beside it."""
        if self.live is None or not self.is_sound(self.live) or self._strange(self.live):
            return False
        return (self.output / SERVER).resolve() == (self.folder(self.live) / SERVER).resolve()

    def begin(self, *, anew: bool) -> None:
        """Mark the idle tree as being patched; make it anew if nothing is known of it."""
        row, folder = self._row(self.idle), self.folder(self.idle)
        if anew or row is None or not folder.is_dir():
            self._start_over()
        else:
            self._remove_unsealed()
            if row["is_sound"]:
                # No manifest lists the server's files, so verification would not miss one.
                self.remove(self._strange(self.idle, SERVER))
            else:
                self.reconcile()
            if row["code"] != self._code:
                self._forget_findings()
        folder.mkdir(parents=True, exist_ok=True)
        self._mark(self.idle, is_sound=False)
        live = self.live if not anew and self.is_current(self.live or "") else None
        self._inherits = live is not None and self.searched(self.idle).inherit(live)

    def reconcile(self) -> None:
        """Remove from the idle tree whatever is not just what is known of it."""
        self.remove(self._strange(self.idle))
        folder = self.folder(self.idle)
        for empty in sorted(folders_under(folder), key=len, reverse=True):
            with suppress(OSError):  # something lies in it
                (folder / empty).rmdir()

    def remove(self, paths: Collection[str]) -> None:
        """Remove files of the idle tree, and the folders that they leave empty."""
        folder = self.folder(self.idle)
        for path in paths:
            with suppress(FileNotFoundError, NotADirectoryError):
                (folder / path).unlink()
        parents = {parent for path in paths for parent in PurePosixPath(path).parents}
        for parent in sorted(parents, key=lambda parent: -len(parent.parts)):
            with suppress(OSError):  # others still lie in it, or it is gone
                if parent.parts:
                    (folder / parent).rmdir()
        with self._database.connection as connection:
            connection.executemany(
                "DELETE FROM file WHERE tree = ? AND path = ?", ((self.idle, p) for p in paths)
            )

    def finish(self) -> None:
        """Mark the idle tree as whole."""
        self._mark(self.idle, is_sound=True)

    def facts(self, name: str, paths: Collection[str]) -> dict[str, Fact]:
        """What is known of some files of a tree, by path."""
        query = "SELECT * FROM file WHERE tree = ? AND path IN (SELECT value FROM json_each(?))"
        rows = self._database.connection.execute(query, (name, json.dumps(list(paths))))
        return {row["path"]: fact_from(row) for row in rows}

    def paths(self, name: str) -> list[str]:
        """The path of every file of a tree, in their order."""
        return [path for path, _size, _sha256 in self.listed(name)]

    def listed(self, name: str) -> Iterator[tuple[str, int, str]]:
        """Every file of a tree with its size and digest, by path: what a manifest lists."""
        query = "SELECT path, bytes, sha256 FROM file WHERE tree = ? ORDER BY path"
        yield from map(tuple, self._database.connection.execute(query, (name,)))

    def learn(self, facts: Iterable[tuple[str, Fact]]) -> None:
        """Note what the idle tree's files hold now."""
        with self._database.connection as connection:
            connection.executemany(
                "INSERT INTO file (tree, path, fingerprint, sha256, bytes, stamp, seal)"
                " VALUES (?,?,?,?,?,?,?) ON CONFLICT (tree, path) DO UPDATE SET"
                " leans = CASE sha256 WHEN excluded.sha256 THEN leans END,"
                " fingerprint = excluded.fingerprint, sha256 = excluded.sha256,"
                " bytes = excluded.bytes, seal = excluded.seal,"
                " stamp = CASE excluded.stamp WHEN '' THEN stamp ELSE excluded.stamp END",
                (
                    (self.idle, path, *astuple(fact), seal_of(path, fact.sha256, fact.bytes))
                    for path, fact in facts
                ),
            )

    def learn_copied(self, paths: Iterable[tuple[str, str]]) -> None:
        """Note that files of the idle tree, each with its stamp, hold what the live one's do."""
        with self._database.connection as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO file SELECT ?, path, fingerprint, sha256, bytes, ?,"
                " seal, leans, iif(?, searched, NULL) FROM file WHERE tree = ? AND path = ?",
                ((self.idle, stamp, self._inherits, self.live, path) for path, stamp in paths),
            )

    def looked(self, name: str) -> LookedTree:
        """What the files of a tree hold and lean on."""
        return LookedTree(self._database, name)

    def searched(self, name: str) -> SearchedTree:
        """What the files of a tree were searched for."""
        return SearchedTree(self._database, name, self._code)

    def tree_of(self, site: Path) -> str | None:
        """The tree whose site is this very folder, if its facts can be trusted."""
        place = site.resolve()
        trees = (name for name in _NAMES if (self.folder(name) / "site").resolve() == place)
        return next(filter(self.is_current, trees), None)

    def difference(self) -> tuple[int, int, int]:
        """How many files of the idle tree are new or other than the live one's, gone, the same."""
        live = self.live if self.live and self.is_sound(self.live) else ""
        connection = self._database.connection
        same = connection.execute(
            "SELECT count(*) FROM file a JOIN file b ON a.path = b.path"
            " WHERE a.tree = ? AND b.tree = ? AND a.sha256 = b.sha256",
            (self.idle, live),
        ).fetchone()[0]
        count = "SELECT count(*) FROM file WHERE tree = ?"
        total = connection.execute(count, (self.idle,)).fetchone()[0]
        gone = connection.execute(
            "SELECT count(*) FROM file b WHERE b.tree = ? AND NOT EXISTS"
            " (SELECT 1 FROM file a WHERE a.tree = ? AND a.path = b.path)",
            (live, self.idle),
        ).fetchone()[0]
        return total - same, gone, same

    def differing(self) -> tuple[list[str], list[str]]:
        """The files that the idle tree lacks or has otherwise than the live one; its own alone."""
        query = (
            "SELECT path FROM file a WHERE tree = ? AND NOT EXISTS"
            " (SELECT 1 FROM file b WHERE b.tree = ? AND b.path = a.path {same})"
        )
        ask = self._database.connection.execute
        missing = ask(query.format(same="AND b.sha256 = a.sha256"), (self.live, self.idle))
        others = ask(query.format(same=""), (self.idle, self.live))
        return [row[0] for row in missing], [row[0] for row in others]

    def throw_away(self) -> None:
        """Keep nothing of the idle tree."""
        self._start_over()
        self.sweep()

    def _row(self, name: str) -> sqlite3.Row | None:
        query = "SELECT * FROM tree WHERE name = ?"
        row: sqlite3.Row | None = self._database.connection.execute(query, (name,)).fetchone()
        return row

    def _strange(self, name: str, part: str = "") -> set[str]:
        """The files of a tree that are not just what is known of them, missing ones included."""
        folder = self.folder(name)
        there = {f"{part}{path}": stamp for path, stamp in stamps_under(folder / part).items()}
        found, same = set(), []
        query = "SELECT path, stamp, sha256 FROM file WHERE tree = ? AND substr(path, 1, ?) = ?"
        rows = self._database.connection.execute(query, (name, len(part), part))
        for path, known, sha256 in rows:
            stamp = there.pop(path, None)
            if stamp == known != UNTRUSTED:
                continue
            if stamp is None or file_digest(folder / path) != sha256:
                found.add(path)
            else:
                same.append((stamp, name, path))
        with self._database.connection as connection:
            connection.executemany("UPDATE file SET stamp = ? WHERE tree = ? AND path = ?", same)
        return found | there.keys()

    def _remove_unsealed(self) -> None:
        """Make files again of which a disk turned a bit in what is known of them."""
        query = "SELECT path, sha256, bytes, seal, CAST(path AS BLOB) FROM file WHERE tree = ?"
        rows = self._database.connection.execute(query, (self.idle,))
        turned = [row for row in rows if row[3] != seal_of(row[0], row[1], row[2])]
        self.remove([row[0] for row in turned])
        with self._database.connection as connection:
            # A path whose own bit turned may be no text any more, and is found by its bytes alone.
            connection.executemany(
                "DELETE FROM file WHERE tree = ? AND CAST(path AS BLOB) = ?",
                ((self.idle, row[4]) for row in turned),
            )

    def _forget_findings(self) -> None:
        """Of what another program made and looked into, only what the files hold is known."""
        query = "UPDATE file SET fingerprint = '', leans = NULL, searched = NULL WHERE tree = ?"
        with self._database.connection as connection:
            connection.execute(query, (self.idle,))

    def _mark(self, name: str, *, is_sound: bool) -> None:
        with self._database.connection as connection:
            connection.execute(
                "INSERT OR REPLACE INTO tree VALUES (?,?,?)", (name, self._code, is_sound)
            )

    def _start_over(self) -> None:
        with self._database.connection as connection:
            connection.execute("DELETE FROM file WHERE tree = ?", (self.idle,))
            connection.execute("DELETE FROM searched WHERE tree = ?", (self.idle,))
            connection.execute("DELETE FROM tree WHERE name = ?", (self.idle,))
        folder = self.folder(self.idle)
        if folder.exists():
            # Creating files right after deleting many is an order of magnitude slower on ext4.
            discarded = folder.with_name(f"{folder.name}.discarded")
            shutil.rmtree(discarded, ignore_errors=True)
            folder.replace(discarded)

    def sweep(self) -> None:
        """Delete what was discarded and left behind by builds that were cut short."""
        clear_leftovers(self._releases)
        for folder in self._releases.glob("*.discarded"):
            shutil.rmtree(folder, ignore_errors=True)

    def _tree_at(self, link: Path) -> str | None:
        """The tree that readers see, wherever the link was made."""
        if not link.is_symlink() or not link.is_dir():
            return None
        trees = (n for n in _NAMES if (self.folder(n) / "site").resolve() == link.resolve())
        return next(trees, None)
