"""The blank forms that readers may download: what each asks for, and for whom it is.

Their wording is Chinese law in Chinese words, so it lies in ``_forms/*.yml`` and not in
the catalog.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

# In the order in which somebody needs them.
_NAMES = ("early-removal", "promise", "objection", "correction")


@dataclass(frozen=True, slots=True)
class Blank:
    """Something to fill in, and for how many lines there is to be room."""

    label: str
    lines: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a form: what it says, then what to fill in."""

    heading: str
    text: tuple[str, ...]
    blanks: tuple[Blank, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form.

    ``regimes`` are those under which it is of use; empty: under every one. ``basis`` are
    the articles that it rests on, ``attach`` what is to be handed in with it. In
    ``addressed_to``, ``%publisher%`` stands for the site's publisher.
    """

    name: str
    title: str
    worded_on: date
    regimes: tuple[str, ...]
    basis: str
    addressed_to: str
    parts: tuple[Part, ...]
    attach: tuple[str, ...]
    sign: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def path(self) -> str:
        """Where it stands under the site's root."""
        return f"forms/{self.name}.docx"


@cache
def all_forms() -> tuple[Form, ...]:
    """Every form, in the order in which somebody needs them."""
    return tuple(map(_form, _NAMES))


def forms_for(regime: str | None) -> tuple[Form, ...]:
    """The forms that are of use to somebody whom a record of ``regime`` is about."""
    return tuple(form for form in all_forms() if not form.regimes or regime in form.regimes)


def _form(name: str) -> Form:
    words = (files("site_builder") / "_forms" / f"{name}.yml").read_text("utf-8")
    values: Mapping[str, Any] = yaml.safe_load(words)
    return Form(
        name=name,
        title=values["title"],
        worded_on=values["worded_on"],
        regimes=tuple(values.get("regimes", ())),
        basis=values["basis"],
        addressed_to=values["addressed_to"],
        parts=tuple(map(_part, values["parts"])),
        attach=tuple(values["attach"]),
        sign=tuple(values["sign"]),
        notes=tuple(values["notes"]),
    )


def _part(values: Mapping[str, Any]) -> Part:
    return Part(
        heading=values["heading"],
        text=tuple(values.get("text", ())),
        blanks=tuple(map(_blank, values.get("blanks", ()))),
    )


def _blank(written: str | Mapping[str, Any]) -> Blank:
    return Blank(written) if isinstance(written, str) else Blank(written["label"], written["lines"])
