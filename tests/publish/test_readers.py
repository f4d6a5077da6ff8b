"""A reader polling through many switches never meets a hole or half a file."""

from __future__ import annotations

import re
import socket
import time
from functools import partial
from typing import TYPE_CHECKING

import pytest

import site_builder.pipeline
from site_builder.model.artifact import Artifact, fingerprint
from site_builder.publish import Trees, stage, switch
from tests.nginx import serving_by_nginx
from tests.office import Office, article, listing
from tests.publish.readers import Library, Reader, in_folder, reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

SWITCHES = 100
PAGES = [f"listings/{number}.html" for number in range(12)]
SERVER = {
    "nginx.conf": 'location "/" { alias $site_builder_root/; index index.html; }\n',
    "gone.map": "",
}


def artifacts(number: int, more: Mapping[str, str] | None = None) -> Iterator[Artifact]:
    """A release that tells its number in most files; some are large, some come and go."""
    texts = {"index.html": f"home {number}\n", "as-of.json": f"{number}\n"}
    for at, page in enumerate(PAGES):
        # Every third page stays as it was for three releases.
        last = number if at % 3 else number - number % 3
        texts[page] = f"{page} of {last}\n" * (1, 50, 5_000)[(at + last) % 3]
    if number % 2:
        texts["listings/now-and-then.html"] = f"{number}\n" * number * 100
    for path, text in {**texts, **(more or {})}.items():
        yield Artifact(f"site/{path}", fingerprint(text), partial(str.encode, text))
    for name, text in SERVER.items():
        yield Artifact(f"server/{name}", text, partial(str.encode, text))


def publish(
    folder: Path, number: int, library: Library, more: Mapping[str, str] | None = None
) -> None:
    """Stage and switch, as a build does."""
    trees = Trees(folder / "output", folder / "state", "code")
    try:
        staged = stage(artifacts(number, more), trees, lambda _made: None)
    finally:
        trees.close()
    library.add(staged.folder / "site")
    switch(folder / "output", staged.folder)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder for a site."""
    (tmp_path / "state").mkdir()
    (tmp_path / "output").mkdir()
    return tmp_path


def test_through_a_hundred_switches_each_answer_is_a_whole_file_of_a_release(site: Path) -> None:
    library = Library()
    publish(site, 0, library)
    addresses = ["", "as-of.json", *PAGES, "listings/now-and-then.html"]
    with reading(site / "output", site / "readers", library, addresses) as readers:
        for number in range(1, SWITCHES + 1):
            publish(site, number, library)
            readers.wait()
            if readers.faults:
                break
    assert readers.faults == []
    # Each reader was there all the time: of nearly every release it saw something.
    assert [len(reader.seen) > SWITCHES * 0.9 for reader in readers.readers] == [True] * 3


def test_a_slow_reader_gets_to_its_end_the_file_that_he_began(site: Path) -> None:
    # More than a connection holds back, so that most of it is read from the disk later on.
    texts = [f"{number}\n" * 8_000_000 for number in range(4)]
    publish(site, 0, Library(), {"data/large.csv": texts[0]})
    (site / "nginx").mkdir()
    with (
        serving_by_nginx(site / "output", site / "nginx") as nginx,
        (site / "output/site/data/large.csv").open() as opened,
        socket.create_connection(("127.0.0.1", nginx.port), timeout=60) as connection,
    ):
        connection.sendall(b"GET /data/large.csv HTTP/1.0\r\n\r\n")
        begun = connection.recv(1000)
        assert opened.read(2) == "0\n"
        for number in (1, 2, 3):
            publish(site, number, Library(), {"data/large.csv": texts[number]})
        with connection.makefile("rb") as rest:
            answer = begun + rest.read()
        assert opened.read() == texts[0][2:]
    assert answer.partition(b"\r\n\r\n")[2] == texts[0].encode()


def test_through_real_builds_each_answer_is_a_whole_file_of_a_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, library = Office(tmp_path / "site"), Library()

    def known(output: Path, release: Path) -> None:
        library.add(release / "site")
        switch(output, release)

    monkeypatch.setattr(site_builder.pipeline, "switch", known)
    ending = [listing(n, decided_on=f"2025-03-{n:02}") for n in range(1, 6)]
    staying = [listing(n, decided_on="2027-06-01") for n in range(20, 30)]
    office.signed("listings/a.yml", [*ending, *staying], on="2027-06-02")
    office.signed("typical-cases/tc-1.md", article())
    office.build("2028-03-01")
    addresses = [
        *("", "listings/", "search/", "as-of.json", "search/entry.json", "feed.atom"),
        *("sitemap.xml", "data/listings.csv", "typical-cases/tc-1.html", "gone.html"),
        *(f"listings/{record['id']}.html" for record in staying),
    ]
    with reading(
        office.folders.output, tmp_path / "readers", library, addresses, "/qx/"
    ) as readers:
        for day in range(2, 7):
            report = office.build(f"2028-03-0{day}", full=day == 4)
            assert report.outcome == "published"
            readers.wait()
    assert readers.faults == []
    assert {path.removesuffix("index.html") for path in library.everywhere()} >= set(addresses)
    assert [len(reader.seen) > 3 for reader in readers.readers] == [True] * 3


# Ways to publish that are not ours, so that a reader who would never notice anything is found out.


def truncating(file: Path, data: bytes) -> None:
    with file.open("wb") as stream:
        stream.write(data[: len(data) // 2])
        stream.flush()
        time.sleep(0.002)
        stream.write(data[len(data) // 2 :])


def deleting(file: Path, data: bytes) -> None:
    file.unlink()
    time.sleep(0.002)
    whole(file, data)


def whole(file: Path, data: bytes) -> None:
    following = file.with_name("next")
    following.write_bytes(data)
    following.replace(file)
    time.sleep(0.002)


@pytest.mark.parametrize(
    ("write", "order", "fault"),
    [
        (truncating, ("manifest.json",), "manifest.json: [0-9]+ bytes of no later release"),
        (deleting, ("manifest.json",), "manifest.json: not there"),
        (whole, ("manifest.json", "index.html"), "index.html: [0-9]+ bytes of no later release"),
    ],
)
def test_a_reader_notices_a_release_that_is_written_where_he_reads(
    tmp_path: Path,
    write: Callable[[Path, bytes], None],
    order: tuple[str, ...],
    fault: str,
) -> None:
    library, live = Library(), tmp_path / "live"
    live.mkdir()
    reader = Reader("folder", partial(in_folder, live), library, order)
    for number in range(200):
        release = tmp_path / str(number)
        release.mkdir()
        for path in order:
            (release / path).write_text(f"{path} of {number}\n" * 100, "utf-8")
        library.add(release)
        for path in order:
            (write if number else whole)(live / path, (release / path).read_bytes())
        if not number:
            reader.start()
        if reader.faults:
            break
    reader.finish()
    assert re.search(fault, reader.faults[0])
