"""Letting a finding pass: which record it is of, and that it is there at all."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from site_builder.errors import Problem, fit_to_print
from site_builder.i18n import _
from site_builder.model.waiver import Waiver
from site_builder.signing.targets import refusal

if TYPE_CHECKING:
    from site_builder.signing.desk import Desk


def waivers_for(
    laid_out: Desk, waived: Mapping[str, str], by: str
) -> tuple[dict[str, tuple[Waiver, ...]], list[Problem]]:
    """The waivers of each record by its id, and why others are none.

    A finding is named as it is printed; with ``ID/`` before it where several records that
    lie here have one of the same name.
    """
    found: dict[str, tuple[Waiver, ...]] = {}
    refused = []
    for named, reason in waived.items():
        record, finding = _split(named)
        having = [
            name
            for name, problems in laid_out.findings.items()
            if record in {"", name} and any(each.waiver == finding for each in problems)
        ]
        if len(having) == 1:
            waiver = Waiver(finding=finding, reason=reason, by=by)
            found[having[0]] = (*found.get(having[0], ()), waiver)
            continue
        message = (
            _(
                "several records have the finding '{finding}'; expected ID/{finding}",
                finding=fit_to_print(finding),
            )
            if having
            else _("no finding '{finding}' here; nothing is signed", finding=fit_to_print(finding))
        )
        refused.append(refusal("unknown-finding", "", message))
    return found, refused


def is_waived(problem: Problem, waivers: Collection[Waiver]) -> bool:
    """Whether a problem is a finding that is let pass."""
    return any(waiver.finding == problem.waiver for waiver in waivers)


def _split(named: str) -> tuple[str, str]:
    """The id of the record, if one is named, and the finding."""
    before, at, place = named.partition("@")
    record, _slash, code = before.rpartition("/")
    return record, f"{code}{at}{place}"
