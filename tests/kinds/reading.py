"""Records held to their kind: what is said of them, and what becomes of their values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from site_builder.kinds import KINDS, SETTINGS, Parsed
from site_builder.kinds.base import parse
from site_builder.kinds.faults import problem
from site_builder.model.record import Kind

LISTING: dict[str, Any] = {
    "id": "nm-2025-0012",
    "regime": "arrears-list-2022",
    "employer": {"name": "内蒙古示例建筑工程有限公司", "region": "150102"},
    "decision": {
        "number": "示人社列字〔2025〕12号",
        "organ": "nm-hhht-hrss",
        "decided_on": "2025-03-01",
    },
}
PENALTY: dict[str, Any] = {
    "id": "cf-2026-000017",
    "type": "administrative_penalty",
    "regime": "credit-general-2026",
    "party": {"name": "内蒙古示例建筑工程有限公司", "region": "150102"},
    "document": {
        "number": "示人社监罚字〔2026〕7号",
        "organ": "nm-hhht-hrss",
        "issued_on": "2026-05-06",
    },
}
CASE: dict[str, Any] = {
    "id": "tc-2023-road",
    "title": "夫妻拿回过年钱",
    "organ": "nm-police",
    "regime": "typical-case",
    "occurred_in": "152922",
    "published_on": "2023-01-20",
    "body": "正文。",
}
NEWS: dict[str, Any] = {
    "id": "nw-2025-1",
    "title": "名单更新",
    "organ": "nm-hrss",
    "published_on": "2025-01-20",
    "body": "正文。",
}
PAGE: dict[str, Any] = {
    "id": "about",
    "title": "关于本站",
    "organ": "nm-hrss",
    "published_on": "2025-01-20",
    "body": "正文。",
}
STATISTIC: dict[str, Any] = {
    "id": "st-2024-1",
    "label": "追回工资",
    "value": "3.8",
    "unit": "亿元",
    "year": 2024,
    "source": {"name": "人社局", "title": "工作总结"},
}


def _spec(kind: str) -> Any:
    return SETTINGS[kind] if kind in SETTINGS else KINDS[Kind(kind)]


def said(kind: str, values: Mapping[str, Any]) -> list[str]:
    """What is wrong with ``values``, as ``FIELD: message``; nothing where they may stand."""
    parsed = parse(_spec(kind), values)
    if isinstance(parsed, Parsed):
        return []
    found = [problem("a.yml", 1, fault, None).text("en") for fault in parsed]
    return [text.removeprefix("a.yml:1: ") for text in found]


def codes(kind: str, values: Mapping[str, Any]) -> list[str]:
    """The codes of what is wrong with ``values``."""
    parsed = parse(_spec(kind), values)
    return [] if isinstance(parsed, Parsed) else [code for _place, code, _message in parsed]


def kept(kind: str, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """The values as a sign-off covers them."""
    parsed = parse(_spec(kind), values)
    assert isinstance(parsed, Parsed)
    return parsed.values


def changed(values: Mapping[str, Any], path: str, value: Any) -> dict[str, Any]:
    """``values`` with one of them changed, at a dotted path."""
    head, _dot, rest = path.partition(".")
    inner = changed(values.get(head) or {}, rest, value) if rest else value
    return {**values, head: inner}
