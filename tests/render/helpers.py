"""A public corpus to render, and its pages as text and as trees."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib

from site_builder.model.moment import Moment, Term
from site_builder.model.public import EarlyEnd, Gone, Notice, PublicRecord, Validity, page_path
from site_builder.model.record import EventKind, Kind, State
from site_builder.model.regime import Clock, EarlyRemoval, Regime
from site_builder.model.site import Channel, Government, Level, Organ, Site
from site_builder.render.pages import pages
from site_builder.render.theme import Theme
from site_builder.store.public import Chrome, PublicCorpus
from tests.promised import standing

DAY = date(2026, 11, 21)
DECIDED = date(2026, 3, 1)
LAST_DAY = date(2029, 3, 1)

ORGAN = Organ(
    id="nm-hhht-hrss",
    name="呼和浩特市人力资源和社会保障局",
    level=Level.PREFECTURE,
    region="150100",
    phone="0471-12333",
)
PUBLISHER = Organ(
    id="nm-hrss", name="自治区人力资源和社会保障厅", level=Level.PROVINCE, region="150000"
)
CHANNELS = (
    Channel(id="ch-12333", name="12333 热线", phone="12333", regions=("150000",)),
    Channel(id="ch-hhht", name="呼和浩特热线", phone="0471-12333", regions=("150100",)),
    Channel(id="ch-bt", name="包头热线", phone="0472-12333", regions=("150200",)),
)
REGIME = Regime(
    id="arrears-list-2022",
    name="名单管理暂行办法",
    title="名单管理暂行办法",
    document="人社部令第45号",
    in_force_from=date(2022, 1, 1),
    in_force_to=None,
    applies_to=("listing",),
    field_of_law="human_resources",
    clock=Clock(starts_with="decided_on", term=Term(years=3), citation="第十一条"),
    early_removal=EarlyRemoval(
        wait=Term(months=6), wait_from="remedied", barred_by=(), citation="第十二条"
    ),
    also_judged_by=(),
    deadlines=(),
    fields={},
    digest="regime",
)
CASE_REGIME = replace(
    REGIME,
    id="credit-general-2026",
    name="信用修复管理办法",
    title="信用修复管理办法",
    document="令第36号",
    applies_to=("case",),
    clock=Clock(starts_with="issued_on", term=Term(years=1), citation="第四条"),
    early_removal=EarlyRemoval(
        wait=Term(months=3), wait_from="issued_on", barred_by=(), citation="第四条"
    ),
    digest="case regime",
)
SITE = Site(
    name="示例站点",
    base_url="https://example.gov.cn/qxmd/",
    publisher="nm-hrss",
    field_of_law=("human_resources",),
    government=Government(
        site_name="示例网站",
        site_domain="example.gov.cn",
        id_code="1500000001",
        icp="蒙ICP备00000000号",
        sponsor="自治区人社厅",
    ),
)
STAGES = [
    {"stage": "filed", "on": "2026-02-20", "organ": None},
    {"stage": "payment_order", "on": "2026-01-10", "organ": ORGAN.id},
    {"stage": "paid", "on": "2026-02-25", "organ": None},
]
EMPTY_SOURCE = {"name": None, "title": None, "date": None}


def no_pictures(_path: str, _sha256: str) -> None:
    """Give no picture."""


def a_listing(number: int = 1, **changes: Any) -> PublicRecord:
    """A listing in force; ``changes`` are fields of the record."""
    name = changes.pop("name", f"内蒙古示例{number}建筑有限公司")
    values = {
        "employer": {
            "name": name,
            "party_kind": "enterprise",
            "credit_code": f"91150102MA0AAA{number:04d}",
            "registration_number": None,
            "former_names": ["旧名建筑有限公司"],
            "region": "150102",
        },
        "persons": [{"name": "张三", "role": "legal_representative"}],
        "decision": {
            "number": f"示人社列字〔2026〕{number}号",
            "organ": ORGAN.id,
            "decided_on": DECIDED.isoformat(),
            "reason": "拖欠工资",
            "basis": "第五条",
        },
        "arrears": {"amount": "186200.00", "workers": 14},
        "project": {"name": "某小区", "contractor": None},
        "published_on": "2026-03-05",
        "republished_by": [],
        "contested_on": None,
        "remedied_on": None,
    }
    values |= {field: changes.pop(field) for field in values.keys() & changes.keys()}
    known = {
        "id": f"nm-2026-{number:04d}",
        "title": name,
        "values": values,
        "last_day": LAST_DAY,
        "hidden_from": LAST_DAY + timedelta(days=1),
        "organ": ORGAN.id,
        "region": "150102",
        "regime": REGIME.id,
        "citation": "第十一条",
        "letter": "S",
    }
    return a_record(Kind.LISTING, **{**known, **changes})


def a_case(number: int = 1, **changes: Any) -> PublicRecord:
    """A case in force; ``changes`` are fields of the record or values of the case."""
    name = changes.pop("name", f"内蒙古示例{number}建筑有限公司")
    values: dict[str, Any] = {
        "type": "administrative_penalty",
        "party": {
            "name": name,
            "party_kind": "enterprise",
            "credit_code": f"91150102MA0AAA{number:04d}",
            "registration_number": None,
            "region": "150102",
            "legal_representative": "张三",
        },
        "document": {
            "number": f"示人社罚字〔2026〕{number}号",
            "organ": ORGAN.id,
            "issued_on": DECIDED.isoformat(),
            "title": "行政处罚决定书",
        },
        "facts": "拖欠工资。",
        "basis": "第五十四条",
        "outcome": "罚款。",
        "penalty": {"type": "罚款", "fine": "20000.00"},
        "arrears": {"amount": "80000.00", "workers": 6},
        "stages": [],
        "listing": None,
        "published_on": "2026-03-05",
        "republished_by": [],
        "contested_on": None,
    }
    values |= {field: changes.pop(field) for field in values.keys() & changes.keys()}
    known = {
        "id": f"cf-2026-{number:04d}",
        "title": name,
        "values": values,
        "last_day": date(2027, 3, 1),
        "hidden_from": date(2027, 3, 2),
        "organ": ORGAN.id,
        "region": "150102",
        "regime": CASE_REGIME.id,
        "citation": "第四条",
        "early_end": EarlyEnd(date(2026, 6, 2)),
        "letter": "S",
    }
    return a_record(Kind.CASE, **{**known, **changes})


def an_article(kind: Kind, record_id: str, body: str = "正文。", **changes: Any) -> PublicRecord:
    """A typical case, a news article or one of the site's own pages."""
    values: dict[str, Any] = {
        "title": f"标题{record_id}",
        "organ": PUBLISHER.id,
        "published_on": DECIDED.isoformat(),
    }
    values["corrections"] = changes.pop("corrections", [])
    if kind is Kind.PAGE:
        values["language"] = changes.pop("language", None)
    else:
        summary = changes.pop("summary", None)
        values |= {"tags": ["调解"], "source": EMPTY_SOURCE, "summary": summary}
    if kind is Kind.NEWS:
        values["typical_cases"] = changes.pop("typical_cases", [])
    if kind is Kind.TYPICAL_CASE:
        values |= {"occurred_in": "152922", "cases": changes.pop("cases", [])}
    known = {"id": record_id, "title": values["title"], "values": values, "body": body}
    return a_record(kind, **{**known, "organ": PUBLISHER.id, **changes})


def a_statistic(record_id: str, value: str = "12", **changes: Any) -> PublicRecord:
    """A figure, in persons, of 2025."""
    values = {
        "label": f"指标{record_id}",
        "value": value,
        "unit": "人",
        "year": 2025,
        "region": "150000",
        "organ": PUBLISHER.id,
        "source": {"name": "发布会", "title": "通报", "date": "2025-12-01"},
        "qualifier": None,
        "note": None,
        **changes,
    }
    return a_record(
        Kind.STATISTIC, id=record_id, title=values["label"], values=values, region="150000"
    )


def a_record(kind: Kind, **fields: Any) -> PublicRecord:
    """A record of any kind, with the digest of its own fields."""
    known: dict[str, Any] = {
        "kind": kind,
        "path": page_path(kind, fields["id"], DECIDED),
        "starts_on": DECIDED,
        "last_day": None,
        "hidden_from": None,
        "published_on": Moment.parse("2026-03-05"),
        "organ": None,
        "region": None,
        "regime": None,
        "ends_under": fields.get("regime"),
        "citation": "",
        "early_end": EarlyEnd(),
        "letter": "#",
        "current_name": None,
        "body": "",
        "files": (),
        **fields,
    }
    digest = hashlib.sha256(repr(sorted(known.items())).encode()).hexdigest()
    return PublicRecord(**{**known, "digest": digest})


def a_gone(state: State = State.EXPIRED) -> Gone:
    """A listing that ended on the first of October."""
    return Gone(
        id="nm-2023-0001",
        kind=Kind.LISTING,
        path="listings/nm-2023-0001.html",
        state=state,
        hidden_from=date(2026, 10, 1),
        citation="第十一条",
    )


def a_fallen_case(**told: Any) -> Gone:
    """A penalty that was revoked on the first of October; ``told`` overrides its notice."""
    known: dict[str, Any] = {
        "event": EventKind.REVOKED,
        "on": date(2026, 10, 1),
        "number": "示人社罚字〔2026〕1号",
        "issued_on": "2026-03-01",
        "organ": ORGAN.id,
        "reason": "主要证据不足",
        "replaced_by": None,
        "replacing_case": None,
    }
    return replace(
        a_gone(State.REVOKED),
        id="cf-2026-0001",
        kind=Kind.CASE,
        path="cases/2026/cf-2026-0001.html",
        citation="行政处罚法第四十八条",
        notice=Notice(**{**known, **told}),
    )


def a_corpus(
    folder: Path, *records: PublicRecord, gone: tuple[Gone, ...] = (), day: date = DAY
) -> PublicCorpus:
    """A corpus of ``records``, as of ``day``."""
    organs = {organ.id: organ for organ in (PUBLISHER, ORGAN)}
    chrome = Chrome(
        site=SITE,
        organs=organs,
        channels=CHANNELS,
        regimes={r.id: r for r in (REGIME, CASE_REGIME)},
    )
    corpus = PublicCorpus(folder / f"{day}.sqlite", chrome)
    corpus.validity = Validity(
        as_of=Moment.start_of(day), valid_until=day + timedelta(days=3), next_change_at=None
    )
    corpus.fill(records)
    corpus.fill_gone(gone)
    return corpus


def everything(folder: Path, day: date = DAY) -> PublicCorpus:
    """A corpus with something of every kind."""
    return a_corpus(
        folder,
        *(a_listing(number) for number in range(1, 66)),
        *(a_case(number) for number in range(1, 57)),
        a_case(57, listing="nm-2026-0001", type="criminal_case", stages=STAGES),
        an_article(Kind.TYPICAL_CASE, "tc-one", cases=["cf-2026-0001"]),
        an_article(Kind.NEWS, "nw-one", "见[某公司](listing:nm-2026-0001)。"),
        an_article(Kind.PAGE, "report"),
        an_article(Kind.PAGE, "about"),
        *(a_statistic(f"st-{value}", str(value)) for value in (12, 30, 5)),
        gone=(a_gone(),),
        day=day,
    )


@cache
def _theme(overrides: Path | None) -> Theme:
    # To compile the templates takes longer than to use them.
    return Theme(overrides)


def rendered(corpus: PublicCorpus, overrides: Path | None = None) -> dict[str, str]:
    """Every page of a corpus, by its path under the site."""
    found = pages(corpus, _theme(overrides), no_pictures)
    return {
        artifact.path.removeprefix("site/"): artifact.make().decode()
        for artifact in standing(found)
        if artifact.path.endswith(".html")
    }


@lru_cache(maxsize=512)
def tree(page: str) -> Element:
    """A page as a browser reads it; what a browser would have to mend is an error."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    parsed: Element = parser.parse(page)
    return parsed


def elements(page: str, tag: str) -> Iterator[Element]:
    """The elements of a page with one tag, in their order."""
    return tree(page).iter(tag)


def metas(page: str) -> dict[str, str]:
    """The named meta tags of a page."""
    return {
        meta.get("name", ""): meta.get("content", "")
        for meta in elements(page, "meta")
        if meta.get("name")
    }


def words(element: Element) -> str:
    """What a reader sees of an element, in one line."""
    return " ".join("".join(element.itertext()).split())
