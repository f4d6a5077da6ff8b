"""Which keys a kind of record knows, and which of them hold keys or lists of their own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, get_args, get_origin

from pydantic import BaseModel

if TYPE_CHECKING:
    from site_builder.kinds import Spec


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The keys of a kind at any depth; ``holders`` are those that never hold plain text."""

    keys: frozenset[str]
    holders: frozenset[str]


@cache
def vocabulary(model: type[BaseModel]) -> Vocabulary:
    """Every key of a model and of the models in it."""
    keys: set[str] = set()
    holders: set[str] = set()
    plain: set[str] = set()
    todo, seen = [model], {model}
    while todo:
        for name, field in todo.pop().model_fields.items():
            key = field.alias or name
            keys.add(key)
            inner, is_holder = _inner(field.annotation)
            (holders if is_holder else plain).add(key)
            todo += [each for each in inner if each not in seen]
            seen |= set(inner)
    return Vocabulary(frozenset(keys), frozenset(holders - plain))


def vocabulary_of(spec: Spec) -> Vocabulary:
    """The keys of a kind."""
    return vocabulary(spec.model)


def _inner(annotation: Any) -> tuple[list[type[BaseModel]], bool]:
    """The models in a type, and whether it is a list or holds keys."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation], True
    found: list[type[BaseModel]] = []
    is_holder = get_origin(annotation) in {list, tuple, dict, set, frozenset}
    for part in get_args(annotation):
        models, holds = _inner(part)
        found += models
        is_holder = is_holder or holds
    return found, is_holder
