"""The content as it lies before those who sign: what waits, and what would come of signing it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from site_builder.disclose import Subjects
from site_builder.errors import ContentError, Problem
from site_builder.load import load_corpus, read_site
from site_builder.load.signatures import returned
from site_builder.model.digest import digest_of
from site_builder.resources import pack_folder
from site_builder.signing.checksum import checksum
from site_builder.signing.differences import changes, covered
from site_builder.signing.ledger import Signature, sign_off_of
from site_builder.signing.outlook import Outlook, outlook
from site_builder.signing.sheet import Entry, Sheet, Standing
from site_builder.signing.targets import choose
from site_builder.store.content import ContentStore
from site_builder.store.corpus import Setting
from site_builder.store.memory import Memory
from site_builder.store.private import scratch_folder
from site_builder.vet import sign_off_problem, vet

if TYPE_CHECKING:
    from datetime import date

    from site_builder.folders import Folders
    from site_builder.load.signatures import Returned
    from site_builder.model.record import Record, SignOff
    from site_builder.model.site import Site
    from site_builder.store.corpus import Corpus
    from site_builder.vet import Signable

    Place = tuple[SignOff, str, int]

_SITE_FILE: Final = "content/site.yml"
# What `check` says of a sign-off itself is what this one is about to settle.
_ASIDE: Final = frozenset({"changed-after-sign-off", "never-signed", "self-approved"})


@contextmanager
def desk(folders: Folders, targets: Iterable[str], day: date) -> Iterator[Desk]:
    """Load the content, once, and lay out what ``targets`` mean; nothing is written."""
    with scratch_folder() as scratch:
        store = ContentStore(scratch / "content.sqlite")
        memory = Memory.reading(folders.state, scratch)
        try:
            corpus = load_corpus(folders.content, pack_folder(), store, None, looks=memory)
            yield Desk(folders, corpus, memory, targets, day)
        finally:
            store.close()
            if memory is not None:
                memory.close()


class Desk:
    """What was meant, what of it waits for a sign-off, and what vetting says of it.

    ``known`` are the newest sign-offs of what was meant. ``findings`` are what ``check``
    would say once everything that waits here is signed. Of a desk that ``is_mistaken``, for a
    target names nothing, nothing is signed or sent back.
    """

    def __init__(
        self,
        folders: Folders,
        corpus: Corpus,
        memory: Memory | None,
        targets: Iterable[str],
        day: date,
    ) -> None:
        self.folders = folders
        self.day = day
        self._corpus = corpus
        self._store = corpus.store
        self._memory = memory
        self._shipped = {
            (each.kind, each.id, each.digest)
            for settings in corpus.settings.values()
            for each in settings
            if each.shipped
        }
        chosen = choose(corpus, folders, targets)
        self.items = chosen.items
        self.named = chosen.named
        self.refused = list(chosen.refused)
        self.is_mistaken = chosen.is_mistaken
        self.known: dict[str, Place] = {
            name: known for name in self.items if (known := self._store.sign_off(name))
        }
        self.waiting = [item for item in self.items.values() if self._waits(item)]
        self.waiting.sort(key=lambda item: (item.path, item.line, item.id))
        # Vetting puts other versions in their place, where it finds them faulty.
        self._records = {item.id: self._record(item) for item in self.waiting}
        self._settings: dict[str, dict[str, dict[str, Any]]] = {}
        self._subjects: Subjects | None = None
        self.site: Site | None = None
        self.findings = self._vetted()

    def _waits(self, item: Signable) -> bool:
        # A setting that equals the one that comes with the product needs no sign-off, but a
        # site may adopt the product's own by signing it (pack#ID).
        is_the_products = isinstance(item, Setting) and item.shipped
        if not is_the_products and (item.kind, item.id, item.digest) in self._shipped:
            return False
        return sign_off_problem(self._store, item) is not None

    def _record(self, item: Signable) -> Record | None:
        found = None if isinstance(item, Setting) else self._store.get(item.id)
        return found.record if found else None

    def _vetted(self) -> dict[str, list[Problem]]:
        """What ``check`` would say of each item, were all that waits here signed."""
        self._store.add_sign_offs((self._as_signed(item), "", 0) for item in self.waiting)
        warnings = [problem for problem in self._corpus.problems if not problem.is_error]
        found: dict[str, list[Problem]] = {}
        for problem in [*warnings, *self._vet()]:
            if problem.record in self.items and problem.code not in _ASIDE:
                found.setdefault(problem.record, []).append(problem)
        return found

    def _as_signed(self, item: Signable) -> SignOff:
        known = self.newest(item)
        two_people = Signature(
            drafter="drafter",
            approver="approver",
            document="document",
            on=max(self.day, known.on) if known else self.day,
        )
        return sign_off_of(item, two_people, known)

    def _vet(self) -> list[Problem]:
        last_good = self._memory.file(_SITE_FILE) if self._memory else None
        self.site = read_site(self._corpus.site_data or b"", _SITE_FILE)[0]
        stands = read_site(last_good, _SITE_FILE)[0] if last_good else None
        try:
            vetted = vet(self._corpus, self.site, self._memory, stands)
        except ContentError as error:
            return list(error.problems)
        self.site = vetted.chrome.site
        self._subjects = Subjects(
            self._store,
            vetted.chrome,
            vetted.references,
            vetted.held,
            calendars=vetted.calendars.years,
        )
        return vetted.problems

    def newest(self, item: Signable) -> SignOff | None:
        """The newest sign-off of an item, sound or not."""
        return self.known[item.id][0] if item.id in self.known else None

    def checksum(self) -> str:
        """The checksum of all that waits here."""
        return checksum(self.waiting)

    def sheet(self, *, with_outlook: bool = True) -> Sheet:
        """All that waits here; how it will look in public takes its time, and may be left out."""
        sent_back = returned(self.folders.content)
        return Sheet(
            site=self.site.name if self.site else "",
            day=self.day,
            checksum=self.checksum(),
            entries=tuple(
                self._entry(item, sent_back.get(item.id), with_outlook=with_outlook)
                for item in self.waiting
            ),
            refused=tuple(self.refused),
        )

    def _entry(self, item: Signable, sent_back: Returned | None, *, with_outlook: bool) -> Entry:
        new, old = self._values(item), self._signed_values(item)
        known = self.newest(item)
        return Entry(
            id=item.id,
            kind=str(item.kind),
            path=item.path,
            line=item.line,
            sheet=item.sheet,
            cell=item.cell,
            digest=item.digest,
            title=self._title(item),
            standing=_standing(item, known),
            signed_on=known.on if known else None,
            is_signed_version_at_hand=old is not None,
            changes=tuple(changes(old or {}, new)),
            outlook=self._outlook(item) if with_outlook else None,
            findings=tuple(self.findings.get(item.id, ())),
            returned=sent_back if sent_back and sent_back.sha256 == item.digest else None,
        )

    def _values(self, item: Signable) -> Mapping[str, Any]:
        if isinstance(item, Setting):
            return item.values
        record = self._records[item.id]
        return covered(record) if record else {}

    def _signed_values(self, item: Signable) -> Mapping[str, Any] | None:
        """What the newest sign-off covers, if the state folder still has it."""
        known = self.newest(item)
        if known is None or self._memory is None or known.sha256 == item.digest:
            return None
        if isinstance(item, Setting):
            values = self._good_settings(item.kind).get(item.id, {})
            return values if digest_of(values) == known.sha256 else None
        good = self._memory.good(item.id)
        return covered(good.record) if good and good.record.digest == known.sha256 else None

    def _good_settings(self, kind: str) -> dict[str, dict[str, Any]]:
        """The last good settings of a kind, read once."""
        if kind not in self._settings:
            found = self._memory.settings(kind) if self._memory else {}
            self._settings[kind] = {name: json.loads(text) for name, (_path, text) in found.items()}
        return self._settings[kind]

    def _title(self, item: Signable) -> str:
        if isinstance(item, Setting):
            return str(item.values.get("name") or item.id)
        record = self._records[item.id]
        return record.facts.title if record else ""

    def _outlook(self, item: Signable) -> Outlook | None:
        record = self._records[item.id]
        if record is None or self._subjects is None:
            return None
        is_held_back = any(problem.is_error for problem in self.findings.get(item.id, ()))
        return outlook(record, self._subjects, self.day, is_held_back=is_held_back)


def _standing(item: Signable, known: SignOff | None) -> Standing:
    if known is None:
        return Standing.NEW
    is_same = known.sha256 == item.digest and known.kind == item.kind
    return Standing.UNSOUND if is_same else Standing.CHANGED
