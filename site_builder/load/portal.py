"""The portal that a site is a column of, as one thing for two people to sign.

Its values are the codes, and the fragments as they will stand around every page: what is signed
is what readers see, and a fragment that changed is what was signed until it is signed anew.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pydantic import ValidationError

from site_builder.errors import Problem, Severity
from site_builder.i18n import Message, _
from site_builder.kinds.setting import SiteValues
from site_builder.load.files import label, read
from site_builder.load.fragment import fragment
from site_builder.load.yaml_core import read_value
from site_builder.model.digest import digest_of
from site_builder.model.site import PORTAL
from site_builder.store.corpus import Setting

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from site_builder.kinds.setting import PortalValues
    from site_builder.load.entries import Path as Place

_MOST_BYTES: Final = 200_000
_PARTS: Final = ("header", "footer")


@dataclass(slots=True)
class PortalRead:
    """What ``site.yml`` says of a portal; not ``is_whole`` if it cannot be read to its end."""

    setting: Setting | None = None
    is_whole: bool = True
    problems: list[Problem] = field(default_factory=list)


def read_portal(data: bytes, path: str, content: Path) -> PortalRead:
    """The portal of ``site.yml`` with its fragments, which lie under ``content``."""
    written, lines, problems = read_value(data, path)
    try:
        site = None if problems else SiteValues.model_validate(written or {})
    except ValidationError:
        site = None
    if site is None:
        return PortalRead(is_whole=False)
    found = PortalRead()
    if site.portal is not None:
        found.setting = _setting(found, site.portal, lines, path, content)
        found.is_whole = found.setting is not None
    return found


def _setting(
    found: PortalRead,
    portal: PortalValues,
    lines: Mapping[Place, int],
    path: str,
    content: Path,
) -> Setting | None:
    values = {name: getattr(portal, name) for name in ("site_name", "site_domain", "id_code")}
    for part in _PARTS:
        name = getattr(portal, part)
        if name is None:
            continue
        html = _fragment(found, content / name, content, portal.site_domain)
        if html is None:
            return None
        values[part] = html
    places = {name: lines.get((PORTAL, name), 1) for name in values}
    return Setting(
        kind=PORTAL,
        id=PORTAL,
        path=path,
        line=lines.get((PORTAL,), 1),
        values=values,
        digest=digest_of(values),
        lines=places,
    )


def _fragment(found: PortalRead, file: Path, content: Path, domain: str) -> str | None:
    """A fragment made fit, all that was left out of it told; None if there is none to use."""
    path, data = label(content, file), read(content, file)
    if isinstance(data, Problem):
        found.problems.append(data)
        return None
    fit = None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        found.problems.append(_bad(path, _("expected text in UTF-8")))
        return None
    if len(data) > _MOST_BYTES:
        message = _("expected at most {limit} bytes, found more", limit=_MOST_BYTES)
    elif (fit := fragment(text, domain)) is None:
        message = _("expected a part of a page, found a whole one: copy its head or foot alone")
    elif fit.says_nothing:
        message = _("expected words that a reader sees, found none")
    else:
        found.problems += [_left_out(path, line, told) for line, told in fit.left_out]
        return fit.html
    found.problems.append(_bad(path, message))
    return None


def _bad(path: str, message: Message) -> Problem:
    return Problem(code="bad-fragment", path=path, message=message)


def _left_out(path: str, line: int, message: Message) -> Problem:
    return Problem(
        code="left-out-of-fragment",
        path=path,
        line=line,
        message=message,
        severity=Severity.WARNING,
    )
