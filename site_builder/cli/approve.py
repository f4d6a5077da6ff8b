"""``approve``: sign records off, or send them back."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import click

from site_builder.cli.common import (
    Call,
    MomentType,
    common,
    help_text,
    needs_site,
    needs_words,
    say_problems,
)
from site_builder.errors import UsageError
from site_builder.firewall import NUMBERS, Look, findings
from site_builder.i18n import _
from site_builder.model.moment import Moment
from site_builder.model.waiver import is_finding_key
from site_builder.signing import (
    Signature,
    Signed,
    desk,
    in_short,
    self_approval,
    send_back,
    sign_off,
)

if TYPE_CHECKING:
    from site_builder.signing import Desk


@click.command
@click.argument("paths", nargs=-1, required=True, metavar="PATH[#ID]...")
@click.option("--drafter", required=True, help=help_text("who drafted"))
@click.option("--approver", required=True, help=help_text("who approved; somebody else"))
@click.option("--document", help=help_text("the document under which it was approved"))
@click.option("--on", type=MomentType(), help=help_text("the day of approval"))
@click.option("--checksum", help=help_text("the checksum on the signed sheet: only exactly that"))
@click.option(
    "--waive",
    "waived",
    multiple=True,
    metavar="FINDING=REASON",
    help=help_text("let a finding pass as a false alarm, and say why; may be repeated"),
)
@click.option("--return", "reason", help=help_text("sign nothing: send it back, and say why"))
@common
def command(
    call: Call,
    *,
    paths: tuple[str, ...],
    drafter: str,
    approver: str,
    document: str | None,
    on: Moment | None,
    checksum: str | None,
    waived: tuple[str, ...],
    reason: str | None,
) -> int:
    """Sign off, or send back."""
    needs_site(call)
    if document is None and reason is None:
        _miss("document")
    options = {
        "--drafter": drafter,
        "--approver": approver,
        "--document": document,
        "--checksum": checksum,
        "--return": reason,
    }
    for option, text in options.items():
        if text is not None:
            needs_words(option, text)
    signature = Signature(
        drafter=drafter,
        approver=approver,
        document=document or "",
        on=(on or call.as_of).day,
    )
    let_pass = _let_pass(waived)
    if (refused := self_approval(signature)) is not None:
        return _told(call, signature, Signed(refused=[refused]), is_return=reason is not None)
    with desk(call.folders, paths, signature.on) as laid_out:
        _show(call, laid_out)
        signed = (
            sign_off(laid_out, signature, sheet=checksum, waived=let_pass)
            if reason is None
            else send_back(laid_out, signature, reason, sheet=checksum)
        )
    code = _told(call, signature, signed, is_return=reason is not None)
    if laid_out.is_mistaken:
        call.say(
            _(
                "nothing was signed or sent back: put every argument right, and write a name that"
                ' has a blank in it between quotation marks: "甲 某"'
            )
        )
    return code


def _let_pass(waived: tuple[str, ...]) -> dict[str, str]:
    """Each finding with the reason why it is none."""
    found = {}
    for written in waived:
        finding, _equals, why = written.partition("=")
        if not why.strip() or not is_finding_key(
            finding.partition("@")[0].rpartition("/")[2] + "@" + finding.partition("@")[2]
        ):
            message = _(
                "expected --waive FINDING=REASON, the finding as 'check' prints it"
                " (personal-data@body:120-131)"
            )
            raise UsageError(message)
        needs_words("--waive", why)
        if findings(why, Look(sorts=NUMBERS)):
            # The reason stands in reports, and is no place for what the text may not tell.
            raise UsageError(_("expected a reason without anybody's number"))
        found[finding.strip()] = why.strip()
    return found


def _miss(name: str) -> NoReturn:
    context = click.get_current_context()
    option = next(each for each in context.command.params if each.name == name)
    raise click.MissingParameter(ctx=context, param=option)


def _show(call: Call, laid_out: Desk) -> None:
    sheet = laid_out.sheet(with_outlook=False)
    if sheet.entries and not call.is_quiet:
        click.echo(in_short(sheet, call.language))


def _told(call: Call, signature: Signature, signed: Signed, *, is_return: bool) -> int:
    say_problems(signed.findings, call.language)
    say_problems(signed.refused, call.language)
    counts = {
        "count": len(signed.ids),
        "day": signature.on,
        "standing": signed.standing,
        "refused": len(signed.refused),
    }
    call.say(
        _("{count} sent back on {day}, {refused} refused; nothing was signed", **counts)
        if is_return
        else _(
            "{count} signed off on {day}, {standing} stood signed already, {refused} refused",
            **counts,
        )
    )
    held_back = {problem.record for problem in signed.findings if problem.is_error}
    if held_back & set(signed.ids):
        call.say(
            _(
                "{count} of them do not show until what was found is put right, or let pass:"
                " see 'site-builder check'",
                count=len(held_back & set(signed.ids)),
            )
        )
    return 1 if signed.refused else 0
