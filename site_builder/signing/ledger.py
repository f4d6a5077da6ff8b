"""The files under ``sign-offs/``: only ever added to, whole lines at a time."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from site_builder.load.text import BOM
from site_builder.model.record import SignOff
from site_builder.store.files import OpenElsewhereError
from site_builder.store.lock import locked

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from site_builder.model.waiver import Waiver
    from site_builder.vet import Signable

RETURNED: Final = "returned.jsonl"
# How every line begins that this module writes.
_BEGINNING: Final = b'{"id": "'


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who drafted, who approved, under which document, on which day.

    ``waived`` are the findings that both let pass, each with its reason: by the record's id
    and the finding (``tc-1/personal-data@body:120-131``), or by the finding alone.
    """

    drafter: str
    approver: str
    document: str
    on: date
    waived: Mapping[str, str] = field(default_factory=dict)


def sign_off_of(
    item: Signable,
    signature: Signature,
    known: SignOff | None,
    waivers: tuple[Waiver, ...] = (),
) -> SignOff:
    """What two people say of ``item`` as it stands; ``known`` is its newest sign-off so far."""
    return SignOff(
        id=item.id,
        kind=str(item.kind),
        drafter=signature.drafter,
        approver=signature.approver,
        document=signature.document,
        on=signature.on,
        first_on=min(known.first_on, signature.on) if known else signature.on,
        sha256=item.digest,
        waivers=waivers,
    )


def sign_off_line(said: SignOff) -> str:
    """One line of ``sign-offs/YEAR.jsonl``."""
    waivers = [asdict(waiver) for waiver in said.waivers]
    return _line(
        {
            "id": said.id,
            "kind": said.kind,
            "drafter": said.drafter,
            "approver": said.approver,
            "document": said.document,
            "on": said.on.isoformat(),
            "first_on": said.first_on.isoformat(),
            "sha256": said.sha256,
            **({"waivers": waivers} if waivers else {}),
        }
    )


def return_line(item: Signable, signature: Signature, reason: str) -> str:
    """One line of ``sign-offs/returned.jsonl``: sent back, by whom and why."""
    values = {
        "id": item.id,
        "kind": str(item.kind),
        "drafter": signature.drafter,
        "approver": signature.approver,
        "document": signature.document,
        "on": signature.on.isoformat(),
        "reason": reason,
        "sha256": item.digest,
    }
    return _line({name: value for name, value in values.items() if value})


def _line(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False)


def append(file: Path, lines: Sequence[str]) -> None:
    """Add whole lines in one write; they are on the disk when it returns, or none of them is.

    Raises:
        OpenElsewhereError: The file may not be written, or another program holds it open.
    """
    if not lines:
        return
    data = "".join(f"{line}\n" for line in lines).encode()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("ab+", buffering=0) as stream, locked(stream.fileno(), wait=True):
            _write(stream, _mended(stream) + data)
    except PermissionError:
        raise OpenElsewhereError(file) from None


def _mended(stream: BinaryIO) -> bytes:
    """What must come before a new line, where a run was cut short in the last one.

    What such a run left of a line counts for nothing, and goes.
    """
    stream.seek(0)
    _whole, _newline, rest = stream.read().rpartition(b"\n")
    if not rest:
        return b""
    line = rest.removeprefix(BOM)
    is_ours = line.startswith(_BEGINNING) or _BEGINNING.startswith(line)
    if is_ours and not _is_json(line):
        stream.truncate(stream.tell() - len(line))
        return b""
    return b"\n"


def _is_json(line: bytes) -> bool:
    try:
        json.loads(line)
    except ValueError:
        return False
    return True


def _write(stream: BinaryIO, data: bytes) -> None:
    start = stream.seek(0, os.SEEK_END)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[stream.write(rest) :]
        os.fsync(stream.fileno())
    except BaseException:
        stream.truncate(start)  # a full disk, or a stop: nobody signed half a list
        raise
