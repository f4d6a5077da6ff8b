"""``approve``: sign records off."""

from __future__ import annotations

import click

from site_builder.cli.common import Call, MomentType, common, help_text, needs_site, say_problems
from site_builder.errors import UsageError
from site_builder.i18n import _
from site_builder.model.moment import Moment
from site_builder.signing import Signature, sign

_LONGEST = 500


@click.command
@click.argument("paths", nargs=-1, required=True, metavar="PATH[#ID]...")
@click.option("--drafter", required=True, help=help_text("who drafted"))
@click.option("--approver", required=True, help=help_text("who approved; somebody else"))
@click.option(
    "--document", required=True, help=help_text("the document under which it was approved")
)
@click.option("--on", type=MomentType(), help=help_text("the day of approval"))
@common
def command(
    call: Call,
    *,
    paths: tuple[str, ...],
    drafter: str,
    approver: str,
    document: str,
    on: Moment | None,
) -> int:
    """Sign off."""
    needs_site(call)
    for option, text in (
        ("--drafter", drafter),
        ("--approver", approver),
        ("--document", document),
    ):
        _needs_words(option, text)
    day = (on or call.as_of).day
    signature = Signature(drafter=drafter, approver=approver, document=document, on=day)
    signed = sign(call.folders, paths, signature)
    say_problems(signed.findings, call.language)
    say_problems(signed.refused, call.language)
    call.say(
        _(
            "{count} signed off on {day}, {standing} stood signed already, {refused} refused",
            count=len(signed.ids),
            day=day,
            standing=signed.standing,
            refused=len(signed.refused),
        )
    )
    return 1 if signed.refused else 0


def _needs_words(option: str, text: str) -> None:
    if not text.strip() or len(text) > _LONGEST or not text.isprintable():
        raise UsageError(
            _(
                "expected up to {limit} characters on one line after {option}",
                limit=_LONGEST,
                option=option,
            )
        )
