"""Hostile texts, and a site that holds one of them in every field."""

from __future__ import annotations

import base64
import gzip
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from site_builder.firewall import findings
from site_builder.kinds import KINDS, SETTINGS, Parsed
from site_builder.kinds.base import parse
from site_builder.model.characters import is_foreign
from site_builder.model.fields import FIELDS, TOLD_BY_EVENTS
from site_builder.model.record import Kind
from tests.office import ORGANS, SITE, Office, case, listing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HOSTILE = Path(__file__).parent.parent.parent / "shared" / "data" / "hostile"
AS_OF = "2026-06-01"
_CODE = "91150102MA0AAAA1X7"
# What the shared texts lack: templates, breaks out of attributes, data blocks and comments.
OWN = (
    "{{ 7*7 }}{% raw %}{{ config }}{% endraw %}#{7*7}${7*7}<%= 7*7 %>",
    "{{ site.__class__.__mro__ }}{% include '/etc/passwd' %}{# hidden #}",
    "\"'><script>alert(1)</script>",
    "</title></script><script>alert(1)</script>",
    '--><script>alert(1)</script><!-- " onfocus=alert(1) autofocus x="',
    "]]><script>alert(1)</script><![CDATA[",
    "</template></textarea><svg/onload=alert(1)>",
    "[甲](javascript:alert(1)) ![乙](javascript:alert(1)) <javascript:alert(1)>",
    "[甲](JaVaScRiPt&colon;alert(1)) [乙](data:text/html,<script>alert(1)</script>)",
    "[甲](vbscript:x) [乙](//evil.example/x) [丙]( javascript:alert(1) 'x')",
    "[甲][b]\n\n[b]: javascript:alert(1) \"'><script>alert(1)</script>\"",
    "[^1]\n\n[^1]: <img src=x onerror=alert(1)>",
    "＝1+1", "　=1+1", " \u00a0@SUM(1)", "-1+cmd|' /C calc'!A0", "%0A=1+1", "'=1+1",
    "&lt;script&gt;alert(1)&lt;/script&gt;", "&#x3C;img src=x onerror=alert(1)&#x3E;",
    "%3Cscript%3Ealert(1)%3C/script%3E", "{query} {count} {__proto__} constructor",
    "..%2f..%2fetc/passwd", "__proto__", "\\u003cscript\\u003e", "某" * 400, "《" * 400,
)  # fmt: skip


def texts() -> Iterator[str]:
    """Every hostile text there is, each once."""
    found = list(OWN)
    found += json.loads((HOSTILE / "naughty-strings.json").read_text("utf-8"))
    for name in ("xss-payloads.txt", "csv-injection.txt"):
        found += (HOSTILE / name).read_text("utf-8").splitlines()
    found += [line["markdown"] for line in _lines("commonmark-examples.jsonl")]
    found += [line["yaml"] for line in _lines("yaml-test-suite.jsonl")]
    for line in (*_lines("json-test-suite.jsonl"), *_feeds()):
        found.append(base64.b64decode(line["base64"]).decode("utf-8", "replace"))
    for line in _lines("csv-spectrum.jsonl"):
        found.append(base64.b64decode(line["csv_base64"]).decode("utf-8", "replace"))
    for row in (HOSTILE / "unicode-normalization.csv").read_text("utf-8").splitlines()[1:]:
        found.append("".join(chr(int(code, 16)) for code in row.split(",")[1].split()))
    yield from dict.fromkeys(text for text in found if text.strip())


def _lines(name: str) -> Iterator[dict[str, Any]]:
    for line in (HOSTILE / name).read_text("utf-8").splitlines():
        yield json.loads(line)


def _feeds() -> Iterator[dict[str, Any]]:
    with gzip.open(HOSTILE / "feed-cases.jsonl.gz", "rt", encoding="utf-8") as stream:
        yield from map(json.loads, stream)


def records(number: int, text: str) -> Iterator[tuple[Kind, dict[str, Any]]]:
    """A record of each kind with ``text`` in each of its fields that takes any."""
    line = " ".join(text.split()).strip()[:400] or "空"
    # In a number letters of other alphabets are refused, which would hold the rest back too.
    said = "".join(char for char in line if not is_foreign(char))
    yield (
        Kind.LISTING,
        {
            **_listing(number, line, said),
            "arrears": {"amount": "1.00", "workers": "3"},
            "project": {"name": text, "contractor": text},
            "also_published": [{"channel": line, "on": "2026-01-02"}],
            "events": [
                {"kind": "remedied", "on": "2026-02-01", "document": text, "reason": text},
                {"kind": "contested", "on": "2026-02-02", "document": text, "reason": text},
                {"kind": "renamed", "on": "2026-02-03", "name": f"{line} {number}", "reason": text},
            ],
        },
    )
    yield (
        Kind.CASE,
        {
            **case(number, id=f"hc-{number}", title=line, document=f"{said} 罚{number}号"),
            "party": {"name": f"{line} {number}", "region": "150102", "legal_representative": line},
            "facts": text,
            "basis": text,
            "outcome": text,
            "penalty": {"type": line, "fine": "1.00"},
            "listing": f"hl-{number}",
            "stages": [{"stage": "payment_order", "on": "2026-05-01", "organ": "hrss"}],
        },
    )
    shared = {"title": line, "organ": "hrss", "published_on": "2026-04-01", "tags": [line]}
    source = {"source": {"name": line, "title": text, "date": "2026-03-01"}, "body": text}
    yield Kind.TYPICAL_CASE, {
        "id": f"ht-{number}", "regime": "typical-case", "occurred_in": "150102", **shared, **source,
    }  # fmt: skip
    yield Kind.NEWS, {"id": f"hn-{number}", **shared, **source}
    del shared["tags"]
    yield Kind.PAGE, {"id": f"hp-{number}", **shared, "body": text}
    yield Kind.STATISTIC, {
        "id": f"hs-{number}", "label": line, "value": "1", "unit": line, "year": 2025,
        "region": "150102", "organ": "hrss", "note": text,
        "source": {"name": line, "title": line, "date": "2026-03-01"},
    }  # fmt: skip


def _listing(number: int, line: str, said: str) -> dict[str, Any]:
    made = listing(number, id=f"hl-{number}", regime="hostile-list", decided_on="2026-01-01")
    made["employer"] = {
        "name": f"{line} {number}",
        "credit_code": _CODE,
        "former_names": [f"旧{line}"],
        "region": "150102",
    }
    made["persons"] = [{"name": line, "role": "legal_representative"}]
    made["decision"] |= {"number": f"{said} {number}号", "reason": line, "basis": line}
    return made


def regime(text: str) -> dict[str, Any]:
    """A regime that shows every field, with ``text`` wherever it takes words."""
    line = " ".join(text.split())[:400]
    return {
        "id": "hostile-list",
        "name": line,
        "title": line,
        "document": text,
        "applies_to": ["listing"],
        "field_of_law": "human_resources",
        "clock": {
            "starts_with": "decided_on", "term": {"years": 3}, "automatic": True, "citation": text,
        },
        "early_removal": {"wait": {"months": 6}, "wait_from": "remedied", "citation": text},
        "revocation": {"citation": text},
        "fields": {
            name: {"show": "full", "citation": text}
            for name in (*FIELDS[Kind.LISTING], *sorted(TOLD_BY_EVENTS))
        },
    }  # fmt: skip


def settings(text: str) -> dict[str, Any]:
    """The files that a site is set up with, ``text`` wherever they take words."""
    line = " ".join(text.split())[:400]
    government = dict.fromkeys(("icp", "police_record", "sponsor", "contact"), text)
    names = dict.fromkeys(("site_name", "site_domain", "id_code"), line)
    return {
        "site.yml": {
            **SITE, "name": line, "government": {**names, **government},
            "grounds": {"hostile-list": line},
        },
        "organs.yml": [{**ORGANS[0], "name": line, "aliases": [f"别{line}"], "phone": text}],
        "channels.yml": [
            {
                "id": "hotline", "name": line, "phone": text, "hours": text,
                "url": "https://example.gov.cn/", "regions": ["150102"],
            }
        ],
        "calendars/2026.yml": {"year": 2026, "holidays": ["2026-01-01"], "source": text},
        "regimes/hostile-list.yml": regime(text),
    }  # fmt: skip


@dataclass
class Filled:
    """What of the hostile records their models took, and the codes of what they refused."""

    office: Office
    taken: dict[Kind, list[dict[str, Any]]] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)


def a_site(folder: Path, payloads: Sequence[str], around: Sequence[str]) -> Filled:
    """A signed site with a record of each kind for each payload; those ``around`` set it up."""
    office = Office(folder)
    filled = Filled(office, {kind: [] for kind in KINDS})
    for number, text in enumerate(payloads):
        for kind, values in records(number, text):
            found = parse(KINDS[kind], values)
            if isinstance(found, Parsed):
                filled.taken[kind].append(values)
            else:
                filled.refused.update(code for _place, code, _message in found)
    whole = " ".join(text for text in around if _stands(text))
    for name, content in settings(whole[:420] or "空").items():
        office.write(name, content)
    for kind, found_of in filled.taken.items():
        _write(office, KINDS[kind].folder, found_of, is_article=KINDS[kind].is_article)
    office.approve("organs.yml", "channels.yml", "regimes", on="2026-03-02")
    office.approve(*(KINDS[kind].folder for kind in KINDS), on="2026-05-20")
    return filled


def _stands(text: str) -> bool:
    """Whether a site can be set up with ``text``: without its one body there is nothing to see."""
    return isinstance(parse(SETTINGS["regime"], regime(text)), Parsed) and not findings(text)


def _write(office: Office, folder: str, values: list[dict[str, Any]], *, is_article: bool) -> None:
    if not is_article:
        office.write(f"{folder}/a.{'jsonl' if folder != 'statistics' else 'yml'}", values)
        return
    for each in values:
        front = {key: value for key, value in each.items() if key != "body"}
        text = yaml.safe_dump(front, allow_unicode=True, sort_keys=False)
        office.write(f"{folder}/{each['id']}.md", f"---\n{text}---\n\n{each['body']}\n")


__all__ = ["AS_OF", "HOSTILE", "Filled", "a_site", "records", "settings", "texts"]
