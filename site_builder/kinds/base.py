"""What every kind of record shares: how its values are held to its model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from site_builder.i18n import _
from site_builder.kinds.faults import Fault, fault_of, keys_of

if TYPE_CHECKING:
    from site_builder.model.record import Facts


class Values(BaseModel):
    """A mapping of known fields; anything else in it is a problem.

    A field that holds nothing, an empty text or an empty list is as good as left out.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _without_blanks(cls, written: Any) -> Any:
        if not isinstance(written, dict) or not any(map(_is_blank, written.values())):
            return written
        known = keys_of(cls)
        return {
            key: value for key, value in written.items() if key not in known or not _is_blank(value)
        }


def _is_blank(value: object) -> bool:
    return value is None or value in ("", [])


@dataclass(frozen=True, slots=True)
class Spec:
    """One kind: where it is kept, its model, and what the law needs of it.

    ``identifying`` are the fields by which a reader could tell whom a record is about;
    ``clock`` are those without which its term cannot be counted; ``decision`` are the
    number and the organ by which all parties of a decision leave together.
    """

    name: str
    folder: str
    model: type[Values]
    facts: Callable[[Any], Facts]
    identifying: tuple[str, ...] = ()
    clock: tuple[str, ...] = ()
    decision: tuple[str, str] | None = None

    @property
    def is_article(self) -> bool:
        """Whether it is written in Markdown, with a body."""
        return "body" in self.model.model_fields


@dataclass(frozen=True, slots=True)
class Parsed:
    """A record that keeps to its model: its canonical values and its facts."""

    id: str
    values: Mapping[str, Any]
    facts: Facts


def parse(spec: Spec, values: Mapping[str, Any]) -> Parsed | list[Fault]:
    """Hold ``values`` to the kind's model; the faults as (path of keys, code, message)."""
    try:
        model = spec.model.model_validate(dict(values))
    except ValidationError as error:
        return [_clock_fault(spec, fault) for fault in faults_of(spec.model, error)]
    canonical = prune(model.model_dump(mode="json", exclude_unset=True, by_alias=True))
    return Parsed(str(canonical["id"]), canonical, spec.facts(model))


def faults_of(model: type[Values], error: ValidationError) -> list[Fault]:
    """Every fault that pydantic found."""
    return [fault_of(model, details) for details in error.errors(include_url=False)]


def _clock_fault(spec: Spec, fault: Fault) -> Fault:
    place, code, _message = fault
    if code == "missing-field" and ".".join(map(str, place)) in spec.clock:
        message = _("expected a value, found nothing: without it the term cannot be counted")
        return place, "clock-cannot-start", message
    return fault


def prune(value: Any) -> Any:
    """``value`` without nulls, empty texts and empty lists, all the way down."""
    if isinstance(value, dict):
        pruned = {key: prune(item) for key, item in value.items()}
        return {key: item for key, item in pruned.items() if item not in (None, "", [], {})}
    if isinstance(value, list):
        return [item for item in map(prune, value) if item not in (None, "", [], {})]
    return value
