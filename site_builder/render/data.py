"""The page of open data: what there is to download, what it means, and on what terms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from site_builder.dictionary import (
    CATALOG,
    DATA_SETS,
    DESCRIBED,
    MOST_ROWS,
    SCHEMA_VERSION,
    TYPES,
    files_of,
    terms,
)
from site_builder.i18n import _, say
from site_builder.render.head import Crumb, Head, home_crumb
from site_builder.render.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from site_builder.dictionary import Column, DataSet, Form
    from site_builder.model.artifact import Measure
    from site_builder.render.edition import Edition

_PATH: Final = "data/index.html"
_TITLE: Final = _("Open data")
_SITE: Final = "site/"


@dataclass(frozen=True, slots=True)
class File:
    """One file of a data set; ``measure`` is None where this release has none such."""

    form: Form
    path: str
    measure: Measure | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A data set as the page shows it; of each column, the articles that let it show."""

    data_set: DataSet
    files: tuple[File, ...]
    columns: tuple[tuple[Column, str], ...]


def index(edition: Edition) -> Iterator[Sheet]:
    """The one page; it tells the sizes and digests of the files as they stand."""
    laws = (regime.digest for regime in edition.chrome.regimes.values())
    yield Sheet(
        path=_PATH,
        reads=(edition.organs_digest, *laws),
        context=partial(_page, edition),
        tells_of=tuple(f"{_SITE}{path}" for path in files_of()),
    )


def _page(edition: Edition, measures: Mapping[str, Measure]) -> dict[str, Any]:
    site = edition.chrome.site
    publisher = edition.chrome.organ_name(site.publisher) or site.name
    title = say(_TITLE)
    shown = [_shown(each, edition, measures) for each in DATA_SETS]
    return {
        "head": Head(title=title, crumbs=(home_crumb(), Crumb(text=title))),
        "sets": shown,
        "types": TYPES,
        "terms": terms,
        "catalog": CATALOG,
        "most_rows": MOST_ROWS,
        "schema_version": SCHEMA_VERSION,
        "contact": terms.contact(site, publisher),
        "described": DESCRIBED,
    }


def _shown(data_set: DataSet, edition: Edition, measures: Mapping[str, Measure]) -> Shown:
    regimes = edition.chrome.regimes.values()
    return Shown(
        data_set,
        tuple(
            File(form, path, measures.get(f"{_SITE}{path}"))
            for form in data_set.forms
            for path in [data_set.path(form)]
        ),
        tuple((column, data_set.basis(column, regimes)) for column in data_set.columns),
    )
