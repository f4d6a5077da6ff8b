"""``press``: one article in the form that the press takes it in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from site_builder.cli.common import (
    Call,
    OneOf,
    common,
    help_text,
    kept_apart,
    needs_site,
    say,
    say_problems,
)
from site_builder.cli.office import prepared, subject_of
from site_builder.errors import RenderError, UsageError
from site_builder.i18n import _
from site_builder.press import (
    LONGEST_SUMMARY,
    LONGEST_TITLE,
    PressError,
    piece_of,
    plain,
    printed,
    wechat,
)
from site_builder.render.theme import Theme
from site_builder.store.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from site_builder.i18n import Message
    from site_builder.prepare import Prepared
    from site_builder.press import Piece, WeChat

_FORMS: Final = ("wechat", "text", "print")
_PAGE: Final = "article.html"


@click.command
@click.argument("record_id", metavar="ID")
@click.option("--form", type=OneOf(_FORMS), required=True, help=help_text("where it goes"))
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help=help_text("write it to this file; for WeChat, with its pictures into this folder"),
)
@click.option(
    "--names", "with_names", is_flag=True, help=help_text("name the firms that are on the list")
)
@common
def command(call: Call, *, record_id: str, form: str, out: Path | None, with_names: bool) -> int:
    """Carry one article to one form."""
    needs_site(call)
    if out is not None:
        kept_apart(call, out, "--out")
    with prepared(call, as_if_signed=True) as found:
        piece = _piece(call, found, record_id, with_names=with_names)
        if piece is None:
            return 1
        called = found.vetted.chrome.site.name
    try:
        _carry(call, piece, form, called, out)
    except RenderError as error:
        say(error.problem.text(call.language))
        return 1
    _warn(call, piece)
    return 0


def _piece(call: Call, found: Prepared, record_id: str, *, with_names: bool) -> Piece | None:
    """The article, or None once it is said why it goes out in no form."""
    try:
        return piece_of(
            found,
            subject_of(found, record_id),
            call.as_of,
            content=call.folders.content,
            with_names=with_names,
        )
    except PressError as error:
        say_problems(error.problems, call.language)
        say(error.message.text(call.language))
        return None


def _carry(call: Call, piece: Piece, form: str, called: str, out: Path | None) -> None:
    """Make the form, and print or write it."""
    theme = Theme(call.folders.templates)
    match form:
        case "wechat":
            _put_article(call, wechat(piece, theme), out)
        case "print":
            _put(call, printed(piece, theme, called), out)
        case _:
            _put(call, plain(piece), out)


def _warn(call: Call, piece: Piece) -> None:
    """Say what somebody must know who sends the article on, however quiet."""
    say_problems(piece.problems, call.language)
    for name in piece.left_out:
        say(_("{id} is not public and left out", id=name).text(call.language))
    for each in piece.named:
        until = each.last_day or _("its end, which is not known yet")
        say(
            _(
                "{record} is named, which is lawful through {day}: what has gone out does not"
                " end by itself",
                record=each.record,
                day=until,
            ).text(call.language)
        )
    for listing in piece.unnamed:
        say(
            _("{listing} is not in force and signed: not named", listing=listing).text(
                call.language
            )
        )
    for mark in piece.marks:
        say(_("marked at head and foot: {mark}", mark=mark).text(call.language))


def _put_article(call: Call, made: WeChat, out: Path | None) -> None:
    """Write what is pasted, and beside it the pictures in their order."""
    if out is None:
        if made.pictures:
            raise UsageError(
                _(
                    "expected a folder after --out: {count} pictures go with the article",
                    count=len(made.pictures),
                )
            )
        _print(made.page)
    else:
        files = {_PAGE: made.page, **dict(made.pictures)}
        _refuse_others(out, files)
        _write_all(call, out, files)
    if made.is_cut:
        say(
            _("the title is cut to {longest} characters", longest=LONGEST_TITLE).text(call.language)
        )
    call.say(_said(_("title"), made.title, LONGEST_TITLE))
    call.say(_said(_("summary"), made.summary, LONGEST_SUMMARY))


def _refuse_others(folder: Path, files: Mapping[str, bytes]) -> None:
    """Refuse a folder in which somebody would take other pictures for the article's.

    Raises:
        UsageError: Something else lies there.
    """
    if folder.is_dir() and any(each.name not in files for each in folder.iterdir()):
        raise UsageError(
            _(
                "expected an empty folder after --out, or that of this article; other files lie in"
                " {folder}",
                folder=folder,
            )
        )


def _said(what: Message, text: str, longest: int) -> Message:
    """What belongs into one of the editor's own fields, and how much of it is used."""
    return _(
        "{what}, {count} of {longest} characters: {text}",
        what=what,
        count=len(text),
        longest=longest,
        text=text,
    )


def _put(call: Call, data: bytes, out: Path | None) -> None:
    if out is None:
        _print(data)
    else:
        _write_all(call, out.parent, {out.name: data})


def _print(data: bytes) -> None:
    click.echo(data.decode(), nl=False)


def _write_all(call: Call, folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files; never over others, nor between those of another article.

    Raises:
        UsageError: Something else is there.
    """
    for name, data in files.items():
        file = folder / name
        if file.exists() and (not file.is_file() or file.read_bytes() != data):
            raise UsageError(
                _("{file} is there already: name another file, or delete it", file=file)
            )
    for name, data in files.items():
        write_whole(folder / name, data)
        call.say(_("written: {file}", file=folder / name))
