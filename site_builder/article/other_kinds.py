"""Pictures of kinds that no page shows, or not under that name; and what to do about each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from site_builder.article.unfit import UnfitError
from site_builder.i18n import _

if TYPE_CHECKING:
    from site_builder.i18n import Message

_SHOWN_KINDS: Final = {"JPEG": ".jpg", "PNG": ".png", "GIF": ".gif", "WebP": ".webp"}
_KINDS: Final = [
    (re.compile(begins, re.DOTALL), kind)
    for begins, kind in (
        (rb"\xff\xd8\xff", "JPEG"),
        (rb"\x89PNG", "PNG"),
        (rb"GIF8", "GIF"),
        (rb"RIFF....WEBP", "WebP"),
        (rb"....ftyp(?:heic|heix|heim|heis|hevc|hevx|mif1|msf1)", "HEIC"),
        (rb"....ftypavi[fs]", "AVIF"),
        (rb"II\*\0|MM\0\*", "TIFF"),
        (rb"BM", "BMP"),
    )
]
# Pictures that cameras and programs write, and that no browser, or not every one, can show.
_IPHONE: Final = frozenset({".heic", ".heif"})
OTHER_PICTURES: Final = _IPHONE | frozenset(
    {".avif", ".bmp", ".cr2", ".dng", ".emf", ".ico", ".jfif", ".jp2", ".jxl", ".nef"}
    | {".psd", ".svg", ".tif", ".tiff", ".wmf"}
)


def not_of_its_kind(data: bytes) -> UnfitError:
    """That a file begins otherwise than its name says."""
    kind = next((kind for begins, kind in _KINDS if begins.match(data)), None)
    if kind is None:
        message = _("expected a picture of the kind that its name says, found something else")
    elif kind in _SHOWN_KINDS:
        message = _(
            "expected a picture of the kind that its name says, found {kind}: give the file the"
            " ending {suffix}",
            kind=kind,
            suffix=_SHOWN_KINDS[kind],
        )
    else:
        message = _(
            "expected a picture of the kind that its name says, found {kind}: open it and save it"
            " as JPEG; to change its name alone does not help",
            kind=kind,
        )
    return UnfitError("bad-picture", message)


def to_be_saved_anew(suffix: str) -> Message:
    """How somebody makes a picture that can be shown of one with this ending."""
    if suffix in _IPHONE:
        return _(
            "expected a picture as JPEG or PNG, found {suffix}: open it and save it as JPEG; an"
            " iPhone takes JPEG by itself under Settings, Camera, Formats, Most Compatible",
            suffix=suffix,
        )
    return _(
        "expected a picture as JPEG or PNG, found {suffix}: open it and save a photograph as"
        " JPEG, a drawing as PNG",
        suffix=suffix,
    )
