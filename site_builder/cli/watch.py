"""``watch``: a served site looked at from another machine, which has nothing of it.

It alarms when a release is more than 20 hours old. The shipped workflow builds at 00:03 and
at 07:00, so a sound release is at most 17 hours and 3 minutes old when the next one comes;
three hours more let that one begin late. So a night that was missed is told from 03:00 on,
before anybody reads the site in the morning. Who builds once a day gives ``--max-age 27``.
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import click

from site_builder.cli.common import Call, Whole, common, help_text
from site_builder.errors import UsageError
from site_builder.i18n import _
from site_builder.model.moment import Moment
from site_builder.publish import Patience, watch

if TYPE_CHECKING:
    from site_builder.i18n import Language
    from site_builder.publish import Watched

MAX_AGE_HOURS: Final = 20
_ALARM: Final = 3


@click.command
@click.argument("url", metavar="URL")
@click.option(
    "--max-age",
    metavar="HOURS",
    type=Whole(1, 24 * 366),
    default=MAX_AGE_HOURS,
    show_default=True,
    help=help_text("how old a release may be before it is a fault"),
)
@click.option(
    "--sample",
    type=Whole(0, 1000),
    default=20,
    show_default=True,
    help=help_text("how many files to hold to the manifest, besides those that everybody sees"),
)
@click.option(
    "--attempts",
    type=Whole(1, 100),
    default=4,
    show_default=True,
    help=help_text("how often to look before a fault is told; a deploy takes a moment"),
)
@click.option(
    "--pause",
    metavar="SECONDS",
    type=click.FloatRange(0, 3600),
    default=20,
    show_default=True,
    help=help_text("how long to wait between two looks"),
)
@click.option("--json", "as_json", is_flag=True, help=help_text("print JSON"))
@common
def command(
    call: Call,
    *,
    url: str,
    max_age: int,
    sample: int,
    attempts: int,
    pause: float,
    as_json: bool,
) -> int:
    """Watch a served site."""
    patience = Patience(attempts=attempts, pause=pause)
    limit = timedelta(hours=max_age)
    try:
        found = watch(url, call.as_of, max_age=limit, sample=sample, patience=patience)
    except ValueError:
        raise UsageError(
            _("expected an address of a site, like https://example.gov.cn/path/")
        ) from None
    if as_json:
        facts = _facts(url, found, call.language)
        click.echo(json.dumps(facts, ensure_ascii=False, indent=2))
    else:
        for fault in found.faults:
            click.echo(f"{url}: {fault.text(call.language)}")
    _conclude(call, url, found)
    return _ALARM if found.faults else 0


def _conclude(call: Call, url: str, found: Watched) -> None:
    if found.faults:
        count = len(found.faults)
        call.say(_("{url}: {count} faults; somebody must look now", url=url, count=count))
    elif found.stamp:
        sound = _(
            "{url}: sound; made for {as_of}, may be relied on until {day}, {count} files compared",
            url=url,
            as_of=Moment(found.stamp.as_of),
            day=found.stamp.valid_until,
            count=found.files,
        )
        call.say(sound)


def _facts(url: str, found: Watched, language: Language) -> dict[str, Any]:
    stamp = found.stamp
    return {
        "url": url,
        "as_of": str(Moment(stamp.as_of)) if stamp else None,
        "valid_until": stamp.valid_until.isoformat() if stamp else None,
        "faults": [
            {"code": fault.code, "path": fault.path, "message": fault.message.text(language)}
            for fault in found.faults
        ],
    }
