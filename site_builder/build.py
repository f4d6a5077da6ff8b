"""The pipeline: content to a verified release, one stage a step."""

from __future__ import annotations

import fcntl
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from site_builder.disclose import (
    Disclosed,
    culprits,
    disclose,
    shown_texts,
    withheld_values,
)
from site_builder.errors import ContentError, Problem, PublishError, RenderError
from site_builder.export import exports
from site_builder.i18n import _, words
from site_builder.prepare import Prepared, prepare
from site_builder.publish import Staged, Trees, Withheld, stage, switch, verify_release
from site_builder.remember import PUBLIC_IDS, TEMPLATES, remember
from site_builder.render.pages import pages
from site_builder.render.theme import Theme
from site_builder.report import Report
from site_builder.resources import code_digest
from site_builder.search import search_index
from site_builder.store.content import ContentStore
from site_builder.store.memory import Memory

if TYPE_CHECKING:
    from site_builder.folders import Folders
    from site_builder.model.artifact import Artifact
    from site_builder.model.moment import Moment

_ROUNDS = 5
# What a page may be found to show that takes it out of the release.
_NEVER_PUBLIC = frozenset({"not-public", "ended"})
Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a build was asked for."""

    as_of: Moment
    full: bool = False
    jobs: int = 1
    accept_vanished: int | None = None


def build(
    folders: Folders, options: Options, progress: Progress = lambda _stage, _count: None
) -> Report:
    """Publish the site as the public should read it at one moment.

    Whatever goes wrong is in the report; the live site is whole in any case.
    """
    report = Report(options.as_of)
    try:
        with _only_one(folders.state):
            memory = Memory(folders.state)
            try:
                _Build(folders, options, memory, report, progress).run()
            finally:
                memory.close()
    except (ContentError, PublishError, RenderError) as error:
        found = error.problems if isinstance(error, ContentError) else ()
        template = error.template if isinstance(error, RenderError) else ""
        code = {ContentError: "no-site", RenderError: "broken-template"}.get(
            type(error), "not-published"
        )
        report.problems += found or (Problem(code=code, path=template, message=error.message),)
    except OSError as error:
        message = _(
            "could not use {name}: {reason}",
            name=Path(str(error.filename or "")).name,
            reason=error.strerror,
        )
        report.problems.append(Problem(code="not-published", message=message))
    return report


class _Build:
    """One run of the pipeline."""

    def __init__(
        self, folders: Folders, options: Options, memory: Memory, report: Report, progress: Progress
    ) -> None:
        self._folders = folders
        self._options = options
        self._memory = memory
        self._report = report
        self._progress = progress
        self._templates = folders.templates

    def run(self) -> None:
        as_of, report = self._options.as_of, self._report
        scratch = self._folders.state / "tonight"
        shutil.rmtree(scratch, ignore_errors=True)
        with self._timed("load"):
            prepared = prepare(
                self._folders,
                as_of,
                self._memory,
                ContentStore(scratch / "content.sqlite"),
                self._options.accept_vanished,
            )
        report.problems += prepared.problems
        theme = self._theme()
        trees = Trees(self._folders.output, self._folders.state, code_digest())
        try:
            disclosed, staged = self._release(prepared, theme, trees, scratch)
            self._tell(disclosed)
            with self._timed("switch"):
                remember(self._memory, prepared, disclosed, self._options.as_of, self._templates)
                report.written, report.removed, report.unchanged = (
                    staged.written,
                    staged.removed,
                    staged.unchanged,
                )
                if not (staged.is_unchanged and trees.live):
                    switch(self._folders.output, staged.folder)
                trees.sweep()
        finally:
            trees.close()
            shutil.rmtree(scratch, ignore_errors=True)
        report.conclude(is_unchanged=staged.is_unchanged)

    def _release(
        self, prepared: Prepared, theme: Theme, trees: Trees, scratch: Path
    ) -> tuple[Disclosed, Staged]:
        """A verified release in the idle tree; what leaks is taken out, not the release back."""
        without: frozenset[str] = frozenset()
        blocked: frozenset[str] = frozenset()
        for attempt in range(_ROUNDS):
            with self._timed("disclose"):
                store = scratch / f"public-{attempt}.sqlite"
                disclosed = disclose(prepared.subjects, self._options.as_of, store, without)
            with self._timed("render"):
                staged, theme = self._staged(disclosed, theme, trees, blocked)
            with self._timed("verify"):
                leaking, leaks = self._verify(prepared, disclosed, staged)
            if not leaks:
                return disclosed, staged
            blocked |= leaks if leaking <= without else frozenset()
            without |= leaking
        raise PublishError(_("a withheld value stays in the release; it was not put in force"))

    def _staged(
        self, disclosed: Disclosed, theme: Theme, trees: Trees, blocked: frozenset[str]
    ) -> tuple[Staged, Theme]:
        try:
            return self._stage(disclosed, theme, trees, blocked), theme
        except RenderError as error:
            if self._templates is None:
                raise
            path = f"templates/{error.template}"
            self._report.problems.append(
                Problem(code="broken-template", path=path, line=error.line, message=error.message)
            )
            theme = self._last_good_theme()
            return self._stage(disclosed, theme, trees, blocked), theme

    def _stage(
        self, disclosed: Disclosed, theme: Theme, trees: Trees, blocked: frozenset[str]
    ) -> Staged:
        corpus = disclosed.corpus
        artifacts: Iterator[Artifact] = chain(
            pages(corpus, theme, self._folders.content), search_index(corpus), exports(corpus)
        )
        return stage(
            (artifact for artifact in artifacts if artifact.path not in blocked),
            trees,
            jobs=self._options.jobs,
            full=self._options.full,
            progress=lambda count: self._progress("render", count),
        )

    def _verify(
        self, prepared: Prepared, disclosed: Disclosed, staged: Staged
    ) -> tuple[frozenset[str], frozenset[str]]:
        """The records whose own text leaks, and the files in which something leaks."""
        corpus = disclosed.corpus
        withheld = withheld_values(prepared.subjects, corpus, prepared.missing.hidden)
        verdict = verify_release(
            staged.folder,
            public_ids=corpus.ids(),
            withheld=(Withheld(name, values) for name, values in withheld),
            shown=chain(shown_texts(corpus), words("zh")),
            as_of=self._options.as_of.day,
            jobs=self._options.jobs,
        )
        known = {(problem.code, problem.path, problem.record) for problem in self._report.problems}
        fresh = [p for p in verdict.problems if (p.code, p.path, p.record) not in known]
        self._report.problems += fresh
        leaking: set[str] = set()
        for leak in verdict.leaks:
            subject = prepared.subjects.get(leak.record)
            if subject is not None:
                leaking.update(culprits(corpus, subject.record.facts.identifying))
        wrong = {problem.path for problem in verdict.problems if problem.code in _NEVER_PUBLIC}
        return frozenset(leaking), frozenset(wrong | {leak.path for leak in verdict.leaks})

    def _tell(self, disclosed: Disclosed) -> None:
        report = self._report
        report.records = {
            kind: dict(sorted(states.items()))
            for kind, states in sorted(disclosed.states.items())
            if states
        }
        report.withheld = sorted((name, state.value) for name, state in disclosed.withheld.items())
        report.next_change_at = disclosed.corpus.validity.next_change_at
        before = set((self._memory.file(PUBLIC_IDS) or b"").decode().split())
        now = disclosed.corpus.ids()
        report.entered, report.left = sorted(now - before), sorted(before - now)

    # Templates

    def _theme(self) -> Theme:
        theme = Theme(self._templates)
        problems = theme.problems()
        if not problems:
            return theme
        self._report.problems += problems
        return self._last_good_theme()

    def _last_good_theme(self) -> Theme:
        """The templates as they last worked; the shipped ones where none are remembered."""
        self._templates = None
        files = self._memory.files_under(TEMPLATES)
        if not files:
            return Theme(None)
        folder = self._folders.state / "tonight" / "templates"
        for name, data in files.items():
            path = folder / name.removeprefix(TEMPLATES)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return Theme(folder)

    @contextmanager
    def _timed(self, stage_name: str) -> Iterator[None]:
        begun = time.perf_counter()
        self._progress(stage_name, 0)
        yield
        seconds = self._report.seconds
        seconds[stage_name] = seconds.get(stage_name, 0.0) + time.perf_counter() - begun


@contextmanager
def _only_one(state: Path) -> Iterator[None]:
    """Let one build at a time use a state folder.

    Raises:
        PublishError: Another one is at work.
    """
    state.mkdir(parents=True, exist_ok=True)
    with (state / "lock").open("w") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise PublishError(_("another build of this site is at work")) from None
        yield
