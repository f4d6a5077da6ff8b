"""Readers who ask for the same addresses over and over while a site is published anew.

They know every release by the digests of its files. An answer must be a file of a release, byte
for byte, and of none older than the answer before it: so no half file, no hole, and no page that
falls back behind a manifest that was read before it.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import time
from collections import defaultdict
from contextlib import ExitStack, contextmanager
from functools import partial
from http import HTTPStatus
from http.client import HTTPConnection
from threading import Event, Thread
from typing import TYPE_CHECKING

from tests.nginx import free_port, serving_by_nginx, wait_for
from tests.office import tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

_PATIENCE = 60


class Library:
    """The releases that readers may see, by the digests of their files."""

    def __init__(self) -> None:
        self._releases: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._paths: list[set[str]] = []

    def add(self, site: Path) -> None:
        """Let readers see this release, too."""
        files = tree(site)
        for path, data in files.items():
            self._releases[path, _digest(data)].append(len(self._paths))
        self._paths.append(set(files))

    def everywhere(self) -> set[str]:
        """The paths that all releases have."""
        return set.intersection(*self._paths)

    def earliest(self, path: str, data: bytes, after: int) -> int | None:
        """The first release from ``after`` on that has just this at this path."""
        known = self._releases.get((path, _digest(data)), ())
        return next((number for number in known if number >= after), None)


class Reader(Thread):
    """Asks for addresses round by round; what must not be is kept as a fault."""

    def __init__(
        self, name: str, get: Callable[[str], bytes | None], library: Library, paths: Sequence[str]
    ) -> None:
        super().__init__(name=name, daemon=True)
        self.faults: list[str] = []
        self.seen: set[int] = set()
        self.rounds = 0
        self._get, self._library, self._paths = get, library, paths
        self._at = 0
        self._ends = Event()

    def run(self) -> None:
        while not self._ends.is_set() and not self.faults:
            for address in ("manifest.json", *self._paths, "manifest.json"):
                self._ask(address)
            self.rounds += 1

    def finish(self) -> None:
        """Read one last round, and no more."""
        self._ends.set()
        self.join(_PATIENCE)

    def _ask(self, address: str) -> None:
        path = f"{address}index.html" if address.endswith("/") or not address else address
        try:
            data = self._get(address)
        except OSError as error:
            self.faults.append(f"{self.name}: {address}: {type(error).__name__}")
            return
        if data is None:
            if path in self._library.everywhere():
                self.faults.append(f"{self.name}: {address}: not there")
            return
        found = self._library.earliest(path, data, self._at)
        if found is None:
            self.faults.append(f"{self.name}: {address}: {len(data)} bytes of no later release")
        else:
            self._at = found
            self.seen.add(found)


class Readers:
    """Several readers at once."""

    def __init__(self, readers: Sequence[Reader]) -> None:
        self.readers = readers

    def wait(self) -> None:
        """Wait until each has read one more round, or has found a fault."""
        wanted = [(reader, reader.rounds + 1) for reader in self.readers]
        ends = time.monotonic() + _PATIENCE
        while any(r.rounds < rounds and not r.faults for r, rounds in wanted):
            assert time.monotonic() < ends, "a reader hangs"
            time.sleep(0.001)

    @property
    def faults(self) -> list[str]:
        """What must not have been."""
        return [fault for reader in self.readers for fault in reader.faults]


@contextmanager
def reading(
    output: Path, scratch: Path, library: Library, paths: Sequence[str], base: str = "/"
) -> Iterator[Readers]:
    """Readers of ``output/site``: by nginx, by Python's own server, and in the folder itself."""
    with ExitStack() as stack:
        scratch.mkdir()
        by_nginx = stack.enter_context(serving_by_nginx(output, scratch)).port
        by_python = stack.enter_context(_python_server(output / "site", scratch))
        readers = Readers(
            [
                Reader("nginx", partial(_over_http, by_nginx, base), library, paths),
                Reader("http.server", partial(_over_http, by_python, "/"), library, paths),
                Reader("folder", partial(in_folder, output / "site"), library, paths),
            ]
        )
        for reader in readers.readers:
            reader.start()
        try:
            yield readers
        finally:
            for reader in readers.readers:
                reader.finish()


def _over_http(port: int, base: str, address: str) -> bytes | None:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", base + address)
        response = connection.getresponse()
        data = response.read()
    finally:
        connection.close()
    return data if response.status == HTTPStatus.OK else None


def in_folder(site: Path, address: str) -> bytes | None:
    """The file at an address, for who needs no server."""
    path = f"{address}index.html" if address.endswith("/") or not address else address
    try:
        return (site / path).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


@contextmanager
def _python_server(folder: Path, scratch: Path) -> Iterator[int]:
    port = free_port()
    command = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1"]
    silent = subprocess.DEVNULL
    with subprocess.Popen(
        [*command, "--directory", str(folder)], stdout=silent, stderr=silent
    ) as process:
        try:
            wait_for(port, process, scratch / "nothing.log")
            yield port
        finally:
            process.terminate()


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
