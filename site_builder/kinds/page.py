"""A page in words alone: about the site, its notices, how to complain."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

from site_builder.errors import quoted
from site_builder.i18n import _
from site_builder.kinds.article import Corrections
from site_builder.kinds.base import Spec, Values
from site_builder.kinds.faults import fault
from site_builder.kinds.fields import Body, Day, Id, Words
from site_builder.kinds.language import LanguageTag
from site_builder.model.public import ALWAYS_THERE
from site_builder.model.record import Facts


def _free(value: str) -> str:
    if value in ALWAYS_THERE:
        taken = ", ".join(sorted(ALWAYS_THERE))
        message = _(
            "expected an id that is none of {taken}, found {found}",
            taken=taken,
            found=quoted(value),
        )
        raise fault("bad-id", message)
    return value


class Page(Values):
    """A page as written; its id is its address. ``language`` is that of its words, else Chinese."""

    id: Annotated[Id, AfterValidator(_free)]
    title: Words
    organ: Words
    published_on: Day
    language: LanguageTag | None = None
    corrections: Corrections = ()
    body: Body = ""


def _facts(page: Page) -> Facts:
    return Facts(
        title=page.title,
        organ=page.organ,
        starts={"published_on": page.published_on},
        published_on=page.published_on,
    )


SPEC = Spec("page", "pages", Page, _facts)
