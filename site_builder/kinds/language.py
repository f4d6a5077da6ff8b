"""The field that says in which language something is: a tag of BCP 47."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator

from site_builder.errors import described
from site_builder.i18n import _
from site_builder.kinds.faults import fault
from site_builder.model.tongue import tongue


def _language(value: object) -> str:
    known = tongue(value) if isinstance(value, str) else None
    if known is None:
        message = _(
            "expected the tag of a language (BCP 47), like ug, mn-Mong or en, found {found}",
            found=described(value),
        )
        raise fault("bad-value", message)
    return known.tag


LanguageTag = Annotated[str, BeforeValidator(_language)]
