"""``takedown``: records out of the live release in seconds, and held until two people lift it."""

from __future__ import annotations

import re
import sqlite3
from functools import partial
from typing import TYPE_CHECKING, Final

import click

from site_builder.build import build
from site_builder.cli.common import (
    Call,
    OneOf,
    common,
    help_text,
    needs_site,
    needs_words,
    say,
    say_problems,
)
from site_builder.cli.office import prepared
from site_builder.cli.usage import no_record
from site_builder.errors import (
    Problem,
    SiteBuilderError,
    UnrecordedError,
    UsageError,
    reason_of,
)
from site_builder.i18n import _
from site_builder.office.holds import lift_holds
from site_builder.options import Options
from site_builder.publish import latest_moment
from site_builder.report import Outcome
from site_builder.signing import Signature, Signed, desk, in_short, self_approval, sign_off
from site_builder.store.memory import Memory
from site_builder.takedown import Order, has_page, takedown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from site_builder.i18n import Language

# Classes of reasons, so that nobody writes into a file of the content whom it is about.
REASONS: Final = {
    "personal-data": _("personal data that may not show"),
    "court-order": _("a court's order"),
    "mistaken-identity": _("somebody else was meant"),
    "factual-error": _("a mistake in the facts"),
    "dispute": _("disputed, being looked into"),
    "other": _("something else"),
}
_ID: Final = re.compile(r"[a-z0-9-]{3,64}")


class _Reason(OneOf):
    """A class of reasons; who knows none of their names is told what each means."""

    def __init__(self) -> None:
        """The closed list."""
        super().__init__(list(REASONS))

    def named(self, language: Language) -> str:
        """Every class, with what it means."""
        return ", ".join(f"{name} ({said.text(language)})" for name, said in REASONS.items())


@click.command
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option(
    "--reason", type=_Reason(), help=help_text("why: one of a few classes, kept in holds.yml")
)
@click.option("--by", help=help_text("who takes it down"))
@click.option("--lift", is_flag=True, help=help_text("let it show again, signed by two people"))
@click.option("--drafter", help=help_text("who drafted"))
@click.option("--approver", help=help_text("who approved; somebody else"))
@click.option("--document", help=help_text("the document under which it was approved"))
@common
def command(
    call: Call,
    *,
    ids: tuple[str, ...],
    reason: str | None,
    by: str | None,
    lift: bool,
    drafter: str | None,
    approver: str | None,
    document: str | None,
) -> int:
    """Take records down, or let them show again."""
    needs_site(call)
    names = tuple(dict.fromkeys(ids))
    if lift:
        given = {"--drafter": drafter, "--approver": approver, "--document": document}
        said = _needed(given, {"--reason": reason, "--by": by})
        return _lift(call, names, said)
    said = _needed(
        {"--reason": reason, "--by": by},
        {"--drafter": drafter, "--approver": approver, "--document": document},
    )
    _needs_known(call, names)
    order = Order(ids=names, reason=said["--reason"], by=said["--by"], on=_first_day(call))
    return _take_down(call, order)


def _first_day(call: Call) -> date:
    """The day from which they are held.

    That of the live release where it is the earlier one: they leave it now, and a build of its
    moment may not show them again.
    """
    live = latest_moment(call.folders.output)
    return call.as_of.day if live is None else min(call.as_of.day, live.day)


def _needed(given: Mapping[str, str | None], others: Mapping[str, str | None]) -> dict[str, str]:
    """The words behind options that must be there, where the others must not."""
    for option, text in others.items():
        if text is not None:
            raise UsageError(_("{option} goes only without or with --lift", option=option))
    said = {option: text for option, text in given.items() if text is not None}
    for option in given:
        if option not in said:
            raise UsageError(_("expected {option}", option=option))
        needs_words(option, said[option])
    return said


def _needs_known(call: Call, ids: tuple[str, ...]) -> None:
    unknown = [name for name in ids if not _ID.fullmatch(name) or not has_page(call.folders, name)]
    if not unknown:
        return
    memory = Memory(call.folders.state)
    try:
        unknown = [n for n in unknown if not _ID.fullmatch(n) or memory.good(n) is None]
        near = set(memory.ids()) if unknown else set[str]()
    finally:
        memory.close()
    written = _ids_written(call) if unknown else frozenset[str]()
    for name in unknown:
        if name not in written:
            raise UsageError(no_record(name, near | written))


def _ids_written(call: Call) -> frozenset[str]:
    """The ids of tonight's content: what no release has shown yet may be ordered down as well.

    Content is read for an id alone that nothing else knows, and need not be readable.
    """
    try:
        with prepared(call) as found:
            return frozenset(found.vetted.store.ids())
    except (SiteBuilderError, OSError, sqlite3.Error):
        return frozenset()


def _take_down(call: Call, order: Order) -> int:
    try:
        done = takedown(call.folders, order, partial(_say_struck, call))
    except UnrecordedError as error:
        # A build would show them: it knows of no hold.
        return _unrecorded(call, order, error)
    except (SiteBuilderError, OSError, sqlite3.Error) as error:
        say(_reason(error, call))
        return _build(call, order, [])
    say_problems(done.problems, call.language)
    if not done.is_known:
        return _build(call, order, done.problems)
    if not done.is_proven:
        return _alarm(call, order)
    call.say(
        _(
            "{count} of {all} taken out of the live release; no file of it shows them any more,"
            " and they are held until two people lift it",
            count=len(done.left),
            all=len(order.ids),
        )
    )
    return _code(done.problems)


def _unrecorded(call: Call, order: Order, error: UnrecordedError) -> int:
    say(
        _(
            "NOT taken down, and nothing was recorded: {reason}. The live release may still show"
            " {ids}, and so will later builds: give the order again once that is mended",
            reason=_reason(error.__cause__ or error, call),
            ids=", ".join(order.ids),
        ).text(call.language)
    )
    return 3


def _reason(error: BaseException, call: Call) -> str:
    """Why the release could not be made; a database's words may quote what it holds."""
    if isinstance(error, SiteBuilderError):
        return error.message.text(call.language)
    return reason_of(error).text(call.language)


def _say_struck(call: Call, files: int) -> None:
    call.say(
        _(
            "gone from the {count} files that showed it; lists, downloads and search are being"
            " made whole again",
            count=files,
        )
    )


def _build(call: Call, order: Order, problems: list[Problem]) -> int:
    """Leave them out by a build, where what was kept of the release is of no use."""
    call.say(_("what was kept of the release is of no use: the whole site is built instead"))
    told = build(call.folders, Options(as_of=call.as_of, is_dated=call.is_dated))
    say_problems(told.problems, call.language)
    if told.outcome is Outcome.NOT_PUBLISHED:
        return _alarm(call, order)
    call.say(_("published without them, as of {day}", day=call.as_of))
    return _code([*problems, *told.problems])


def _alarm(call: Call, order: Order) -> int:
    say(
        _(
            "NOT taken down: the live release may still show {ids}; they are held, so any build"
            " that publishes leaves them out",
            ids=", ".join(order.ids),
        ).text(call.language)
    )
    return 3


def _lift(call: Call, ids: tuple[str, ...], said: Mapping[str, str]) -> int:
    signature = Signature(
        drafter=said["--drafter"],
        approver=said["--approver"],
        document=said["--document"],
        on=call.as_of.day,
    )
    if (refused := self_approval(signature)) is not None:
        say_problems([refused], call.language)
        return 1
    try:
        # Whoever is told to mend the file repeats the order: nothing may be signed before.
        lift_holds(call.folders.content, ids, is_dry=True)
    except ValueError:
        say(_("content/holds.yml has problems: mend it first").text(call.language))
        return 1
    signed = _signed(call, ids, signature)
    say_problems([*signed.findings, *signed.refused], call.language)
    if signed.refused or len(signed.ids) < len(ids):
        say(_("nothing was lifted: each of them needs a new sign-off").text(call.language))
        return 1
    lifted = lift_holds(call.folders.content, ids)
    call.say(
        _(
            "{count} holds lifted, {signed} records signed off anew: the next build shows them",
            count=len(lifted),
            signed=len(signed.ids),
        )
    )
    return 0


def _signed(call: Call, ids: tuple[str, ...], signature: Signature) -> Signed:
    """The sign-off of all of them, once it is shown what of them changed since the last."""
    targets = [f"content#{name}" for name in ids]
    with desk(call.folders, targets, signature.on) as laid_out:
        sheet = laid_out.sheet(with_outlook=False)
        if sheet.entries and not call.is_quiet:
            click.echo(in_short(sheet, call.language))
        return sign_off(laid_out, signature)


def _code(problems: list[Problem]) -> int:
    return 1 if any(problem.is_error for problem in problems) else 0
