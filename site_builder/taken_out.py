"""What a leak takes out of a release: records whose own text leaks, then files, nothing else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from site_builder.disclose import culprits, shown_texts, telling
from site_builder.errors import LeakError
from site_builder.i18n import _
from site_builder.model.record import Kind
from site_builder.publish import NOBODYS, record_at, tells_a_number

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from site_builder.disclose import Disclosed
    from site_builder.model.artifact import Artifact, Promise
    from site_builder.prepare import Prepared
    from site_builder.publish import Verdict

# What a release without them would lack whatever its content.
_NEEDED = frozenset({"site/index.html", "site/as-of.json"})
_SITE, _PAGE = "site/", ".html"
_ARTICLES = frozenset({Kind.TYPICAL_CASE, Kind.NEWS})
# What a page may be found to show that takes it out of the release.
_NEVER_PUBLIC = frozenset({"not-public", "ended"})


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOut:
    """What does not go into a release.

    ``records`` are those whose own text was found to leak. At the address of a page in
    ``struck`` stands the gone page unless something clean does; at one in ``blocked``, the
    gone page in any case. A file in ``absent`` is left out.
    """

    records: frozenset[str] = frozenset()
    struck: frozenset[str] = frozenset()
    blocked: frozenset[str] = frozenset()
    absent: frozenset[str] = frozenset()

    def after(self, leaks: Mapping[str, Collection[str]]) -> TakenOut:
        """What to take out after files were found to leak, each with the records to blame.

        Raises:
            LeakError: A file that no release can do without leaks, and no record is to blame.
        """
        blamed = {path for path, culprits in leaks.items() if set(culprits) - self.records}
        unclean = leaks.keys() - blamed
        if unclean & _NEEDED:
            raise LeakError(_("a withheld value stays in the release; it was not put in force"))
        pages = {path for path in unclean - self.blocked if path.endswith(_PAGE)}
        return replace(
            self,
            records=self.records.union(*leaks.values()),
            struck=self.struck | {path for path in leaks if path.endswith(_PAGE)},
            blocked=self.blocked | pages,
            absent=self.absent | (unclean - pages),
        )

    def left(
        self,
        artifacts: Iterable[Promise],
        gone: Callable[[Iterable[str]], Iterator[Artifact]],
    ) -> Iterator[Promise]:
        """``artifacts`` without what is taken out; ``gone`` makes the gone page at an address."""
        taken = self.blocked | self.absent
        missing = set(self.struck)
        for artifact in artifacts:
            if artifact.path not in taken:
                missing.discard(artifact.path)
                yield artifact
        yield from gone(sorted(missing - self.absent))


def leaking(
    verdict: Verdict, prepared: Prepared, disclosed: Disclosed, *, is_late: bool
) -> dict[str, set[str]]:
    """The files in which something leaks, each with the public records to blame for it.

    When it ``is_late``, no record is blamed any more: without it, others may leak in turn.
    """
    found: dict[str, set[str]] = {
        problem.path: set() for problem in verdict.problems if problem.code in _NEVER_PUBLIC
    }
    missing = {subject.record.id: subject for subject in prepared.missing.hidden}
    own = {} if is_late else _articles_that_show(verdict, disclosed)
    blamed: dict[str, set[str]] = {}
    for leak in verdict.leaks:
        if leak.record == NOBODYS and leak.record not in blamed and not is_late:
            corpus = disclosed.corpus
            may_stand = [*shown_texts(corpus), *prepared.vetted.may_stand(corpus.ids())]
            blamed[leak.record] = telling(
                disclosed.corpus, partial(tells_a_number, may_stand=may_stand)
            )
        subject = prepared.subjects.get(leak.record) or missing.get(leak.record)
        if leak.record not in blamed and subject is not None and not is_late:
            values = subject.record.facts.identifying
            blamed[leak.record] = set(culprits(disclosed.corpus, values))
        to_blame = blamed.get(leak.record) or own.get(leak.record) or set()
        found.setdefault(leak.path, set()).update(to_blame)
    return found


def _articles_that_show(verdict: Verdict, disclosed: Disclosed) -> dict[str, set[str]]:
    """By the record whose value leaks, the articles on whose own pages it does.

    Marks may part in the text of an article what readers see together.
    """
    found: dict[str, set[str]] = {}
    for leak in verdict.leaks:
        shown = disclosed.corpus.get(record_at(leak.path.removeprefix(_SITE)) or "")
        if shown is not None and shown.kind in _ARTICLES:
            found.setdefault(leak.record, set()).add(shown.id)
    return found
