"""The office's own pages of the preview, and the bar below each page of the site."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from site_builder.errors import has_errors
from site_builder.i18n import Message, _
from site_builder.model.record import Kind
from site_builder.model.regions import full_name
from site_builder.preview.view import id_in
from site_builder.render.theme import Theme
from site_builder.resources import theme_folder
from site_builder.words import KINDS, STATES, word_said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from site_builder.archive import Found
    from site_builder.disclose import Subject
    from site_builder.errors import Problem, RenderError
    from site_builder.i18n import Language
    from site_builder.model.moment import Moment
    from site_builder.preview.rehearsal import Rehearsal
    from site_builder.preview.view import View

# So many of a sort are listed; that there are more is said.
_MOST: Final = 200
_FACETS: Final = 8
_OWN: Final = "preview"
_FILES: Final = {
    "preview.css": ("preview/preview.css",),
    "preview.js": ("preview/preview.js",),
    "office.css": ("static/css/tokens.css", "static/css/base.css", "preview/preview.css"),
}


class Sheets:
    """Renders them by the shipped theme: the site's own may be what is broken."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._theme = Theme(None)

    def file(self, name: str) -> bytes | None:
        """The style and the script of these pages; None for what is neither."""
        if name not in _FILES:
            return None
        return b"".join((theme_folder() / part).read_bytes() for part in _FILES[name])

    def bar(self, rehearsal: Rehearsal, view: View, path: str, moment: Moment | None) -> str:
        """What is still to be done about a page of the site, and how to look at it otherwise."""
        record = view.record_at(path)
        return self._rendered(
            "bar",
            rehearsal,
            path=path,
            moment=moment,
            record=record,
            standing=record and self._standing(rehearsal, record.id),
            findings=self._findings(rehearsal, view, record.id) if record else [],
            unsigned=len(rehearsal.unsigned),
            errors=sum(problem.is_error for problem in rehearsal.problems),
        )

    def overview(self, rehearsal: Rehearsal, now: Moment) -> str:
        """Everything that is still to be done: what is found, what waits, what is to come."""
        view = rehearsal.view(now)
        problems = sorted(_all_problems(rehearsal, view), key=_order)
        waiting = [
            {"why": problem.message.text(self._language), **self._row(rehearsal, view, name)}
            for name, problem in sorted(rehearsal.unsigned.items(), key=itemgetter(0))[:_MOST]
        ]
        coming = view.still_to_come() if view else []
        return self._rendered(
            "overview",
            rehearsal,
            now=now,
            stands=view is not None,
            has_errors=has_errors(problems),
            problems=[
                told | {"page": view and each.record and view.path_of(each.record)}
                for each, told in zip(problems, self._told(problems[:_MOST]), strict=False)
            ],
            problem_count=len(problems),
            waiting=waiting,
            waiting_count=len(rehearsal.unsigned),
            coming=[self._entering(rehearsal, name, now) for name in coming[:_MOST]],
            coming_count=len(coming),
        )

    def missing(self, rehearsal: Rehearsal, now: Moment, path: str) -> str:
        """Why nothing stands at an address: who is not public may be so at another moment."""
        subject = rehearsal.subject(id_in(path))
        known = subject is not None and subject.path == path
        return self._rendered(
            "missing",
            rehearsal,
            path=path,
            state=subject and known and STATES[subject.course.state(now)].text("zh"),
            entering=known and subject and self._entering(rehearsal, subject.record.id, now),
            findings=self._findings(rehearsal, rehearsal.view(now), id_in(path)),
        )

    def unmade(self, rehearsal: Rehearsal, error: RenderError) -> str:
        """Why a page cannot be made: the template and its line."""
        return self._rendered(
            "missing",
            rehearsal,
            path="",
            state="",
            entering=None,
            findings=self._told([error.problem]),
        )

    def archive(
        self,
        rehearsal: Rehearsal,
        now: Moment,
        query: str,
        *,
        wrong: Message | None = None,
        found: Found | None = None,
        near: Iterable[str] = (),
        more: int | None = None,
    ) -> str:
        """What the office's archive holds: records in any state; ``more`` may be asked for."""
        view = rehearsal.view(now)
        return self._rendered(
            "archive",
            rehearsal,
            query=query,
            wrong=wrong and wrong.text(self._language),
            total=found and found.total,
            near=list(near),
            more=more,
            facets=self._facets(found, query, rehearsal) if found else [],
            hits=[
                {
                    **hit.shown,
                    "id": hit.id,
                    "kind": KINDS[Kind(hit.shown["kind"])].text("zh"),
                    "state": word_said(hit.shown["state"], "zh"),
                    "page": view and view.path_of(hit.id),
                }
                for hit in (found.hits if found else ())
            ],
        )

    def _standing(self, rehearsal: Rehearsal, record_id: str) -> dict[str, str]:
        """Whether two people stand behind a record as it is written."""
        problem, signed = rehearsal.unsigned.get(record_id), rehearsal.sign_off(record_id)
        if problem is None and signed is not None:
            said = _("Signed off on {day}: {document}", day=signed.on, document=signed.document)
            return {"sort": "signed", "text": said.text("zh")}
        if problem is not None and problem.code != "never-signed":
            return {"sort": "changed", "text": problem.message.text(self._language)}
        return {"sort": "draft", "text": _("Draft: nobody has signed it off").text("zh")}

    def _row(self, rehearsal: Rehearsal, view: View | None, record_id: str) -> dict[str, Any]:
        subject = rehearsal.subject(record_id)
        return {
            "title": _title(subject) if subject else record_id,
            "kind": KINDS[subject.record.kind].text("zh") if subject else "",
            "file": subject.record.path if subject else "",
            "page": view and view.path_of(record_id),
        }

    def _entering(self, rehearsal: Rehearsal, record_id: str, now: Moment) -> dict[str, Any] | None:
        """From when on a record will be public, and where."""
        subject = rehearsal.subject(record_id)
        entry = subject and subject.course.next_entry(now)
        if subject is None or entry is None:
            return None
        return {"title": _title(subject), "on": entry, "page": subject.path}

    def _findings(
        self, rehearsal: Rehearsal, view: View | None, record_id: str
    ) -> list[dict[str, Any]]:
        """What was found in one record."""
        problems = _all_problems(rehearsal, view)
        return self._told(each for each in problems if each.record == record_id)

    def _told(self, problems: Iterable[Problem]) -> list[dict[str, Any]]:
        return [
            {
                "is_error": problem.is_error,
                "is_waived": problem.waived is not None,
                "text": problem.text(self._language),
                "replacement": problem.replacement,
                "page": None,
            }
            for problem in problems
        ]

    def _facets(self, found: Found, query: str, rehearsal: Rehearsal) -> list[dict[str, Any]]:
        """How the answers divide, each part with the query that asks for it alone."""
        said: Mapping[str, tuple[Message, Callable[[str], str]]] = {
            "kind": (_("Kind"), lambda kind: KINDS[Kind(kind)].text("zh")),
            "state": (_("State"), lambda state: word_said(state, "zh")),
            "organ": (_("Body"), rehearsal.organ_name),
            "region": (_("Place"), full_name),
            "year": (_("Year"), str),
        }
        return [
            {
                "title": title.text("zh"),
                "parts": [
                    {"text": words(value), "count": count, "query": f"({query}) {name}:{value}"}
                    for value, count in _commonest(found.facets[name])
                ],
            }
            for name, (title, words) in said.items()
            if len(found.facets[name]) > 1
        ]

    def _rendered(self, name: str, rehearsal: Rehearsal, **context: Any) -> str:
        given = {"number": rehearsal.number, "base": "/", **context}
        return self._theme.render(f"{_OWN}/{name}.html", given)


def _all_problems(rehearsal: Rehearsal, view: View | None) -> list[Problem]:
    return [*rehearsal.problems, *(view.problems if view else ())]


def _commonest(counted: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counted.items(), key=lambda each: (-each[1], each[0]))[:_FACETS]


def _order(problem: Problem) -> tuple[bool, str, int, str, str]:
    """What keeps something from the public first; then as it stands in the files."""
    return (
        not problem.is_error,
        problem.path,
        problem.line or 0,
        problem.cell or "",
        str(problem.message),
    )


def _title(subject: Subject) -> str:
    return subject.record.facts.title or subject.record.id
