"""Every object of a PDF: what must not be in it, what it says, and what is taken out of it."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any, Final

from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

from site_builder.article.jpeg import read_jpeg
from site_builder.article.unfit import UnfitError
from site_builder.i18n import Message, _

if TYPE_CHECKING:
    from collections.abc import Iterator

_SCRIPT: Final = _("a script")
_ACTION: Final = _("an action that is no link")
_FILES: Final = _("other files inside it")
_FORM: Final = _("an XFA form")
_SIGNATURE: Final = _("a digital signature, which the published copy would break")
_COMMENT: Final = _("comments, or other things on its pages that are no links")
_ADDRESS: Final = _("a link that is neither to a web page nor to an address of mail or telephone")
_ELSEWHERE: Final = _("content that lies outside it")
_LARGE: Final = _("more parts than can be looked into")
_PICTURE: Final = _("a picture that cannot be read")

# Keys that tell by themselves what is there.
_TELLING: Final = {
    "/JS": _SCRIPT,
    "/JavaScript": _SCRIPT,
    "/EmbeddedFiles": _FILES,
    "/EF": _FILES,
    "/AF": _FILES,
    "/Collection": _FILES,
    "/XFA": _FORM,
    "/ByteRange": _SIGNATURE,
    "/Perms": _SIGNATURE,
    "/DSS": _SIGNATURE,
    "/Ref": _ELSEWHERE,
    "/OPI": _ELSEWHERE,
}
_NAMED: Final = {
    "/JavaScript": _SCRIPT,
    "/Launch": _ACTION,
    "/GoToR": _ACTION,
    "/GoToE": _ACTION,
    "/SubmitForm": _ACTION,
    "/ImportData": _ACTION,
    "/Rendition": _ACTION,
    "/Movie": _ACTION,
    "/Sound": _ACTION,
    "/RichMediaExecute": _ACTION,
    "/GoTo3DView": _ACTION,
}
_ACTIONS: Final = frozenset({"/A", "/PA", "/OpenAction"})
_HARMLESS: Final = frozenset({"/GoTo", "/URI", "/Named"})
_ON_A_PAGE: Final = frozenset({"/Link", "/Widget"})
_SCHEMES: Final = ("http://", "https://", "mailto:", "tel:")
# Who made the file and when, what a program keeps for itself, small pictures of earlier pages.
_DROPPED: Final = ("/Metadata", "/PieceInfo", "/LastModified", "/Thumb", "/SpiderInfo")
_WORDS: Final = frozenset(
    {"/Title", "/Contents", "/T", "/TU", "/TM", "/V", "/DV", "/Alt", "/ActualText", "/E"}
    | {"/Subj", "/RC", "/Name", "/Desc", "/URI", "/P", "/Opt"}
)
_MOST_OBJECTS: Final = 200_000
_MOST_PICTURE: Final = 64 << 20


class Walk:
    """Looks into every object of a PDF that can be reached, and takes out what is not shown.

    ``texts`` are the titles, field values, descriptions and addresses found on the way.
    """

    def __init__(self) -> None:
        self.texts: list[str] = []

    def through(self, root: object) -> None:
        """Look into ``root`` and all that it leads to.

        Raises:
            UnfitError: Something is there that may not be published.
        """
        seen: set[tuple[int, int] | int] = set()
        waiting = [root]
        held = []  # so that no other object takes the place, and the number, of one seen
        while waiting:
            found = waiting.pop()
            known: tuple[int, int] | int
            if isinstance(found, IndirectObject):
                known, found = (found.idnum, found.generation), found.get_object()
            else:
                known = id(found)
            if known in seen or not isinstance(found, DictionaryObject | ArrayObject):
                continue
            seen.add(known)
            held.append(found)
            if len(seen) > _MOST_OBJECTS:
                raise _refused(_LARGE)
            waiting += self._inside(found)

    def _inside(self, found: DictionaryObject | ArrayObject) -> list[object]:
        if isinstance(found, ArrayObject):
            return list(found)
        for key in _DROPPED:
            found.pop(key, None)
        for reason in _reasons(found):
            raise _refused(reason)
        self._note(found)
        if isinstance(found, StreamObject):
            _strip(found)
        return list(found.values())

    def _note(self, found: DictionaryObject) -> None:
        for key in _WORDS & found.keys():
            value = _value(found, key)
            values = value if isinstance(value, ArrayObject) else (value,)
            self.texts += [str(v) for v in values if isinstance(v, TextStringObject) and v]


def _reasons(found: DictionaryObject) -> Iterator[Message]:
    yield from (_TELLING[key] for key in _TELLING if key in found)
    named = _value(found, "/S")
    if isinstance(named, NameObject) and named in _NAMED:
        yield _NAMED[named]
    if _value(found, "/FT") == "/Sig":
        yield _SIGNATURE
    if isinstance(found, StreamObject) and "/F" in found:
        yield _ELSEWHERE
    for key in _ACTIONS & found.keys():
        action = _value(found, key)
        # Of a paragraph, /A is how it looks, which does nothing.
        if isinstance(action, DictionaryObject) and (key != "/A" or "/S" in action):
            does = str(_value(action, "/S"))
            yield from () if does in _HARMLESS else (_NAMED.get(does, _ACTION),)
    annotations = _value(found, "/Annots")
    if isinstance(annotations, ArrayObject):
        kinds = (str(_value(each.get_object(), "/Subtype")) for each in annotations)
        yield from (_COMMENT for kind in kinds if kind not in _ON_A_PAGE)
    address = _value(found, "/URI")
    is_address = address is not None and not isinstance(address, DictionaryObject)
    if is_address and not str(address).strip().lower().startswith(_SCHEMES):
        yield _ADDRESS


def _strip(stream: StreamObject) -> None:
    """Leave of a photograph its pixels alone."""
    filters = _value(stream, "/Filter")
    names = list(filters) if isinstance(filters, ArrayObject) else [filters]
    if "/DCTDecode" not in names:
        return
    data: bytes = stream._data  # noqa: SLF001 - as it is compressed; pypdf offers pixels alone
    if names[:-1] == ["/FlateDecode"]:
        data = zlib.decompressobj().decompress(data, _MOST_PICTURE)
    elif names != ["/DCTDecode"]:
        raise _refused(_PICTURE)
    if b"\xff\xd9" not in data[-64:]:
        data += b"\xff\xd9"  # some programs leave out the end
    try:
        stream._data = b"".join(read_jpeg(data).kept)  # noqa: SLF001
    except UnfitError as error:
        raise _refused(_PICTURE) from error
    stream[NameObject("/Filter")] = NameObject("/DCTDecode")
    stream.pop("/DecodeParms", None)


def _value(found: Any, key: str) -> Any:
    """What stands under a key, whether here or elsewhere in the file."""
    if not isinstance(found, DictionaryObject) or key not in found:
        return None
    return found[key]


def _refused(reason: Message) -> UnfitError:
    message = _("expected a PDF that can be published, found one with {what}", what=reason)
    return UnfitError("bad-attachment", message)
