"""Bytes to text, text to YAML's events, and the words in which readers speak of both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, TypeAlias

import yaml

from site_builder.errors import Problem, is_telling_id
from site_builder.i18n import Message, _
from site_builder.kinds.unmerged import unmerged
from site_builder.load.entries import Path
from site_builder.model.text import has_han

Event: TypeAlias = Any  # the stubs know neither the marks nor the values of events

MIB: Final = 1 << 20
MOST_MIB: Final = 16
DEEPEST: Final = 64

BOM: Final = b"\xef\xbb\xbf"
_ID: Final = re.compile(r"[a-z0-9-]{3,64}")
# Python refuses to read longer numbers, by a limit that its user can lower to this.
_INTEGER: Final = re.compile(r"0|-?[1-9][0-9]{0,639}")
_SHOWN: Final = 60

# Neither XML nor a page can carry controls, halves of pairs and noncharacters. Said by what is
# good, which is searched fifteen times as fast as what is bad.
_PLANES: Final = "".join(
    f"{chr(plane)}-{chr(plane | 0xFFFD)}" for plane in range(0x10000, 0x110000, 0x10000)
)
BAD: Final = re.compile(f"[^\t\n -~\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd{_PLANES}]")

# YAML's parser stops at raw controls, and takes separators for ends of lines, which in YAML 1.2
# they are not. In the guise of noncharacters both reach the value they stand in.
_UNPARSABLE: Final = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufffe\uffff]")
_GUISES: Final = {"\u2028": "\ufdd1", "\u2029": "\ufdd2"}
_FACES: Final = str.maketrans({guise: char for char, guise in _GUISES.items()})

_OFFICE: Final = _("expected plain text, found a ZIP archive or an Office file")
_OLD_OFFICE: Final = _("expected plain text, found an old Office file")
_PDF: Final = _("expected plain text, found a PDF")
_PICTURE: Final = _("expected plain text, found a picture")
_COMPRESSED: Final = _("expected plain text, found a compressed file")
_UTF_16: Final = _("expected UTF-8 text, found UTF-16: save it as UTF-8")
_BINARY: Final = _("expected plain text, found binary data")
_BEGINNINGS: Final = (
    (b"PK\x03\x04", _OFFICE),
    (b"\xd0\xcf\x11\xe0", _OLD_OFFICE),
    (b"%PDF-", _PDF),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"\x1f\x8b", _COMPRESSED),
    (b"BZh", _COMPRESSED),
    (b"7z\xbc\xaf\x27", _COMPRESSED),
    (b"\xfd7zXZ", _COMPRESSED),
    (b"Rar!", _COMPRESSED),
    (b"\xff\xfe", _UTF_16),
    (b"\xfe\xff", _UTF_16),
)

_INDENT: Final = _("expected the indentation of the lines above, found another")
_QUOTES: Final = _("expected quotes around text with a colon and a space, or another indentation")
_START: Final = _("expected quotes around text that begins with @, ` or %, and spaces, not tabs")
_ESCAPE: Final = _("expected single quotes around text with a backslash")
_BLOCK: Final = _("expected quotes around text that begins with | or >")
ALIAS: Final = _("expected quotes around text that begins with * or &")
TAG: Final = _("expected quotes around text that begins with !, found a YAML tag")
_KEY: Final = _("expected a colon and a space after the key, found none")
_BRACKET: Final = _("expected a comma or a closing bracket, found neither")
_CLOSING: Final = _("expected a closing quotation mark, found none")
_WIDE: Final = _("expected a colon (:) and a space after the key, found a full-width colon")
_UNKNOWN: Final = _("expected YAML, found something else")
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# What the parser says, in C or in Python.
_FAULTS: Final = (
    ("'-' indicator|expected key|<block end>", _INDENT),
    ("mapping values are not allowed", _QUOTES),
    ("cannot start any token", _START),
    ("escape|hexdecimal|hexadecimal", _ESCAPE),
    ("comment or line break|indentation indicator", _BLOCK),
    ("alphabetic or numeric", ALIAS),
    ("tag|URI", TAG),
    ("could not find expected ':'", _KEY),
    (r"expected ',' or '[\]}]'", _BRACKET),
    ("unexpected end of stream|unexpected document", _CLOSING),
)
# Where they begin helps more than where the parser gave up.
_TOLD_FROM_BEGINNING: Final = (_KEY, _BRACKET, _CLOSING)
_WIDE_COLON: Final = re.compile(r" *(?:- +)?[a-z_]+：")


class UnreadableError(Exception):
    """A file can be read to here, and no further."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def decode(data: bytes, path: str) -> tuple[str, Problem | None]:
    """UTF-8 with or without BOM, as text whose lines end in LF.

    Where it is not UTF-8, the text up to there, and the problem.
    """
    data = data.removeprefix(BOM)
    try:
        return _with_lf(data.decode()), None
    except UnicodeDecodeError as error:
        text = _with_lf(data[: error.start].decode())
        line = text.count("\n") + 1
        return text, Problem(
            code="bad-encoding", message=_other_encoding(data, text), path=path, line=line
        )


def _with_lf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _other_encoding(data: bytes, text: str) -> Message:
    # Chinese that was UTF-8 so far is UTF-8 with a fault, whatever else it could be read as; a few
    # pairs of GB18030 happen to be UTF-8 too, but of no Chinese character.
    if not has_han(text):
        try:
            data.decode("gb18030")
        except UnicodeDecodeError:
            pass
        else:
            return _("expected UTF-8 text, found what looks like GB18030: save it as UTF-8")
    return _("expected UTF-8 text, found bytes that are not")


def foreign(data: bytes) -> Message | None:
    """What these bytes are instead of text; None where they may be text."""
    for beginning, message in _BEGINNINGS:
        if data.startswith(beginning):
            return message
    if b"\0" not in data:
        return None
    # Of two bytes a character, one is nought wherever the text is ASCII.
    return _UTF_16 if b"\0" in data[:2] and data[:2] != b"\0\0" else _BINARY


def refusal(data: bytes, path: str, code: str) -> Problem | None:
    """Why a whole file is not read at all: too large, empty, or, under ``code``, not text."""
    if len(data) > MOST_MIB * MIB:
        message = _(
            "expected at most {limit} MiB, found {size}: keep long lists as JSON lines",
            limit=MOST_MIB,
            size=-(-len(data) // MIB),
        )
        return Problem(code="file-too-large", message=message, path=path)
    if not data.removeprefix(BOM).strip():
        return empty_file(path)
    found = foreign(data)
    return None if found is None else Problem(code=code, message=found, path=path)


def too_deep(path: str, line: int) -> Problem:
    """That lists and mappings stand too deep in each other to be read."""
    message = _("expected at most {limit} levels of lists and keys, found more", limit=DEEPEST)
    return Problem(code="too-deep", message=message, path=path, line=line)


def empty_file(path: str) -> Problem:
    """That a file holds nothing."""
    return Problem(code="empty-file", message=_("expected content, found an empty file"), path=path)


def bad_character(text: str) -> Message | None:
    """That ``text`` holds a character which no page can show; None if it does not."""
    found = BAD.search(text)
    if found is None:
        return None
    return _(
        "expected text without control characters, found one at character {position} of {length}",
        position=found.start() + 1,
        length=len(text),
    )


def no_record(value: object) -> Message:
    """That ``value`` stands where a record should: its kind and length, not itself."""
    if isinstance(value, list):
        return _("expected a record with keys, found a list of {length}", length=len(value))
    if isinstance(value, str):
        return _(
            "expected a record with keys, found text of {length} characters", length=len(value)
        )
    if value is None:
        return _("expected a record with keys, found nothing")
    if isinstance(value, bool):
        return _("expected a record with keys, found true or false")
    return _("expected a record with keys, found a number")


def parsable(text: str) -> str:
    """``text`` such that YAML's parser stops at no character of it."""
    return _UNPARSABLE.sub(lambda found: _GUISES.get(found[0], "\ufdd0"), text)


def restored(value: str) -> str:
    """A value out of ``parsable`` text, with its separators; what is bad stays bad."""
    return value.translate(_FACES)


def yaml_events(text: str, path: str) -> Iterator[Event]:
    """What YAML's parser finds in ``text``, to the end or to an UnreadableError."""
    line, message = 0, _UNKNOWN
    merge = unmerged(text, path)
    try:
        events: Iterator[Event] = yaml.parse(text, Loader=_LOADER)
        for event in events:
            line = event.start_mark.line + 1
            if merge is not None and event.end_mark.line >= (merge.line or 0):
                raise UnreadableError(merge)
            yield event
    except yaml.MarkedYAMLError as error:
        if merge is not None:
            raise UnreadableError(merge) from None
        line, message = _fault(error, text.rstrip().split("\n"))
        if "nesting depth" in (error.problem or ""):
            raise UnreadableError(too_deep(path, line)) from None
    except (yaml.YAMLError, ValueError, OverflowError):
        # The parser in Python trips over numbers that the one in C refuses.
        line = max(line, 1)
    else:
        return
    raise UnreadableError(Problem(code="bad-yaml", message=message, path=path, line=line))


def _fault(error: yaml.MarkedYAMLError, lines: list[str]) -> tuple[int, Message]:
    mark, context = error.problem_mark, error.context_mark
    at = 0 if mark is None else min(mark.line, len(lines) - 1)  # the end is no line to look at
    begins = max(at - 1, 0) if context is None else context.line
    for number in sorted({begins, at}):
        if number < len(lines) and _WIDE_COLON.match(lines[number]):
            return number + 1, _WIDE
    said = error.problem or ""
    message = next((found for words, found in _FAULTS if re.search(words, said)), _UNKNOWN)
    return (begins if message in _TOLD_FROM_BEGINNING else at) + 1, message


def whole_number(text: str) -> int | str:
    """The integer that ``text`` writes, if it would be written the same again; else ``text``."""
    return int(text) if _INTEGER.fullmatch(text) else text


def dotted(path: Path) -> str:
    """``path`` as a problem names it: ``events[0].on``."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{shown(part)}" for part in path)
    return "".join(parts).removeprefix(".")


def shown(key: str) -> str:
    """``key`` fit to be printed: short, and without what moves a cursor."""
    short = key if len(key) <= _SHOWN else f"{key[:_SHOWN]}…"
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in short)


def id_in(values: dict[str, Any]) -> str | None:
    """The id among ``values`` where it is written like one, so that it may be quoted."""
    found = values.get("id")
    is_id = isinstance(found, str) and _ID.fullmatch(found) and not is_telling_id(found)
    return found if is_id else None
