"""Tiny releases written by hand, sound in everything but what a test changes."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from site_builder.inspection import Judged, Outcome, inspect_release
from site_builder.model.moment import Moment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from site_builder.inspection.verdict import Level

SITE_TAGS = {"SiteName": "测试局", "SiteDomain": "example.gov.cn", "SiteIDCode": "1501020001"}
FOOT = (
    "<footer><p>主办单位：测试局 联系方式：12333 网站标识码：1501020001 蒙ICP备12345678号-1"
    " 蒙公网安备 15010202000123号</p>"
    '<a href="https://bszs.conac.cn/sitename?id=1">党政机关</a>'
    '<a href="https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=1501020001">找错</a>'
    "<span>网站地图 网站声明 隐私说明 关于本站</span></footer>"
)


@dataclass
class Tiny:
    """A release of a home page, and of what a test adds."""

    output: Path
    made: str = "2026-06-01"
    valid_until: str = "2026-06-04"
    on_home: list[str] = field(default_factory=list)
    channel: str = '<a href="https://12345.example.gov.cn/">留言</a>'

    def page(
        self,
        path: str,
        body: str = "",
        *,
        tags: Mapping[str, str] | None = None,
        foot: str = FOOT,
    ) -> None:
        """Write a page."""
        metas = {**SITE_TAGS, **(tags or {})}.items()
        head = "".join(f'<meta name="{n}" content="{escape(v)}">' for n, v in metas)
        file = self.output / "site" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"<html><head>{head}</head><body>{body}{foot}</body></html>", "utf-8")

    def column(self, name: str, kind: str, *items: str, folder: str = "", body: str = "") -> None:
        """Write a column: its list, and an item for each day of publication."""
        folder = folder or name
        column = {"ColumnName": name, "ColumnDescription": "述", "ColumnKeywords": "词"}
        tags = {**column, "ColumnType": kind}
        rows = ""
        for number, day in enumerate(items):
            shown = f'<p data-record data-id="{folder}-{number}" data-kind="news"></p>'
            dated = {"ArticleTitle": "题", "PubDate": f"{day} 00:00", "ContentSource": "源"}
            self.page(f"{folder}/{folder}-{number}.html", shown, tags={**tags, **dated})
            rows += shown
        self.page(f"{folder}/index.html", rows + body, tags=tags)

    def judged(self, rule: str, moment: str = "2026-06-01", home: str = "") -> Judged:
        """What comes of one rule, the home page leading to ``on_home``."""
        links = "".join(f'<a href="{path}">题</a>' for path in self.on_home)
        self.page("index.html", links + self.channel + home)
        stamp = {"as_of": self.made, "valid_until": self.valid_until}
        (self.output / "site" / "as-of.json").write_text(json.dumps(stamp), "utf-8")
        found = inspect_release(self.output, Moment.parse(moment))
        return next(judged for judged in found.judged if judged.rule.id == rule)

    def outcome(self, rule: str, moment: str = "2026-06-01", home: str = "") -> Outcome:
        """What comes of one rule."""
        return self.judged(rule, moment, home).outcome


def said(judged: Judged, level: Level | None = None) -> list[str]:
    """What was found, in English."""
    return [
        f"{found.path}: {found.message}" for found in judged.found if level in {None, found.level}
    ]
