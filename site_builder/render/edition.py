"""What all pages of one release share: theme, assets, frame, bodies and channels."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from markupsafe import Markup

from site_builder.forms import all_forms
from site_builder.model.artifact import fingerprint
from site_builder.model.record import Kind
from site_builder.render.assets import Assets
from site_builder.render.batches import batches
from site_builder.render.chinese import TAG, marked
from site_builder.render.colours import colour_rules
from site_builder.render.picture import ShownFiles
from site_builder.render.places import Places
from site_builder.render.qr import QrCodes
from site_builder.render.words import language, place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from site_builder.model.public import PublicRecord
    from site_builder.model.site import Channel
    from site_builder.model.tongue import Tongue
    from site_builder.render.head import Column
    from site_builder.render.picture import Picture
    from site_builder.render.qr import QrCode
    from site_builder.render.sheet import Sheet
    from site_builder.render.theme import Theme
    from site_builder.store.public import PublicCorpus

# Rendered apart from the pages that they stand in.
_FRAME = {
    "links": "components/links.html",
    "site_tags": "components/site_tags.html",
    "header": "components/header.html",
    "footer": "components/footer.html",
    "portal_header": "components/portal_header.html",
    "portal_footer": "components/portal_footer.html",
}
_HELP_PANEL = "components/help_panel.html"
# Served at addresses that nobody can foresee, so its links cannot be relative.
ANYWHERE = "404.html"
# Served so too, but only 404.html may have links that are not relative: this one has none.
UNLINKED = "gone.html"

# A site's own, in its templates/static/; the head of every page shows it.
_EMBLEMS = ("emblem.svg", "emblem.png")
# The site's own page on how to complain; it shows the channels.
REPORT = "report"
_DUTIES = ("about", "notice", "privacy")


@dataclass(frozen=True, slots=True)
class Translated:
    """One of the site's own pages in another language than Chinese."""

    id: str
    title: str
    language: str


class Edition:
    """Renders the pages of one release within the same frame."""

    def __init__(self, corpus: PublicCorpus, theme: Theme, picture: Picture) -> None:
        """Read the theme's assets; nothing is rendered yet."""
        self.corpus = corpus
        self.theme = theme
        self.shown = ShownFiles(picture)
        self.chrome = corpus.chrome
        self.assets = Assets(theme, colour_rules(corpus.chrome.site.colours))
        self._places: dict[tuple[Kind, ...], Places] = {}
        self._frames: dict[tuple[str, str, str, bool], dict[str, Markup]] = {}
        self._panels: dict[tuple[str, str | None], Markup] = {}
        self._looks: dict[str, str] = {}
        self._codes = QrCodes()

    def places(self, *kinds: Kind) -> Places:
        """The regions with records of ``kinds``; their lists are those of the first."""
        return self._places.setdefault(kinds, Places(self.corpus, *kinds))

    def found(self, record_id: str) -> PublicRecord:
        """The public record with an id that the corpus gave."""
        record = self.corpus.get(record_id)
        if record is None:
            raise ValueError(record_id)
        return record

    @cached_property
    def guides(self) -> dict[str, str]:
        """The titles of the site's own pages, by id."""
        return {page.id: page.title for page in self.corpus.records(Kind.PAGE)}

    @cached_property
    def translated(self) -> tuple[Translated, ...]:
        """The site's own pages that are in another language, in the order of their languages."""
        pages = (
            Translated(page.id, page.title, page.values["language"])
            for page in self.corpus.records(Kind.PAGE)
            if page.values["language"]
        )
        return tuple(sorted(pages, key=lambda page: (page.language, page.id)))

    @cached_property
    def batches(self) -> dict[str, tuple[PublicRecord, ...]]:
        """The news items that publish each typical case together with others, by its id."""
        return batches(self.corpus.records(Kind.NEWS))

    @cached_property
    def organs_digest(self) -> str:
        """A digest of the bodies, which every list names."""
        return fingerprint(_canonical({o: asdict(body) for o, body in self.chrome.organs.items()}))

    @cached_property
    def surroundings_digest(self) -> str:
        """A digest of all that a record's page shows besides the record."""
        regimes = {name: regime.digest for name, regime in self.chrome.regimes.items()}
        channels = [asdict(channel) for channel in self.chrome.channels]
        return fingerprint(
            self.organs_digest,
            _canonical(regimes),
            _canonical(channels),
            _canonical(self.guides),
            repr(self.translated),
            repr(all_forms()),
        )

    def channels(self, region: str | None) -> tuple[Channel, ...]:
        """Where to complain in ``region``, the nearest first; without one, everywhere."""
        return self.chrome.channels_in(region)

    def help_panel(self, record: PublicRecord) -> Markup:
        """Where a worker turns to, rendered once for each region."""
        root, region = self._root(record.path), record.region or self.home_region
        if (root, region) not in self._panels:
            context = {**self._common(root), "channels": self.channels(region)}
            self._panels[root, region] = _ready(self.theme.render(_HELP_PANEL, context))
        return self._panels[root, region]

    def own_channels(self) -> dict[str, tuple[Channel, ...]]:
        """The channels that one region has for itself, by the region's code."""
        wide = {channel.id for channel in self.channels(self.home_region)}
        found: dict[str, list[Channel]] = {}
        for channel in self.chrome.channels:
            for code in channel.regions if channel.id not in wide else ():
                found.setdefault(code, []).append(channel)
        return {code: tuple(found[code]) for code in sorted(found)}

    def local_channels(self) -> tuple[tuple[str, tuple[Channel, ...]], ...]:
        """The channels of each region inside the publisher's, by the region's name."""
        return tuple((place(code), found) for code, found in self.own_channels().items())

    @cached_property
    def home_region(self) -> str | None:
        """The region that the publisher answers for."""
        publisher = self.chrome.organs.get(self.chrome.site.publisher)
        return publisher.region if publisher else None

    def place_name(self, code: str) -> str:
        """A region's name as those of the publisher's own region say it."""
        name = place(code)
        home = place(self.home_region) if self.home_region else ""
        return name.removeprefix(home) or name

    def source_of(self, record: PublicRecord) -> str:
        """Who answers for a record: its body, else the site."""
        return self.chrome.organ_name(record.organ) or self.chrome.site.government.site_name

    def address(self, path: str) -> str:
        """Where a page stands for everybody."""
        return f"{self.chrome.site.base_url.rstrip('/')}/{path}"

    def qr(self, path: str) -> QrCode:
        """The code that leads a telephone to a page."""
        return self._codes.code(self.address(path))

    def fingerprint(self, template: str, sheet: Sheet) -> str:
        """A digest of everything that a page's bytes depend on."""
        validity = self.corpus.validity
        day = f"{validity.as_of} {validity.valid_until}" if sheet.dated else None
        return fingerprint(self._frame_digest, self._look(template), sheet.path, day, *sheet.reads)

    def render(self, template: str, sheet: Sheet) -> bytes:
        """The bytes of one page.

        Raises:
            RenderError: the template is broken.
        """
        root, given = self._root(sheet.path), sheet.context()
        context = {
            **self._common(root),
            **self._frame(root, sheet, given["head"].column),
            "path": sheet.path,
            "validity": self.corpus.validity if sheet.dated else None,
            **given,
        }
        page = self.theme.render(template, context)
        return (page if self.chrome.speech.is_chinese else marked(page)).encode()

    @cached_property
    def _spoken(self) -> Tongue:
        """The language of every page, as browsers are told of it."""
        return language(self.chrome.speech.lang)

    @property
    def _emblem(self) -> str | None:
        """Where the emblem of the site's own stands, if it has one."""
        found = (self.assets.addresses.get(name) for name in _EMBLEMS)
        return next((address for address in found if address), None)

    def _root(self, path: str) -> str:
        if path == ANYWHERE:
            return urlsplit(self.chrome.site.base_url).path.rstrip("/") + "/"
        return "../" * path.count("/")

    def _common(self, root: str) -> dict[str, Any]:
        addresses = self.assets.addresses
        return {
            "root": root,
            "site": self.chrome.site,
            "spoken": self._spoken,
            "chinese": None if self.chrome.speech.is_chinese else TAG,
            "guides": self.guides,
            "translated": self.translated,
            "place_name": self.place_name,
            "emblem": f"{root}{self._emblem}" if self._emblem else None,
            "asset": lambda name: f"{root}{addresses[name]}",
        }

    def _frame(self, root: str, sheet: Sheet, column: Column | None) -> Mapping[str, Markup]:
        """What stands around a page, rendered once for each depth and part of the site."""
        has_links = sheet.path != UNLINKED
        key = (root, sheet.section, column.path if column else "", has_links)
        if key not in self._frames:
            duties = self._duties() if has_links else []
            given = {
                "section": sheet.section,
                "column": column,
                "duties": duties,
                "has_links": has_links,
                "portal_html": self._portal_html(),
            }
            context = {**self._common(root), **given}
            self._frames[key] = {
                part: _ready(self.theme.render(template, context))
                for part, template in _FRAME.items()
            }
        return self._frames[key]

    def _portal_html(self) -> dict[str, Markup]:
        # Only what two people signed, as it was made fit when it was read.
        portal = self.chrome.site.portal
        parts = ("header", "footer")
        return {part: _ready(getattr(portal, part) if portal else "") for part in parts}

    def _duties(self) -> list[tuple[str, str]]:
        return [(page, self.guides[page]) for page in _DUTIES if page in self.guides]

    @cached_property
    def _frame_digest(self) -> str:
        site = _canonical(asdict(self.chrome.site))
        looks = (self._look(part) for part in (*_FRAME.values(), _HELP_PANEL))
        guides = (_canonical(self.guides), repr(self.translated))
        spoken = self.chrome.speech.known
        # Places are called as those of the publisher's region call them.
        return fingerprint(site, spoken, self.home_region, *guides, self._emblem, *looks)

    def _look(self, template: str) -> str:
        """A digest of a template and the assets it asks for."""
        if template not in self._looks:
            used = self.theme.assets_used(template)
            known = self.assets.addresses
            addresses = (known.get(name) for name in (sorted(known) if used is None else used))
            self._looks[template] = fingerprint(self.theme.closure(template), *addresses)
        return self._looks[template]


def _ready(text: str) -> Markup:
    return Markup(text)  # noqa: S704 - rendered by the theme, which escapes, or made fit


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
