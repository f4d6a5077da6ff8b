"""Facts and events as JSON text, and back."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from site_builder.model.moment import Moment
from site_builder.model.record import (
    Attached,
    Elsewhere,
    Event,
    EventKind,
    Facts,
    Kind,
    Places,
    Record,
)

# What an event holds besides its kind, its day and the event that it undoes.
_WORDS = ("document", "organ", "reason", "name", "field", "superseded_by", "channel")


def event_to_json(event: Event) -> dict[str, Any]:
    """The event without what it lacks."""
    written: dict[str, Any] = {"kind": event.kind, "on": event.on.isoformat()}
    for name in _WORDS:
        if getattr(event, name) is not None:
            written[name] = getattr(event, name)
    if event.undoes:
        written["undoes"] = [event.undoes[0], event.undoes[1].isoformat()]
    return written


def event_from_json(written: dict[str, Any]) -> Event:
    """The event that ``event_to_json`` wrote."""
    undone = written.get("undoes")
    return Event(
        kind=EventKind(written["kind"]),
        on=date.fromisoformat(written["on"]),
        undoes=(EventKind(undone[0]), date.fromisoformat(undone[1])) if undone else None,
        **{key: written[key] for key in written.keys() - {"kind", "on", "undoes"}},
    )


def record_to_json(record: Record) -> str:
    """What the columns of a store do not hold of a record."""
    facts = record.facts
    written = {
        "values": record.values,
        "body": record.body,
        "facts": {
            "title": facts.title,
            "regime": facts.regime,
            "organ": facts.organ,
            "region": facts.region,
            "number": facts.number,
            "starts": {name: day.isoformat() for name, day in facts.starts.items()},
            "published_on": facts.published_on.isoformat() if facts.published_on else None,
            "embargo_until": str(facts.embargo_until) if facts.embargo_until else None,
            "withdrawn_on": facts.withdrawn_on.isoformat() if facts.withdrawn_on else None,
            "events": [event_to_json(event) for event in facts.events],
            "code": facts.code,
            "procedure": {name: day.isoformat() for name, day in facts.procedure.items()},
            "also_published": [
                [place.channel, place.url, place.on.isoformat() if place.on else None]
                for place in facts.also_published
            ],
            "identifying": facts.identifying,
            "files": facts.files,
            "attached": [
                [each.path, each.line, each.written, each.texts] for each in facts.attached
            ],
        },
    }
    return json.dumps(written, ensure_ascii=False, separators=(",", ":"))


def record_from_json(columns: dict[str, Any], written: str) -> Record:
    """The record that ``record_to_json`` wrote, with a store's columns."""
    data = json.loads(written)
    return Record(
        id=columns["id"],
        kind=Kind(columns["kind"]),
        path=columns["path"],
        line=columns["line"],
        digest=columns["digest"],
        values=data["values"],
        body=data["body"],
        places=_places(columns.get("places")),
        facts=_facts(data["facts"]),
    )


def places_to_json(places: Places) -> str:
    """Where fields stand, without what is not known."""
    written = {
        "lines": places.lines,
        "sheet": places.sheet,
        "cells": places.cells,
        "ends_on": places.ends_on.isoformat() if places.ends_on else None,
    }
    known = {name: value for name, value in written.items() if value}
    return json.dumps(known, ensure_ascii=False, separators=(",", ":"))


def _places(text: str | None) -> Places:
    written = json.loads(text or "{}")
    return Places(
        lines=written.get("lines", {}),
        sheet=written.get("sheet"),
        cells={name: (cell, heading) for name, (cell, heading) in written.get("cells", {}).items()},
        ends_on=_day(written.get("ends_on")),
    )


def _facts(written: dict[str, Any]) -> Facts:
    return Facts(
        title=written["title"],
        regime=written["regime"],
        organ=written["organ"],
        region=written["region"],
        number=written["number"],
        starts={name: date.fromisoformat(day) for name, day in written["starts"].items()},
        published_on=_day(written["published_on"]),
        embargo_until=Moment.parse(written["embargo_until"]) if written["embargo_until"] else None,
        withdrawn_on=_day(written["withdrawn_on"]),
        events=tuple(event_from_json(event) for event in written["events"]),
        # What an older version remembered lacks these.
        code=written.get("code"),
        procedure={
            name: date.fromisoformat(day) for name, day in written.get("procedure", {}).items()
        },
        also_published=tuple(
            Elsewhere(channel=channel, url=url, on=_day(on))
            for channel, url, on in written.get("also_published", ())
        ),
        identifying=tuple(written["identifying"]),
        files=tuple((path, sha) for path, sha in written["files"]),
        attached=tuple(
            Attached(path=path, line=line, written=address, texts=tuple(texts))
            for path, line, address, texts in written.get("attached", ())
        ),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
