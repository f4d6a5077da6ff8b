"""Tonight's content, loaded and vetted: where a build and the office's questions begin."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from site_builder.disclose import (
    Missing,
    Subjects,
    article_problems,
    assessment_missing,
    calendar_missing,
    judge_missing,
    moved_ends,
)
from site_builder.errors import ContentError, Problem
from site_builder.i18n import _
from site_builder.load import hide_alone, line_in_site, load_corpus, read_site
from site_builder.progress import Stages
from site_builder.resources import pack_folder
from site_builder.store.answers import ANSWERS, Answers, copy_answers
from site_builder.store.content import ContentStore
from site_builder.store.memory import Memory
from site_builder.store.past import ROLLED_BACK
from site_builder.store.private import scratch_folder
from site_builder.vet import (
    PACK,
    TERMS,
    VettedCorpus,
    changed_terms,
    chrome,
    judged_by_both,
    longer_term,
    pack_of,
    settle,
    terms_to_remember,
    unsigned_law,
    vet,
    with_earlier_terms,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from site_builder.folders import Folders
    from site_builder.model.moment import Moment
    from site_builder.model.site import Site
    from site_builder.store.corpus import Corpus
    from site_builder.store.public import Chrome

CONTENT = "content"
SITE_FILE = f"{CONTENT}/site.yml"


@dataclass(slots=True)
class Prepared:
    """Tonight's content, vetted: what disclosure and the office's questions start from.

    ``pack`` is what to remember of the shipped law, ``terms`` of what the site names itself;
    ``memory`` what earlier nights remembered.
    """

    vetted: VettedCorpus
    subjects: Subjects
    missing: Missing
    site_data: bytes
    pack: bytes
    terms: bytes
    memory: Memory | None = None
    problems: list[Problem] = field(default_factory=list)

    @property
    def troubled(self) -> frozenset[str]:
        """The records in which something was found: of these nothing is believed from before."""
        return frozenset(each.record for each in self.problems if each.record)


def prepare(
    folders: Folders,
    as_of: Moment,
    memory: Memory | None,
    store: ContentStore,
    accepted: int | None = None,
    *,
    as_remembered: bool = False,
    as_if_signed: bool = False,
    stages: Stages | None = None,
    answers: Answers | None = None,
    jobs: int = 1,
) -> Prepared:
    """Load and vet the content, and settle which version of everything stands.

    ``as_remembered`` lets everything stand as the memory has it, and takes of the content
    only what hides. ``as_if_signed`` is for a preview: see ``vet``. ``stages`` is told how far
    it is. What ``answers`` of the last release know to stand is not looked into again;
    ``jobs`` processes look into the rest.

    Raises:
        ContentError: There is no site that can stand.
    """
    stages = stages or Stages(None, {})
    known = memory.counts() if memory else {}
    with stages.stage("load", sum(known.values()) or None) as advance:
        corpus = load_corpus(folders.content, pack_folder(), store, memory, advance)
        if as_remembered:
            hide_alone(corpus, CONTENT)
    with stages.stage("vet", store.count()) as advance:
        signed_on = as_of.day if as_if_signed else None
        prepared = _vetted(
            corpus,
            memory,
            advance,
            as_of.day,
            as_if_signed_on=signed_on,
            answers=answers,
            jobs=jobs,
        )
        _judge_missing(prepared, memory, as_of, accepted, known)
    prepared.problems += calendar_missing(prepared.subjects.working_days, as_of.day)
    prepared.problems += assessment_missing(prepared.subjects, as_of)
    prepared.problems += article_problems(prepared.subjects, as_of)
    return prepared


@contextmanager
def reading(
    folders: Folders, as_of: Moment, *, as_if_signed: bool = False, as_released: bool = False
) -> Iterator[Prepared]:
    """The content as a build would see it; the state is read, never written.

    ``as_if_signed`` is for what is looked at before it is published: see ``vet``.
    ``as_released``: where the last release was made of an earlier content, as that one was.

    Raises:
        ContentError: There is no site that can stand.
    """
    with scratch_folder() as folder:
        memory = Memory.reading(folders.state, folder)
        store = ContentStore(folder / "content.sqlite")
        if memory is not None:
            copy_answers(folders.state, memory, folder / ANSWERS)
        answers = Answers(folder / ANSWERS)
        as_remembered = as_released and memory is not None and bool(memory.file(ROLLED_BACK))
        try:
            yield prepare(
                folders,
                as_of,
                memory,
                store,
                as_remembered=as_remembered,
                as_if_signed=as_if_signed,
                answers=None if as_if_signed or as_remembered else answers,
            )
        finally:
            answers.close()
            store.close()
            if memory is not None:
                memory.close()


def _vetted(
    corpus: Corpus,
    memory: Memory | None,
    advance: Callable[[int], None],
    day: date,
    *,
    as_if_signed_on: date | None,
    answers: Answers | None,
    jobs: int,
) -> Prepared:
    """What was read, held to sign-offs, references and law; nothing is known to be missing yet."""
    site, problems = _site(corpus)
    good = memory.file(SITE_FILE) if memory else None
    last_good = read_site(good, SITE_FILE)[0] if good is not None else None
    try:
        vetted = vet(
            corpus,
            site,
            memory,
            last_good,
            advance,
            as_if_signed_on=as_if_signed_on,
            answers=answers,
            jobs=jobs,
        )
    except ContentError as error:
        problems += [*corpus.problems, *_located(error.problems, corpus)]
        raise ContentError(error.message, tuple(problems)) from None
    data = corpus.site_data if vetted.is_tonights_site else good
    pack, law_problems = _settle_law(vetted, memory)
    named = memory.file(TERMS) if memory else None
    law_problems += _settle_terms(vetted, named)
    problems += [*corpus.problems, *_located([*law_problems, *vetted.problems], corpus)]
    terms = terms_to_remember(vetted.chrome, named, day)
    return Prepared(
        vetted, _subjects(vetted), Missing(), data or b"", pack, terms, memory, problems
    )


def _judge_missing(
    prepared: Prepared,
    memory: Memory | None,
    as_of: Moment,
    accepted: int | None,
    known: Mapping[str, int],
) -> None:
    """Settle what becomes of the records that no readable file holds any more."""
    vetted, store = prepared.vetted, prepared.vetted.store
    missing = judge_missing(
        prepared.subjects,
        vetted.missing,
        known,
        as_of,
        accepted,
        honoured=memory.honoured() if memory else {},
    )
    if missing.standing:
        store.add(found.record for found in missing.standing)
        store.mark((each.record.id, each.first_on, each.hides, True) for each in missing.standing)
        prepared.subjects = _subjects(vetted)
    prepared.missing = missing
    prepared.problems += missing.problems


def standing_chrome(memory: Memory, scratch: Path) -> Chrome | None:
    """The site, bodies and laws of the last release, by what is remembered of it alone.

    None where that is lost. ``scratch`` is a folder for what is needed meanwhile.
    """
    data = memory.file(SITE_FILE)
    site = read_site(data, SITE_FILE)[0] if data is not None else None
    if site is None:
        return None
    store = ContentStore(scratch / "no-content.sqlite")
    try:
        nothing = load_corpus(scratch / "no-content", pack_folder(), store, None)
        settled = settle(nothing.settings, {CONTENT}, store, memory)
        before = pack_of(settled, store, memory.file(PACK)).before(chrome(site, settled))
    finally:
        store.close()
    return with_earlier_terms(judged_by_both(chrome(site, settled), before), memory.file(TERMS))


def _settle_law(vetted: VettedCorpus, memory: Memory | None) -> tuple[bytes, list[Problem]]:
    """Let ends that a newer pack moves be judged by both laws, until somebody signs it."""
    pack = pack_of(vetted.settled, vetted.store, memory.file(PACK) if memory else None)
    before = pack.before(vetted.chrome)
    if not before:
        return pack.adopting({}), []
    subjects = _subjects(vetted)
    moved = moved_ends(subjects, before)
    vetted.chrome = judged_by_both(vetted.chrome, {name: before[name] for name in moved})
    problems = [
        unsigned_law(name, pack.shipped[name].path, ids) for name, ids in sorted(moved.items())
    ]
    return pack.adopting(moved), problems


def _settle_terms(vetted: VettedCorpus, named: bytes | None) -> Iterator[Problem]:
    """Let stay ended what a release let end by a shorter term than the site names now."""
    vetted.chrome = with_earlier_terms(vetted.chrome, named)
    changed = changed_terms(vetted.chrome, named)
    kept = moved_ends(_subjects(vetted), changed) if changed else {}
    for name, ids in sorted(kept.items()):
        yield longer_term(name, SITE_FILE, ids)


def _subjects(vetted: VettedCorpus) -> Subjects:
    return Subjects(
        vetted.store,
        vetted.chrome,
        vetted.references,
        vetted.held,
        calendars=vetted.calendars.years,
    )


def _located(problems: Iterable[Problem], corpus: Corpus) -> Iterator[Problem]:
    """Problems with the lines of ``site.yml``, which only ``load`` can tell."""
    for problem in problems:
        if problem.path == SITE_FILE and problem.field and corpus.site_data:
            line = line_in_site(corpus.site_data, SITE_FILE, problem.field)
            yield replace(problem, line=line)
        else:
            yield problem


def _site(corpus: Corpus) -> tuple[Site | None, list[Problem]]:
    """Tonight's ``site.yml``, or what is wrong with it."""
    if corpus.site_data is not None:
        site, problems = read_site(corpus.site_data, SITE_FILE)
        return site, list(problems)
    if CONTENT in corpus.unread or any(p.path == SITE_FILE for p in corpus.problems):
        return None, []
    message = _("expected a file that says who publishes")
    return None, [Problem(code="no-site", path=SITE_FILE, message=message)]
