"""``verify``: a release read back, on disk or as served."""

from __future__ import annotations

import json
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.cli.common import Call, common, help_text
from site_builder.disclose import disclose, lawful_values, shown_texts, withheld_values
from site_builder.errors import ContentError, Problem, UsageError
from site_builder.i18n import _
from site_builder.model.moment import Moment
from site_builder.prepare import reading
from site_builder.publish import (
    Secrets,
    Trees,
    Verdict,
    Withheld,
    check_served,
    verify_release,
)
from site_builder.resources import program_digest
from site_builder.store.private import scratch_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.i18n import Language
    from site_builder.prepare import Prepared
    from site_builder.publish import SearchedTree

_SITE = "site"
# Whatever has one of these was meant to be a release.
_MARKS = ("as-of.json", "manifest.json", "index.html")
# What a release may not be put, or left, in force with.
_ALARMING = frozenset({"leak", "not-public", "ended"})


@click.command
@click.argument(
    "folder", required=False, metavar="[DIR]", type=click.Path(path_type=Path, file_okay=False)
)
@click.option("--url", metavar="BASE", help=help_text("verify the site as served at this address"))
@click.option(
    "--all",
    "is_all",
    is_flag=True,
    help=help_text("search everything, whatever the last build is known to have searched"),
)
@common
def command(call: Call, *, folder: Path | None, url: str | None, is_all: bool) -> int:
    """Verify a release."""
    if url is not None:
        return _as_served(call, url)
    site = folder or call.folders.output / "site"
    if not any((site / name).is_file() for name in _MARKS):
        raise UsageError(_("no release in {folder}: expected as-of.json there", folder=site))
    with _release(site) as release:
        verdict = _verdict(call, site, release, is_all=is_all)
    _print(verdict.problems, call.language)
    call.say(_("{folder}: {count} problems", folder=site, count=len(verdict.problems)))
    if any(problem.code in _ALARMING for problem in verdict.problems):
        return 3
    return 0 if verdict.is_clean else 1


def _as_served(call: Call, url: str) -> int:
    try:
        found = check_served(url, as_of=call.as_of.day if call.is_dated else None)
    except ValueError:
        raise UsageError(
            _("expected an address of a site, like https://example.gov.cn/path/")
        ) from None
    _print(found.problems, call.language)
    sampled = _(
        "{files} of {listed} files and {ended} of {known} addresses that ended were asked for",
        files=found.files,
        listed=found.listed,
        ended=found.ended,
        known=found.known_ended,
    )
    call.say(sampled)
    call.say(_("{url}: {count} problems", url=url, count=len(found.problems)))
    if any(problem.code in _ALARMING for problem in found.problems):
        return 3
    return 1 if found.problems else 0


@contextmanager
def _release(site: Path) -> Iterator[Path]:
    """The folder of a release that holds ``site``; one is made for a copy of another name."""
    place = site.resolve()
    if place.name == _SITE:
        yield place.parent
        return
    with scratch_folder() as folder:
        (folder / _SITE).symlink_to(place, target_is_directory=True)
        yield folder


def _verdict(call: Call, site: Path, release: Path, *, is_all: bool) -> Verdict:
    """Hold the release to its own moment, or to the one asked about."""
    moment = call.as_of if call.is_dated else _as_of(site) or call.as_of
    if not call.folders.content.is_dir():
        call.say(_("no content at hand: names of what has ended are not looked for"))
        return verify_release(
            release, public_ids=None, secrets=None, for_numbers=True, as_of=moment.day
        )
    try:
        with reading(call.folders, moment, as_released=True) as found:
            return _judged(call, found, release, moment, is_all=is_all)
    except ContentError as error:
        call.say(
            _(
                "the content at hand cannot be used: {reason}",
                reason=error.message.text(call.language),
            )
        )
        return verify_release(
            release, public_ids=None, secrets=None, for_numbers=True, as_of=moment.day
        )


def _judged(call: Call, found: Prepared, release: Path, moment: Moment, *, is_all: bool) -> Verdict:
    scratch = found.vetted.store.path.parent
    disclosed = disclose(found.subjects, moment, scratch / "public.sqlite")
    corpus = disclosed.corpus
    withheld = withheld_values(found.subjects, disclosed, found.missing.hidden)
    with _searched(call, release / _SITE, scratch, is_all=is_all) as searched:
        secrets = Secrets(
            withheld=(Withheld(name, values) for name, values in withheld),
            shown=chain(shown_texts(corpus), corpus.chrome.speech.words()),
            lawful=lawful_values(corpus),
            scratch=scratch,
            searched=searched,
        )
        return verify_release(release, public_ids=corpus.ids(), secrets=secrets, as_of=moment.day)


@contextmanager
def _searched(
    call: Call, site: Path, scratch: Path, *, is_all: bool
) -> Iterator[SearchedTree | None]:
    """What the builds that made this very folder are known to have searched it for."""
    folders = call.folders
    trees = None
    if not is_all:
        trees = Trees.reading(folders.output, folders.state, program_digest(), scratch)
    if trees is None:
        yield None
        return
    try:
        tree = trees.tree_of(site)
        yield trees.searched(tree) if tree else None
    finally:
        trees.close()


def _as_of(site: Path) -> Moment | None:
    try:
        return Moment.parse(str(json.loads((site / "as-of.json").read_bytes())["as_of"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _print(problems: tuple[Problem, ...] | list[Problem], language: Language) -> None:
    for problem in problems:
        click.echo(problem.text(language))
