"""What is wrong with a value: pydantic's findings in our own codes and words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeAlias, get_args

from pydantic import BaseModel
from pydantic_core import PydanticCustomError

from site_builder.errors import Problem, described, fit_to_print, quoted
from site_builder.i18n import Message, _
from site_builder.model.nearest import nearest_word

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Place: TypeAlias = tuple[str | int, ...]
Fault: TypeAlias = tuple[Place, str, Message]

_ALIKE = 0.7
# More choices than this nobody reads; `schema` prints them all.
_TOLD = 16
# What a clerk knows the word by, who has not met the English one yet.
_IN_CHINESE = {
    "编号": "id",
    "名称": "name",
    "单位名称": "name",
    "行政相对人名称": "name",
    "曾用名": "former_names",
    "统一社会信用代码": "credit_code",
    "注册号": "registration_number",
    "地区": "region",
    "制度": "regime",
    "决定书文号": "number",
    "行政处罚决定书文号": "number",
    "文号": "number",
    "决定机关": "organ",
    "处罚机关": "organ",
    "机关": "organ",
    "列入日期": "decided_on",
    "决定日期": "decided_on",
    "列入事由": "reason",
    "列入依据": "basis",
    "项目名称": "name",
    "标题": "title",
    "发布日期": "published_on",
    "首次公开日期": "published_on",
    "法定代表人": "legal_representative",
    "主要负责人": "principal",
    "直接负责的主管人员": "responsible_manager",
    "直接责任人员": "responsible_person",
    "企业": "enterprise",
    "个体工商户": "sole_trader",
    "事业单位": "institution",
    "社会组织": "organisation",
    "自然人": "natural_person",
    "移出": "removed_early",
    "提前移出": "removed_early",
    "撤销": "revoked",
    "中止": "suspended",
    "恢复": "resumed",
    "改正": "remedied",
}


def fault(code: str, message: Message, *at: str | int) -> PydanticCustomError:
    """A validation error with its own code and message, at a field below where it is raised."""
    # The type checker wants a literal template; codes of the catalog are literals all the same.
    return PydanticCustomError("content", "{code}", {"code": code, "catalog": message, "at": at})


def fault_of(model: type[BaseModel], details: ErrorDetails) -> Fault:
    """What is wrong at which field, in our own code and words."""
    place = tuple(details["loc"])
    kind, given = details["type"], details["input"]
    context = details.get("ctx", {})
    if kind == "content":
        return (*place, *context["at"]), context["code"], context["catalog"]
    if kind == "extra_forbidden":
        return place, "unknown-field", no_field(str(place[-1]), _keys_at(model, place[:-1]))
    if kind == "missing":
        return place, "missing-field", _("expected a value, found nothing")
    if kind in {"literal_error", "enum"}:
        return place, "unknown-value", _unknown_value(context["expected"], given)
    if kind in {"string_too_long", "too_long"}:
        return place, "bad-length", _too_long(context["max_length"], given)
    return place, "bad-value", _expected(kind, given)


def _expected(kind: str, given: object) -> Message:
    shown = described(given)
    if kind in {"model_type", "dict_type"}:
        return _("expected keys with values, found {found}", found=shown)
    if kind in {"list_type", "tuple_type"}:
        return _("expected a list, found {found}", found=shown)
    if kind == "bool_type":
        return _("expected true or false, found {found}", found=shown)
    return _("expected another kind of value, found {found}", found=shown)


def _too_long(limit: int, given: object) -> Message:
    if isinstance(given, str):
        return _(
            "expected at most {limit} characters, found {found}",
            limit=limit,
            found=described(given),
        )
    return _("expected a list of at most {limit}, found more", limit=limit)


def nearest(found: str, known: Iterable[str], alike: float = 0.6) -> str | None:
    """The known word that ``found`` was probably meant to be."""
    words = list(known)
    if _IN_CHINESE.get(found) in words:
        return _IN_CHINESE[found]
    plain = found.strip().lower().replace("-", "_").replace(" ", "_")
    return nearest_word(plain, words, alike)


def no_field(key: str, known: Iterable[str]) -> Message:
    """That there is no field of this name, and which one was probably meant."""
    near = nearest(key, known)
    if near:
        return _("no field '{key}' here; did you mean '{near}'?", key=fit_to_print(key), near=near)
    return _("no field '{key}' here", key=fit_to_print(key))


def _unknown_value(expected: str, given: object) -> Message:
    choices = [choice.strip("'\"") for choice in re.split(r", | or ", expected)]
    near = nearest(given, choices, _ALIKE) if isinstance(given, str) else None
    if near:
        return _("no value {found} here; did you mean '{near}'?", found=quoted(given), near=near)
    return _(
        "expected one of {choices}, found {found}",
        choices=", ".join([*choices[:_TOLD], *(["…"] if len(choices) > _TOLD else [])]),
        found=quoted(given),
    )


def _keys_at(model: type[BaseModel], place: Place) -> list[str]:
    for part in place:
        if isinstance(part, int):
            continue
        field = next(
            (f for name, f in model.model_fields.items() if part == (f.alias or name)), None
        )
        inner = field and _model_in(field.annotation)
        if not inner:
            return []
        model = inner
    return keys_of(model)


def keys_of(model: type[BaseModel]) -> list[str]:
    """The keys that a model knows, as they are written."""
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((model for part in get_args(annotation) if (model := _model_in(part))), None)


def problem(path: str, line: int, found: Fault, record: str | None) -> Problem:
    """A fault as a problem, its field written as people write it: ``events[0].on``."""
    place, code, message = found
    parts = (f"[{part}]" if isinstance(part, int) else f".{fit_to_print(part)}" for part in place)
    name = "".join(parts).removeprefix(".")
    return Problem(
        code=code, message=message, path=path, line=line, field=name or None, record=record
    )
