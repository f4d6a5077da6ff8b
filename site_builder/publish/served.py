"""A site as it is served: whether readers get the files that were released, and none that ended.

A sample of its files is held to the manifest, and to those rules for pages and data that can
be judged without the others; and the addresses of what ended within 30 days are asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from site_builder.errors import Problem
from site_builder.i18n import Message, _
from site_builder.publish.asking import NoAnswerError, Served
from site_builder.publish.data_check import AS_OF, ROBOTS, DataCheck, read_as_of
from site_builder.publish.ground import Ground
from site_builder.publish.left import CHANGES, GONE_URLS
from site_builder.publish.manifest import MANIFEST, Manifest, read_manifest
from site_builder.publish.page_check import PageCheck, missing_anchors
from site_builder.publish.sample import Sampler, sample_of
from site_builder.publish.served_gone import Ended, ended_addresses, still_served
from site_builder.publish.tag_check import is_strict
from site_builder.store.private import scratch_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

_NEEDED: Final = ("index.html", AS_OF)
# What the others are judged by.
_JUDGED_BY: Final = (ROBOTS, AS_OF, CHANGES, GONE_URLS)
# A file that is longer than listed is read a little further: it may show what should be gone.
_MORE: Final = 1 << 20
# What is told of a file that is not the listed one: the rest follows from that.
_SHOWS: Final = frozenset({"ended", "not-public"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedVerdict:
    """What is wrong with a site as served, and how much of it was asked for.

    ``files`` of ``listed`` files, and ``ended`` of ``known_ended`` addresses that ended.
    """

    problems: tuple[Problem, ...] = ()
    files: int = 0
    listed: int = 0
    ended: int = 0
    known_ended: int = 0


def check_served(
    base_url: str, *, as_of: date | None = None, sample: int = 50, ended: int = 50
) -> ServedVerdict:
    """How what is served under ``base_url`` falls short of its own manifest and its promises.

    Asks for the pages that everybody sees and for ``sample`` others, evenly spread and always
    the same, and for up to ``ended`` of the addresses that ended. The day asked about is
    ``as_of``, or the release's own.

    Raises:
        ValueError: ``base_url`` is no address of a site on the web.
    """
    served = Served(base_url)
    try:
        manifest = read_manifest(lambda path: served.get(path).data)
    except NoAnswerError as error:
        return ServedVerdict(problems=(_problem("unreachable", MANIFEST, error.message),))
    except ValueError as error:
        message = _("expected the list of all files")
        return ServedVerdict(problems=(_problem("bad-manifest", str(error), message),))
    with scratch_folder() as folder:
        return _Sample(served, manifest, folder, as_of).verdict(sample, ended)


class _Sample:
    """Files of a served release, kept in a folder while they are judged."""

    def __init__(
        self, served: Served, manifest: Manifest, folder: Path, as_of: date | None
    ) -> None:
        self._served = served
        self._manifest = manifest
        self._folder = folder
        self._as_of = as_of
        self._sampler = Sampler(served, manifest.files)
        self._sound: set[str] = set()

    def verdict(self, sample: int, ended: int) -> ServedVerdict:
        files = self._manifest.files
        judged_by = (path for path in _JUDGED_BY if path in files)
        paths = dict.fromkeys([*sample_of(files, sample), *judged_by])
        problems = [
            _problem("missing-file", path, _("every release has this file"))
            for path in _NEEDED
            if path not in files
        ]
        got = [path for path in paths if self._got(path, problems)]
        day = self._as_of or self._own_day()
        problems += self._judged(got, day)
        known = self._left(day)
        asked = known.chosen(ended)
        problems += [problem for gone in asked for problem in still_served(self._served, gone)]
        return ServedVerdict(
            problems=tuple(problems),
            files=len(paths),
            listed=len(files),
            ended=len(asked),
            known_ended=len(known),
        )

    def _got(self, path: str, problems: list[Problem]) -> bool:
        """Ask for one file, and say whether one came that can be judged."""
        try:
            got = self._sampler.ask(path, _MORE)
        except NoAnswerError as error:
            problems.append(_problem("unreachable", path, error.message))
            return False
        problems += _policy(path, got.policy)
        if got.is_listed:
            self._sound.add(path)
        elif got.is_gone:
            return False
        else:
            problems.append(_problem("bad-hash", path, _("is not the file that is listed")))
        (self._folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self._folder / path).write_bytes(got.data)
        return True

    def _judged(self, paths: list[str], day: date | None) -> Iterator[Problem]:
        files = {*self._manifest.files, *self._manifest.own}
        ground = Ground(files, None, day)
        pages, others = PageCheck(ground), DataCheck(self._folder, ground)
        for path in paths:
            check = self._file(pages, others, path)
            yield from (p for p in check if path in self._sound or p.code in _SHOWS)
        anchors = {
            link: page
            for link, page in pages.take_anchors().items()
            if page in self._sound and link[0] in self._sound
        }
        yield from missing_anchors(self._folder, anchors)

    def _file(self, pages: PageCheck, others: DataCheck, path: str) -> Iterator[Problem]:
        if path.endswith((".html", ".css")):
            data = (self._folder / path).read_bytes()
            check = pages.page if path.endswith(".html") else pages.style_sheet
            yield from check(path, data)
        else:
            yield from others.file(path)

    def _own_day(self) -> date | None:
        data = self._data(AS_OF)
        days = read_as_of(data) if data is not None else None
        return days[0] if days else None

    def _left(self, day: date | None) -> Ended:
        return ended_addresses(self._data(CHANGES), self._data(GONE_URLS), day)

    def _data(self, path: str) -> bytes | None:
        file = self._folder / path
        return file.read_bytes() if file.is_file() else None


def _policy(path: str, policy: str | None) -> Iterator[Problem]:
    if policy is not None and path.endswith(".html") and not is_strict(policy):
        message = _("expected a content security policy that allows this site alone")
        yield _problem("unsafe-page", path, message)


def _problem(code: str, path: str, message: Message) -> Problem:
    return Problem(code=code, path=path, message=message)
