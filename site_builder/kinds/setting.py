"""What a site is set up with: bodies, complaint channels and legal regimes.

They are signed off like records, but no page of their own shows them.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Final, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from site_builder.i18n import _
from site_builder.kinds import regime
from site_builder.kinds.base import Spec, Values
from site_builder.kinds.faults import fault
from site_builder.kinds.fields import Address, Day, Digest, FreshDays, Name, Text, Words
from site_builder.kinds.language import LanguageTag
from site_builder.kinds.notify import NotifyValues
from site_builder.kinds.regime import Length
from site_builder.model.contrast import NAMES, too_close
from site_builder.model.record import Facts
from site_builder.model.waiver import is_finding_key
from site_builder.resources import shipped_colours

_FRAGMENT: Final = re.compile(r"portal/[a-z0-9_-]+\.html", re.ASCII)
_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}", re.ASCII)
_DOMAIN: Final = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}", re.ASCII)
_MAIL: Final = re.compile(r"[\w.+-]+@[a-zA-Z0-9-]+(\.[a-zA-Z0-9-]+)+", re.ASCII)


class OrganValues(Values):
    """A public body as written."""

    id: Name
    name: Words
    aliases: tuple[Words, ...] = ()
    level: Literal["national", "province", "prefecture", "county", "grassroots"]
    parent: Words | None = None
    region: Words | None = None
    phone: Text | None = None


class ChannelValues(Values):
    """A hotline or complaint channel as written; ``languages`` are those that it answers in."""

    id: Name
    name: Words
    phone: Text | None = None
    url: Address | None = None
    hours: Text | None = None
    regions: tuple[Words, ...] = ()
    languages: tuple[LanguageTag, ...] = ()


def _named_facts(setting: Any) -> Facts:
    return Facts(title=setting.name)


SETTINGS: dict[str, Spec] = {
    "organ": Spec("organ", "organs.yml", OrganValues, _named_facts),
    "channel": Spec("channel", "channels.yml", ChannelValues, _named_facts),
    "regime": regime.SPEC,
}


class GovernmentValues(Values):
    """The codes a government website shows."""

    site_name: Words
    site_domain: Words
    id_code: Words
    icp: Text | None = None
    police_record: Text | None = None
    sponsor: Text | None = None
    contact: Text | None = None
    conac: Address | None = None
    report_errors: Address | None = None


def _closed(value: str) -> str:
    if "?" in value or "#" in value:
        raise fault("bad-url", _("expected an address without ? and #"))
    return value if value.endswith("/") else f"{value}/"


class ImpactAssessmentValues(Values):
    """The assessment before personal data is published: its document, and its day."""

    document: Words
    on: Day


def _domain(value: str) -> str:
    if not _DOMAIN.fullmatch(value):
        raise fault("bad-value", _("expected a domain like www.example.gov.cn"))
    return value


def _fragment(value: str) -> str:
    if not _FRAGMENT.fullmatch(value):
        raise fault("bad-value", _("expected a file like portal/header.html"))
    return value


class PortalValues(Values):
    """The portal that a site is a column of: its codes, and the files of its head and foot."""

    site_name: Words
    site_domain: Annotated[Words, AfterValidator(_domain)]
    id_code: Words
    header: Annotated[Words, AfterValidator(_fragment)] | None = None
    footer: Annotated[Words, AfterValidator(_fragment)] | None = None


class LicenceValues(Values):
    """What may be done with open data: the licence's name, and where its text stands."""

    name: Words
    url: Address | None = None


def _mail(value: str) -> str:
    if not _MAIL.fullmatch(value):
        raise fault("bad-value", _("expected a mail address like office@example.gov.cn"))
    return value


class ContactValues(Values):
    """Whom to ask about open data."""

    name: Words
    phone: Text | None = None
    email: Annotated[Words, AfterValidator(_mail)] | None = None


def _colour(value: str) -> str:
    if not _COLOUR.fullmatch(value):
        raise fault("bad-value", _("expected a colour like #a3271d"))
    return value.lower()


def _colour_name(value: str) -> str:
    if value not in NAMES:
        known = ", ".join(sorted(NAMES))
        raise fault("bad-key", _("expected the name of a colour: {known}", known=known))
    return value


Colours = dict[
    Annotated[Words, AfterValidator(_colour_name)], Annotated[Words, AfterValidator(_colour)]
]


class ThemeValues(Values):
    """The colours of a site's own, for light and for dark screens; the others stay as shipped."""

    light: Annotated[Colours, Field(default_factory=dict)]
    dark: Annotated[Colours, Field(default_factory=dict)]

    @model_validator(mode="after")
    def _stand_out(self) -> Self:
        for scheme, shipped in shipped_colours().items():
            for front, ground, least, found in too_close({**shipped, **getattr(self, scheme)}):
                message = _(
                    "expected a contrast of {least} or more of {front} on {ground}, found {found}",
                    front=front,
                    ground=ground,
                    least=least,
                    found=f"{found:.1f}",
                )
                raise fault("low-contrast", message, scheme)
        return self


class SiteValues(Values):
    """``site.yml`` as written."""

    name: Words
    base_url: Annotated[Address, AfterValidator(_closed)]
    publisher: Words
    field_of_law: tuple[Words, ...]
    government: GovernmentValues
    fresh_days: FreshDays = 3
    terms: Annotated[dict[str, Length], Field(default_factory=dict)]
    grounds: Annotated[dict[str, Words], Field(default_factory=dict)]
    from_memory: tuple[Words, ...] = ()
    impact_assessment: ImpactAssessmentValues | None = None
    natural_persons_in_data: Words | None = None
    licence: LicenceValues | None = None
    contact: ContactValues | None = None
    given_names: Literal["某", "某某"] = "某"
    only_warn: tuple[Words, ...] = ()
    notify: NotifyValues | None = None
    portal: PortalValues | None = None
    theme: ThemeValues | None = None
    language: LanguageTag = "zh-Hans"


def _finding(value: str) -> str:
    if not is_finding_key(value):
        message = _("expected a finding as it is printed, like personal-data@body:120-131")
        raise fault("bad-value", message)
    return value


class WaiverValues(Values):
    """A finding that is let pass, in a line of ``sign-offs/*.jsonl``."""

    finding: Annotated[Words, AfterValidator(_finding)]
    reason: Words
    by: Words


class SignOffValues(Values):
    """One line of ``sign-offs/*.jsonl``."""

    id: Name
    kind: Literal[
        "listing",
        "case",
        "typical-case",
        "news",
        "page",
        "statistic",
        "organ",
        "channel",
        "regime",
        "site",
        "portal",
        "catalog",
    ]
    drafter: Words
    approver: Words
    document: Text
    on: Day
    first_on: Day
    sha256: Digest
    waivers: tuple[WaiverValues, ...] = ()

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.first_on > self.on:
            message = _("expected the day of the first sign-off, found a later one than 'on'")
            raise fault("bad-date", message, "first_on")
        return self


class HoldValues(Values):
    """One record taken down by hand, in ``holds.yml``."""

    id: Name
    reason: Words
    by: Words
    on: Day
