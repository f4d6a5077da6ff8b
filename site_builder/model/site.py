"""The publishing site: who publishes, the bodies it names, and where to complain."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from site_builder.model.moment import Term

# Pages say it in <meta> and servers in a header: nothing from elsewhere, nothing inline.
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'none'; base-uri 'none'"
)

# The options of site.yml that loosen a check: each holds as far as two people signed it.
LOOSENING: Final = ("grounds", "only_warn", "natural_persons_in_data")
# Its folder of fragments, its part of site.yml, and what signs it.
PORTAL: Final = "portal"
# The sentences of a language that a site adds, and what signs them.
CATALOG: Final = "catalog"
_POLICE: Final = "https://beian.mps.gov.cn/"
_POLICE_NUMBER: Final = re.compile(r"(?<!\d)\d{14}(?!\d)", re.ASCII)
# What stands for a given name that is hidden (法释〔2016〕19号 第九条).
GIVEN_NAME: Final = "某"


def catalog_id(tag: str) -> str:
    """The id by which two people sign the catalog of a language."""
    return f"{CATALOG}-{tag.lower()}"


class Level(StrEnum):
    """The rank of a public body."""

    NATIONAL = "national"
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    GRASSROOTS = "grassroots"


@dataclass(frozen=True, slots=True, kw_only=True)
class Government:
    """The codes and duties that a government website shows on every page.

    ``conac`` is where the certificate of the mark 党政机关网站标识 stands, ``report_errors``
    where readers report what is wrong with a government website.
    """

    site_name: str
    site_domain: str
    id_code: str
    icp: str | None = None
    police_record: str | None = None
    sponsor: str | None = None
    contact: str | None = None
    conac: str | None = None
    report_errors: str | None = None

    @property
    def police_page(self) -> str:
        """Where the public security record stands: its own page, if its number tells."""
        number = _POLICE_NUMBER.search(self.police_record or "")
        return f"{_POLICE}#/query/webSearch?code={number[0]}" if number else _POLICE


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """The portal that the site is a column of: its codes, and its HTML around every page."""

    site_name: str
    site_domain: str
    id_code: str
    header: str = ""
    footer: str = ""


@dataclass(frozen=True, slots=True)
class ImpactAssessment:
    """What the publisher found of the risks before it published personal data, and when.

    个人信息保护法 第五十五条、第五十六条.
    """

    document: str
    on: date


@dataclass(frozen=True, slots=True)
class Licence:
    """What the publisher allows everybody to do with open data, by its name and its text."""

    name: str
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom to ask about open data."""

    name: str
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """``site.yml``: who publishes, where, under which field of law.

    ``from_memory`` names the rules that are known from memory alone and hold here all the
    same (``credit-repair-2023.clock``). ``only_warn`` are the sorts of findings that keep
    nothing from the public here. Without an ``impact_assessment`` no human being is named.
    ``natural_persons_in_data`` is the reason why downloads hold human beings too; None: they
    do not. Without a ``licence`` nobody has said what may be done with open data. As vetting
    hands a site on, what is in ``LOOSENING`` is what two people signed of it, and so is
    ``portal``. ``colours`` are the site's own, by scheme (``light``, ``dark``) and name.
    ``language`` is the tag of what the site speaks to its readers.
    """

    name: str
    base_url: str
    publisher: str
    field_of_law: tuple[str, ...]
    government: Government
    fresh_days: int = 3
    terms: Mapping[str, Term] = field(default_factory=dict)
    grounds: Mapping[str, str] = field(default_factory=dict)
    from_memory: frozenset[str] = frozenset()
    impact_assessment: ImpactAssessment | None = None
    natural_persons_in_data: str | None = None
    licence: Licence | None = None
    contact: Contact | None = None
    given_names: str = GIVEN_NAME
    only_warn: frozenset[str] = frozenset()
    portal: Portal | None = None
    colours: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    language: str = "zh-Hans"

    @property
    def identity(self) -> Government | Portal:
        """Whose website this is to inspectors: the portal's, where it is a column of one."""
        return self.portal or self.government

    def is_assessed(self, day: date) -> bool:
        """Whether the assessment that must come before personal data had been made by ``day``."""
        return self.impact_assessment is not None and self.impact_assessment.on <= day


@dataclass(frozen=True, slots=True, kw_only=True)
class Organ:
    """A public body."""

    id: str
    name: str
    level: Level
    aliases: tuple[str, ...] = ()
    parent: str | None = None
    region: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A hotline or complaint channel; ``languages`` are the tags of those that it answers in."""

    id: str
    name: str
    phone: str | None = None
    url: str | None = None
    hours: str | None = None
    regions: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
