"""Signing records off: what two people approved, line by line, in ``sign-offs/``."""

from __future__ import annotations

import difflib
import json
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from site_builder.errors import ContentError, Problem, Severity, fit_to_print, quoted
from site_builder.i18n import _
from site_builder.load import load_corpus, read_site
from site_builder.model.record import SignOff
from site_builder.resources import pack_folder
from site_builder.store.content import ContentStore
from site_builder.vet import same_person, sign_off_problem, vet

if TYPE_CHECKING:
    from site_builder.folders import Folders
    from site_builder.i18n import Message
    from site_builder.store.corpus import Corpus
    from site_builder.vet import Signable


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who drafted, who approved, under which document, on which day."""

    drafter: str
    approver: str
    document: str
    on: date


@dataclass(slots=True)
class Signed:
    """What was signed, what stood signed already, and what was refused and why."""

    ids: list[str] = field(default_factory=list)
    standing: int = 0
    refused: list[Problem] = field(default_factory=list)
    findings: list[Problem] = field(default_factory=list)


def sign(folders: Folders, targets: Iterable[str], signature: Signature) -> Signed:
    """Sign off every record of ``targets``: files, folders, or ``FILE#ID``.

    A file's records that stand signed as they are get no second line; one named by
    its id gets one unless the newest says just the same, so that a person can confirm it
    anew and may yet repeat the command.
    """
    signed = Signed()
    if same_person(signature.drafter, signature.approver):
        signed.refused.append(
            _refusal("self-approved", "", _("expected an approver other than the drafter"))
        )
        return signed
    with tempfile.TemporaryDirectory(prefix="site-builder-") as scratch:
        store = ContentStore(Path(scratch) / "content.sqlite")
        corpus = load_corpus(folders.content, pack_folder(), store, None)
        lines: dict[str, str | None] = {}
        for target in targets:
            for item, is_named in _items(target, folders, corpus, signed):
                if lines.get(item.id) is None:
                    lines[item.id] = _needed(item, signature, store, is_named=is_named)
        signed.ids += [name for name, line in lines.items() if line is not None]
        signed.standing = len(lines) - len(signed.ids)
        signed.findings += _overtaken(store, signed.ids, signature.on)
        # Of what is signed together, one may name the other: a listing its organ.
        store.add_sign_offs(_as_read(line) for line in lines.values() if line is not None)
        signed.findings += _findings(corpus, set(signed.ids))
    _append(
        folders.content / "sign-offs" / f"{signature.on.year}.jsonl",
        [line for line in lines.values() if line is not None],
    )
    return signed


def _as_read(line: str) -> tuple[SignOff, str, int]:
    written = json.loads(line)
    days = {name: date.fromisoformat(written[name]) for name in ("on", "first_on")}
    return SignOff(**{**written, **days}), "", 0


def _needed(
    item: Signable, signature: Signature, store: ContentStore, *, is_named: bool
) -> str | None:
    """The line that signs ``item`` off; None where it stands signed as it is."""
    line = _line(item, signature, store)
    is_valid = sign_off_problem(store, item) is None
    return None if is_valid and (not is_named or _is_said(line, store)) else line


def _items(
    target: str, folders: Folders, corpus: Corpus, signed: Signed
) -> Iterator[tuple[Signable, bool]]:
    name, record_id, prefix = _split(target, folders)
    if prefix is None:
        message = _("expected a file or folder of the content folder, found none")
        signed.refused.append(_refusal("unknown-file", fit_to_print(name), message))
        return
    found: list[Signable] = [item for item in _all(corpus) if _is_under(item.path, prefix)]
    if record_id:
        found = [item for item in found if item.id == record_id]
        if not found:
            signed.refused += _faults_of(record_id, corpus) or [
                _no_such_record(record_id, prefix, corpus)
            ]
    else:
        faults = [problem for problem in corpus.problems if _is_under(problem.path, prefix)]
        if not faults and not found:
            faults = [_refusal("unknown-file", prefix, _("expected records, found none"))]
        signed.refused += [fault for fault in faults if fault not in signed.refused]
    yield from ((item, bool(record_id)) for item in found)


def _split(target: str, folders: Folders) -> tuple[str, str, str | None]:
    """The file that is meant, the id behind its ``#``, and the file as problems write it."""
    if (prefix := _content_path(target, folders)) is not None:
        return target, "", prefix
    name, _hash, record_id = target.rpartition("#") if "#" in target else (target, "", "")
    return name, record_id, _content_path(name, folders)


def _faults_of(record_id: str, corpus: Corpus) -> list[Problem]:
    return [problem for problem in corpus.problems if problem.record == record_id]


def _no_such_record(record_id: str, prefix: str, corpus: Corpus) -> Problem:
    there = [item.id for item in _all(corpus) if _is_under(item.path, prefix)]
    near = difflib.get_close_matches(record_id, there, n=1)
    found = quoted(record_id)
    message = (
        _("no record {found}; did you mean '{near}'?", found=found, near=near[0])
        if near
        else _("no record {found} here", found=found)
    )
    return _refusal("unknown-record", prefix, message)


def _all(corpus: Corpus) -> Iterator[Signable]:
    for settings in corpus.settings.values():
        yield from (setting for setting in settings if not setting.shipped)
    for found in corpus.store.records():
        if found.record.id not in corpus.faulty:
            yield found.record


def _content_path(name: str, folders: Folders) -> str | None:
    """``name`` as problems write it; given from here, from the site or from its content."""
    content = folders.content.resolve()
    for base in (Path(), folders.site, folders.content):
        try:
            place = (base / name).resolve()
            is_inside = place.exists() and place.is_relative_to(content)
        except (OSError, RuntimeError, ValueError):  # no path at all: too long, or in a circle
            continue
        if is_inside:
            inner = place.relative_to(content).as_posix()
            return "content" if inner == "." else f"content/{inner}"
    return None


def _is_under(path: str, prefix: str) -> bool:
    return path == prefix or path.startswith(f"{prefix}/")


def _line(item: Signable, signature: Signature, store: ContentStore) -> str:
    known = store.sign_off(item.id)
    first_on = min(known[0].first_on, signature.on) if known else signature.on
    values = {
        "id": item.id,
        "kind": str(item.kind),
        "drafter": signature.drafter,
        "approver": signature.approver,
        "document": signature.document,
        "on": signature.on.isoformat(),
        "first_on": first_on.isoformat(),
        "sha256": item.digest,
    }
    return json.dumps(values, ensure_ascii=False)


def _is_said(line: str, store: ContentStore) -> bool:
    """Whether the newest sign-off of a record says just what ``line`` would."""
    said = json.loads(line)
    known = store.sign_off(said["id"])
    return known is not None and said == {
        **asdict(known[0]),
        "on": known[0].on.isoformat(),
        "first_on": known[0].first_on.isoformat(),
    }


def _append(file: Path, lines: list[str]) -> None:
    if not lines:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    broken = file.exists() and file.read_bytes()[-1:] not in {b"", b"\n"}
    with file.open("a", encoding="utf-8", newline="\n") as stream:
        stream.write(("\n" if broken else "") + "".join(f"{line}\n" for line in lines))


def _overtaken(store: ContentStore, ids: Iterable[str], on: date) -> Iterator[Problem]:
    """What was signed for a day before that of an older line, which therefore counts."""
    for name in ids:
        known = store.sign_off(name)
        if known is not None and known[0].on > on:
            message = _("this sign-off of {day} counts, being the newest", day=known[0].on)
            yield Problem(
                code="older-sign-off",
                path=known[1],
                line=known[2],
                record=name,
                message=message,
                severity=Severity.WARNING,
            )


def _findings(corpus: Corpus, ids: set[str]) -> list[Problem]:
    """What ``check`` would say of the records just signed, their sign-off aside."""
    site = read_site(corpus.site_data or b"", "content/site.yml")[0]
    try:
        problems = vet(corpus, site, None).problems
    except ContentError as error:
        problems = list(error.problems)
    aside = {"changed-after-sign-off", "never-signed"}
    return [problem for problem in problems if problem.record in ids and problem.code not in aside]


def _refusal(code: str, path: str, message: Message) -> Problem:
    return Problem(code=code, path=path, message=message)
