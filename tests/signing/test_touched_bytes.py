"""Whatever byte of a signed file or a sign-off is touched: nothing shows that nobody signed."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from site_builder.errors import ContentError
from tests.office import article, case, listing
from tests.shown import png
from tests.vet.night import Nights

if TYPE_CHECKING:
    from tests.vet.night import Night

DAY = "2026-06-01"
PICTURE = png()
REGIME = """\
id: short-2025
name: 短期公示办法
document: 测人社规〔2025〕1号
in_force: {from: 2022-01-01}
applies_to: [listing]
field_of_law: human_resources
clock: {starts_with: decided_on, term: {years: 2}, automatic: true, citation: 第一条}
fields: {employer.name: {show: full, citation: 第二条}}
"""
SHOWING = "![工地](site.png)\n\n| 工资 | 元 |\n| --- | --- |\n| 一 | 二 |"
PAGE = """\
---
id: about-us
title: 关于本站
organ: hrss
published_on: 2025-04-01
---

本站说明。
"""
CONTENT: dict[str, Any] = {
    "regimes/short-2025.yml": REGIME,
    "channels.yml": [{"id": "hotline", "name": "劳动监察热线", "phone": "12333"}],
    "listings/a.jsonl": [listing(1), listing(2, regime="short-2025")],
    "cases/a.yml": [case(1, issued_on="2026-05-20", published_on="2026-05-21")],
    "typical-cases/tc-1.md": article(SHOWING),
    "pages/about-us.md": PAGE,
}
SIGNED = ("organs.yml", "site.yml", *CONTENT)
# How many touches of each file `make test` tries; `--bench` tries them all.
FEW = 6
BYTES = b"\x00\n \"{}[]:,#-'\\0193afz\x80\xe4\xef\xff"


@dataclass(frozen=True)
class Standing:
    """What stands on one night as two people are said to have signed it."""

    records: dict[str, str]
    settings: dict[str, str]
    first: dict[str, str]


def _standing(night: Night) -> Standing:
    vetted = night.prepared.vetted
    records, first = {}, {}
    for found in vetted.store.records():
        if found.is_vetted:
            record = found.record
            records[record.id] = repr((record.kind, record.values, record.body, record.facts.files))
            first[record.id] = str(found.first_on)
    chrome = vetted.chrome
    own = {name: repr(regime) for name, regime in chrome.regimes.items() if name == "short-2025"}
    settings = {
        **own,
        **{name: repr(organ) for name, organ in chrome.organs.items()},
        **{channel.id: repr(channel) for channel in chrome.channels},
        **{f"grounds.{name}": ground for name, ground in chrome.site.grounds.items()},
        **{f"only_warn.{name}": name for name in chrome.site.only_warn},
    }
    return Standing(records, settings, first)


class Touched:
    """An office, what it signed, and a copy of it in which one thing is touched at a time."""

    def __init__(self, folder: Path) -> None:
        self.office = Nights(folder / "office")
        self.office.write("typical-cases/site.png", PICTURE)
        self.office.set_up(
            grounds={"spp-case-info-2021": "同意转载"}, only_warn=["plate", "health"]
        )
        for name, content in CONTENT.items():
            self.office.signed(name, content)
        night = self.office.night(DAY)
        assert night.codes() == []
        self.signed = _standing(night)
        self.state = folder / "state"
        shutil.copytree(self.office.folders.state, self.state)

    def ledger(self) -> Path:
        return self.office.content / "sign-offs/2025.jsonl"

    def file(self, name: str) -> Path:
        return self.ledger() if name == "sign-offs" else self.office.content / name

    def night_with(self, name: str, data: bytes, *, remembers: bool) -> tuple[Standing, list[str]]:
        """What stands with this file's bytes, and the codes of what is said."""
        file = self.file(name)
        whole = file.read_bytes()
        state = self.office.folders.state
        shutil.rmtree(state)
        if remembers:
            shutil.copytree(self.state, state)
        file.write_bytes(data)
        try:
            night = self.office.night(DAY)
            # A setting of another id is a draft, which `digest` and `review` show.
            return _standing(night), [*night.codes(), *night.prepared.vetted.settled.drafts]
        except ContentError as error:  # without a body that publishes, nothing stands at all
            return Standing({}, {}, {}), [problem.code for problem in error.problems]
        finally:
            file.write_bytes(whole)
            for scratch in self.office.folders.site.glob("tmp*"):
                shutil.rmtree(scratch)

    def hold(self, name: str, data: bytes, *, remembers: bool) -> None:
        """Nothing stands that was not signed; what stands no more, or as before, is told."""
        found, codes = self.night_with(name, data, remembers=remembers)
        assert found.records.items() <= self.signed.records.items()
        assert found.settings.items() <= self.signed.settings.items()
        if remembers:
            assert found == self.signed or codes
        moved = {key for key, day in found.first.items() if day != self.signed.first[key]}
        assert not moved or (codes and not remembers)


@pytest.fixture(scope="module")
def touched(tmp_path_factory: pytest.TempPathFactory) -> Touched:
    return Touched(tmp_path_factory.mktemp("touched"))


def _touches(data: bytes, chance: random.Random) -> Iterator[bytes]:
    """At every place: one byte dropped, one put in its place, one put before it."""
    for place, byte in enumerate(data):
        other = chance.choice([char for char in (*BYTES, byte ^ 1) if char != byte])
        yield data[:place] + data[place + 1 :]
        yield data[:place] + bytes([other]) + data[place + 1 :]
        yield data[:place] + bytes([chance.choice(BYTES)]) + data[place:]


def _tried(data: bytes, name: str, *, bench: bool) -> list[bytes]:
    chance = random.Random(name)  # noqa: S311 - the same touches every time
    found = list(dict.fromkeys(_touches(data, chance)))
    return found if bench else chance.sample(found, min(FEW, len(found)))


@pytest.mark.parametrize("name", [*SIGNED, "typical-cases/site.png"])
@pytest.mark.parametrize("remembers", [True, False], ids=["remembered", "forgotten"])
def test_a_byte_of_a_signed_file_shows_nothing_that_nobody_signed(
    touched: Touched, name: str, *, remembers: bool, bench: bool
) -> None:
    for data in _tried(touched.file(name).read_bytes(), name, bench=bench):
        touched.hold(name, data, remembers=remembers)


@pytest.mark.parametrize("remembers", [True, False], ids=["remembered", "forgotten"])
def test_a_byte_of_a_sign_off_shows_nothing_that_nobody_signed(
    touched: Touched, *, remembers: bool, bench: bool
) -> None:
    data = touched.ledger().read_bytes()
    for place, line in enumerate(data.splitlines(keepends=True)):
        before, _line, after = data.partition(line)
        for changed in _tried(line, f"{place}", bench=bench):
            touched.hold("sign-offs", before + changed + after, remembers=remembers)
