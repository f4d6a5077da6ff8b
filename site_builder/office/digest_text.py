"""A digest as plain text, as a page that mail programs show, and as a letter."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from site_builder.i18n import Message, _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from site_builder.i18n import Language
    from site_builder.office.digest_parts import Digest, Line, Section

_TEMPLATES: Final = Path(__file__).resolve().parent / "templates"
_BOUNDARY: Final = "=_site-builder-digest"
_LETTER: Final = EmailPolicy(linesep="\n", max_line_length=76, utf8=False)


def as_text(found: Digest, language: Language) -> str:
    """Plain text, one thing a line."""
    return "\n".join(_text_lines(found, language)) + "\n"


def as_html(found: Digest, language: Language) -> str:
    """A page of its own, with nothing from elsewhere."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("digest.html").render(
        language="zh-CN" if language == "zh" else "en",
        subject=found.subject.text(language),
        ahead=_ahead(found).text(language),
        sections=[_section(section, language) for section in found.sections],
    )


def as_letter(found: Digest, language: Language) -> str:
    """A letter that mail programs open as a draft; all of it ASCII, lines ending in LF."""
    letter = EmailMessage(policy=_LETTER)
    letter["Subject"] = _one_line(found.subject.text(language))
    letter["Date"] = format_datetime(found.as_of.at.replace(tzinfo=ZoneInfo("Asia/Shanghai")))
    letter["X-Unsent"] = "1"
    letter.set_content(as_text(found, language), charset="utf-8", cte="base64")
    letter.add_alternative(as_html(found, language), subtype="html", charset="utf-8", cte="base64")
    for part in letter.iter_parts():
        del part["MIME-Version"]  # the letter's own says it for all
    letter.set_boundary(_BOUNDARY)
    return letter.as_string()


def _ahead(found: Digest) -> Message:
    return _("as of {day}, {days} days ahead", day=found.as_of, days=found.days)


def _text_lines(found: Digest, language: Language) -> Iterator[str]:
    yield _one_line(found.subject.text(language))
    yield _ahead(found).text(language)
    for section in found.sections:
        shown = _section(section, language)
        yield ""
        yield f"■ {shown['title']} ({section.count})"
        yield from (f"  {text}" for text in shown["notes"])
        for line in shown["lines"]:
            yield "  - " + "  ".join(part for part in line.values() if part)


def _section(section: Section, language: Language) -> dict[str, Any]:
    notes = [] if section.lines else [section.nothing]
    if section.more:
        notes.append(_("and {count} more", count=section.more))
    return {
        "title": section.title.text(language),
        "count": section.count,
        "notes": [note.text(language) for note in notes],
        "lines": [_line(line, language) for line in section.lines],
    }


def _line(line: Line, language: Language) -> dict[str, str]:
    details = (d.text(language) if isinstance(d, Message) else d for d in line.details)
    return {
        "name": _one_line(line.name or ""),
        "id": line.id or "",
        "said": line.said.text(language),
        "details": _one_line(" · ".join(details)),
    }


def _one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


FORMS: Final[dict[str, Callable[[Digest, Language], str]]] = {
    "text": as_text,
    "html": as_html,
    "eml": as_letter,
}
