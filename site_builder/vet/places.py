"""Whether bodies and channels lie in regions, and below bodies, that there are."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

from site_builder.errors import Problem, quoted
from site_builder.i18n import Message, _
from site_builder.vet.references import References

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from site_builder.store.corpus import Setting


def place_problems(
    settings: Sequence[Setting], standing: Mapping[str, Mapping[str, Any]]
) -> Iterator[Problem]:
    """What is wrong with the regions and parents that settings name, drafts included."""
    own = [setting for setting in settings if not setting.shipped]
    parents = {name: values.get("parent") for name, values in standing.items()}
    parents |= {setting.id: setting.values.get("parent") for setting in own}
    for setting in own:
        for field, region in _regions(setting.values):
            found = References.region(region)
            if isinstance(found, Message):
                yield _problem(setting, "unknown-region", field, found)
        parent = setting.values.get("parent")
        if parent is not None and parent not in parents:
            yield _problem(setting, "unknown-organ", "parent", _unknown(parent, parents))
        elif parent is not None and _is_below_itself(setting.id, parents):
            message = _("expected a body above this one, found one below it")
            yield _problem(setting, "bad-parent", "parent", message)


def _regions(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if "region" in values:
        yield "region", values["region"]
    for index, region in enumerate(values.get("regions", ())):
        yield f"regions[{index}]", region


def _is_below_itself(name: str, parents: Mapping[str, str | None]) -> bool:
    seen: set[str] = set()
    above = parents[name]
    while above is not None and above not in seen:
        seen.add(above)
        above = parents.get(above)
    return name in seen


def _unknown(parent: str, known: Iterable[str]) -> Message:
    near = difflib.get_close_matches(parent, sorted(known), n=1)
    if near:
        return _("no organ {found}; did you mean '{near}'?", found=quoted(parent), near=near[0])
    return _("no organ {found} in organs.yml", found=quoted(parent))


def _problem(setting: Setting, code: str, field: str, message: Message) -> Problem:
    return Problem(
        code=code,
        path=setting.path,
        line=setting.line_of(field),
        field=field,
        record=setting.id,
        message=message,
    )
