"""Bodies and regions by id, code, exact name or alias; never by a guess."""

from __future__ import annotations

import pytest

from site_builder.i18n import Message
from site_builder.model.site import Level, Organ
from site_builder.vet.references import References


def _organ(name: str, *aliases: str, organ_id: str = "nm-hrss") -> Organ:
    return Organ(id=organ_id, name=name, aliases=aliases, level=Level.COUNTY)


ORGANS = {
    "nm-hrss": _organ("新城区人力资源和社会保障局", "区人社局"),
    "nm-police": _organ("新城区公安局", "区公安", organ_id="nm-police"),
    "nm-police-2": _organ("回民区公安局", "区公安", organ_id="nm-police-2"),
}
REFERENCES = References(ORGANS, {"nm-court"})


def _text(found: str | Message) -> str:
    return found.text("en") if isinstance(found, Message) else found


@pytest.mark.parametrize("written", ["nm-hrss", "新城区人力资源和社会保障局", "区人社局"])
def test_a_body_goes_by_id_name_or_alias(written: str) -> None:
    assert REFERENCES.organ(written) == "nm-hrss"


def test_an_alias_of_two_bodies_is_refused_with_both() -> None:
    assert _text(REFERENCES.organ("区公安")) == (
        "expected one organ, found '区公安', which may be nm-police, nm-police-2"
    )


def test_an_unknown_body_is_refused_with_the_nearest() -> None:
    assert _text(REFERENCES.organ("nm-hrs")) == "no organ 'nm-hrs'; did you mean 'nm-hrss'?"


def test_a_body_near_none_is_said_to_be_missing_from_its_file() -> None:
    assert _text(REFERENCES.organ("邮政")) == "no organ '邮政' in organs.yml"


def test_an_unsigned_body_is_said_to_be_unsigned() -> None:
    said = "organ 'nm-court' is refused or has no valid sign-off"
    assert _text(REFERENCES.organ("nm-court")) == said


def test_a_personal_number_in_the_place_of_a_body_is_not_repeated() -> None:
    assert _text(REFERENCES.organ("13812345678")) == (
        "no organ text of 11 characters in organs.yml"
    )


@pytest.mark.parametrize("written", ["150102", "内蒙古自治区呼和浩特市新城区"])
def test_a_region_goes_by_code_or_exact_name(written: str) -> None:
    assert References.region(written) == "150102"


def test_a_region_of_one_name_is_found_by_it() -> None:
    assert References.region("呼和浩特市") == "150100"


def test_a_name_of_several_regions_is_refused_with_them() -> None:
    assert _text(References.region("鼓楼区")) == (
        "expected one region, found '鼓楼区', which may be 320106 江苏省南京市鼓楼区,"
        " 320302 江苏省徐州市鼓楼区, 350102 福建省福州市鼓楼区, 410204 河南省开封市鼓楼区"
    )


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("150199", "expected a region code of GB/T 2260, found '150199'"),
        ("150102001001", "expected a region code of GB/T 2260, found text of 12 characters"),
        ("呼市", "no region '呼市'; expected a six-digit code or its exact name"),
        (
            "新城区某路12号",
            "no region '新城区某路12号'; expected a six-digit code or its exact name",
        ),
    ],
)
def test_a_region_that_is_none_is_refused(written: str, said: str) -> None:
    assert _text(References.region(written)) == said


def test_the_same_unknown_body_is_looked_for_once() -> None:
    assert REFERENCES.organ("nm-hrs") is REFERENCES.organ("nm-hrs")
