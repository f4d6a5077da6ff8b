"""The pipeline: content to a verified release, one stage a step; it knows them all."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from functools import partial
from itertools import chain, count
from typing import TYPE_CHECKING

from site_builder.artifacts import artifacts
from site_builder.disclose import (
    Disclosed,
    disclose,
    lawful_values,
    shown_texts,
    withheld_values,
)
from site_builder.errors import LeakError, Problem, RenderError
from site_builder.forked import elsewhere
from site_builder.i18n import _, speaking
from site_builder.kept import earlier, keep_corpus
from site_builder.prepare import Prepared, prepare
from site_builder.publish import (
    UNKNOWN_HIDINGS,
    Secrets,
    Staged,
    Trees,
    Verdict,
    Withheld,
    changed_behind_us,
    damaged_memory,
    keep_ledger,
    last_shown,
    lost_memory,
    shown_again,
    stage,
    switch,
    verify_release,
)
from site_builder.remember import (
    PICTURES,
    PUBLIC_IDS,
    TEMPLATES,
    files_of_last_release,
    remember,
    remember_shown,
)
from site_builder.render.pages import gone_pages
from site_builder.render.picture import pictures_in
from site_builder.resources import program_digest
from site_builder.standing_themes import StandingThemes
from site_builder.store.answers import VETTED_UNDER
from site_builder.store.content import ContentStore
from site_builder.taken_out import TakenOut, leaking

if TYPE_CHECKING:
    from site_builder.folders import Folders
    from site_builder.options import Options
    from site_builder.progress import Stages
    from site_builder.render.theme import Theme
    from site_builder.report import Report
    from site_builder.store.memory import Memory

# Without a record, others may leak in turn; in the last rounds, files alone are taken out.
_ROUNDS, _BLAMING = 7, 4


class Pipeline:
    """One run, from the content to the release in force."""

    def __init__(
        self, folders: Folders, options: Options, memory: Memory, report: Report, stages: Stages
    ) -> None:
        self._folders = folders
        self._options = options
        self._memory = memory
        self._report = report
        self._stages = stages
        self._scratch = folders.scratch
        shutil.rmtree(self._scratch, ignore_errors=True)
        own = folders.templates
        if options.rollback:
            own = memory.lay_out(TEMPLATES, self._scratch / "earlier-templates")
        self._themes = StandingThemes(own, memory, self._scratch)
        self._rounds = count()
        self._is_anew = options.full
        self._is_own_theme = False
        self._files: int | None = None

    def run(self) -> None:
        """Put a release in force, and remember what the next night needs to know."""
        as_of, report = self._options.as_of, self._report
        scratch = self._scratch
        self._say(tuple(lost_memory(self._folders.output, self._memory)))
        store = ContentStore(scratch / "content.sqlite")
        is_believed = self._options.is_plain
        self._earlier = earlier(self._folders, self._memory, scratch, is_believed=is_believed)
        answers = self._earlier.open()
        prepared = prepare(
            self._folders,
            as_of,
            self._memory,
            store,
            self._options.accept_vanished,
            as_remembered=bool(self._options.rollback),
            stages=self._stages,
            answers=answers,
            jobs=self._options.jobs,
        )
        answers.close()
        report.problems += [each for each in prepared.problems if each.waived is None]
        self._say(tuple(damaged_memory(self._memory)))
        theme, problems = self._themes.first()
        report.problems += problems
        trees = Trees(self._folders.output, self._folders.state, program_digest())
        try:
            with speaking(prepared.vetted.chrome.speech):
                disclosed, staged = self._release(prepared, theme, trees)
            self._tell(disclosed)
            with self._stages.stage("switch"):
                is_unchanged = self._put_in_force(prepared, disclosed, staged, trees)
        finally:
            trees.close()
            shutil.rmtree(scratch, ignore_errors=True)
        report.conclude(is_unchanged=is_unchanged)

    def _put_in_force(
        self, prepared: Prepared, disclosed: Disclosed, staged: Staged, trees: Trees
    ) -> bool:
        """Let readers see the release; whether they did already."""
        output, report = self._folders.output, self._report
        remember(
            self._memory,
            prepared,
            self._options.as_of,
            templates=self._themes.own,
            picture=self._picture,
        )
        report.written, report.removed = staged.written, staged.removed
        report.unchanged = staged.unchanged
        is_unchanged = staged.is_unchanged and trees.is_served
        self._say(keep_ledger(output))
        if not is_unchanged:
            switch(output, staged.folder)
        report.is_in_force = True
        self._say(() if is_unchanged else keep_ledger(output, disclosed.corpus.ids()))
        remember_shown(
            self._memory,
            prepared,
            disclosed,
            files=staged.written + staged.unchanged,
            is_rolled_back=bool(self._options.rollback),
        )
        keep_corpus(
            self._folders,
            self._memory,
            disclosed.corpus,
            is_own_theme=self._is_own_theme,
            answers=disclosed.answers,
        )
        self._memory.past.number(str(self._options.as_of))
        trees.sweep()
        return is_unchanged

    def _release(self, prepared: Prepared, theme: Theme, trees: Trees) -> tuple[Disclosed, Staged]:
        """A verified release in the idle tree, by the first theme that itself tells nothing."""
        while True:
            try:
                return self._clean(prepared, theme, trees)
            except LeakError:
                following = self._themes.following()
                if following is None:
                    raise
                self._report.blame_templates()
                theme = following

    def _clean(self, prepared: Prepared, theme: Theme, trees: Trees) -> tuple[Disclosed, Staged]:
        """A verified release in the idle tree; what leaks is taken out, not the release back."""
        taken = TakenOut()
        for attempt in range(_ROUNDS):
            disclosed = self._disclosed(prepared, taken)
            staged, theme = self._staged(disclosed, theme, trees, taken)
            verdict = self._verdict(prepared, disclosed, trees)
            if changed_behind_us(verdict.problems):
                trees.reconcile()
                staged, theme = self._staged(disclosed, theme, trees, taken)
                verdict = self._verdict(prepared, disclosed, trees)
            self._say((*disclosed.problems, *verdict.problems))
            leaks = leaking(verdict, prepared, disclosed, is_late=attempt >= _BLAMING)
            if not leaks:
                return disclosed, staged
            taken = taken.after(leaks)
        raise LeakError(_("a withheld value stays in the release; it was not put in force"))

    def _disclosed(self, prepared: Prepared, taken: TakenOut) -> Disclosed:
        subjects, as_of = prepared.subjects, self._options.as_of
        with self._stages.stage("disclose", subjects.store.count()) as advance:
            answers, corpus = self._earlier.again(self._scratch, next(self._rounds))
            answers.give(**{VETTED_UNDER: prepared.vetted.under})
            return disclose(
                subjects,
                as_of,
                corpus,
                taken.records,
                advance,
                answers=answers,
                troubled=prepared.troubled,
            )

    def _staged(
        self, disclosed: Disclosed, theme: Theme, trees: Trees, taken: TakenOut
    ) -> tuple[Staged, Theme]:
        """The release as the first theme that works makes it."""
        while True:
            try:
                return self._stage(disclosed, theme, trees, taken), theme
            except RenderError as error:
                following = self._themes.following()
                if following is None:
                    raise
                self._report.add(error)
                theme = following

    def _stage(self, disclosed: Disclosed, theme: Theme, trees: Trees, taken: TakenOut) -> Staged:
        corpus = disclosed.corpus
        self._is_own_theme = theme.is_own
        with self._stages.stage("render", files_of_last_release(self._memory)) as advance:
            promises = taken.left(
                artifacts(corpus, theme, self._picture),
                partial(gone_pages, corpus, theme, self._picture),
            )
            work = partial(stage, promises, trees, jobs=self._options.jobs, full=self._is_anew)
            staged = elsewhere(work, advance, jobs=self._options.jobs)
        self._files = staged.written + staged.unchanged
        self._is_anew = False
        return staged

    def _picture(self, path: str, sha256: str) -> bytes | None:
        """A picture as it was signed off: tonight's, or that of an article's last good self."""
        tonight = pictures_in(self._folders.content)(path, sha256)
        return tonight or self._memory.file(f"{PICTURES}{sha256}")

    def _verdict(self, prepared: Prepared, disclosed: Disclosed, trees: Trees) -> Verdict:
        corpus = disclosed.corpus
        own_words = corpus.chrome.speech.words()
        public = corpus.ids()
        withheld = withheld_values(prepared.subjects, disclosed, prepared.missing.hidden)
        secrets = Secrets(
            withheld=(Withheld(name, values) for name, values in withheld),
            shown=chain(
                shown_texts(corpus, disclosed.answers),
                own_words,
                prepared.vetted.may_stand(public),
            ),
            lawful=lawful_values(corpus),
            scratch=self._scratch,
            searched=trees.searched(trees.idle),
        )
        with self._stages.stage("verify", self._files) as advance:
            return verify_release(
                trees.folder(trees.idle),
                public_ids=public,
                secrets=secrets,
                as_of=self._options.as_of.day,
                jobs=self._options.jobs,
                looked=trees.looked(trees.idle),
                progress=advance,
            )

    def _say(self, problems: Sequence[Problem]) -> None:
        known = {(problem.code, problem.path, problem.record) for problem in self._report.problems}
        self._report.problems += [p for p in problems if (p.code, p.path, p.record) not in known]

    def _tell(self, disclosed: Disclosed) -> None:
        report = self._report
        report.records = {
            kind: dict(sorted(states.items()))
            for kind, states in sorted(disclosed.states.items())
            if states
        }
        report.withheld = sorted((name, state.value) for name, state in disclosed.withheld.items())
        report.next_change_at = disclosed.corpus.validity.next_change_at
        output, now = self._folders.output, disclosed.corpus.ids()
        told = self._memory.file(PUBLIC_IDS)
        before = last_shown(output) if told is None else set(told.decode().split())
        report.entered, report.left = sorted(now - before), sorted(before - now)
        if any(problem.code in UNKNOWN_HIDINGS for problem in report.problems):
            self._say(tuple(shown_again(output, now)))
