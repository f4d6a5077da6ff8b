"""What inspectors look at, as data: in their own words, each with its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, Final

import yaml

from site_builder.model.regime import Certainty

OWN: Final = "own"
_FILE: Final = "government-websites.yml"


class Weight(StrEnum):
    """What comes of a fault: the whole site fails, it loses points, or one is told."""

    VETO = "veto"
    POINTS = "points"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One indicator. ``look`` names what finds its faults, by ``limits``.

    ``certainty`` is None where the rule is the product's own.
    """

    id: str
    look: str
    group: str
    words: str
    document: str
    certainty: Certainty | None
    weight: Weight
    limits: Mapping[str, Any] = field(default_factory=dict)

    @property
    def may_veto(self) -> bool:
        """Whether a site may fail by it alone: never by what is known from memory only."""
        return self.weight is Weight.VETO and self.certainty is not Certainty.FROM_MEMORY


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, vetoes first."""
    text = (files("site_builder") / "_inspection" / _FILE).read_text("utf-8")
    values: Mapping[str, Any] = yaml.safe_load(text)
    return tuple(_rule(written, values["documents"]) for written in values["rules"])


def _rule(written: Mapping[str, Any], documents: Mapping[str, str]) -> Rule:
    certainty = written["certainty"]
    return Rule(
        **{
            **written,
            "document": documents[written["document"]],
            "certainty": None if certainty == OWN else Certainty(certainty),
            "weight": Weight(written["weight"]),
        }
    )
