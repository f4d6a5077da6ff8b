"""Signing off and sending back: the lines that two people's decision leaves behind."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from site_builder.errors import Problem, Severity, quoted
from site_builder.i18n import _
from site_builder.load.files import unsafe
from site_builder.load.signatures import Returned, returned
from site_builder.signing.checksum import checksum, is_checksum
from site_builder.signing.desk import Desk, desk
from site_builder.signing.ledger import (
    RETURNED,
    Signature,
    append,
    return_line,
    sign_off_line,
    sign_off_of,
)
from site_builder.signing.targets import refusal
from site_builder.signing.waiving import is_waived, waivers_for
from site_builder.vet import same_person

if TYPE_CHECKING:
    from datetime import date

    from site_builder.folders import Folders
    from site_builder.vet import Signable

_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(slots=True)
class Signed:
    """What was signed, or sent back; what stood signed already; what was refused and why."""

    ids: list[str] = field(default_factory=list)
    standing: int = 0
    refused: list[Problem] = field(default_factory=list)
    findings: list[Problem] = field(default_factory=list)


def sign(
    folders: Folders,
    targets: Iterable[str],
    signature: Signature,
    waived: Mapping[str, str] | None = None,
) -> Signed:
    """Sign off every record of ``targets``: files, folders, or ``FILE#ID``.

    A file's records that stand signed as they are get no second line; one named by
    its id gets one unless the newest says just the same, so that a person can confirm it
    anew and may yet repeat the command.
    """
    if (refused := self_approval(signature)) is not None:
        return Signed(refused=[refused])
    with desk(folders, targets, signature.on) as laid_out:
        return sign_off(laid_out, signature, waived=waived or {})


def self_approval(signature: Signature) -> Problem | None:
    """That one person stands in both places."""
    if not same_person(signature.drafter, signature.approver):
        return None
    return refusal("self-approved", "", _("expected an approver other than the drafter"))


def sign_off(
    laid_out: Desk,
    signature: Signature,
    *,
    sheet: str | None = None,
    waived: Mapping[str, str] = _NOTHING,
) -> Signed:
    """Sign off what lies on the desk; with the checksum of a sheet, only what that one shows.

    ``waived`` are findings that both let pass, each with its reason; if one of them is none
    here, nothing is signed.
    """
    if laid_out.is_mistaken:
        return Signed(refused=laid_out.refused)
    if sheet is not None and (refused := _other_sheet(laid_out, signature, sheet)) is not None:
        return Signed(refused=[*laid_out.refused, refused])
    waivers, unknown = waivers_for(laid_out, waived, signature.approver)
    if unknown:
        return Signed(refused=[*laid_out.refused, *unknown])
    waiting = {item.id for item in laid_out.waiting}
    items = [
        item
        for item in laid_out.items.values()
        if item.id in waiting
        or item.id in waivers
        or (sheet is None and item.id in laid_out.named and _says_more(item, signature, laid_out))
    ]
    said = [
        sign_off_of(item, signature, laid_out.newest(item), waivers.get(item.id, ()))
        for item in items
    ]
    refused = _added(laid_out, f"{signature.on.year}.jsonl", map(sign_off_line, said))
    if refused is not None:
        return Signed(refused=[*laid_out.refused, refused])
    return Signed(
        ids=[item.id for item in items],
        standing=len(laid_out.items) - len(items),
        refused=laid_out.refused,
        findings=[
            *_overtaken(laid_out, items, signature.on),
            *(
                problem
                for item in items
                for problem in laid_out.findings.get(item.id, ())
                if not is_waived(problem, waivers.get(item.id, ()))
            ),
        ],
    )


def send_back(
    laid_out: Desk, signature: Signature, reason: str, *, sheet: str | None = None
) -> Signed:
    """Sign nothing, and write down what of the desk was sent back and why.

    The same return of the same values leaves one line, however often it is said.
    """
    if laid_out.is_mistaken:
        return Signed(refused=laid_out.refused)
    if sheet is not None and (refused := _other_sheet(laid_out, signature, sheet)) is not None:
        return Signed(refused=[*laid_out.refused, refused])
    known = returned(laid_out.folders.content)
    lines = (
        return_line(item, signature, reason)
        for item in laid_out.waiting
        if known.get(item.id) != _return_of(item, signature, reason)
    )
    if (refused := _added(laid_out, RETURNED, lines)) is not None:
        return Signed(refused=[*laid_out.refused, refused])
    return Signed(
        ids=[item.id for item in laid_out.waiting],
        standing=len(laid_out.items) - len(laid_out.waiting),
        refused=laid_out.refused,
    )


def _added(laid_out: Desk, name: str, lines: Iterable[str]) -> Problem | None:
    """Add lines to a file of sign-offs, or say why nobody would read them there."""
    content, added = laid_out.folders.content, list(lines)
    file = content / "sign-offs" / name
    refused = unsafe(content, file) if added else None
    if refused is not None and refused.code == "unreadable-file" and not os.path.lexists(file):
        refused = None  # the first of its year
    if refused is None:
        append(file, added)
    return refused


def _return_of(item: Signable, signature: Signature, reason: str) -> Returned:
    return Returned(
        id=item.id,
        kind=str(item.kind),
        drafter=signature.drafter,
        approver=signature.approver,
        document=signature.document,
        on=signature.on,
        reason=reason,
        sha256=item.digest,
    )


def _other_sheet(laid_out: Desk, signature: Signature, sheet: str) -> Problem | None:
    """That what waits is not what the signed sheet shows; None if it is, or was just signed."""
    here = laid_out.checksum()
    if laid_out.waiting and is_checksum(sheet, here):
        return None
    just_signed = [
        item for item in laid_out.items.values() if _is_signed(item, signature, laid_out)
    ]
    if not laid_out.waiting and is_checksum(sheet, checksum(just_signed)):
        return None
    message = (
        _(
            "expected the checksum {here} of what waits here, found {found}: nothing is signed;"
            " print the sheet anew with 'site-builder review' and have that one signed",
            here=here,
            found=quoted(sheet),
        )
        if laid_out.waiting
        else _("nothing waits for a sign-off here, so no sheet is to be signed")
    )
    return refusal("checksum-differs", "", message)


def _is_signed(item: Signable, signature: Signature, laid_out: Desk) -> bool:
    """Whether the newest sign-off of an item is this very one."""
    return laid_out.newest(item) == sign_off_of(item, signature, laid_out.newest(item))


def _says_more(item: Signable, signature: Signature, laid_out: Desk) -> bool:
    known = laid_out.newest(item)
    return known is not None and not _is_signed(item, signature, laid_out)


def _overtaken(laid_out: Desk, items: Iterable[Signable], on: date) -> Iterator[Problem]:
    """What was signed for a day before that of an older line, which therefore counts."""
    for item in items:
        known = laid_out.known.get(item.id)
        if known is not None and known[0].on > on:
            message = _("this sign-off of {day} counts, being the newest", day=known[0].on)
            yield Problem(
                code="older-sign-off",
                path=known[1],
                line=known[2],
                record=item.id,
                message=message,
                severity=Severity.WARNING,
            )
