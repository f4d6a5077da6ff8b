"""What every command shares: the site's folders, the moment asked about, the language."""

from __future__ import annotations

import functools
import os
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

import click

from site_builder import clock
from site_builder.errors import UsageError, quoted
from site_builder.folders import Folders
from site_builder.i18n import Language, Message, _, translate
from site_builder.model.moment import Moment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from site_builder.errors import Problem


# Terms and deadlines are added to a moment, and the calendar ends in 9999.
_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 8999
_LONGEST_WORDS: Final = 500
_TODAY: Final = frozenset({"今天", "today"})
_IN_CHINESE: Final = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})[日号]", re.ASCII)


def stderr_language() -> Language:
    """The language of messages: ``--lang``, else the locale, else Chinese."""
    for index, argument in enumerate(sys.argv):
        if argument.startswith("--lang"):
            given = argument.partition("=")[2] or "".join(sys.argv[index + 1 : index + 2])
            if given in {"zh", "en"}:
                return cast("Language", given)
    locale = (
        os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    )
    return "en" if locale.lower().startswith("en") else "zh"


def help_text(msgid: str) -> str:
    """A help sentence in the language that the command was called in."""
    return translate(msgid, stderr_language())


def say(text: str) -> None:
    """Print to standard error: everything that is not data."""
    click.echo(text, err=True)


def say_problems(problems: Iterable[Problem], language: Language) -> None:
    """Print problems to standard error."""
    for problem in problems:
        say(problem.text(language))


@dataclass(frozen=True, slots=True)
class Call:
    """How a command was called."""

    folders: Folders
    as_of: Moment
    is_dated: bool
    language: Language
    is_quiet: bool

    def say(self, message: Message) -> None:
        """Print a message to standard error, unless asked to be quiet."""
        if not self.is_quiet:
            say(message.text(self.language))


def moment_in(text: str) -> Moment:
    """The moment that somebody typed: also 今天, and a day as documents write it.

    Raises:
        ValueError: It is none.
    """
    plain = "".join(text.split())
    if plain.lower() in _TODAY:
        return Moment.start_of(clock.now().day)
    if found := _IN_CHINESE.fullmatch(plain):
        return Moment.start_of(date(*map(int, found.groups())))
    return Moment.parse(text)


class MomentType(click.ParamType[Moment]):
    """``DAY`` or ``DAYTHH:MM``; the day also as ``今天`` or ``2025年3月1日``."""

    name = "DAY[THH:MM]"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Moment:
        """Read the moment, or fail with wrong usage."""
        if isinstance(value, Moment):
            return value
        try:
            moment = moment_in(value)
        except ValueError:
            message = _(
                "expected a day like 2025-03-01 or a minute like 2025-03-01T09:00, found {found}",
                found=quoted(value),
            )
            self.fail(message.text(stderr_language()), param, ctx)
        if not _FIRST_YEAR <= moment.day.year <= _LAST_YEAR:
            message = _(
                "expected a year from {first} to {last}, found {found}",
                first=_FIRST_YEAR,
                last=_LAST_YEAR,
                found=quoted(value),
            )
            self.fail(message.text(stderr_language()), param, ctx)
        return moment


class OneOf(click.Choice[str]):
    """One word of a closed list."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word, or wrong usage that names the list."""
        if value not in self.choices:
            message = _(
                "expected one of {choices}, found {found}",
                choices=self.named(stderr_language()),
                found=quoted(value),
            )
            self.fail(message.text(stderr_language()), param, ctx)
        return str(value)

    def named(self, language: Language) -> str:  # noqa: ARG002 - for lists that say more
        """The list, as a message names it."""
        return ", ".join(self.choices)


class Whole(click.IntRange):
    """A whole number within bounds."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number, or wrong usage that names the bounds."""
        try:
            return int(super().convert(value, param, ctx))
        except click.BadParameter:
            self.fail(self._expected(str(value)).text(stderr_language()), param, ctx)

    def _expected(self, value: str) -> Message:
        found = quoted(value)
        if self.max is None:
            least = int(self.min or 0)
            return _(
                "expected a whole number from {first} on, found {found}", first=least, found=found
            )
        return _(
            "expected a whole number from {first} to {last}, found {found}",
            first=int(self.min or 0),
            last=int(self.max),
            found=found,
        )


def common(function: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options that every command has; it receives a ``Call``."""
    folder = click.Path(path_type=Path, file_okay=False)

    @click.option("--site", type=folder, default=Path(), help=help_text("the site's folder"))
    @click.option("--output", type=folder, help=help_text("where the release goes"))
    @click.option("--state", type=folder, help=help_text("what is kept between builds"))
    @click.option(
        "--as-of", type=MomentType(), help=help_text("the moment asked about, Asia/Shanghai")
    )
    @click.option(
        "--lang",
        type=OneOf(["zh", "en"]),
        help=help_text("the language of messages"),
    )
    @click.option("--quiet", is_flag=True, help=help_text("say only what went wrong"))
    @functools.wraps(function)
    def wrapped(
        *,
        site: Path,
        output: Path | None,
        state: Path | None,
        as_of: Moment | None,
        lang: Language | None,
        quiet: bool,
        **others: Any,
    ) -> int:
        call = Call(
            folders=Folders.of(site, output, state),
            as_of=as_of or clock.now(),
            is_dated=as_of is not None,
            language=lang or stderr_language(),
            is_quiet=quiet,
        )
        _needs_room(call.folders)
        return function(call, **others)

    return wrapped


def _needs_room(folders: Folders) -> None:
    """Refuse an output or a state that would write over content, the release, or each other.

    Raises:
        UsageError: It would.
    """
    apart("--output", folders.output, (*folders.written, folders.scratch))
    apart("--state", folders.state, (*folders.written, *folders.released))
    if _real(folders.state) == _real(folders.output):
        raise UsageError(_outside("--state", folders.output))


def apart(option: str, place: Path, others: Iterable[Path]) -> None:
    """Refuse a file or folder where it would write over something else.

    Raises:
        UsageError: ``place`` is one of ``others``, or in one.
    """
    for other in others:
        if _real(place).is_relative_to(_real(other)):
            raise UsageError(_outside(option, other))


def _outside(option: str, folder: Path) -> Message:
    return _("expected a folder outside {folder} after {option}", folder=folder, option=option)


def _real(path: Path) -> Path:
    """Where a path leads; links that lead round in a circle are for whoever opens it."""
    return Path(os.path.realpath(path))


def needs_site(call: Call) -> None:
    """Refuse a folder that holds no content.

    Raises:
        UsageError: There is no ``content`` folder, nor anything remembered of one.
    """
    if not call.folders.content.is_dir() and not call.folders.state.is_dir():
        message = _(
            "no site in {folder}: expected a folder 'content' there", folder=call.folders.site
        )
        raise UsageError(message)


def kept_apart(call: Call, place: Path, option: str = "--to") -> Path:
    """Where papers may go: never among what people write, nor where the public reads.

    Raises:
        UsageError: ``place`` is in the content, the output or the state.
    """
    apart(option, place, (call.folders.content, call.folders.output, call.folders.state))
    return place


def needs_words(option: str, text: str) -> None:
    """Refuse an option that says nothing, too much, or what cannot be printed.

    Raises:
        UsageError: It does.
    """
    if not text.strip() or len(text) > _LONGEST_WORDS or not text.isprintable():
        raise UsageError(
            _(
                "expected up to {limit} characters on one line after {option}",
                limit=_LONGEST_WORDS,
                option=option,
            )
        )
